import type { Bitmap } from "../../domain/printing/bitmap.ts";
import { INCH_MM, inverted, joined, nearest, placed, share } from "./dots.ts";
import type { LabelJob } from "./language.ts";

/** Inches a second that printers of this language know among them; each takes its nearest. */
const SPEEDS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14];

/** To the hundredth, not below the value: a label must not lose its last row of dots. */
const length = (mm: number): string => `${Math.ceil(mm * 100 - 1e-6) / 100} mm`;

/**
 * A label in TSPL or TSPL2. In `BITMAP` 0 is ink. `REFERENCE`, `SHIFT` and `OFFSET` stay in the printer until they are told anew, so
 * they always are; the offset goes into `REFERENCE`, which takes no negative values.
 * @see TSC, TSPL/TSPL2 Programming: SIZE, GAP, BLINE, OFFSET, SPEED, DENSITY, DIRECTION, REFERENCE, SHIFT, SET CUTTER, CLS, BITMAP, PRINT
 * @throws DomainError `printer.too-large` where the bitmap is larger than the label
 */
export function encodeTspl(bitmap: Bitmap, job: LabelJob): Uint8Array {
  const { dpi, settings, copies } = job;
  const label = placed(bitmap, job, 0);
  const lines = [
    `SIZE ${length(job.widthMm)},${length(job.heightMm ?? (label.height / dpi) * INCH_MM)}`,
    gap(job),
    ...(settings.speedMmS === null ? [] : [`SPEED ${SPEEDS[nearest(settings.speedMmS / INCH_MM, SPEEDS)]!}`]),
    ...(settings.darkness === null ? [] : [`DENSITY ${share(settings.darkness, 0, 15)}`]),
    "DIRECTION 0",
    `REFERENCE ${label.x},${label.y}`,
    "SHIFT 0",
    "OFFSET 0 mm",
    `SET CUTTER ${settings.cut ? "1" : "OFF"}`,
    "CLS",
    `BITMAP 0,0,${Math.ceil(label.bitmap.width / 8)},${label.bitmap.height},0,`,
  ];
  return joined([lines.join("\r\n"), inverted(label.bitmap), `\r\nPRINT ${copies},1\r\n`]);
}

function gap({ heightMm, settings: { media, gapMm } }: LabelJob): string {
  if (heightMm === null || media === "continuous") return "GAP 0 mm,0 mm";
  return media === "mark" ? `BLINE ${length(gapMm)},0 mm` : `GAP ${length(gapMm)},0 mm`;
}
