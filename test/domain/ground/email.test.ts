import { expect, test } from "vitest";
import { readEmails } from "../../../src-main/domain/ground/email.ts";

test.each([
  ["a@example.lv", ["a@example.lv"], []],
  ["a\u200bb@example.lv", ["ab@example.lv"], []],
  ["a@example.lv; b@example.lv", ["a@example.lv", "b@example.lv"], []],
  ["a@example.lv b@example.lv", ["a@example.lv", "b@example.lv"], []],
  ["mailto:b@example.lv", ["b@example.lv"], []],
  ["mailto:b@example.lv?subject=Hi", ["b@example.lv"], []],
  ["Carl <c@example.lv>", ["c@example.lv"], []],
  ['"Kalniņa, Līga" <l@example.lv>', ["l@example.lv"], []],
  ["почта@пример.рф", ["почта@пример.рф"], []],
  ["a@example.lv (work)", ["a@example.lv"], []],
  ["a@example.lv и b@example.lv", ["a@example.lv", "b@example.lv"], []],
  ["a@example.lv and b@example.lv", ["a@example.lv", "b@example.lv"], []],
  ["n/a", [], []],
  ["-", [], []],
  ["нет", [], []],
  ["", [], []],
  ["nobody", [], ["nobody"]],
  ["a@b", [], ["a@b"]],
  ["a@example.lv; nobody", ["a@example.lv"], ["nobody"]],
])("%j holds %j, and %j is none", (text, emails, rest) => expect(readEmails(text)).toEqual({ emails, rest }));
