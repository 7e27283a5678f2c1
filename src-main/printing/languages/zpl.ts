import type { Bitmap } from "../../domain/printing/bitmap.ts";
import type { MediaKind } from "../../domain/printing/printer.ts";
import { INCH_MM, placed, share } from "./dots.ts";
import type { LabelJob } from "./language.ts";

/** What `^MN` is told. */
const TRACKING: Readonly<Record<MediaKind, string>> = { gap: "Y", continuous: "N", mark: "M" };

/** The most that `^LT` moves a label, dots. */
const LABEL_TOP = 120;

/** The most bytes of one graphic field: `^GF` takes a larger count for this one. */
const FIELD_BYTES = 99_999;

/** Inches a second that `^PR` knows. */
const [SLOWEST, FASTEST] = [1, 14];

/**
 * A label in ZPL II. `^LS` and `^LT` stay in the printer until they are told anew, so they always are.
 * @see Zebra, ZPL II Programming Guide: ~SD, ^XA, ^MN, ^PW, ^LL, ^LH, ^LS, ^LT, ^PR, ^MM, ^FO, ^GF, ^PQ, ^XZ
 * @throws DomainError `printer.too-large` where the bitmap is larger than the label
 */
export function encodeZpl(bitmap: Bitmap, job: LabelJob): Uint8Array {
  const { settings, copies } = job;
  const label = placed(bitmap, job, LABEL_TOP);
  const media = job.heightMm === null ? "continuous" : settings.media;
  const parts = [
    settings.darkness === null ? "" : `~SD${String(share(settings.darkness, 0, 30)).padStart(2, "0")}\n`,
    `^XA\n^MN${TRACKING[media]}\n^PW${label.width}\n^LL${label.height}\n^LH0,0\n^LS0\n^LT${Math.min(0, label.y)}\n`,
    settings.speedMmS === null ? "" : `^PR${Math.min(FASTEST, Math.max(SLOWEST, Math.round(settings.speedMmS / INCH_MM)))}\n`,
    `^MM${settings.cut ? "C" : "T"}\n`,
    ...graphicFields(label.bitmap, label.x, Math.max(0, label.y)),
    // Cut after each label, without the pause that a group of labels would end with.
    `^PQ${copies}${settings.cut ? ",1,0,Y" : ""}\n^XZ\n`,
  ];
  return Buffer.from(parts.join(""), "latin1");
}

function graphicFields(bitmap: Bitmap, x: number, y: number): readonly string[] {
  const stride = Math.ceil(bitmap.width / 8);
  const most = Math.max(1, Math.floor(FIELD_BYTES / stride));
  const fields: string[] = [];
  for (let from = 0; from < bitmap.height; from += most) {
    const height = Math.min(most, bitmap.height - from);
    const bytes = stride * height;
    fields.push(
      `^FO${x},${y + from}^GFA,${bytes},${bytes},${stride},${compressed(bitmap.rows.subarray(from * stride, from * stride + bytes), stride)}^FS\n`,
    );
  }
  return fields;
}

const DIGITS = "0123456789ABCDEF";

/** Counts of 20, 40, … 400. */
const TWENTIES = "ghijklmnopqrstuvwxyz";

/** Counts of 1 to 19. */
const ONES = "GHIJKLMNOPQRSTUVWXY";

/**
 * Rows in Zebra's compressed hexadecimal: a count before a digit repeats it, `,` fills a row with 0, and `:` is the row above once
 * more. `!` fills a row "with ones", which interpreters take for F or for 1: it is not used.
 * @see Zebra, ZPL II Programming Guide, "Alternative Data Compression Scheme for ~DG and ~DB Commands"
 */
function compressed(rows: Uint8Array, stride: number): string {
  const digits = new Uint8Array(stride * 2);
  let text = "";
  for (let row = 0; row < rows.length; row += stride) {
    if (row > 0 && isSameRow(rows, row, stride)) {
      text += ":";
      continue;
    }
    for (let at = 0; at < stride; at++) {
      const byte = rows[row + at]!;
      digits[at * 2] = byte >> 4;
      digits[at * 2 + 1] = byte & 15;
    }
    for (let at = 0; at < digits.length;) {
      const digit = digits[at]!;
      let end = at + 1;
      while (end < digits.length && digits[end] === digit) end++;
      text += end === digits.length && digit === 0 ? "," : repeated(DIGITS[digit]!, end - at);
      at = end;
    }
  }
  return text;
}

function isSameRow(rows: Uint8Array, row: number, stride: number): boolean {
  for (let at = row; at < row + stride; at++) if (rows[at] !== rows[at - stride]) return false;
  return true;
}

function repeated(digit: string, count: number): string {
  if (count < 3) return count === 1 ? digit : digit + digit;
  let text = "";
  let left = count;
  for (; left >= 420; left -= 400) text += "z";
  if (left >= 20) text += TWENTIES[Math.floor(left / 20) - 1]!;
  return text + (left % 20 === 0 ? "" : ONES[(left % 20) - 1]!) + digit;
}
