import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { intakeInput } from "../../../src-main/contract/orders/intake.ts";
import { readIntake, type IntakeInput } from "../../../src-main/domain/orders/intake.ts";
import type { FieldProblem } from "../../../src-main/domain/ground/field-problem.ts";
import { allProblems, problemsOf, restOf } from "../../../src-main/contract/ground/problem.ts";
import { CASES } from "../../helpers/intake-cases.ts";
import { SMALL } from "../../helpers/orders.ts";

const problems = (schema: z.ZodType, value: unknown): unknown => {
  const read = schema.safeParse(value);
  return read.success ? [] : problemsOf(read.error.issues);
};

test.each(Object.entries(CASES))("the case file %s is taken as it is, and changed by nothing", (_, input) =>
  expect(intakeInput.parse(input)).toEqual(input),
);

test("an intake that the form could send is taken with everything in it", () => {
  const full = {
    ...SMALL,
    customerId: "01997000-0000-7000-8000-000000000001",
    policy: null,
    request: "exchange",
    channel: "home-visit",
    condition: "",
    accessories: [],
    priority: "low",
    promisedOn: "",
    estimate: { amount: "" },
    limit: null,
    prepaid: { amount: "5", currency: "EUR", method: "transfer" },
    signature: null,
    photos: [],
    sameFaultAs: null,
    device: { ...SMALL.device, purchasedOn: null, receivedOn: "", manufacturedOn: null, passcode: null },
  };
  expect(problems(intakeInput, full)).toEqual([]);
});

describe("a refused field", () => {
  const choice = z.object({ of: z.union([z.strictObject({ a: z.number() }), z.strictObject({ b: z.string() })]) });
  test.each<[string, z.ZodType, unknown, unknown]>([
    ["required: missing", z.object({ a: z.string() }), {}, [{ field: "a", problem: "required" }]],
    ["required: null", z.object({ a: z.string() }), { a: null }, [{ field: "a", problem: "required" }]],
    ["required: empty", z.object({ a: z.string().min(1) }), { a: "" }, [{ field: "a", problem: "required" }]],
    ["type", z.object({ a: z.string() }), { a: 1 }, [{ field: "a", problem: "type" }]],
    ["too-long", z.object({ a: z.string().max(1) }), { a: "xx" }, [{ field: "a", problem: "too-long" }]],
    ["too-many", z.object({ a: z.array(z.string()).max(1) }), { a: ["x", "y"] }, [{ field: "a", problem: "too-many" }]],
    ["too-small", z.object({ a: z.int().min(1) }), { a: 0 }, [{ field: "a", problem: "too-small" }]],
    ["too-large", z.object({ a: z.int().max(1) }), { a: 2 }, [{ field: "a", problem: "too-large" }]],
    ["choice", z.object({ a: z.enum(["x"]) }), { a: "y" }, [{ field: "a", problem: "choice" }]],
    [
      "unknown-field, each one",
      z.object({ a: z.strictObject({ b: z.string() }) }),
      { a: { b: "", c: 1, d: 2 } },
      [
        { field: "a.c", problem: "unknown-field" },
        { field: "a.d", problem: "unknown-field" },
      ],
    ],
    ["a place in a list", z.object({ a: z.array(z.object({ b: z.string() })) }), { a: [{ b: "" }, {}] }, [{ field: "a.1.b", problem: "required" }]],
    ["a shape", z.object({ a: z.uuid() }), { a: "x" }, [{ field: "a", problem: "type" }]],
    ["the choice that is meant", choice, { of: { a: 1, c: "" } }, [{ field: "of.c", problem: "unknown-field" }]],
    ["a choice that nobody can guess", choice, { of: { c: "" } }, [{ field: "of", problem: "type" }]],
    ["our own word", z.object({ a: z.string().refine(() => false, "date") }), { a: "x" }, [{ field: "a", problem: "date" }]],
    ["the whole", z.object({}), 5, [{ field: "", problem: "type" }]],
  ])("%s", (_, schema, value, expected) => expect(problems(schema, value)).toEqual(expected));
});

