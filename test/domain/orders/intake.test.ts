import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NO_FACTS } from "../../../src-main/domain/warranty/warranty.ts";
import { readIntake, type IntakeInput } from "../../../src-main/domain/orders/intake.ts";
import type { FieldProblem } from "../../../src-main/domain/ground/field-problem.ts";
import type { IntakeDraft } from "../../../src-main/domain/orders/order.ts";
import { CASES } from "../../helpers/intake-cases.ts";

const SHOP = { country: "KZ", currency: "KZT", languages: ["ru", "kk", "en"] } as const;

const TODAY = "2026-11-20";

const RIGHT: IntakeInput = { customer: { name: "Нұрлан", phone: "8 (702) 555-44-33" }, device: { category: "phone" }, fault: "Не включается" };

type Patch = {
  readonly [Key in keyof IntakeInput]?: IntakeInput[Key] extends object | null | undefined
    ? Partial<NonNullable<IntakeInput[Key]>> | IntakeInput[Key]
    : IntakeInput[Key];
};

const withPatch = (patch: Patch): IntakeInput =>
  ({ ...RIGHT, ...patch, customer: { ...RIGHT.customer, ...patch.customer }, device: { ...RIGHT.device, ...patch.device } }) as IntakeInput;

const isDraft = (read: ReturnType<typeof readIntake>): read is IntakeDraft => !Array.isArray(read);

const problemsOf = (patch: Patch): readonly FieldProblem[] => {
  const read = readIntake(withPatch(patch), SHOP, TODAY);
  return isDraft(read) ? [] : read;
};

const draftOf = (patch: Patch): IntakeDraft => {
  const read = readIntake(withPatch(patch), SHOP, TODAY);
  expect(isDraft(read), JSON.stringify(read)).toBe(true);
  return read as IntakeDraft;
};

describe("the least that an intake needs", () => {
  test("is a name, a way to reach the customer, a kind of device and a fault; the rest has sensible values", () => {
    expect(draftOf({})).toEqual({
      customerId: null,
      customer: {
        kind: "person",
        name: "Нұрлан",
        contact: "",
        registration: "",
        phones: ["+77025554433"],
        email: "",
        whatsapp: "",
        address: "",
        language: "ru",
      },
      device: {
        category: "phone",
        brand: "",
        model: "",
        colour: "",
        serial: "",
        imei: "",
        imei2: "",
        bodyCode: "",
        purchasedOn: null,
        receivedOn: null,
        manufacturedOn: null,
        seller: "",
      },
      proofs: [],
      warrantyCardStamped: false,
      passcode: null,
      policy: null,
      warranty: NO_FACTS,
      request: "repair",
      channel: "visit",
      fault: "Не включается",
      condition: "",
      accessories: [],
      priority: "normal",
      promisedOn: null,
      currency: "KZT",
      estimateMinor: null,
      limitMinor: null,
      prepaidMinor: 0,
      prepaidMethod: "cash",
      signature: null,
      photos: [],
      sameFaultAs: null,
    });
  });

  test("an e-mail or WhatsApp will do instead of a phone", () => {
    expect(problemsOf({ customer: { phone: "", email: "n@example.kz" } })).toEqual([]);
    expect(problemsOf({ customer: { phone: "", whatsapp: "+7 701 123 45 67" } })).toEqual([]);
    expect(problemsOf({ customer: { phone: "", phones: ["26 123 456", "+371 26 123 456"].slice(1) } })).toEqual([]);
  });
});

