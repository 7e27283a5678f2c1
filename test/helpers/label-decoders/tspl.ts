import { bitmapOf } from "../dots.ts";
import { draw, readerOf, wrong, type Ink, type Printed } from "./printed.ts";

const TOLD = ["SIZE", "GAP", "BLINE", "SPEED", "DENSITY", "DIRECTION", "REFERENCE", "SHIFT", "OFFSET", "SET CUTTER"];

/** A job as a TSC printer reads it; the gap is in mm. @see TSPL/TSPL2 Programming */
export function decodeTspl(bytes: Uint8Array, dpi: number): Printed {
  const input = readerOf(bytes);
  const ink: Ink = new Set();
  const said: Record<string, string> = {};
  let copies = 0;
  while (!input.done()) {
    const [word] = input.take(/(SET CUTTER|[A-Z]+)/);
    if (word === "CLS") {
      input.take(/\r\n/);
      ink.clear();
    } else if (word === "BITMAP") {
      const [x, y, stride, height] = input.take(/ (\d+),(\d+),(\d+),(\d+),0,/).map(Number) as [number, number, number, number];
      const [left, top] = /^(\d+),(\d+)$/.exec(said["REFERENCE"]!)!.slice(1).map(Number) as [number, number];
      draw(ink, input.bytes(stride * height), stride, left + x, top + y, 0);
      input.take(/\r\n/);
    } else if (word === "PRINT") {
      const [sets, each] = input.take(/ (\d+),(\d+)\r\n/).map(Number) as [number, number];
      copies += sets * each;
    } else if (TOLD.includes(word!)) said[word!] = input.take(/ ([^\r\n]*)\r\n/)[0]!;
    else wrong(word);
  }
  if (said["SHIFT"] !== "0" || said["OFFSET"] !== "0 mm" || said["DIRECTION"] !== "0") wrong(said);
  const [width, height] = lengths(said["SIZE"]!).map((mm) => Math.round((mm * dpi) / 25.4)) as [number, number];
  const [gap] = lengths(said["BLINE"] ?? said["GAP"]!);
  return {
    label: bitmapOf(width, height, (x, y) => ink.has(`${x},${y}`)),
    copies,
    media: said["BLINE"] === undefined ? (gap === 0 ? "continuous" : "gap") : "mark",
    gap: gap!,
    cut: said["SET CUTTER"] === "1" || (said["SET CUTTER"] !== "OFF" && wrong(said["SET CUTTER"])),
    density: said["DENSITY"] === undefined ? null : Number(said["DENSITY"]),
    speed: said["SPEED"] === undefined ? null : Number(said["SPEED"]),
  };
}

const lengths = (text: string): readonly number[] => (/^([\d.]+) mm,([\d.]+) mm$/.exec(text) ?? wrong(text)).slice(1).map(Number);
