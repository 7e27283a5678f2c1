import { sizeProblems, type PaperSize } from "../../../../src-main/domain/printing/paper-size.ts";
import { GRID_FIELDS, type SizeForm, type Typed } from "../../../stores/printer-form.ts";

export const SIZE_KINDS = ["label", "roll", "page", "sheet"] as const satisfies readonly PaperSize["kind"][];

/** Measures that a kind of paper has, in the order in which they are asked. */
export const MEASURES: Readonly<Record<PaperSize["kind"], readonly string[]>> = {
  label: ["widthMm", "heightMm"],
  roll: ["widthMm", "printableMm"],
  page: ["widthMm", "heightMm"],
  sheet: ["widthMm", "heightMm", ...GRID_FIELDS],
};

/** Measures that count labels. */
export const isCount = (measure: string): boolean => measure === "columns" || measure === "rows";

export const FRESH_SIZE: SizeForm = { kind: "label", measures: {} };

/** What the measures of a size have to say for its id, which nobody types. */
function idOf(size: PaperSize): string {
  const whole = `${size.widthMm}x${"heightMm" in size ? size.heightMm : 0}`;
  if (size.kind === "label") return whole;
  if (size.kind === "roll") return `roll-${size.widthMm}-${size.printableMm}`;
  if (size.kind === "page") return `page-${whole}`;
  return `sheet-${whole}-${size.columns}x${size.rows}`;
}

/** Sheets of the same grid with other margins are told apart by a number. */
function freeId(id: string, sizes: readonly PaperSize[]): string {
  const isTaken = (one: string): boolean => sizes.some((size) => size.id === one);
  if (!isTaken(id)) return id;
  let count = 2;
  while (isTaken(`${id}.${count}`)) count++;
  return `${id}.${count}`;
}

const sameMeasures = (a: PaperSize, b: PaperSize): boolean =>
  a.kind === b.kind && MEASURES[a.kind].every((name) => a[name as keyof PaperSize] === b[name as keyof PaperSize]);

/** A size as it was typed, or what is wrong with it by field. `known` is a size of the same measures that is there already. */
export type ReadSize = { readonly size: PaperSize } | { readonly wrong: Readonly<Record<string, "required" | "measure" | "known">> };

/** Reads what was typed. A pitch that was left empty is the label's own length: labels without gaps. */
export function readSize({ kind, measures }: SizeForm, sizes: readonly PaperSize[]): ReadSize {
  const typed = (name: string): Typed => measures[name] ?? "";
  const usual: Readonly<Record<string, string>> = { pitchXMm: "labelWidthMm", pitchYMm: "labelHeightMm" };
  const filled = MEASURES[kind].map((name) => [name, typed(name) === "" ? typed(usual[name] ?? "") : typed(name)] as const);
  const empty = filled.filter(([name, value]) => value === "" && !(name in usual)).map(([name]) => [name, "required"] as const);
  if (empty.length > 0) return { wrong: Object.fromEntries(empty) };
  const size = { id: "", kind, ...Object.fromEntries(filled.map(([name, value]) => [name, Number(value)])) } as unknown as PaperSize;
  const wrong = sizeProblems(size);
  if (wrong.length > 0) return { wrong: Object.fromEntries(wrong.map((name) => [name, "measure"] as const)) };
  if (sizes.some((other) => sameMeasures(other, size))) return { wrong: { widthMm: "known" } };
  return { size: { ...size, id: freeId(idOf(size), sizes) } };
}