describe("each bad field is named", () => {
  const long = "я".repeat(201);
  test.each<[string, Patch, FieldProblem[]]>([
    ["no name", { customer: { name: "  " } }, [{ field: "customer.name", problem: "required" }]],
    ["a long name", { customer: { name: long } }, [{ field: "customer.name", problem: "too-long" }]],
    ["no way to reach", { customer: { phone: "" } }, [{ field: "customer.phone", problem: "reach" }]],
    ["no phone number", { customer: { phone: "call me" } }, [{ field: "customer.phone", problem: "phone" }]],
    ["a second phone", { customer: { phones: ["+37126123456", "12"] } }, [{ field: "customer.phones.1", problem: "phone" }]],
    ["WhatsApp", { customer: { whatsapp: "call" } }, [{ field: "customer.whatsapp", problem: "phone" }]],
    ["e-mail", { customer: { email: "n@example" } }, [{ field: "customer.email", problem: "email" }]],
    ["e-mail with a space", { customer: { email: "n a@example.kz" } }, [{ field: "customer.email", problem: "email" }]],
    ["contact", { customer: { contact: long } }, [{ field: "customer.contact", problem: "too-long" }]],
    ["registration", { customer: { registration: long } }, [{ field: "customer.registration", problem: "too-long" }]],
    ["address", { customer: { address: "я".repeat(501) } }, [{ field: "customer.address", problem: "too-long" }]],
    ["category", { device: { category: "" } }, [{ field: "device.category", problem: "required" }]],
    ["serial", { device: { serial: long } }, [{ field: "device.serial", problem: "too-long" }]],
    ["IMEI", { device: { imei: "490154203237517" } }, [{ field: "device.imei", problem: "imei" }]],
    ["day of purchase", { device: { purchasedOn: "31.02.2026" } }, [{ field: "device.purchasedOn", problem: "date" }]],
    ["day of purchase to come", { device: { purchasedOn: "2098-03-15" } }, [{ field: "device.purchasedOn", problem: "date-future" }]],
    ["day of receipt", { device: { receivedOn: "2026-02-29" } }, [{ field: "device.receivedOn", problem: "date" }]],
    ["day of manufacture", { device: { manufacturedOn: "soon" } }, [{ field: "device.manufacturedOn", problem: "date" }]],
    ["pattern", { device: { passcode: { kind: "pattern", value: "1-1" } } }, [{ field: "device.passcode", problem: "passcode" }]],
    ["PIN", { device: { passcode: { kind: "pin", value: "12ab" } } }, [{ field: "device.passcode", problem: "passcode" }]],
    ["fault", { fault: "\n\t " }, [{ field: "fault", problem: "required" }]],
    ["a long fault", { fault: "я".repeat(10_001) }, [{ field: "fault", problem: "too-long" }]],
    ["condition", { condition: "я".repeat(10_001) }, [{ field: "condition", problem: "too-long" }]],
    ["an accessory", { accessories: ["Чек", long] }, [{ field: "accessories.1", problem: "too-long" }]],
    ["promised day", { promisedOn: "2026-13-01" }, [{ field: "promisedOn", problem: "date" }]],
    ["estimate", { estimate: { amount: "85.123" } }, [{ field: "estimate.amount", problem: "amount-two-ways" }]],
    ["limit", { limit: { amount: "-5" } }, [{ field: "limit.amount", problem: "amount-negative" }]],
    ["prepayment", { prepaid: { amount: "lots" } }, [{ field: "prepaid.amount", problem: "amount" }]],
    ["currency", { estimate: { amount: "5", currency: "eu" } }, [{ field: "estimate.currency", problem: "currency" }]],
    [
      "two currencies",
      { estimate: { amount: "5", currency: "EUR" }, limit: { amount: "5", currency: "GBP" } },
      [{ field: "limit.currency", problem: "currency-mixed" }],
    ],
    ["signature", { signature: "<svg/>" }, [{ field: "signature", problem: "signature" }]],
  ])("%s", (_, patch, problems) => expect(problemsOf(patch)).toEqual(problems));

  test("all at once, in the order of the form", () => {
    const problems = problemsOf({
      customer: { name: "", phone: "x", email: "y" },
      device: { category: "", imei: "49", purchasedOn: "z" },
      fault: "",
      promisedOn: "?",
      estimate: { amount: "?" },
      signature: "?",
    });
    expect(problems.map(({ field }) => field)).toEqual([
      "customer.name",
      "customer.phone",
      "customer.email",
      "device.category",
      "device.imei",
      "device.purchasedOn",
      "fault",
      "promisedOn",
      "estimate.amount",
      "signature",
    ]);
  });

  test("a wrong phone is not also called a missing one", () => {
    expect(problemsOf({ customer: { phone: "x" } })).toHaveLength(1);
  });
});

describe("what people write is understood", () => {
  test("phones, the same one once; amounts, one currency for all; an IMEI's separators; empty accessories dropped", () => {
    const draft = draftOf({
      customer: { phone: "8 (702) 555-44-33", phones: ["+77025554433", "+371 26 123 456"] },
      device: { imei: "49-015420-323751-8" },
      accessories: ["  Чек ", "", "   ", "Чек"],
      estimate: { amount: "85,50", currency: "GBP" },
      prepaid: { amount: "20", method: "card" },
      limit: { amount: "" },
    });
    expect(draft.customer.phones).toEqual(["+77025554433", "+37126123456"]);
    expect(draft.device.imei).toBe("490154203237518");
    expect(draft.accessories).toEqual(["Чек", "Чек"]);
    expect(draft).toMatchObject({ currency: "GBP", estimateMinor: 8550, prepaidMinor: 2000, prepaidMethod: "card", limitMinor: null });
  });

  test("an empty passcode is none, and half an emoji is stored whole or not at all", () => {
    expect(draftOf({ device: { passcode: { kind: "pin", value: "" } } }).passcode).toBeNull();
    expect(draftOf({ fault: "\ud83d broken" }).fault.isWellFormed()).toBe(true);
  });

  test("markup and control characters stay as they were written", () => {
    const odd = "#eval(1) $x$ *b* <script>\u0001";
    expect(draftOf({ fault: odd, customer: { name: odd } })).toMatchObject({ fault: odd, customer: { name: odd } });
  });
});

