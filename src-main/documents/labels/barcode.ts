import type Bwip from "bwip-js/node";
import { load } from "../engine/load.ts";

/** A symbol as the encoder gives it: of Code 128 the widths of bars and spaces in turn, of a QR code its modules and their number in a row. */
const encode = <Encoded>(kind: string, text: string, options: string): Encoded =>
  (load("bwip-js/node") as typeof Bwip).raw(kind, text, options)[0] as Encoded;

/** A bar: distance of its left edge from the first bar and its width, in modules. */
type Bar = readonly [x: number, width: number];

/** Bars of a Code 128 symbol; `modules` is its width without quiet zones. */
export type Code128 = { readonly modules: number; readonly bars: readonly Bar[] };

/** Light modules that a Code 128 symbol needs on either side (ISO/IEC 15417, 4.4). */
export const CODE128_QUIET = 10;

/**
 * Encodes a text as Code 128, digits two by two where that is shorter.
 * @param text ASCII
 * @see ISO/IEC 15417:2007
 */
export function code128(text: string): Code128 {
  const { sbs } = encode<{ sbs: readonly number[] }>("code128", text, "");
  const bars: Bar[] = [];
  let x = 0;
  sbs.forEach((width, index) => {
    if (index % 2 === 0) bars.push([x, width]);
    x += width;
  });
  return { modules: x, bars };
}

/** What 25 × 25 modules hold at level M in alphanumeric mode; saying so spares the encoder a search of 1 ms. */
const FITS_VERSION_2 = /^[0-9A-Z $%*+\-./:]{21,38}$/;

/** What 21 × 21 modules hold likewise. */
const FITS_VERSION_1 = /^[0-9A-Z $%*+\-./:]{1,20}$/;

/** A row of dark modules of a QR code: its left end, its row and its length. */
type Run = readonly [x: number, y: number, width: number];

/** Dark modules of a QR code of `side` × `side`, without its quiet zone. */
export type QrCode = { readonly side: number; readonly runs: readonly Run[] };

/** Light modules that a QR code needs on every side (ISO/IEC 18004, 5.3.8). */
export const QR_QUIET = 4;

/**
 * Encodes a text as a QR code that survives the loss of 15 % (error correction level M).
 * @see ISO/IEC 18004:2015
 */
export function qrCode(text: string): QrCode {
  const version = FITS_VERSION_1.test(text) ? " version=1" : FITS_VERSION_2.test(text) ? " version=2" : "";
  const { pixs, pixx: side } = encode<{ pixs: readonly number[]; pixx: number }>("qrcode", text, `eclevel=M${version}`);
  const runs: [x: number, y: number, width: number][] = [];
  pixs.forEach((dark, index) => {
    if (!dark) return;
    const last = runs.at(-1);
    const [x, y] = [index % side, Math.floor(index / side)];
    if (last && last[1] === y && last[0] + last[2] === x) last[2] += 1;
    else runs.push([x, y, 1]);
  });
  return { side, runs };
}

/** Draws a text as a QR code. @returns SVG, one unit per module */
export function qrSvg(text: string): string {
  const { side, runs } = qrCode(text);
  const path = runs.map(([x, y, width]) => `M${x} ${y}h${width}v1h-${width}z`).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><path d="${path}"/></svg>`;
}
