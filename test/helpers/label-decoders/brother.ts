import { bitmapOf } from "../dots.ts";
import { draw, readerOf, wrong, type Ink, type Printed } from "./printed.ts";

/** Width of the stock in mm: pins to the left of what can be printed, and pins that print. */
const STOCK: Readonly<Record<number, readonly [left: number, pins: number]>> = {
  12: [585, 106],
  17: [555, 165],
  23: [476, 202],
  29: [408, 306],
  38: [295, 413],
  39: [289, 425],
  50: [154, 554],
  52: [142, 578],
  54: [130, 590],
  62: [12, 696],
};

const COMMANDS = [..."azMAKd"].map((name) => `\x1bi${name}`).concat("g", "w", "\x0c", "\x1a");

/** A job as a Brother QL printer reads it; the label is what can be printed. @see Brother, Raster Command Reference QL-800/810W/820NWB */
export function decodeBrother(bytes: Uint8Array): Printed & { readonly margin: number; readonly widthMm: number; readonly lengthMm: number } {
  const input = readerOf(bytes);
  if (input.bytes(200).some((byte) => byte !== 0)) wrong("no invalidation");
  input.oneOf(["\x1b@"]);
  const pages: { label: ReturnType<typeof bitmapOf>; setup: string }[] = [];
  let ended = false;
  while (!input.done()) {
    if (ended) wrong("something behind the last page");
    const setup: Record<string, number[]> = {};
    const ink: Ink = new Set();
    let [height, reds] = [0, 0];
    for (let command = ""; command !== "\x0c" && command !== "\x1a";) {
      command = input.oneOf(COMMANDS);
      const name = command.at(-1)!;
      if (command === "g" || command === "w") {
        const [colour, count] = input.bytes(2);
        if (colour !== (command === "g" ? 0 : 1) || count !== 90) wrong([command, colour, count]);
        // The first pin is the rightmost dot of the row.
        const pins: Ink = new Set();
        draw(pins, input.bytes(90), 90, 0, 0, 1);
        for (const pin of pins) ink.add(`${719 - Number(pin.split(",")[0])},${height}`);
        // Each row of a roll of two colours is black and then red; nothing of ours is red.
        if (command === "w") {
          if (input.oneOf(["w"]) !== "w" || [...input.bytes(92)].some((byte, at) => byte !== ([2, 90][at] ?? 0))) wrong("a red line");
          reds++;
        }
        height++;
      } else if (command.startsWith("\x1bi")) setup[name] = [...input.bytes(name === "z" ? 10 : name === "d" ? 2 : 1)];
      ended = command === "\x1a";
    }
    if (reds !== 0 && reds !== height) wrong([reds, height]);
    if ((setup["K"]![0]! & 1) !== (reds > 0 ? 1 : 0)) wrong(setup);
    const z = setup["z"]!;
    if (z[4]! + z[5]! * 256 + z[6]! * 65_536 !== height || z[8] !== (pages.length === 0 ? 0 : 1) || z[9] !== 0 || setup["a"]?.[0] !== 1) wrong(z);
    const [left, pins] = STOCK[z[2]!]!;
    const beyond = [...ink].filter((dot) => Number(dot.split(",")[0]) < left || Number(dot.split(",")[0]) >= left + pins);
    if (beyond.length > 0) wrong(beyond.slice(0, 5));
    z[8] = 0;
    pages.push({ label: bitmapOf(pins, height, (x, y) => ink.has(`${left + x},${y}`)), setup: JSON.stringify(setup) });
  }
  if (!ended || pages.some((page) => JSON.stringify(page) !== JSON.stringify(pages[0]))) wrong("copies that differ");
  const { z, M, A, K, d } = JSON.parse(pages[0]!.setup) as Record<string, number[]>;
  const cut = M![0] === 0x40;
  if (cut !== ((K![0]! & 0x08) !== 0) || cut !== (A?.[0] === 1)) wrong({ M, A, K });
  const media = z![1] === 0x0a ? "continuous" : z![1] === 0x0b ? "gap" : wrong(z);
  if (z![0] !== (media === "gap" ? 0x8e : 0x86)) wrong(z);
  return {
    label: pages[0]!.label,
    copies: pages.length,
    media,
    gap: null,
    cut,
    density: null,
    speed: null,
    margin: d![0]! + d![1]! * 256,
    widthMm: z![2]!,
    lengthMm: z![3]!,
  };
}
