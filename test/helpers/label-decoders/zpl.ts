import type { MediaKind } from "../../../src-main/domain/printing/printer.ts";
import { bitmapOf } from "../dots.ts";
import { draw, wrong, type Ink, type Printed } from "./printed.ts";

const MEDIA: Readonly<Record<string, MediaKind>> = { Y: "gap", W: "gap", N: "continuous", M: "mark" };

/** One format as a Zebra printer reads it. @see ZPL II Programming Guide */
export function decodeZpl(bytes: Uint8Array): Printed & { readonly fields: number } {
  const text = Buffer.from(bytes).toString("latin1").replaceAll("\n", "");
  const ink: Ink = new Set();
  const said: Record<string, string> = {};
  let [x, y, fields] = [0, 0, 0];
  for (const [, command, value = ""] of text.matchAll(/([~^][A-Z][A-Z])([^~^]*)/g)) {
    if (command === "^FO") [x, y] = value.split(",").map(Number) as [number, number];
    else if (command === "^GF") {
      const [, bytesOfField, , stride, data] = /^A,(\d+),(\d+),(\d+),(.*)$/.exec(value)!.slice(0) as string[];
      if (Number(bytesOfField) > 99_999) wrong(bytesOfField);
      const rows = decompressed(data!, Number(stride));
      if (rows.length !== Number(bytesOfField)) wrong([rows.length, bytesOfField]);
      draw(ink, rows, Number(stride), x - Number(said["^LS"]), y + Number(said["^LT"]), 1);
      fields++;
    } else if (/^(~SD|\^(XA|MN|PW|LL|LH|LS|LT|PR|MM|FS|PQ|XZ))$/.test(command!)) said[command!] = value;
    else wrong(command);
  }
  if (said["^LH"] !== "0,0" || !text.endsWith("^XZ") || Math.abs(Number(said["^LT"])) > 120) wrong(said);
  const [copies, group, , goOn] = said["^PQ"]!.split(",");
  // In cutter mode a printer that pauses after a group would wait for someone to press its key.
  if (group !== undefined && goOn !== "Y") wrong(said["^PQ"]);
  return {
    label: bitmapOf(Number(said["^PW"]), Number(said["^LL"]), (column, row) => ink.has(`${column},${row}`)),
    copies: Number(copies),
    media: MEDIA[said["^MN"]!] ?? wrong(said["^MN"]),
    gap: null,
    cut: said["^MM"] === "C",
    density: said["~SD"] === undefined ? null : Number(said["~SD"]),
    speed: said["^PR"] === undefined ? null : Number(said["^PR"]),
    fields,
  };
}

/** @see ZPL II Programming Guide, "Alternative Data Compression Scheme" */
function decompressed(data: string, stride: number): Uint8Array {
  let hex = "";
  let count = 0;
  const rest = (): number => stride * 2 - (hex.length % (stride * 2));
  for (const character of data) {
    if (character >= "G" && character <= "Y") count += character.charCodeAt(0) - 70;
    else if (character >= "g" && character <= "z") count += (character.charCodeAt(0) - 102) * 20;
    else if (character === ",") hex += "0".repeat(rest());
    else if (character === ":") hex += hex.slice(-stride * 2);
    else {
      if (!/[0-9A-F]/.test(character)) wrong(character);
      hex += character.repeat(count || 1);
      count = 0;
    }
  }
  return Buffer.from(hex, "hex");
}
