import { expect, test } from "vitest";
import { packText, toldDeadlines, verdictValues } from "../../../src-main/domain/warranty/policy-text.ts";

const pack = { languages: ["lv", "en"] } as const;

test("a pack speaks the reader's language, else its own first one that has the text", () => {
  expect(packText({ lv: "Garantija", en: "Warranty" }, pack, "en", "rule")).toBe("Warranty");
  expect(packText({ lv: "Garantija", en: "Warranty" }, pack, "ru", "rule")).toBe("Garantija");
  expect(packText({ en: "Warranty", lv: " " }, pack, "ru", "rule")).toBe("Warranty");
  expect(packText({ kk: "Кепілдік" }, pack, "ru", "rule")).toBe("Кепілдік");
  expect(packText(undefined, pack, "ru", "rule")).toBe("rule");
});

test("a verdict names its day and what it lacks, or none", () => {
  const words = { day: (iso: string) => `[${iso}]`, fact: (path: string) => `<${path}>` };
  expect(verdictValues({ rule: "r", verdict: "met", by: "2026-11-22" }, words)).toEqual({ day: "[2026-11-22]", facts: "none" });
  expect(verdictValues({ rule: "r", verdict: "unknown", missing: ["defect", "place"] }, words)).toEqual({ day: "none", facts: "<defect>, <place>" });
});

test("who is refused for good is not told until when to ask, but what ended", () => {
  const condition = { rule: "window", fact: "history.damageReportedOn", within: { from: "receipt", until: { days: 5 } } } as const;
  const grants = [{ rule: "return", gives: ["refund"], for: [], conditions: [condition], requires: [] }] as const;
  const deadlines = [
    { what: "request-return", by: "2026-12-17", rule: "asked" },
    { what: "report-damage", by: "2026-11-22", rule: "window" },
  ] as const;
  const told = (verdict: "met" | "not-met", refused: readonly "return"[]): readonly string[] =>
    toldDeadlines({ grants }, { deadlines, refused, missing: [], reasons: [{ rule: "window", verdict, by: "2026-11-22" }] }).map(
      ({ what, over }) => `${what}${over ? " is over" : ""}`,
    );
  expect(told("not-met", ["return"])).toEqual(["report-damage is over"]);
  expect(told("met", [])).toEqual(["request-return", "report-damage"]);
});
