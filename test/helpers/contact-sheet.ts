import { Resvg } from "@resvg/resvg-js";

/** Pixels between pictures. */
const GAP = 24;

/** Pictures in rows side by side on grey, each with a thin edge, as one. @param rows PNG @returns PNG */
export function contactSheet(rows: readonly (readonly Uint8Array[])[]): Uint8Array {
  const sizeOf = (png: Uint8Array): readonly [width: number, height: number] => {
    const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
    return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  };
  let y = GAP;
  let widest = 0;
  const images: string[] = [];
  for (const row of rows) {
    let x = GAP;
    let tallest = 0;
    for (const png of row) {
      const [width, height] = sizeOf(png);
      images.push(
        `<rect x="${x - 1}" y="${y - 1}" width="${width + 2}" height="${height + 2}" fill="#b33"/>`,
        `<image x="${x}" y="${y}" width="${width}" height="${height}" href="data:image/png;base64,${Buffer.from(png).toString("base64")}"/>`,
      );
      x += width + GAP;
      tallest = Math.max(tallest, height);
    }
    y += tallest + GAP;
    widest = Math.max(widest, x);
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${widest}" height="${y}"><rect width="100%" height="100%" fill="#bbb"/>${images.join("")}</svg>`;
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
}
