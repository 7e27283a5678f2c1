import fc from "fast-check";
import { validate, version } from "uuid";
import { expect, test } from "vitest";
import { openIds } from "../../src-main/app/new-id.ts";

test("ids rise whatever the clock does, and tell when they were made", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 48 - 2 }), { minLength: 1, maxLength: 400 }), (times) => {
      let at = 0;
      const newId = openIds(() => times[at]!);
      const made = times.map((_, index) => ((at = index), newId()));
      expect(made.every((id) => validate(id) && version(id) === 7)).toBe(true);
      expect(made).toEqual([...made].sort());
      expect(new Set(made).size).toBe(made.length);
      expect(Number.parseInt(made[0]!.replace("-", "").slice(0, 12), 16)).toBe(times[0]);
    }),
  );
});

test("two makers make different ids in the same millisecond", () => {
  const [one, other] = [openIds(() => 1), openIds(() => 1)];
  const ids = Array.from({ length: 1000 }, () => [one(), other()]).flat();
  expect(new Set(ids).size).toBe(2000);
});
