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
