import fc from "fast-check";
import { expect, test } from "vitest";
import { foldCode, foldText, foldWords, plainLine, plainText, saysNothing } from "../../../src-main/domain/ground/text.ts";

test.each([
  ["Нұрлан Ахметов", "нурлан ахметов"],
  ["ӘҒҚҢӨҰҮҺІ", "агкноуухи"],
  ["Ёлка", "елка"],
  ["Līga Kalniņa-Bērziņa", "liga kalnina-berzina"],
  ["Žagars Ņikita Ģirts Ķirsis Ļevs Čaks Šmits", "zagars nikita girts kirsis levs caks smits"],
  ["SÃO Straße Łódź Ærø", "sao strasse lodz aero"],
  ["İstanbul", "istanbul"],
])("%s is searched as %s", (text, folded) => expect(foldText(text)).toBe(folded));

test("people find a name however they type its marks", () => {
  const same = (one: string, other: string): void => expect(foldText(one)).toBe(foldText(other));
  same("Қайрат", "кайрат");
  same("Әсел", "асел");
  same("BĒRZIŅA", "berzina");
  // The same letter as one code point and as a letter with a combining mark.
  same("Be\u0304rzin\u0327a", "Bērziņa");
  same("Алексе\u0438\u0306", "Алексей");
});

test("case and normal form never matter", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zA-ZāčēģīķļņōŗšūžĀČĒĢĪĶĻŅŌŖŠŪŽА-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі \d-]{0,30}$/), (text) => {
      expect(foldText(text.toUpperCase())).toBe(foldText(text));
      expect(foldText(text.normalize("NFD"))).toBe(foldText(text));
    }),
  );
});

test("a folded text folds to itself: what is in the index is found by itself", () => {
  expect(foldText("Ӛ")).toBe("а");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(foldText(foldText(text))).toBe(foldText(text));
    }),
    { numRuns: 1000 },
  );
});

test("words are runs of letters and digits", () => {
  expect(foldWords("Dreame L20 Ultra, «робот»: 5 шт.")).toEqual(["dreame", "l20", "ultra", "робот", "5", "шт"]);
  expect(foldWords('"; DROP TABLE -- *')).toEqual(["drop", "table"]);
  expect(foldWords("…—!")).toEqual([]);
});

test("a serial number is compared without its dashes and case", () => {
  expect(foldCode("drm-l20u-2303 0005871")).toBe("DRML20U23030005871");
  expect(foldCode("PL-A-77120-Ž")).toBe("PLA77120Z");
  expect(foldCode("--")).toBe("");
});

/** Marks that come along with what is copied (Unicode: Bidi_Control and zero-width signs). */
const MARKS = [
  "\u200b",
  "\u200c",
  "\u200d",
  "\u200e",
  "\u200f",
  "\u202a",
  "\u202b",
  "\u202c",
  "\u202d",
  "\u202e",
  "\u2066",
  "\u2067",
  "\u2068",
  "\u2069",
  "\ufeff",
  "\u00ad",
  "\u2060",
];

test("a line loses what nobody sees, and keeps one plain space between its words", () => {
  expect(plainLine("\u2068Anna Example\u2069")).toBe("Anna Example");
  expect(plainLine(" Anna\u00a0\u2009 Example\t")).toBe("Anna Example");
  expect(plainLine("a\u200bb@example.lv")).toBe("ab@example.lv");
  fc.assert(
    fc.property(fc.array(fc.constantFrom("Anna", "Өмір", "+371 20", ...MARKS)), (parts) => {
      expect(plainLine(parts.join(""))).toBe(
        parts
          .filter((part) => !MARKS.includes(part))
          .join("")
          .trim(),
      );
    }),
  );
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void expect(plainLine(plainLine(text))).toBe(plainLine(text))));
});

test("a longer text keeps its lines, its spaces and its pictures", () => {
  expect(plainText("\u202eone\u202c\n  two  👩\u200d🔧 ")).toBe("one\n  two  👩\u200d🔧");
});

test.each(["", "-", "—", "n/a", "N.A.", "нет", "Нет.", "б/н", "nav", "жоқ", "none", "0", "000", "xxx", "?", "\u200b", "no phone"])(
  "%j says nothing",
  (text) => expect(saysNothing(text)).toBe(true),
);
test.each(["1", "Anna", "X1", "12", "No 5"])("%j says something", (text) => expect(saysNothing(text)).toBe(false));
