import { type CustomerInput, customerOf } from "../customers/customer-input.ts";
import { type AmountInput, readAmount } from "../ground/amount.ts";
import { type FieldProblem, fieldReader } from "../ground/field-problem.ts";
import { deviceOf, type DeviceInput } from "../devices/device-input.ts";
import { SIGNATURE_PATTERN, type Channel, type IntakeDraft, type PaymentMethod, type Priority } from "./order.ts";
import type { Proof, RepairRequest } from "../warranty/claim.ts";
import { MAX_TEXT } from "../ground/limits.ts";
import { isPasscode, type Passcode } from "./passcode.ts";
import type { ShopSettings } from "../shop/shop.ts";
import { NO_FACTS, type WarrantyFacts } from "../warranty/warranty.ts";

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
