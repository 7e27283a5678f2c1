import { isIsoDate } from "./date.ts";
import { deviceOf, type DeviceInput } from "./device-input.ts";
import type { Language } from "./language.ts";
import { parseAmount } from "./money.ts";
import {
  MAX_TEXT,
  SIGNATURE_PATTERN,
  type Channel,
  type Customer,
  type CustomerKind,
  type IntakeDraft,
  type PaymentMethod,
  type Priority,
  type Proof,
  type RepairRequest,
} from "./order.ts";
import { isPasscode, type Passcode } from "./passcode.ts";
import type { PackProblem } from "./policy-pack.ts";
import { parsePhone } from "./phone.ts";
import type { ShopSettings } from "./shop.ts";
import { NO_FACTS, type WarrantyFacts } from "./warranty.ts";

/** An amount as it is written down: a decimal text and, where it differs from the shop's, the ISO 4217 currency. */
export type AmountInput = { readonly amount: string; readonly currency?: string };

/** A customer as people write one down. `phones` are those beside the main one. */
export type CustomerInput = {
  readonly kind?: CustomerKind;
  readonly name: string;
  readonly contact?: string;
  readonly registration?: string;
  readonly phone?: string;
  readonly phones?: readonly string[];
  readonly email?: string;
  readonly whatsapp?: string;
  readonly address?: string;
  readonly language?: Language;
};

/** An intake as a form, a file or another program gives it: texts as people wrote them, anything unknown left out or empty. */
export type IntakeInput = {
  readonly customerId?: string | null;
  readonly customer: CustomerInput;
  readonly device: DeviceInput & {
    readonly proof?: readonly Proof[];
    readonly warrantyCardStamped?: boolean;
    readonly passcode?: Passcode | null;
  };
  /**
   * Where a known unit bears the same number and is told apart: its id where it is this device, what was written down before being wrong;
   * null where this is another device. Left out while nobody said.
   */
  readonly deviceId?: string | null;
  readonly policy?: string | null;
  readonly warranty?: Partial<WarrantyFacts>;
  readonly request?: RepairRequest;
  readonly channel?: Channel;
  readonly fault: string;
  readonly condition?: string;
  readonly accessories?: readonly string[];
  readonly priority?: Priority;
  readonly promisedOn?: string | null;
  readonly estimate?: AmountInput | null;
  /** Work up to this amount needs no call. */
  readonly limit?: AmountInput | null;
  readonly prepaid?: (AmountInput & { readonly method?: PaymentMethod }) | null;
  readonly signature?: string | null;
  readonly photos?: readonly string[];
  readonly sameFaultAs?: string | null;
};

/** What is wrong with a field; each code has a sentence `problem.<code>`. */
export type Problem =
  | "required"
  | "too-long"
  | "too-many"
  | "too-small"
  | "too-large"
  | "not-json"
  | "type"
  | "choice"
  | "unknown-field"
  | "phone"
  | "reach"
  | "email"
  | "date"
  | "imei"
  | "imei-left-out"
  | "placeholder"
  | "same-number"
  | "same-name"
  | "passcode"
  | "amount"
  | "currency"
  | "currency-mixed"
  | "signature"
  | "prefix"
  | "pin"
  | "time-zone"
  | "country"
  | "depreciation"
  | "taken"
  | "label-stock"
  | "label-printer"
  | "measure"
  | "too-many-dots"
  | "too-many-pixels"
  | "printer-stock"
  | "printer-host"
  | "printer-port"
  | "printer-scheme"
  | "printer-credentials"
  | "printer-uri"
  | "printer-name"
  | "printer-path"
  | "number-own"
  | "number-known"
  | "number-twice"
  | "not-closed"
  | "before-received"
  | PackProblem;

/** A field that was refused, named by its path, `customer.phone`; `text` is what stands there, where the sentence says it. */
export type FieldProblem = { readonly field: string; readonly problem: Problem; readonly text?: string };

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;

/** What reads the texts of fields. */
export type FieldReader = ReturnType<typeof fieldReader>;

/** Reads texts of fields, trimmed, and notes in `problems` which of them are wrong. */
export function fieldReader(problems: FieldProblem[], country: string) {
  const wrong = (field: string, problem: Problem): void => void problems.push({ field, problem });
  const text = (field: string, value: string | undefined, longest: number = MAX_TEXT.short): string => {
    const plain = (value ?? "").toWellFormed().trim();
    if (plain.length > longest) wrong(field, "too-long");
    return plain;
  };
  const needed = (field: string, value: string | undefined, longest?: number): string => {
    const plain = text(field, value, longest);
    if (plain === "") wrong(field, "required");
    return plain;
  };
  const phone = (field: string, value: string | undefined): string => {
    const plain = text(field, value);
    if (plain === "") return "";
    const known = parsePhone(plain, country);
    if (known === undefined) wrong(field, "phone");
    return known ?? "";
  };
  const day = (field: string, value: string | null | undefined): string | null => {
    const plain = (value ?? "").trim();
    if (plain === "") return null;
    if (!isIsoDate(plain)) wrong(field, "date");
    return plain;
  };
  return { wrong, text, needed, phone, day };
}

/** What reading a customer needs of the shop. */
type CustomerHome = Pick<ShopSettings, "country" | "languages">;

