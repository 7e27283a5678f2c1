import { expect, test } from "vitest";
import type { z } from "zod";
import { contract } from "../../../src-main/contract/contract.ts";
import { intakeInput } from "../../../src-main/contract/orders/intake.ts";
import { policyPack } from "../../../src-main/contract/warranty/policy-pack.ts";
import { shopSettings } from "../../../src-main/contract/shop/shop.ts";
import { line, text } from "../../../src-main/contract/ground/text.ts";
import { exampleShop } from "../../helpers/example-order.ts";
import { SMALL } from "../../helpers/orders.ts";

const MARKED = "\u2068Нұрлан\u2069\u00a0  Ах\u200bметов\ufeff";

test("a line and a text lose what nobody sees, and are as long as what is left", () => {
  expect(line(100).parse(MARKED)).toBe("Нұрлан Ахметов");
  expect(text(100).parse(`a  b\n\u2066c\u2069\u202e `)).toBe("a  b\nc");
  expect(line(2).safeParse("\u200ba\u200b\u200bb").success).toBe(true);
  expect(line(2).safeParse("abc").success).toBe(false);
  expect(line(9).min(1).safeParse("\u200b \u00a0").success).toBe(false);
});

test("settings and an intake lose them in every field that is printed", () => {
  const shop = { ...exampleShop(), name: MARKED, address: MARKED, categories: [MARKED], accessories: [MARKED] };
  expect(shopSettings.parse({ ...shop, terms: { ...shop.terms, ru: MARKED } })).toMatchObject({
    name: "Нұрлан Ахметов",
    address: "Нұрлан\u00a0  Ахметов",
    categories: ["Нұрлан Ахметов"],
    accessories: ["Нұрлан Ахметов"],
    terms: { ru: "Нұрлан\u00a0  Ахметов" },
  });
  const passcode = { kind: "password", value: " 1\u00a0\u00a02 " };
  const read = intakeInput.parse({ ...SMALL, accessories: [MARKED], fault: MARKED, device: { ...SMALL.device, model: MARKED, passcode } });
  expect(read).toMatchObject({ accessories: ["Нұрлан Ахметов"], fault: "Нұрлан\u00a0  Ахметов", device: { model: "Нұрлан Ахметов" } });
  expect(read.device.passcode).toEqual(passcode);
});

type Inner = {
  readonly type: string;
  readonly format?: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly check: string } } }[];
};

/** Paths of strings that come in as they are: neither of a format nor without hidden marks. */
function rawStrings(schema: z.ZodType, path: string): readonly string[] {
  const def = schema._zod.def as unknown as Inner;
  const within = (inner: z.ZodType | undefined, part = ""): readonly string[] => (inner ? rawStrings(inner, path + part) : []);
  if (def.type === "string") {
    const checks = (def.checks ?? []).map(({ _zod }) => _zod.def.check);
    return def.format === undefined && !checks.some((check) => ["overwrite", "string_format", "custom"].includes(check)) ? [path] : [];
  }
  return [
    ...Object.entries(def.shape ?? {}).flatMap(([key, one]) => within(one, `.${key}`)),
    ...(def.options ?? []).flatMap((one) => within(one)),
    ...within(def.element),
    ...within(def.innerType),
    ...within(def.valueType),
    ...within(def.in),
  ];
}

/** Secrets, names of files and addresses, codes with a check of their own, and templates: each character counts, or none is printed. */
const AS_TYPED = [
  /\.(?:pin|newPin|passphrase|passcode\.value|ticket|signature|source|template)$/,
  /\.(?:currency|country|timeZone|numberPrefix|role|size|id|prefix|folder|after)$/,
  /^printer\.(?:keep|test)\.address$/,
  /^exchange\.run\.name$/,
  /^policy\.(?:save|tryCase|compare)\.text$/,
  /^policy\.tryCase\.case\./,
  /^(?:draft\.keep|session\.keepPreferences)$/,
];

test("every other text of the contract is a line or a text", () => {
  const all = Object.entries(contract).flatMap(([noun, part]) =>
    Object.entries("~orpc" in part ? {} : part).flatMap(([verb, procedure]) => {
      const { inputSchema } = (procedure as { readonly "~orpc": { readonly inputSchema?: unknown } })["~orpc"];
      return inputSchema === undefined ? [] : rawStrings(inputSchema as z.ZodType, `${noun}.${verb}`);
    }),
  );
  expect(all.length).toBeGreaterThan(20);
  expect(all.filter((path) => !AS_TYPED.some((pattern) => pattern.test(path)))).toEqual([]);
});

test("the sentences of a policy pack are texts too", () =>
  expect(rawStrings(policyPack, "pack").filter((path) => /texts|returnTo/.test(path))).toEqual([]));
