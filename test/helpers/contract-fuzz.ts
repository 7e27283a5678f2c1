import { ORPCError } from "@orpc/client";
import fc from "fast-check";
import { z } from "zod";
import { contract } from "../../src-main/contract/contract.ts";
import type { Client } from "./test-host.ts";

/** A procedure's name, and an arbitrary of what it may be called with: what its schema takes, and the same with something wrong in it. */
export type Procedure = { readonly name: string; readonly inputs: fc.Arbitrary<unknown> };

/** What is asked of the network or never ends is none of a fuzz's. */
const LEFT_OUT = new Set(["changes", "printer.find", "printer.test", "printer.state"]);

type JsonSchema = {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
};

/** Values that software stumbles over. */
const ODD: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1.5,
  Number.MAX_SAFE_INTEGER,
  1e308,
  Number.NaN,
  "",
  " ",
  "\u0000",
  "\u202e\ud800",
  "__proto__",
  "' OR 1=1 --",
  "../../../../etc/passwd",
  "R26-000001-R",
  "2026-02-30",
  "9".repeat(400),
  "я".repeat(70_000),
  [],
  {},
  [[[[]]]],
  new Date(Number.NaN),
  12n,
];

const text = ({ minLength = 0, maxLength = 60 }: JsonSchema): fc.Arbitrary<string> => {
  const limits = { minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)) };
  return fc.oneof(
    fc.string({ ...limits, unit: "grapheme" }),
    fc.string({ ...limits, unit: fc.constantFrom(..."аяĀžқү09 -+%_\"*'\n") }),
    fc.string({ ...limits, unit: "binary" }),
  );
};

/** What a schema takes; `ids` are those that are there. */
function taken(schema: JsonSchema, ids: () => readonly string[], root: JsonSchema, depth = 0): fc.Arbitrary<unknown> {
  const inner = (one: JsonSchema): fc.Arbitrary<unknown> => taken(one, ids, root, depth + 1);
  if (depth > 12) return fc.constant(null);
  if (schema.$ref) return inner(root.$defs?.[schema.$ref.split("/").at(-1)!] ?? root);
  if ("const" in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map(inner));
  if (schema.allOf) return inner(schema.allOf[0]!);
  switch (schema.type) {
    case "object": {
      const known = Object.entries(schema.properties ?? {}).map(([key, one]) => [key, inner(one)] as const);
      if (known.length === 0 && typeof schema.additionalProperties === "object")
        return fc.dictionary(inner(schema.propertyNames ?? { type: "string" }) as fc.Arbitrary<string>, inner(schema.additionalProperties), {
          maxKeys: 4,
        });
      return fc.record(Object.fromEntries(known), { requiredKeys: [...(schema.required ?? [])] });
    }
    case "array":
      if (schema.prefixItems) return fc.tuple(...schema.prefixItems.map(inner));
      return fc.array(inner(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, (schema.minItems ?? 0) + 4),
      });
    case "integer":
      return fc.oneof(fc.integer({ min: Math.max(schema.minimum ?? -9, -1e9), max: Math.min(schema.maximum ?? 9, 1e9) }), fc.constant(1));
    case "number":
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "string":
      if (schema.format === "uuid")
        return fc.oneof(
          fc.nat().map((at) => ids()[at % Math.max(1, ids().length)] ?? ""),
          fc.uuid(),
        );
      if (schema.format === "date")
        return fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10));
      return text(schema);
    default:
      return fc.oneof(text({}), fc.constantFrom(...ODD));
  }
}

/** The same value with something in it replaced, left out or added. */
function spoilt(value: unknown, at: number, odd: unknown): unknown {
  if (Array.isArray(value)) {
    if (value.length === 0 || at % 5 === 0) return at % 2 === 0 ? odd : [...value, odd];
    const index = at % value.length;
    return value.map((one, place) => (place === index ? spoilt(one, Math.floor(at / value.length), odd) : one));
  }
  if (typeof value === "object" && value !== null && !(value instanceof Date)) {
    const keys = Object.keys(value);
    if (keys.length === 0 || at % 11 === 0) return at % 2 === 0 ? odd : { ...value, unheard: odd };
    const key = keys[at % keys.length]!;
    if (at % 7 === 0) return Object.fromEntries(Object.entries(value).filter(([one]) => one !== key));
    return { ...value, [key]: spoilt((value as Record<string, unknown>)[key], Math.floor(at / keys.length), odd) };
  }
  return odd;
}

type Entry = { readonly "~orpc": { readonly inputSchema?: z.ZodType } };
const isProcedure = (part: object): part is Entry => "~orpc" in part;

/** Every procedure of the contract but those that ask the network. @param ids of what is there, newest state at each call */
export function procedures(ids: () => readonly string[]): readonly Procedure[] {
  const entries = Object.entries(contract).flatMap(([noun, part]): readonly (readonly [string, Entry])[] =>
    isProcedure(part) ? [[noun, part]] : Object.entries(part as Record<string, Entry>).map(([verb, one]) => [`${noun}.${verb}`, one] as const),
  );
  return entries
    .filter(([name]) => !LEFT_OUT.has(name))
    .map(([name, { "~orpc": orpc }]) => {
      if (!orpc.inputSchema) return { name, inputs: fc.constantFrom(undefined, ...ODD) };
      const schema = z.toJSONSchema(orpc.inputSchema, { io: "input", unrepresentable: "any" }) as JsonSchema;
      const good = taken(schema, ids, schema);
      const bad = fc.tuple(good, fc.nat(), fc.constantFrom(...ODD)).map(([value, at, odd]) => spoilt(value, at, odd));
      return { name, inputs: fc.oneof({ arbitrary: good, weight: 2 }, { arbitrary: bad, weight: 1 }) };
    });
}

const isStream = (answer: unknown): answer is AsyncIterable<unknown> =>
  typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer;

/** Calls a procedure, and hears it out where it answers bit by bit. @returns undefined where it was answered or refused as declared, else what came instead */
export async function callWith(client: Client, name: string, input: unknown): Promise<string | undefined> {
  const [noun, verb] = name.split(".") as [keyof Client, string];
  try {
    const answer = await (client[noun] as unknown as Record<string, (given: unknown) => Promise<unknown>>)[verb]!(input);
    if (isStream(answer)) for await (const step of answer) void step;
    return undefined;
  } catch (error) {
    if (error instanceof ORPCError) return error.defined ? undefined : `${String(error.code)} ${JSON.stringify(error.data)}`;
    return String(error);
  }
}
