import type { Times } from "./measure.ts";

/** One line of the report. Times in µs; `value` where it is no time. `bar` is what the issue asks for. */
export type Line = {
  readonly operation: string;
  readonly ours?: Times;
  readonly plain?: Times;
  readonly value?: number;
  readonly unit: "µs" | "MB" | "kB" | "ms" | "‰";
  readonly bar?: { readonly of: "p50" | "p99" | "ratio" | "value"; readonly most: number };
  readonly note?: string;
};

/** How much slower than plain statements. */
const ratioOf = ({ ours, plain }: Line): number | undefined => (ours && plain ? ours.p50 / plain.p50 : undefined);

function measured(line: Line): number | undefined {
  if (line.bar?.of === "ratio") return ratioOf(line);
  return line.bar?.of === "value" ? line.value : line.ours?.[line.bar?.of ?? "p50"];
}

/** Whether a line keeps its bar; undefined where it has none or could not be measured. */
function isKept(line: Line): boolean | undefined {
  const value = measured(line);
  return line.bar === undefined || value === undefined ? undefined : value < line.bar.most || (line.bar.of === "ratio" && value <= line.bar.most);
}

/** A line as data, for `--json`. */
export const jsonOf = (line: Line): string =>
  JSON.stringify({
    operation: line.operation,
    unit: line.unit,
    p50: line.ours?.p50,
    p99: line.ours?.p99,
    plainP50: line.plain?.p50,
    plainP99: line.plain?.p99,
    value: line.value,
    ratio: ratioOf(line),
    bar: line.bar && `${line.bar.of} ${line.bar.most}`,
    ok: isKept(line),
    note: line.note,
  });

const HEADS = ["operation", "p50", "p99", "plain p50", "ratio", "bar", "ok"] as const;

const number = (value: number | undefined): string =>
  value === undefined ? "" : value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(1);

function cells(line: Line): readonly string[] {
  const { ours, plain, value, unit, bar } = line;
  const kept = isKept(line);
  return [
    line.operation,
    value === undefined ? number(ours?.p50) : `${number(value)} ${unit}`,
    number(ours?.p99),
    number(plain?.p50),
    ratioOf(line)?.toFixed(2) ?? "",
    bar ? `${bar.of === "value" ? "" : `${bar.of} `}< ${bar.of === "ratio" ? bar.most : number(bar.most)}` : "",
    kept === undefined ? "" : kept ? "ok" : "MISSED",
  ];
}

/** All lines as a table; times in µs. */
export function table(lines: readonly Line[]): string {
  const rows = [HEADS, ...lines.map(cells)];
  const widths = HEADS.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const drawn = rows.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join("  "));
  const notes = lines.flatMap(({ operation, note }) => (note ? [`  ${operation}: ${note}`] : []));
  return [drawn[0], widths.map((width) => "─".repeat(width)).join("  "), ...drawn.slice(1), ...(notes.length > 0 ? ["", ...notes] : [])].join("\n");
}
