import fc from "fast-check";
import { expect, test } from "vitest";
import { foldCode, foldText, foldWords } from "../../src-main/domain/text.ts";

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
