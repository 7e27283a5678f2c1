import { crc32, deflateSync } from "node:zlib";
import type { RenderedImage, ResvgRenderOptions } from "@resvg/resvg-js";
import type * as Resvg from "@resvg/resvg-js";
import type { Bitmap } from "../../domain/printing/bitmap.ts";
import type { Drawing, Ink } from "./drawing.ts";
import { load } from "../engine/load.ts";

/** Pixels per inch that an SVG in points has by itself (CSS Values and Units 3, 5.2). */
const SVG_DPI = 96;

/** Brightness, 0 to 255, from which a dot stays white: a little above the middle, so that hairlines keep their ink. */
const WHITE_FROM = 150;

/** Quicker than zlib's own 6 by more than its smaller file is worth. */
const COMPRESSION = 3;

/** A dot without ink, as a number of red, green, blue and opacity. */
const WHITE = 0xffffffff;

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * A picture of an SVG, in colour.
 * @param dpi pixels per inch; the SVG's own measures are points
 * @returns PNG
 */
export const picture = (svg: string, dpi: number): Uint8Array => raster(svg, { mode: "zoom", value: dpi / SVG_DPI }).asPng();

/**
 * A drawing as dots: its ink to the dot, its text from an SVG, light where it stands on ink.
 * @param svg the drawing's text, black on white, as wide as the drawing
 */
export function dots({ width, height, ink }: Pick<Drawing, "width" | "height" | "ink">, svg: string): Bitmap {
  const stride = Math.ceil(width / 8);
  const rows = new Uint8Array(stride * height);
  for (const box of ink) fill(rows, stride, box);
  const { pixels, width: drawn, height: drawnRows } = raster(svg, { mode: "width", value: width });
  const colours = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.byteLength / 4);
  const columns = Math.min(width, drawn);
  for (let y = Math.min(height, drawnRows) - 1; y >= 0; y--) {
    const row = y * stride;
    for (let x = 0, at = y * drawn; x < columns; x++, at++) {
      const colour = colours[at]!;
      // Text has no colour: any part of it is as good as red.
      if (colour !== WHITE && (colour & 0xff) < WHITE_FROM) rows[row + (x >> 3)]! ^= 0x80 >> (x & 7);
    }
  }
  return { width, height, rows };
}

/** Which dots of two by two carry ink, by their percentage: 25 is one of them, 50 are two across, 75 are three. */
const SHADES: Readonly<Record<number, readonly [even: number, odd: number]>> = {
  25: [0xaa, 0],
  50: [0xaa, 0x55],
  75: [0xff, 0x55],
  100: [0xff, 0xff],
};

function fill(rows: Uint8Array, stride: number, { x, y, width, height, percent }: Ink): void {
  const [first, last] = [x >> 3, (x + width - 1) >> 3];
  const left = 0xff >> (x & 7);
  const right = 0xff << (7 - ((x + width - 1) & 7));
  for (let line = y; line < y + height; line++) {
    const shade = SHADES[percent]![line & 1]!;
    for (let byte = first; byte <= last; byte++)
      rows[line * stride + byte]! |= shade & (byte === first ? left : 0xff) & (byte === last ? right : 0xff);
  }
}

/**
 * Dots as a picture.
 * @param dpi written into the file
 * @returns PNG, greyscale of one bit, 0 is black, rows without filter
 */
export function dotsPicture({ width, height, rows }: Bitmap, dpi: number): Uint8Array {
  const stride = Math.ceil(width / 8);
  const filtered = new Uint8Array((stride + 1) * height);
  for (let y = 0; y < height; y++) for (let byte = 0; byte < stride; byte++) filtered[y * (stride + 1) + 1 + byte] = ~rows[y * stride + byte]!;
  return png(filtered, width, height, dpi);
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
