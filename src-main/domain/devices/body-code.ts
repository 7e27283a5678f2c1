/** The days, ISO and both inside, between which something happened; the same day twice where it is known. */
export type DayRange = { readonly first: string; readonly last: string };

const escape = (text: string): string => text.toUpperCase().replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** The pieces of a pattern that tell a date, each as a group of its own. */
function pieceOf(part: CodePart): string {
  if ("text" in part) return escape(part.text);
  if ("year" in part) return `(?<year>\\d{${part.year}})`;
  if ("month" in part) return "(?<month>0[1-9]|1[0-2])";
  if ("day" in part) return "(?<day>0[1-9]|[12]\\d|3[01])";
  if ("yearCodes" in part) return `(?<year>${Object.keys(part.yearCodes).map(escape).join("|")})`;
  if ("monthCodes" in part) return `(?<month>${Object.keys(part.monthCodes).map(escape).join("|")})`;
  if ("any" in part) return `.{${part.any}}`;
  return `\\d{${part.number[0]},${part.number[1]}}`;
}

/** What stands for each year or month, in capitals. */
const inCapitals = (codes: Readonly<Record<string, number>>): ReadonlyMap<string, number> =>
  new Map(Object.entries(codes).map(([code, value]) => [code.toUpperCase(), value]));

/**
 * Makes a reader of body codes from patterns: which characters tell the year, the month, the day and the running number. Capitals and
 * small letters are the same.
 * The reader gives the days between which the product was made, or undefined for a code that fits no pattern.
 */
export function bodyCodeReader(patterns: readonly { readonly parts: readonly CodePart[] }[]): (code: string) => DayRange | undefined {
  const readers = patterns.map(({ parts }) => ({
    pattern: new RegExp(`^${parts.map(pieceOf).join("")}$`, "u"),
    years: inCapitals(Object.assign({}, ...parts.map((part) => ("yearCodes" in part ? part.yearCodes : {})))),
    months: inCapitals(Object.assign({}, ...parts.map((part) => ("monthCodes" in part ? part.monthCodes : {})))),
  }));
  return (code) => {
    const plain = code.trim().toUpperCase();
    for (const { pattern, years, months } of readers) {
      const groups = pattern.exec(plain)?.groups;
      if (!groups) continue;
      const year = years.get(groups.year!) ?? (groups.year!.length === 2 ? 2000 + Number(groups.year) : Number(groups.year));
      const month = groups.month === undefined ? undefined : (months.get(groups.month) ?? Number(groups.month));
      const range = daysOf(year, month, groups.day === undefined ? undefined : Number(groups.day));
      if (range) return range;
    }
    return undefined;
  };
}

const iso = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;

function daysOf(year: number, month: number | undefined, day: number | undefined): DayRange | undefined {
  if (month === undefined) return { first: iso(year, 1, 1), last: iso(year, 12, 31) };
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day === undefined) return { first: iso(year, month, 1), last: iso(year, month, length) };
  return day > length ? undefined : { first: iso(year, month, day), last: iso(year, month, day) };
}

/** One piece of a body code, read from left to right; each tells one thing. */
export type CodePart =
  | { readonly text: string }
  | { readonly year: 2 | 4 }
  | { readonly month: 2 }
  | { readonly day: 2 }
  | { readonly yearCodes: Readonly<Record<string, number>> }
  | { readonly monthCodes: Readonly<Record<string, number>> }
  | { readonly any: number }
  | { readonly number: readonly [number, number] };
