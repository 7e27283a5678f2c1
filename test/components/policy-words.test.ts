import { expect, test } from "vitest";
import { onlyMatch } from "../../src-renderer/components/policy-words.ts";

const CHOICES = ["Paint cracked or peeling", "Improper use", "Improper storage", "Improper use by children"].map((label, value) => ({
  label,
  value,
}));
const meant = (text: string): number | undefined => onlyMatch(CHOICES, text)?.value;

test("a half-typed word is what it can only mean", () => {
  expect(meant(" PEEL ")).toBe(0);
  expect(meant("storage")).toBe(2);
});

test("a whole word is itself, though another begins with it", () => {
  expect(meant("improper use")).toBe(1);
});

test("what could mean several things, or none, is nothing", () => {
  expect(meant("improper")).toBeUndefined();
  expect(meant("rust")).toBeUndefined();
  expect(meant("  ")).toBeUndefined();
});
