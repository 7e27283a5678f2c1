import { crc32, deflateSync } from "node:zlib";
import type { RenderedImage, ResvgRenderOptions } from "@resvg/resvg-js";
import type * as Resvg from "@resvg/resvg-js";
import { load } from "./load.ts";

/** Pixels per inch that an SVG in points has by itself (CSS Values and Units 3, 5.2). */
const SVG_DPI = 96;

/** Brightness, 0 to 255, from which a dot stays white: a little above the middle, so that hairlines keep their ink. */
const WHITE_FROM = 150;

/** Quicker than zlib's own 6 by more than its smaller file is worth. */
const COMPRESSION = 3;

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * A picture of an SVG, in colour.
 * @param dpi pixels per inch; the SVG's own measures are points
 * @returns PNG
 */
export const picture = (svg: string, dpi: number): Uint8Array => raster(svg, { mode: "zoom", value: dpi / SVG_DPI }).asPng();

/**
 * A bitmap of an SVG for a printer that knows only ink and no ink.
 * @param width pixels; the SVG is scaled to it
 * @param height pixels
 * @param dpi written into the file
 * @returns PNG, greyscale of one bit, 0 is black, rows without filter
 */
export function bitmap(svg: string, { width, height }: { readonly width: number; readonly height: number }, dpi: number): Uint8Array {
  const { pixels, width: drawn, height: drawnRows } = raster(svg, { mode: "width", value: width });
  const stride = Math.ceil(width / 8) + 1;
  const rows = new Uint8Array(stride * height).fill(0xff);
  const columns = Math.min(width, drawn);
  for (let y = 0; y < height; y++) {
    const row = y * stride;
    rows[row] = 0;
    if (y >= drawnRows) continue;
    // Labels have no colour: red is as good as any.
    for (let x = 0, red = y * drawn * 4; x < columns; x++, red += 4) if (pixels[red]! < WHITE_FROM) rows[row + 1 + (x >> 3)]! &= ~(0x80 >> (x & 7));
  }
  return png(rows, width, height, dpi);
}

/** Letters come as outlines: no font is needed. */
function raster(svg: string, fitTo: ResvgRenderOptions["fitTo"]): RenderedImage {
  const { Resvg: Renderer } = load("@resvg/resvg-js") as typeof Resvg;
  return new Renderer(svg, { fitTo, font: { loadSystemFonts: false }, background: "#fff" }).render();
}

/** @see W3C Portable Network Graphics, 3rd edition: 11.2.1 IHDR, 11.3.4.3 pHYs */
function png(rows: Uint8Array, width: number, height: number, dpi: number): Uint8Array {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 1);
  const density = new DataView(new ArrayBuffer(9));
  const perMetre = Math.round(dpi / 0.0254);
  density.setUint32(0, perMetre);
  density.setUint32(4, perMetre);
  density.setUint8(8, 1);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", new Uint8Array(header.buffer)),
    chunk("pHYs", new Uint8Array(density.buffer)),
    chunk("IDAT", deflateSync(rows, { level: COMPRESSION })),
    chunk("IEND", new Uint8Array()),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, "latin1");
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}
