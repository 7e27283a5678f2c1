import type { Bitmap } from "../../domain/printing/bitmap.ts";
import { dots, joined, lay, mustFit, share } from "./dots.ts";
import type { LabelJob } from "./language.ts";

const [ESC, GS] = [0x1b, 0x1d];

/** Rows of one raster image: small enough for the buffers of cheap printers. */
const BAND = 128;

/** Lines of 1/6 inch from the head to the edge that paper is torn off at. */
const TEAR_OFF_LINES = 4;

/**
 * A label or a receipt in ESC/POS. Copies are repeated. A receipt printer looks for black marks only; paper of a given height is
 * filled up with white to it. Speeds are levels of the model without a measure, so none is told.
 * @see Epson, ESC/POS Command Reference: ESC @, ESC p, GS ( K function 49, GS v 0, GS V function B, GS FF, ESC d
 * @throws DomainError `printer.too-large` where the bitmap is larger than the label
 */
export function encodeEscpos(bitmap: Bitmap, job: LabelJob): Uint8Array {
  const { dpi, widthMm, heightMm, copies, settings } = job;
  mustFit(bitmap, job);
  const [x, y] = [dots(settings.offsetXMm, dpi), dots(settings.offsetYMm, dpi)];
  const width = Math.max(1, Math.min(bitmap.width + x, Math.max(dots(widthMm, dpi), bitmap.width)));
  const height = heightMm === null ? Math.max(1, bitmap.height + y) : Math.max(dots(heightMm, dpi), bitmap.height);
  const copy = [...bands(lay(bitmap, width, height, x, y)), ending(job)];
  return joined([
    [ESC, 0x40],
    // Pin 2, 50 ms on and 500 ms off.
    settings.drawer ? [ESC, 0x70, 0, 25, 250] : [],
    // 250 to 255 are 70 to 95 % of the usual density, 0 to 6 are 100 to 130 %.
    settings.darkness === null ? [] : [GS, 0x28, 0x4b, 2, 0, 49, share(settings.darkness, -6, 6) & 0xff],
    ...Array.from({ length: copies }, () => copy).flat(),
  ]);
}

function ending({ heightMm, settings: { media, cut } }: LabelJob): readonly number[] {
  const isMarked = media === "mark" && heightMm !== null;
  const toTearOff = isMarked ? [] : [ESC, 0x64, TEAR_OFF_LINES];
  return [...(isMarked ? [GS, 0x0c] : []), ...(cut ? [GS, 0x56, 66, 0] : toTearOff)];
}

function bands({ width, height, rows }: Bitmap): readonly (Uint8Array | readonly number[])[] {
  const stride = Math.ceil(width / 8);
  const parts: (Uint8Array | readonly number[])[] = [];
  for (let from = 0; from < height; from += BAND) {
    const count = Math.min(BAND, height - from);
    parts.push([GS, 0x76, 0x30, 0, stride & 0xff, stride >> 8, count, 0], rows.subarray(from * stride, (from + count) * stride));
  }
  return parts;
}
