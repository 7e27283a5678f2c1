import { isIsoDate } from "../../src-main/domain/ground/date.ts";
import type { IntakeInput } from "../../src-main/domain/orders/intake.ts";
import type { Channel, PaymentMethod, Priority } from "../../src-main/domain/orders/order.ts";
import type { Proof, RepairRequest } from "../../src-main/domain/warranty/claim.ts";
import type { Device } from "../../src-main/domain/devices/device.ts";
import type { Customer } from "../../src-main/domain/customers/customer.ts";
import { MAX_TEXT } from "../../src-main/domain/ground/limits.ts";
import type { Passcode } from "../../src-main/domain/orders/passcode.ts";
import type { PreviewInput } from "../../src-main/domain/warranty/shop-policy.ts";
import { NO_FACTS, type WarrantyFacts } from "../../src-main/domain/warranty/warranty.ts";
import { customerFormOf, customerInputOf, type CustomerForm } from "./customer-form.ts";

/** The intake form as it is typed; texts are as people wrote them. */
export type IntakeForm = CustomerForm & {
  readonly customerId: string | null;
  readonly category: string;
  readonly brand: string;
  readonly model: string;
  readonly colour: string;
  readonly serial: string;
  readonly imei: string;
  readonly imei2: string;
  /** Scanned; no field shows it. */
  readonly gtin: string;
  readonly bodyCode: string;
  readonly purchasedOn: string;
  readonly receivedOn: string;
  readonly manufacturedOn: string;
  readonly seller: string;
  readonly proof: readonly Proof[];
  readonly warrantyCardStamped: boolean;
  readonly passcodeKind: Passcode["kind"] | "none";
  readonly passcode: string;
  readonly fault: string;
  readonly condition: string;
  readonly accessories: readonly string[];
  readonly accessory: string;
  readonly request: RepairRequest;
  readonly channel: Channel;
  readonly priority: Priority;
  readonly promisedOn: string;
  readonly estimate: string;
  readonly limit: string;
  readonly prepaid: string;
  readonly prepaidMethod: PaymentMethod;
  readonly signature: string | null;
  readonly photos: readonly string[];
  readonly sameFaultAs: { readonly id: string; readonly number: string } | null;
  /** The policy chosen by hand, `id` null for none; null lets the brand choose. */
  readonly policy: { readonly id: string | null } | null;
  readonly warranty: WarrantyFacts;
};

/** What most devices are that come in; the counter corrects it. */
export const USUAL_FACTS: WarrantyFacts = { ...NO_FACTS, reason: "defect", kind: "finished", origin: "own" };

export const EMPTY: IntakeForm = {
  customerId: null,
  kind: "person",
  name: "",
  contact: "",
  registration: "",
  phone: "",
  otherPhones: "",
  email: "",
  whatsapp: "",
  address: "",
  language: "en",
  category: "",
  brand: "",
  model: "",
  colour: "",
  serial: "",
  imei: "",
  imei2: "",
  gtin: "",
  bodyCode: "",
  purchasedOn: "",
  receivedOn: "",
  manufacturedOn: "",
  seller: "",
  proof: [],
  warrantyCardStamped: false,
  passcodeKind: "none",
  passcode: "",
  fault: "",
  condition: "",
  accessories: [],
  accessory: "",
  request: "repair",
  channel: "visit",
  priority: "normal",
  promisedOn: "",
  estimate: "",
  limit: "",
  prepaid: "",
  prepaidMethod: "cash",
  signature: null,
  photos: [],
  sameFaultAs: null,
  policy: null,
  warranty: USUAL_FACTS,
};

/** The fields of a customer who was here before. @param extensionWord what stands before a phone's extension */
export const customerFields = (known: Customer & { readonly id: string }, extensionWord: string): Partial<IntakeForm> => ({
  customerId: known.id,
  ...customerFormOf(known, extensionWord),
});

/** The fields of a device that was here before. */
export const deviceFields = (device: Device): Partial<IntakeForm> => ({
  category: device.category,
  brand: device.brand,
  model: device.model,
  colour: device.colour,
  serial: device.serial,
  imei: device.imei,
  imei2: device.imei2,
  bodyCode: device.bodyCode,
  purchasedOn: device.purchasedOn ?? "",
  receivedOn: device.receivedOn ?? "",
  manufacturedOn: device.manufacturedOn ?? "",
  seller: device.seller,
});

/** The fields of another request: what is repaired is broken, but why something goes back has to be asked. */
export function requestFields({ warranty }: IntakeForm, request: RepairRequest): Partial<IntakeForm> {
  const { reason } = warranty;
  if (request === "repair") return { request, warranty: { ...warranty, reason: reason === null || reason === "changed-mind" ? "defect" : reason } };
  return { request, warranty: { ...warranty, reason: reason === "defect" ? null : reason } };
}

const amount = (text: string): { amount: string } | null => (text.trim() === "" ? null : { amount: text.trim() });

/** The form as the contract takes it. */
export function intakeOf(form: IntakeForm): IntakeInput {
  const left = form.accessory.trim();
  return {
    customerId: form.customerId,
    customer: customerInputOf(form),
    device: {
      category: form.category,
      brand: form.brand,
      model: form.model,
      colour: form.colour,
      serial: form.serial,
      imei: form.imei,
      imei2: form.imei2,
      bodyCode: form.bodyCode,
      purchasedOn: form.purchasedOn,
      receivedOn: form.receivedOn,
      manufacturedOn: form.manufacturedOn,
      seller: form.seller,
      proof: form.proof,
      warrantyCardStamped: isStamped(form),
      passcode: form.passcodeKind === "none" || form.passcode === "" ? null : { kind: form.passcodeKind, value: form.passcode },
    },
    gtin: form.gtin || null,
    request: form.request,
    channel: form.channel,
    fault: form.fault,
    condition: form.condition,
    // What stands in the accessory field and was not yet added came along all the same.
    accessories: left === "" ? form.accessories : [...form.accessories, left],
    priority: form.priority,
    promisedOn: form.promisedOn,
    estimate: amount(form.estimate),
    limit: amount(form.limit),
    prepaid: form.prepaid.trim() === "" ? null : { amount: form.prepaid.trim(), method: form.prepaidMethod },
    signature: form.signature,
    photos: form.photos,
    sameFaultAs: form.sameFaultAs?.id ?? null,
    ...(form.policy && { policy: form.policy.id }),
    warranty: form.warranty,
  };
}

const isStamped = ({ warrantyCardStamped, proof }: IntakeForm): boolean => warrantyCardStamped && proof.includes("warranty-card");

/** What of the form a policy decides on, null where none shall; a day that is half typed is not known yet. */
export function previewOf(form: IntakeForm): (PreviewInput & { readonly proofs: readonly Proof[] }) | null {
  if (form.policy && form.policy.id === null) return null;
  const day = (text: string | null): string | null => (text !== null && isIsoDate(text) ? text : null);
  const text = (typed: string): string => typed.trim().slice(0, MAX_TEXT.short);
  const { warranty } = form;
  return {
    policy: form.policy?.id ?? null,
    request: form.request,
    device: {
      category: text(form.category),
      brand: text(form.brand),
      model: text(form.model),
      serial: text(form.serial),
      bodyCode: text(form.bodyCode),
      purchasedOn: day(form.purchasedOn),
      receivedOn: day(form.receivedOn),
      manufacturedOn: day(form.manufacturedOn),
    },
    proofs: form.proof,
    warrantyCardStamped: isStamped(form),
    facts: { ...warranty, damageReportedOn: day(warranty.damageReportedOn) },
    sameFaultAs: form.sameFaultAs?.id ?? null,
  };
}
