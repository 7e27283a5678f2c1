import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { toBuffer } from "bwip-js/node";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

const wasmBinary = readFileSync(createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm"));
prepareZXingModule({
  overrides: { wasmBinary: wasmBinary.buffer.slice(wasmBinary.byteOffset, wasmBinary.byteOffset + wasmBinary.length) as ArrayBuffer },
});

/**
 * Prints a symbol and reads it as a scanner does that sends its symbology identifier.
 * @param kind a symbology of bwip-js, which refuses what GS1 does not allow
 */
export async function scanOf(kind: string, text: string): Promise<string> {
  const picture = await toBuffer({ bcid: kind, text, scale: 3, paddingwidth: 20, paddingheight: 20, backgroundcolor: "FFFFFF" });
  const [found] = await readBarcodes(picture, { tryHarder: true, textMode: "Plain" });
  if (!found) throw new Error(`no symbol of ${kind} was read`);
  return `${found.symbologyIdentifier}${found.text}`;
}
