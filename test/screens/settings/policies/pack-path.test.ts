import { expect, test } from "vitest";
import { alike, getIn, putIn } from "../../../../src-renderer/screens/settings/policies/pack-path.ts";

const whole = { texts: { "void.use": { en: "Void" } }, grants: [{ rule: "a" }, { rule: "b", conditions: [{ within: { until: { days: 30 } } }] }] };

test("what stands at a path is found, however deep, and nothing where the way ends early", () => {
  expect(getIn(whole, ["texts", "void.use", "en"])).toBe("Void");
  expect(getIn(whole, ["grants", 1, "conditions", 0, "within", "until", "days"])).toBe(30);
  expect(getIn(whole, ["grants", 7, "rule", "length"])).toBeUndefined();
  expect(getIn(whole, [])).toBe(whole);
});

test("a change copies the way to it and shares the rest", () => {
  const next = putIn(whole, ["grants", 1, "conditions", 0, "within", "until"], { months: 2 });
  expect(next.grants[1]!.conditions![0]!.within.until).toEqual({ months: 2 });
  expect(next.grants[0]).toBe(whole.grants[0]);
  expect(next.texts).toBe(whole.texts);
  expect(whole.grants[1]!.conditions![0]!.within.until).toEqual({ days: 30 });
});

test("undefined takes a field away, and a new one is made on the way", () => {
  expect(putIn(whole, ["texts", "void.use", "en"], undefined).texts).toEqual({ "void.use": {} });
  expect(putIn({} as { a?: { b?: number } }, ["a", "b"], 1)).toEqual({ a: { b: 1 } });
});

test("a field keeps its place among the others", () => {
  expect(Object.keys(putIn({ a: 1, b: 2, c: 3 }, ["b"], 5))).toEqual(["a", "b", "c"]);
});

test.each([
  [{ a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 2 }], a: 1 }, true],
  [{ a: 1, b: undefined }, { a: 1 }, true],
  [{ a: [1, 2] }, { a: [2, 1] }, false],
  [{ a: [] }, { a: {} }, false],
  [null, {}, false],
  ["1", 1, false],
])("%j and %j say the same: %s", (one, other, same) => expect(alike(one, other)).toBe(same));
