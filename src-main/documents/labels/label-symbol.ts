import { code128, CODE128_QUIET, qrCode, QR_QUIET, type Code128, type QrCode } from "./barcode.ts";
import { solid, type Ink } from "./drawing.ts";

/** Narrowest bar that scanners at a counter read well after a thermal head has spread its ink, mm. */
const LEAST_MODULE_MM = 0.19;

/** A module of a QR code that is read at arm's length; a larger one would only take room, mm. */
const QR_MODULE_MM = 0.55;

/** Symbol of a label, modules in whole dots. `code128` stands across the label, `qr` beside or above its text. */
export type LabelSymbol =
  | { readonly kind: "code128"; readonly symbol: Code128; readonly module: number; readonly width: number }
  | { readonly kind: "qr"; readonly symbol: QrCode; readonly module: number; readonly width: number; readonly quiet: number }
  | { readonly kind: "none" };

/** The least dots of a module: two of 203 dpi, about 0.2 mm of higher ones. */
export const leastModule = (dpi: number): number => Math.ceil((LEAST_MODULE_MM / 25.4) * dpi);

/**
 * Code 128 as wide as the label allows, between its quiet zones and inside the edges; undefined where its bars would be too narrow.
 * @param width of the label, dots @param inner what of it may carry ink @param most dots of a module
 */
export function barsFor(text: string, width: number, inner: number, most: number, dpi: number): (LabelSymbol & { kind: "code128" }) | undefined {
  const symbol = code128(text);
  const module = Math.min(most, Math.floor(width / (symbol.modules + 2 * CODE128_QUIET)), Math.floor(inner / symbol.modules));
  return module < leastModule(dpi) ? undefined : { kind: "code128", symbol, module, width: module * symbol.modules };
}

/**
 * The QR code of a text that has no room for bars; every scanner that reads labels reads it too.
 * @param side room for it with its quiet zone, dots
 */
export function squareFor(text: string, side: number, dpi: number): LabelSymbol & { kind: "qr" | "none" } {
  const symbol = qrCode(text);
  const module = Math.min(Math.floor(side / (symbol.side + 2 * QR_QUIET)), Math.max(leastModule(dpi), Math.floor((QR_MODULE_MM / 25.4) * dpi)));
  if (module < leastModule(dpi)) return { kind: "none" };
  return { kind: "qr", symbol, module, width: module * symbol.side, quiet: module * QR_QUIET };
}

/** A symbol's ink. @param height of bars, dots */
export function symbolInk(symbol: LabelSymbol, x: number, y: number, height: number): readonly Ink[] {
  if (symbol.kind === "none") return [];
  const { module } = symbol;
  if (symbol.kind === "code128") return symbol.symbol.bars.map(([left, width]) => solid(x + left * module, y, width * module, height));
  return symbol.symbol.runs.map(([left, top, width]) => solid(x + left * module, y + top * module, width * module, module));
}
