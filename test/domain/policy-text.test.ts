import { expect, test } from "vitest";
import { packText, verdictValues } from "../../src-main/domain/policy-text.ts";

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
