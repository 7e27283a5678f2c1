import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvLine, plainCell, withoutFormula } from "../../../src-main/domain/ground/csv.ts";

const DELIMITERS = [",", ";", "\t", "|"];
/** A number with its sign is none, also where another delimiter glues the next cell to it. */
const FORMULA = /^[\s"]*[=@＝＋－＠]|^[\s"]*[+-](?![\d\s().,/+-]*(?:$|[,;|\t"]))/;

describe("a cell that a spreadsheet would compute", () => {
  test.each(["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+A1", "\t=1", "＝1+1", "＋A1", "－A1", "＠SUM(A1)", ' "=1'])(
    "gets an apostrophe: %j",
    (formula) => expect(withoutFormula(formula)[0]).toBe("'"),
  );
  test.each([
    ["broken;=1+1", "broken;'=1+1"],
    ["broken\t@x", "broken\t'@x"],
    ["a|＝x|+A1", "a|'＝x|'+A1"],
    ['a;"=1+1"', `a;'"=1+1"`],
    ["first\n=cmd", "first\n'=cmd"],
  ])("and so does what another delimiter would make one: %j", (cell, safe) => expect(withoutFormula(cell)).toBe(safe));
  test.each(["+77011112233", "-12.50", "+7 (701) 111-22-33", "12", "", "a=b", "‑5 °C", "5,-3", "a;b", "it's"])(
    "a number or text gets none: %j",
    (cell) => expect(withoutFormula(cell)).toBe(cell),
  );
});

test.each([
  [`="0012345678"`, "0012345678"],
  [`="a ""b"" c"`, 'a "b" c'],
  ["'0012", "0012"],
  ["'+371 20000001", "+371 20000001"],
  ["'Twas broken", "'Twas broken"],
  ["=1+1", "=1+1"],
])("a cell as a spreadsheet wrote it is read as it was meant: %j", (cell, meant) => expect(plainCell(cell)).toBe(meant));

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom("'", '"', "=", "+", "-", "@", "＝", ";", ",", "|", "\t", "\n", "\r", " ", "1", "a"), maxLength: 12 }),
  fc.string({ unit: "grapheme" }),
);

test("any cell comes back unchanged, and under no delimiter a cell begins as a formula", () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 4 }), fc.constantFrom(",", ";"), (cells, separator) => {
      const line = csvLine(cells.map(withoutFormula), separator);
      const options = { relax_quotes: true, relax_column_count: true, record_delimiter: ["\u0000"] };
      expect((parse(line, { ...options, delimiter: separator }) as string[][])[0]!.map(plainCell)).toEqual(cells);
      for (const delimiter of DELIMITERS)
        for (const record of parse(line, { ...options, quote: null, delimiter, record_delimiter: ["\r\n", "\n", "\r"] }) as string[][])
          for (const read of record) expect(read, JSON.stringify([line, delimiter])).not.toMatch(FORMULA);
    }),
    { numRuns: 400 },
  );
});
