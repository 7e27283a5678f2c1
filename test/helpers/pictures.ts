import { deflateSync, crc32 } from "node:zlib";

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
};

/** A real PNG of one grey; `shade` makes another picture of it. */
export function png(width = 4, height = 3, shade = 128): Buffer {
  const rows = Buffer.alloc((width + 1) * height, shade);
  for (let row = 0; row < height; row++) rows[row * (width + 1)] = 0;
  return pngOf(width, height, rows);
}

/** Rows of 8 bits grey, each behind its filter. */
function pngOf(width: number, height: number, rows: Uint8Array): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", new Uint8Array()),
  ]);
}

/** A grey PNG that no compression makes smaller; the same at every call. */
export function noisePng(width: number, height: number): Buffer {
  const rows = Buffer.alloc((width + 1) * height);
  let state = 1;
  for (let at = 0; at < rows.length; at++) {
    // Xorshift (Marsaglia 2003).
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    rows[at] = at % (width + 1) === 0 ? 0 : state & 0xff;
  }
  return pngOf(width, height, rows);
}

/** The head of a JPEG as a telephone writes it: JFIF, EXIF with a thumbnail of another size, quantisation, then the frame. */
export function jpeg(width = 640, height = 480, frame = 0xc0): Buffer {
  const segment = (marker: number, data: Uint8Array): Buffer =>
    Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 0xff, ...data]);
  const size = (w: number, h: number): number[] => [8, h >> 8, h & 0xff, w >> 8, w & 0xff, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1];
  const thumbnail = Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 17, ...size(160, 120)]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from("JFIF\0\x01\x01\0\0\x01\0\x01\0\0", "latin1")),
    segment(0xe1, Buffer.concat([Buffer.from("Exif\0\0"), thumbnail])),
    segment(0xdb, Buffer.alloc(65, 16)),
    segment(0xc4, Buffer.alloc(28)),
    Buffer.from([0xff]),
    segment(frame, Buffer.from(size(width, height))),
    segment(0xda, Buffer.from([1, 1, 0, 0, 0x3f, 0])),
    Buffer.from([0x12, 0x34, 0xff, 0xd9]),
  ]);
}

/** The head of a WebP of one of its three kinds. */
export function webp(kind: "VP8 " | "VP8L" | "VP8X", width = 320, height = 200): Buffer {
  const bytes = Buffer.alloc(40);
  bytes.write("RIFF", 0, "latin1");
  bytes.writeUInt32LE(32, 4);
  bytes.write(`WEBP${kind}`, 8, "latin1");
  if (kind === "VP8 ") {
    bytes.writeUInt16LE(width, 26);
    bytes.writeUInt16LE(height, 28);
  } else if (kind === "VP8L") {
    bytes[20] = 0x2f;
    bytes.writeUInt32LE((width - 1) | ((height - 1) << 14), 21);
  } else {
    bytes.writeUIntLE(width - 1, 24, 3);
    bytes.writeUIntLE(height - 1, 27, 3);
  }
  return bytes;
}
