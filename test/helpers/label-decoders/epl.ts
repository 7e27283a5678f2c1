import { bitmapOf } from "../dots.ts";
import { draw, readerOf, wrong, type Ink, type Printed } from "./printed.ts";

/** A job as a printer of the EPL2 page mode reads it; the gap is in dots. @see EPL Programming Guide */
export function decodeEpl(bytes: Uint8Array): Printed {
  const input = readerOf(bytes);
  const ink: Ink = new Set();
  const said: Record<string, string> = {};
  let [left, top, copies] = [0, 0, 0];
  while (!input.done()) {
    const [command] = input.take(/(GW|ZT|[qQSDRONP]|(?=\n))/);
    if (command === "GW") {
      const [x, y, stride, height] = input.take(/(\d+),(\d+),(\d+),(\d+),/).map(Number) as [number, number, number, number];
      draw(ink, input.bytes(stride * height), stride, left + x, top + y, 0);
    } else if (command === "R") [left, top] = input.take(/(\d+),(\d+)/).map(Number) as [number, number];
    else if (command === "P") copies += Number(input.take(/(\d+)/)[0]);
    else said[command!] = input.take(/([\dA-Z,]*)/)[0]!;
    // All three empty the image.
    if (["q", "Q", "N"].includes(command!)) ink.clear();
    input.take(/\n/);
  }
  const [, height, mark, gap, offset] = /^(\d+),(B?)(\d+)(,0)?$/.exec(said["Q"]!) ?? wrong(said["Q"]);
  if ((mark === "B") !== (offset === ",0") || (said["O"] ?? "C") !== "C" || said["ZT"] !== "") wrong(said);
  return {
    label: bitmapOf(Number(said["q"]), Number(height), (x, y) => ink.has(`${x},${y}`)),
    copies,
    media: mark === "B" ? "mark" : gap === "0" ? "continuous" : "gap",
    gap: Number(gap),
    cut: said["O"] === "C",
    density: said["D"] === undefined ? null : Number(said["D"]),
    speed: said["S"] === undefined ? null : Number(said["S"]),
  };
}