describe("what is left of a value", () => {
  const schema = z.strictObject({
    a: z.strictObject({ b: z.string(), n: z.number().optional() }),
    list: z.array(z.strictObject({ c: z.string() })),
  });

  test("is all that the schema knows, and the value itself is as it was", () => {
    const value = { a: { b: "", x: 1, y: 2 }, list: [{ c: "" }, { c: "", z: 3 }], colour: "red" };
    const before = structuredClone(value);
    expect(restOf(schema, value)).toEqual({ a: { b: "" }, list: [{ c: "" }, { c: "" }] });
    expect(value).toEqual(before);
  });

  test("is empty where something of another kind stood", () => {
    expect(restOf(schema, { a: { b: 1, n: "x", y: 1 }, list: [{ c: "right" }, { c: 5 }] })).toEqual({
      a: { b: "" },
      list: [{ c: "right" }, { c: "" }],
    });
    expect(restOf(schema, { a: { b: "right" }, list: "none" })).toEqual({ a: { b: "right" }, list: [] });
  });
});

test("what is left has something of its kind where a schema takes nothing empty", () => {
  const schema = z.strictObject({
    id: z.uuid(),
    version: z.int().min(1),
    kind: z.enum(["work", "part"]),
    on: z.boolean(),
    photos: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
    dpi: z.number().min(10).max(20).nullable(),
    title: z.string().max(3),
  });
  const wrong = { id: "x", version: "1", kind: "gift", on: "yes", photos: ["x"], dpi: 21, title: "lamp" };
  const left = { id: "00000000-0000-0000-0000-000000000000", version: 1, kind: "work", on: false, photos: [], title: "" };
  expect(restOf(schema, wrong)).toEqual({ ...left, dpi: expect.any(Number) });
  expect(restOf(schema, { ...wrong, title: "abc" })).toMatchObject({ title: "abc" });
});

test("nothing is left of a list that is wrong in more places than any form has", () =>
  expect(
    restOf(
      z.array(z.string()),
      Array.from({ length: 100_000 }, () => 1),
    ),
  ).toBeUndefined());

test("one field of a wrong kind hides no other that is wrong", () => {
  const wrong = {
    customer: { name: "", phone: "call me" },
    device: { category: "", imei: "490154203237517", purchasedOn: "soon" },
    fault: "",
    promisedOn: "?",
  };
  const paths = ["customer.name", "customer.phone", "device.category", "device.imei", "device.purchasedOn", "fault", "promisedOn"];
  const odd = fc.constantFrom<unknown>(5, true, [], { x: 1 }, [1]);
  fc.assert(
    fc.property(fc.subarray(paths), odd, (chosen, value) => {
      const input = structuredClone(wrong) as Record<string, unknown>;
      for (const path of chosen) {
        const [part = "", field] = path.split(".");
        if (field) (input[part] as Record<string, unknown>)[field] = value;
        else input[part] = value;
      }
      const read = intakeInput.safeParse(input);
      const judged = (rest: IntakeInput): readonly FieldProblem[] => {
        const draft = readIntake(rest, { country: "LV", currency: "EUR", languages: ["en"] }, "2026-11-20");
        return "fault" in draft ? [] : draft;
      };
      const problems = allProblems({ schema: intakeInput, value: input, issues: read.error?.issues ?? [] }, judged);
      const all = problems.map(({ field }) => field);
      expect(all.toSorted()).toEqual(paths.toSorted());
    }),
  );
});

test("whatever is sent is taken or has at least one problem that the locales have a sentence for", () => {
  const english = JSON.parse(readFileSync(join(import.meta.dirname, "..", "..", "..", "resources", "locales", "en.json"), "utf8")) as Record<
    string,
    string
  >;
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json().map((text) => JSON.parse(text) as unknown),
        fc.object().map((changes) => ({ ...SMALL, ...changes })),
      ),
      (value) => {
        const read = intakeInput.safeParse(value);
        if (read.success) return;
        const named = problemsOf(read.error.issues);
        expect(named.length).toBeGreaterThan(0);
        for (const { problem } of named) expect(english).toHaveProperty([`problem.${problem}`]);
      },
    ),
  );
});