test.each(Object.entries(CASES))("the case file %s is understood as it is", (_, input) => {
  const read = readIntake(input, SHOP, TODAY);
  expect(isDraft(read), JSON.stringify(read)).toBe(true);
  expect(read).toMatchObject({ fault: input.fault, policy: input.policy, accessories: input.accessories });
});

test.each([
  ["bidi-isolate-name", { customer: { name: "Anna Example" } }],
  ["bidi-phone", { customer: { phones: ["+37120000001"] } }],
  ["zwsp-email", { customer: { email: "ab@example.lv" } }],
  ["phone-tel", { customer: { phones: ["+37120000001"] } }],
  ["two-phones", { customer: { phones: ["+37120000001", "+37120000002"] } }],
  ["ext-phone", { customer: { phones: ["+37167000001;ext=12"] } }],
  ["ext-phone-ru", { customer: { phones: ["+37167000001;ext=12"] } }],
  ["price-kzt", { estimateMinor: 1_250_000, currency: "KZT" }],
  ["price-sign", { estimateMinor: 1250, currency: "EUR" }],
  ["price-thousands", { estimateMinor: 125_000, currency: "EUR" }],
])("the field case %s is understood", (name, draft) => {
  const input = JSON.parse(readFileSync(join(import.meta.dirname, `../../fixtures/field/${name}.json`), "utf8")) as IntakeInput;
  expect(readIntake(input, { country: "LV", currency: "EUR", languages: ["lv", "ru", "en"] }, TODAY)).toMatchObject(draft);
});

test("every case file of the issue is among the tested ones", () => {
  const folder = join(import.meta.dirname, "..", "..", "fixtures", "intake");
  expect(readdirSync(folder).sort()).toEqual(
    Object.keys(CASES)
      .map((name) => `${name}.json`)
      .sort(),
  );
  for (const [name, input] of Object.entries(CASES)) expect(JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"))).toEqual(input);
});

describe("reading", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.constantFrom("", "+7 702 555 44 33", "2026-12-04", "85.00", "490154203237518", "EUR", "__proto__", "constructor"),
  );
  const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
  const amount = fc.option(fc.record({ amount: text, currency: maybe(text) }), { nil: null });
  const input = fc.record({
    customer: fc.record({
      name: text,
      contact: maybe(text),
      phone: maybe(text),
      phones: maybe(fc.array(text, { maxLength: 5 })),
      email: maybe(text),
      whatsapp: maybe(text),
      address: maybe(text),
    }),
    device: fc.record({
      category: text,
      brand: maybe(text),
      serial: maybe(text),
      imei: maybe(text),
      purchasedOn: fc.option(text),
      proof: maybe(fc.array(text, { maxLength: 3 })),
      passcode: fc.option(fc.record({ kind: fc.constantFrom("pin", "password", "pattern" as const), value: text })),
    }),
    fault: text,
    condition: maybe(text),
    accessories: maybe(fc.array(text, { maxLength: 5 })),
    promisedOn: fc.option(text),
    estimate: amount,
    limit: amount,
    prepaid: amount,
    signature: fc.option(text),
  });
  const shop = fc.record({
    country: fc.constantFrom("KZ", "LV", "XX", ""),
    currency: fc.constantFrom("EUR", "JPY", "ZZZ"),
    languages: fc.constantFrom(["ru"] as const, [] as const),
  });

  test("never breaks: it gives a draft or names at least one field", () => {
    fc.assert(
      fc.property(input, shop, (given, settings) => {
        const read = readIntake(given as IntakeInput, settings, TODAY);
        if (!isDraft(read)) {
          expect(read.length).toBeGreaterThan(0);
          for (const { field, problem } of read) expect([typeof field, field === "", typeof problem]).toEqual(["string", false, "string"]);
          return;
        }
        expect(read.customer.name).not.toBe("");
        expect(read.fault).not.toBe("");
        expect(read.customer.phones.length > 0 || read.customer.email !== "" || read.customer.whatsapp !== "").toBe(true);
        for (const minor of [read.estimateMinor, read.limitMinor, read.prepaidMinor])
          expect(minor === null || (Number.isSafeInteger(minor) && minor >= 0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("what was read once is read the same again", () => {
    fc.assert(
      fc.property(input, (given) => {
        const once = readIntake(
          {
            ...given,
            customer: { ...given.customer, name: "N", phone: "+77025554433", phones: [], whatsapp: "", email: "" },
            device: { category: "phone" },
            fault: "F",
            promisedOn: null,
            estimate: null,
            limit: null,
            prepaid: null,
            signature: null,
          } as IntakeInput,
          SHOP,
          TODAY,
        );
        fc.pre(isDraft(once));
        const draft = once as IntakeDraft;
        const { phones, ...customer } = draft.customer;
        const again = readIntake(
          {
            customer: { ...customer, phone: phones[0] ?? "", phones: phones.slice(1) },
            device: draft.device,
            fault: draft.fault,
            condition: draft.condition,
            accessories: draft.accessories,
          },
          SHOP,
          TODAY,
        );
        expect(again).toEqual(draft);
      }),
    );
  });
});
