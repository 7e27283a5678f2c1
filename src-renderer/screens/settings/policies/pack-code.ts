import type { CodePart } from "../../../../src-main/domain/devices/body-code.ts";

/** The kinds of pieces that a body code is made of. */
export const CODE_PARTS = ["text", "year4", "year2", "month", "day", "yearCodes", "monthCodes", "any", "number"] as const;
export type CodePartKind = (typeof CODE_PARTS)[number];

/** Which kind of piece it is. */
export function kindOf(part: CodePart): CodePartKind {
  if ("year" in part) return part.year === 4 ? "year4" : "year2";
  return CODE_PARTS.find((kind) => kind in part) ?? "text";
}

const FRESH: Readonly<Record<CodePartKind, CodePart>> = {
  text: { text: "-" },
  year4: { year: 4 },
  year2: { year: 2 },
  month: { month: 2 },
  day: { day: 2 },
  yearCodes: { yearCodes: {} },
  monthCodes: { monthCodes: {} },
  any: { any: 1 },
  number: { number: [1, 8] },
};

/** A piece of a kind as it begins. */
export const freshPart = (kind: CodePartKind): CodePart => FRESH[kind];

const codeFor = (codes: Readonly<Record<string, number>>, value: number): string =>
  Object.entries(codes).find(([, meant]) => meant === value)?.[0] ?? Object.keys(codes)[0] ?? "";

/** A code that fits a pattern and tells an ISO day, as far as the pattern tells days. */
export function exampleCode(parts: readonly CodePart[], day: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  return parts
    .map((part) => {
      if ("text" in part) return part.text;
      if ("year" in part) return year.slice(-part.year);
      if ("month" in part) return month;
      if ("day" in part) return date;
      if ("yearCodes" in part) return codeFor(part.yearCodes, Number(year));
      if ("monthCodes" in part) return codeFor(part.monthCodes, Number(month));
      if ("any" in part) return "A".repeat(part.any);
      return "1".padStart(Math.max(1, part.number[0], Math.min(4, part.number[1])), "0");
    })
    .join("");
}

/** Codes as people write them, `A = 2024, B = 2025`, and back. */
export const codesAsText = (codes: Readonly<Record<string, number>>): string =>
  Object.entries(codes)
    .map(([code, value]) => `${code} = ${value}`)
    .join(", ");

/** Reads `A = 2024, B = 2025`; what is no such pair is left out. */
export const codesOfText = (text: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    text.split(/[,;\n]/).flatMap((pair) => {
      const match = /^\s*(\S{1,4}?)\s*=\s*(\d{1,4})\s*$/.exec(pair);
      return match ? [[match[1]!, Number(match[2])]] : [];
    }),
  );
