import type { Bitmap } from "../../domain/printing/bitmap.ts";
import { dots, INCH_MM, inverted, joined, nearest, placed, share } from "./dots.ts";
import type { LabelJob } from "./language.ts";

/** Inches a second of `S1` to `S6`. */
const SPEEDS = [1.5, 2, 2.5, 3.5, 5, 6];

/** Dots of a gap or a black mark that `Q` takes; the least is larger at 300 dpi. */
const [LEAST_GAP, LEAST_GAP_300, WIDEST_GAP] = [16, 18, 240];

/**
 * A label in EPL2. In `GW` 0 is ink. `q` and `Q` empty the image, so they come before it; `O` is only told where the cutter is
 * wanted, as it would switch off whatever else the printer is set to.
 * @see Zebra, EPL Programming Guide (14245L): q, Q, S, D, ZT, R, O, N, GW, P
 * @throws DomainError `printer.too-large` where the bitmap is larger than the label
 */
export function encodeEpl(bitmap: Bitmap, job: LabelJob): Uint8Array {
  const { settings, copies } = job;
  const label = placed(bitmap, job, 0);
  const lines = [
    // Ends whatever a broken job may have left.
    "",
    `q${label.width}`,
    `Q${label.height},${gap(job)}`,
    ...(settings.speedMmS === null ? [] : [`S${nearest(settings.speedMmS / INCH_MM, SPEEDS) + 1}`]),
    ...(settings.darkness === null ? [] : [`D${share(settings.darkness, 0, 15)}`]),
    "ZT",
    `R${label.x},${label.y}`,
    ...(settings.cut ? ["OC"] : []),
    "N",
    `GW0,0,${Math.ceil(label.bitmap.width / 8)},${label.bitmap.height},`,
  ];
  return joined([lines.join("\n"), inverted(label.bitmap), `\nP${copies}\n`]);
}

function gap({ dpi, heightMm, settings: { media, gapMm } }: LabelJob): string {
  if (heightMm === null || media === "continuous") return "0";
  const length = Math.min(WIDEST_GAP, Math.max(dpi < 300 ? LEAST_GAP : LEAST_GAP_300, dots(gapMm, dpi)));
  return media === "mark" ? `B${length},0` : String(length);
}
