import { crc32 } from "node:zlib";

/**
 * A picture without what cameras and programs write beside its pixels: place, time, serial numbers, previews, second pictures, what
 * stands behind its end. Pixels and colour profile stay byte for byte, and so does the way up, as the only tag of a new EXIF block.
 * @param bytes a JPEG (ITU-T T.81), PNG (ISO/IEC 15948) or WebP (RFC 9649), also one that is cut short
 */
export function withoutDetails(bytes: Uint8Array, mime: string): Uint8Array {
  const picture = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (mime === "image/jpeg") return plainJpeg(picture);
  return mime === "image/png" ? plainPng(picture) : plainWebp(picture);
}

/** Upright, as most pictures are: then no EXIF is needed. */
const UPRIGHT = 1;
const ORIENTATION = 0x0112;
const SHORT = 3;

/** The orientation that an EXIF block names (CIPA DC-008, tag 0112), 1 where it names none that exists. */
function orientationIn(exif: Buffer): number {
  const tiff = exif.toString("latin1", 0, 6) === "Exif\0\0" ? exif.subarray(6) : exif;
  const order = tiff.toString("latin1", 0, 2);
  if (tiff.length < 10 || (order !== "II" && order !== "MM")) return UPRIGHT;
  const short = (at: number): number => (at + 2 > tiff.length ? 0 : order === "II" ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const first = order === "II" ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  for (let entry = 0; entry < short(first); entry++) {
    const at = first + 2 + entry * 12;
    if (at + 12 > tiff.length) break;
    if (short(at) !== ORIENTATION || short(at + 2) !== SHORT) continue;
    const way = short(at + 8);
    return way >= 1 && way <= 8 ? way : UPRIGHT;
  }
  return UPRIGHT;
}

/** A TIFF header and one directory that holds nothing but the orientation. */
function exifOf(orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write("MM\0*", 0, "latin1");
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(ORIENTATION, 10);
  tiff.writeUInt16BE(SHORT, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  return tiff;
}

const startsWith = (data: Buffer, text: string): boolean => data.toString("latin1", 0, text.length) === text;

const [SOI, EOI, SOS, APP0, APP1, APP2, APP14] = [0xd8, 0xd9, 0xda, 0xe0, 0xe1, 0xe2, 0xee];

/** Frames, tables, restart intervals: what decodes the pixels. */
const isCoding = (marker: number): boolean => marker >= 0xc0 && marker <= 0xdf;
const isAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

function jpegSegment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

function plainJpeg(picture: Buffer): Buffer {
  const kept: Buffer[] = [];
  let jfif: Buffer | undefined;
  let exif: Buffer | undefined;
  for (let at = 2; ;) {
    // As decoders do, whatever is no marker is passed over.
    at = picture.indexOf(0xff, at);
    if (at < 0 || at + 1 >= picture.length) break;
    const marker = picture[at + 1]!;
    if (marker === EOI) {
      kept.push(Buffer.from([0xff, EOI]));
      break;
    }
    if (marker === 0xff || marker === 0 || isAlone(marker) || marker === SOI) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    if (at + 4 > picture.length) break;
    const end = Math.min(at + 2 + picture.readUInt16BE(at + 2), picture.length);
    const data = picture.subarray(at + 4, end);
    if (marker === SOS) {
      const pixelsEnd = endOfScan(picture, end);
      kept.push(picture.subarray(at, pixelsEnd));
      at = pixelsEnd;
      continue;
    }
    // A preview may stand in JFIF's own segment: its first 12 bytes are the density.
    if (marker === APP0 && startsWith(data, "JFIF\0")) jfif ??= Buffer.concat([data.subarray(0, 12), Buffer.alloc(2)]);
    else if (marker === APP1 && startsWith(data, "Exif\0\0")) exif ??= data;
    else if (isCoding(marker) || (marker === APP2 && startsWith(data, "ICC_PROFILE\0")) || (marker === APP14 && startsWith(data, "Adobe")))
      kept.push(picture.subarray(at, end));
    at = Math.max(end, at + 2);
  }
  const orientation = exif ? orientationIn(exif) : UPRIGHT;
  return Buffer.concat([
    Buffer.from([0xff, SOI]),
    ...(jfif?.length === 14 ? [jpegSegment(APP0, jfif)] : []),
    ...(orientation === UPRIGHT ? [] : [jpegSegment(APP1, Buffer.concat([Buffer.from("Exif\0\0", "latin1"), exifOf(orientation)]))]),
    ...kept,
  ]);
}

/** Where a scan's coded pixels end: at the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(picture: Buffer, from: number): number {
  for (let at = picture.indexOf(0xff, from); at >= 0; at = picture.indexOf(0xff, at + 1)) {
    const next = picture[at + 1];
    if (next === undefined) break;
    if (next !== 0 && next !== 0xff && !isAlone(next)) return at;
  }
  return picture.length;
}

/** What pixels, their colours and their movement need (PNG, third edition); everything else may tell of who made the picture. */
const PNG_KEPT = new Set("IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs acTL fcTL fdAT".split(" "));

function pngChunk(type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(data.length + 12);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, "latin1");
  chunk.set(data, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}

function plainPng(picture: Buffer): Buffer {
  const kept: Buffer[] = [];
  let orientation = UPRIGHT;
  for (let at = 8; at + 8 <= picture.length;) {
    const end = Math.min(at + 12 + picture.readUInt32BE(at), picture.length);
    const type = picture.toString("latin1", at + 4, at + 8);
    if (type === "eXIf") orientation = orientationIn(picture.subarray(at + 8, end - 4));
    if (PNG_KEPT.has(type)) kept.push(picture.subarray(at, end));
    if (type === "IEND") break;
    at = end;
  }
  const [head, ...rest] = kept;
  return Buffer.concat([
    picture.subarray(0, 8),
    ...(head ? [head] : []),
    ...(orientation === UPRIGHT ? [] : [pngChunk("eXIf", exifOf(orientation))]),
    ...rest,
  ]);
}

const WEBP_KEPT = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]);

/** Bits of an extended WebP's head that say that EXIF and XMP follow. */
const [WEBP_EXIF, WEBP_XMP] = [0x08, 0x04];

function webpChunk(type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(8 + data.length + (data.length % 2));
  chunk.write(type, 0, "latin1");
  chunk.writeUInt32LE(data.length, 4);
  chunk.set(data, 8);
  return chunk;
}

function plainWebp(picture: Buffer): Buffer {
  const kept: Buffer[] = [];
  let orientation = UPRIGHT;
  for (let at = 12; at + 8 <= picture.length;) {
    const length = picture.readUInt32LE(at + 4);
    const end = Math.min(at + 8 + length + (length % 2), picture.length);
    const type = picture.toString("latin1", at, at + 4);
    if (type === "EXIF") orientation = orientationIn(picture.subarray(at + 8, end));
    if (WEBP_KEPT.has(type)) kept.push(Buffer.from(picture.subarray(at, end)));
    at = end;
  }
  const [first] = kept;
  const extended = first?.toString("latin1", 0, 4) === "VP8X" && first.length > 8;
  if (extended) first[8] = (first[8]! & ~(WEBP_EXIF | WEBP_XMP)) | (orientation === UPRIGHT ? 0 : WEBP_EXIF);
  if (extended && orientation !== UPRIGHT) kept.push(webpChunk("EXIF", exifOf(orientation)));
  const plain = Buffer.concat([picture.subarray(0, 12), ...kept]);
  plain.writeUInt32LE(plain.length - 8, 4);
  return plain;
}
