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

type Blanks = Readonly<Record<string, unknown>>;

/** The JSON of blank lists and objects, which are not told by being the same. */
const blankText = new Map<unknown, string>(
  Object.values(BLANK)
    .flatMap((blanks: Blanks) => Object.values(blanks))
    .filter((blank) => typeof blank === "object" && blank !== null)
    .map((blank) => [blank, JSON.stringify(blank)]),
);

/** Whether a fact says nothing, lists and objects too. */
function isBlank(fact: unknown, blank: unknown): boolean {
  if (fact === blank) return true;
  if (Array.isArray(fact) && Array.isArray(blank) && fact.length !== blank.length) return false;
  return typeof fact === "object" && blankText.get(blank) === JSON.stringify(fact);
}

const withoutBlanks = (facts: object, blanks: Blanks): object => {
  const said: Record<string, unknown> = {};
  for (const [name, fact] of Object.entries(facts)) if (!(name in blanks) || !isBlank(fact, blanks[name])) said[name] = fact;
  return said;
};

/** Version of the form that papers are packed in: their first byte, then JSON of what is not blank, deflated with that version's dictionary. */
const VERSION = 1;
const DICTIONARY = Buffer.from(DICTIONARY_1);

/** A window of 8 kB, which holds dictionary and facts: making the usual one of 32 kB takes longer than packing does. */
const WINDOW_BITS = 13;

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
  return Buffer.concat([Uint8Array.of(VERSION), deflateRawSync(text, { dictionary: DICTIONARY, windowBits: WINDOW_BITS })]);
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
