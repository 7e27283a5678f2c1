import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Order } from "../../domain/orders/order.ts";
import type { Device } from "../../domain/devices/device.ts";
import type { Customer } from "../../domain/customers/customer.ts";
import { paperOrderOf, type PaperOrder } from "../../domain/papers/paper.ts";
import { NO_WARRANTY } from "../../domain/warranty/warranty.ts";
import { DICTIONARY_1 } from "./paper-dictionary.ts";

/**
 * Empty facts, which most orders have many of: a stored paper leaves them out and gets them back when it is read. Only ever
 * added to, for papers were stored without them.
 */
const BLANK = {
  order: {
    closedAt: null,
    correctedAt: null,
    correctedFacts: [],
    receivedBy: null,
    proofs: [],
    condition: "",
    accessories: [],
    promisedOn: null,
    estimateMinor: null,
    limitMinor: null,
    signature: null,
    lines: [],
    payments: [],
    sameFaultAs: null,
    handback: null,
    warranty: NO_WARRANTY,
  },
  customer: { contact: "", registration: "", phones: [], email: "", whatsapp: "", address: "" },
  device: {
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
} as const satisfies { order: Partial<PaperOrder>; customer: Partial<Customer>; device: Partial<Device> };

/** Whether a fact says nothing, lists and objects too. */
function isBlank(fact: unknown, blank: unknown): boolean {
  if (fact === blank) return true;
  if (Array.isArray(fact) && Array.isArray(blank)) return fact.length === blank.length && JSON.stringify(fact) === JSON.stringify(blank);
  return typeof fact === "object" && typeof blank === "object" && JSON.stringify(fact) === JSON.stringify(blank);
}

const withoutBlanks = (facts: object, blank: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(facts).filter(([key, value]) => !(key in blank) || !isBlank(value, blank[key])));

/** Version of the form that papers are packed in: their first byte, then JSON of what is not blank, deflated with that version's dictionary. */
const VERSION = 1;
const DICTIONARY = Buffer.from(DICTIONARY_1);

/** Facts of a paper that are larger than this are damage, bytes: ten times the largest that the contract lets anybody write. */
const MOST_BYTES = 64_000_000;

/** Packs what a paper shows. @param order an order, or as much of one as an older Talon froze */
export function packFacts(order: Partial<Order>): Buffer {
  const facts = paperOrderOf(order);
  const text = JSON.stringify({
    ...withoutBlanks(facts, BLANK.order),
    customer: withoutBlanks(facts.customer ?? {}, BLANK.customer),
    device: withoutBlanks(facts.device ?? {}, BLANK.device),
  });
  return Buffer.concat([Uint8Array.of(VERSION), deflateRawSync(text, { dictionary: DICTIONARY })]);
}

/** The JSON of packed facts, blanks left out. @throws Error where they are damaged, or a newer Talon packed them */
export function factsText(packed: Uint8Array): string {
  if (packed[0] !== VERSION) throw new Error(`facts of a paper have version ${packed[0]}`);
  return inflateRawSync(packed.subarray(1), { dictionary: DICTIONARY, maxOutputLength: MOST_BYTES }).toString();
}

/** What a paper shows. @throws Error where it is damaged, or a newer Talon packed it */
export function unpackFacts(packed: Uint8Array): PaperOrder {
  const facts = JSON.parse(factsText(packed)) as PaperOrder;
  return { ...BLANK.order, ...facts, customer: { ...BLANK.customer, ...facts.customer }, device: { ...BLANK.device, ...facts.device } };
}
