import { deviceOf, type DeviceInput } from "./device-input.ts";
import { parseDay, type DayHome } from "./day-text.ts";
import { readEmails } from "./email.ts";
import type { Language } from "./language.ts";
import { readAmount } from "./amount.ts";
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
import { readPhones } from "./phone.ts";
import type { ShopSettings } from "./shop.ts";
import { plainLine, plainText } from "./text.ts";
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
  /** GTIN that was scanned from the device or its box: by it the shop knows brand and model the next time. */
  readonly gtin?: string | null;
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
  | "phone-dropped"
  | "reach"
  | "email"
  | "email-dropped"
  | "date"
  | "date-future"
  | "imei"
  | "imei-left-out"
  | "placeholder"
  | "same-number"
  | "same-name"
  | "passcode"
  | "amount"
  | "amount-currency"
  | "amount-two-ways"
  | "amount-negative"
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
  | "number-split"
  | "date-two-ways"
  | "status-unknown"
  | "registration-check"
  | "company-person"
  | "scientific"
  | "before-received"
  | PackProblem;

/** A field that was refused, named by its path, `customer.phone`; `text` is what stands there, where the sentence says it. */
export type FieldProblem = { readonly field: string; readonly problem: Problem; readonly text?: string };

/** What reads the texts of fields. */
export type FieldReader = ReturnType<typeof fieldReader>;

/** Reads texts of fields and notes in `problems` which of them are wrong; things have happened up to `today`. */
export function fieldReader(problems: FieldProblem[], { today, timeZone }: Pick<DayHome, "today" | "timeZone">) {
  const wrong = (field: string, problem: Problem, text?: string): void => void problems.push({ field, problem, ...(text !== undefined && { text }) });
  const text = (field: string, value: string | undefined, longest: number = MAX_TEXT.short): string => {
    // A longer text has lines.
    const plain = longest > MAX_TEXT.short ? plainText(value ?? "") : plainLine(value ?? "");
    if (plain.length > longest) wrong(field, "too-long");
    return plain;
  };
  const needed = (field: string, value: string | undefined, longest?: number): string => {
    const plain = text(field, value, longest);
    if (plain === "") wrong(field, "required");
    return plain;
  };
  const dayOf = (field: string, value: string | null | undefined, past: boolean): string | null => {
    const plain = plainLine(value ?? "");
    if (plain === "") return null;
    const day = parseDay(plain, today, past, timeZone);
    if (day === undefined) wrong(field, "date");
    else if (past && day > today) wrong(field, "date-future");
    return day ?? plain;
  };
  /** A day on which something happened. */
  const day = (field: string, value: string | null | undefined): string | null => dayOf(field, value, true);
  /** A day that is promised. */
  const dayAhead = (field: string, value: string | null | undefined): string | null => dayOf(field, value, false);
  return { wrong, text, needed, day, dayAhead };
}

/** What reading a customer needs of the shop. */
type CustomerHome = Pick<ShopSettings, "country" | "languages">;

/**
 * Reads a customer under the shop's country: trims, understands phones, and checks that there are a name and a way to reach them.
 * @returns the customer to be stored, or every field that is wrong (`customer.phone`), in the order of the form
 */
export function readCustomer(input: CustomerInput, shop: CustomerHome): Customer | readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const customer = customerOf(input, shop, problems);
  return problems.length > 0 ? problems : customer;
}

/**
 * Reads a customer whom another system tells of: nobody has to be reachable, and a wrong number or address is left out and named, for
 * there is nobody to ask.
 */
export function readToldCustomer(
  input: CustomerInput,
  shop: CustomerHome,
): { readonly customer: Customer; readonly dropped: readonly FieldProblem[] } | readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const dropped: FieldProblem[] = [];
  const customer = customerOf(input, shop, problems, dropped);
  return problems.length > 0 ? problems : { customer, dropped };
}

/** @param dropped where what was left out is named; without it, what cannot be read is a mistake, and there must be a way to reach the customer */
function customerOf(from: CustomerInput, shop: CustomerHome, problems: FieldProblem[], dropped?: FieldProblem[]): Customer {
  const { wrong, text, needed } = fieldReader(problems, { today: "" });
  const language = from.language ?? shop.languages[0] ?? "en";
  const unread = (field: string, problem: "phone" | "email", rest: readonly string[]): void => {
    if (rest.length === 0) return;
    if (dropped) dropped.push({ field, problem: `${problem}-dropped`, text: rest.join(", ") });
    else wrong(field, problem);
  };
  const numbers = (field: string, value: string | undefined): readonly string[] => {
    const { phones, rest } = readPhones(text(field, value), { country: shop.country, language });
    unread(field, "phone", rest);
    return phones;
  };
  const name = needed("customer.name", from.name);
  const contact = text("customer.contact", from.contact);
  const registration = text("customer.registration", from.registration);
  const main = numbers("customer.phone", from.phone);
  const others = (from.phones ?? []).flatMap((value, index) => numbers(`customer.phones.${index}`, value));
  const { emails, rest: noEmails } = readEmails(text("customer.email", from.email));
  unread("customer.email", "email", noEmails);
  const [whatsapp = "", ...moreWhatsapp] = numbers("customer.whatsapp", from.whatsapp);
  unread("customer.whatsapp", "phone", moreWhatsapp);
  const phones = [...new Set([...main, ...others])];
  if (phones.length > MAX_TEXT.phones + 1) {
    if (dropped) unread("customer.phone", "phone", phones.slice(MAX_TEXT.phones + 1));
    else wrong("customer.phones", "too-many");
  }
  const reachable = phones.length > 0 || emails.length > 0 || whatsapp !== "";
  if (!dropped && !reachable && !problems.some(({ field }) => field === "customer.phone")) wrong("customer.phone", "reach");
  return {
    kind: from.kind ?? "person",
    name,
    contact,
    registration,
    phones: phones.slice(0, MAX_TEXT.phones + 1),
    email: emails.join(", "),
    whatsapp,
    address: text("customer.address", from.address, 500),
    language,
  };
}

/**
 * Reads an intake under the shop's country and currency: trims, understands phones and amounts, and checks what a
 * certificate needs (a name, a way to reach the customer, a kind of device, a fault).
 * @param today ISO day in the shop's time zone: nothing was bought after it
 * @returns the draft to be stored, or every field that is wrong, in the order of the form
 */
export function readIntake(
  input: IntakeInput,
  shop: Pick<ShopSettings, "country" | "currency" | "languages"> & Partial<Pick<ShopSettings, "timeZone">>,
  today: string,
): IntakeDraft | readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const reader = fieldReader(problems, { ...shop, today });
  const { wrong, text, needed, day, dayAhead } = reader;

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
  const promisedOn = dayAhead("promisedOn", input.promisedOn);
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
      const value = readAmount(amount, currency);
      if (typeof value === "string") wrong(`${field}.amount`, value);
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

/** The half-filled intake of a bench, as the screen wrote it. `lost` says what of it the key that is here does not open. */
export type KeptDraft = { readonly form: unknown; readonly savedAt: number; readonly lost: "passcode" | "all" | null };
