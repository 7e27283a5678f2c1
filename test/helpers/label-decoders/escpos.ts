import { bitmapOf } from "../dots.ts";
import { draw, readerOf, wrong, type Ink, type Printed } from "./printed.ts";

/** Rows of the smallest buffer for a raster image that a receipt printer is known to have. */
const BUFFER_ROWS = 256;

/** A job as a receipt printer reads it. @see Epson, ESC/POS Command Reference */
export function decodeEscpos(bytes: Uint8Array): Printed & { readonly drawer: number } {
  const input = readerOf(bytes);
  const pieces: { ink: Ink; width: number; height: number; cut: boolean; mark: boolean }[] = [];
  let [drawer, density, open] = [0, null as number | null, false];
  input.oneOf(["\x1b@"]);
  while (!input.done()) {
    const command = input.oneOf(["\x1bp", "\x1bd", "\x1d(K", "\x1dv0", "\x1dV", "\x1d\x0c"]);
    if (command === "\x1bp") {
      const [pin, on, off] = input.bytes(3);
      // The pause must be longer than the pulse.
      if (pin! > 1 || on! >= off!) wrong([pin, on, off]);
      drawer++;
    } else if (command === "\x1d(K") {
      const [low, high, what, level] = input.bytes(4);
      if (low !== 2 || high !== 0 || what !== 49) wrong([low, high, what]);
      density = Buffer.of(level!).readInt8();
    } else if (command === "\x1dv0") {
      const [mode, xLow, xHigh, yLow, yHigh] = input.bytes(5);
      const [stride, height] = [xLow! + xHigh! * 256, yLow! + yHigh! * 256];
      if (mode !== 0 || height > BUFFER_ROWS || stride === 0 || height === 0) wrong([mode, stride, height]);
      if (!open) pieces.push({ ink: new Set(), width: stride * 8, height: 0, cut: false, mark: false });
      open = true;
      const piece = pieces.at(-1)!;
      if (piece.width !== stride * 8) wrong("bands of different widths");
      draw(piece.ink, input.bytes(stride * height), stride, 0, piece.height, 1);
      piece.height += height;
    } else {
      open = false;
      const piece = pieces.at(-1)!;
      if (command === "\x1d\x0c") piece.mark = true;
      else if (command === "\x1dV") piece.cut = input.bytes(2)[0] === 66 || wrong("not function B");
      else if (input.byte() < 3) wrong("what is printed stays below the tear-off edge");
    }
  }
  const labels = pieces.map(({ ink, width, height, cut, mark }) => ({
    label: bitmapOf(width, height, (x, y) => ink.has(`${x},${y}`)),
    cut,
    mark,
  }));
  const [first] = labels;
  if (!first || labels.some((label) => JSON.stringify(label) !== JSON.stringify(first))) wrong("copies that differ");
  return {
    label: first!.label,
    copies: labels.length,
    media: first!.mark ? "mark" : "continuous",
    gap: null,
    cut: first!.cut,
    density,
    speed: null,
    drawer,
  };
}