/**
 * Reads a customer under the shop's country: trims, understands phones, and checks that there are a name and a way to reach them.
 * @param reachable whether there must be a way to reach them: not where they are told of long afterwards
 * @returns the customer to be stored, or every field that is wrong (`customer.phone`), in the order of the form
 */
export function readCustomer(input: CustomerInput, shop: CustomerHome, reachable = true): Customer | readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const customer = customerOf(input, shop, problems, reachable);
  return problems.length > 0 ? problems : customer;
}

function customerOf(from: CustomerInput, shop: CustomerHome, problems: FieldProblem[], mustBeReachable = true): Customer {
  const { wrong, text, needed, phone } = fieldReader(problems, shop.country);
  const kind = from.kind ?? "person";
  const name = needed("customer.name", from.name);
  const contact = text("customer.contact", from.contact);
  const registration = text("customer.registration", from.registration);
  const first = phone("customer.phone", from.phone);
  const others = (from.phones ?? []).map((value, index) => phone(`customer.phones.${index}`, value));
  const email = text("customer.email", from.email);
  if (email !== "" && !EMAIL.test(email)) wrong("customer.email", "email");
  const whatsapp = phone("customer.whatsapp", from.whatsapp);
  const phones = [...new Set([first, ...others].filter(Boolean))];
  const reachable = phones.length > 0 || email !== "" || whatsapp !== "";
  if (mustBeReachable && !reachable && !problems.some(({ field }) => field === "customer.phone")) wrong("customer.phone", "reach");
  return {
    kind,
    name,
    contact,
    registration,
    phones,
    email,
    whatsapp,
    address: text("customer.address", from.address, 500),
    language: from.language ?? shop.languages[0] ?? "en",
  };
}

/**
 * Reads an intake under the shop's country and currency: trims, understands phones and amounts, and checks what a
 * certificate needs (a name, a way to reach the customer, a kind of device, a fault).
 * @returns the draft to be stored, or every field that is wrong, in the order of the form
 */
export function readIntake(
  input: IntakeInput,
  shop: Pick<ShopSettings, "country" | "currency" | "languages">,
): IntakeDraft | readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const reader = fieldReader(problems, shop.country);
  const { wrong, text, needed, day } = reader;

  const customer = customerOf(input.customer, shop, problems);
  const device = deviceOf(input.device, reader);
  const passcode = input.device.passcode && input.device.passcode.value !== "" ? input.device.passcode : null;
  if (passcode && !isPasscode(passcode)) wrong("device.passcode", "passcode");
  const fault = needed("fault", input.fault, MAX_TEXT.long);
  const condition = text("condition", input.condition, MAX_TEXT.long);
  const accessories = (input.accessories ?? [])
    .map((name, index) => text(`accessories.${index}`, name, MAX_TEXT.accessory))
    .filter((name) => name !== "");
  const warranty = { ...NO_FACTS, ...input.warranty, damageReportedOn: day("warranty.damageReportedOn", input.warranty?.damageReportedOn) };
  const promisedOn = day("promisedOn", input.promisedOn);
  const money = readMoney();
  const signature = input.signature || null;
  if (signature !== null && !SIGNATURE_PATTERN.test(signature)) wrong("signature", "signature");
  if (problems.length > 0) return problems;

  return {
    customerId: input.customerId ?? null,
    customer,
    device,
    deviceId: input.deviceId,
    proofs: input.device.proof ?? [],
    warrantyCardStamped: input.device.warrantyCardStamped ?? false,
    passcode,
    policy: input.policy || null,
    warranty,
    request: input.request ?? "repair",
    channel: input.channel ?? "visit",
    fault,
    condition,
    accessories,
    priority: input.priority ?? "normal",
    promisedOn,
    ...money,
    signature,
    photos: [...new Set(input.photos ?? [])],
    sameFaultAs: input.sameFaultAs ?? null,
  };

  function readMoney(): Pick<IntakeDraft, "currency" | "estimateMinor" | "limitMinor" | "prepaidMinor" | "prepaidMethod"> {
    const named = (["estimate", "limit", "prepaid"] as const).flatMap((field) => {
      const amount = input[field];
      return amount && amount.amount.trim() !== "" ? [{ field, ...amount }] : [];
    });
    const currency = named.find((amount) => amount.currency)?.currency ?? shop.currency;
    if (!/^[A-Z]{3}$/.test(currency)) wrong(`${named[0]?.field ?? "estimate"}.currency`, "currency");
    const minor = new Map<string, number>();
    for (const { field, amount, currency: own } of named) {
      if ((own ?? currency) !== currency) wrong(`${field}.currency`, "currency-mixed");
      const value = parseAmount(amount, currency);
      if (value === undefined) wrong(`${field}.amount`, "amount");
      else minor.set(field, value);
    }
    return {
      currency,
      estimateMinor: minor.get("estimate") ?? null,
      limitMinor: minor.get("limit") ?? null,
      prepaidMinor: minor.get("prepaid") ?? 0,
      prepaidMethod: input.prepaid?.method ?? "cash",
    };
  }
}

/** The half-filled intake of a bench, as the screen wrote it. */
export type KeptDraft = { readonly form: unknown; readonly savedAt: number };
