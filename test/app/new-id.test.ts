import fc from "fast-check";
import { expect, test } from "vitest";
import { validate, version } from "uuid";
import { idsOf } from "../../src-main/app/new-id.ts";

const timeOf = (id: string): number => Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);

test("each id is a UUID of version 7 of its time, and greater than the one before, whatever the clock does", () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 2, maxLength: 400 }), (steps) => {
      let now = Date.UTC(2026, 10, 26);
      const newId = idsOf(() => now);
      let [before, latest] = ["", 0];
      for (const step of steps) {
        now += step;
        latest = Math.max(latest, now);
        const id = newId();
        expect([validate(id), version(id), timeOf(id)]).toEqual([true, 7, latest]);
        expect(id > before).toBe(true);
        before = id;
      }
    }),
  ));

test("what is not its time differs from program to program and from id to id", () => {
  const made = Array.from({ length: 3 }, () => idsOf(() => 0)).flatMap((newId) => Array.from({ length: 2000 }, newId));
  expect(new Set(made)).toHaveLength(6000);
  expect(new Set(made.map((id) => id.slice(-8))).size).toBeGreaterThan(5990);
});
