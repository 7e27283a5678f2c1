import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

// The module would fetch its own binary from a server otherwise.
const wasmBinary = readFileSync(createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm"));
prepareZXingModule({
  overrides: { wasmBinary: wasmBinary.buffer.slice(wasmBinary.byteOffset, wasmBinary.byteOffset + wasmBinary.length) as ArrayBuffer },
});

/** The texts of all Code 128 and QR codes in a picture (PNG or JPEG), read by a decoder that is not our encoder. */
export async function decodeCode(picture: Uint8Array): Promise<readonly string[]> {
  const found = await readBarcodes(picture, { formats: ["Code128", "QRCode"], tryHarder: true });
  return found.map(({ text }) => text);
}

/** The same of a picture in memory: brightness of its dots, 0 to 255, row by row. */
export async function decodeGrey(grey: Uint8Array, width: number, height: number): Promise<readonly string[]> {
  const data = new Uint8ClampedArray(grey.length * 4);
  grey.forEach((value, index) => data.fill(value, index * 4, index * 4 + 3).fill(255, index * 4 + 3, index * 4 + 4));
  const found = await readBarcodes({ data, width, height, colorSpace: "srgb" }, { formats: ["Code128", "QRCode"], tryHarder: true });
  return found.map(({ text }) => text);
}
