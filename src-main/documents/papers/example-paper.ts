import { addDays, isoDateAt } from "../../domain/ground/date.ts";
import type { Language } from "../../domain/ground/language.ts";
import type { Handback, Order, OrderLine } from "../../domain/orders/order.ts";
import { caseOf } from "../../domain/orders/order-policy.ts";
import { formatOrderNumber, PREFIX_PATTERN } from "../../domain/orders/order-number.ts";
import type { PageKind } from "../../domain/shop/paper-layout.ts";
import type { PaperData } from "../../domain/papers/paper.ts";
import { decide } from "../../domain/warranty/policy.ts";
import type { PolicyPack } from "../../domain/warranty/policy-pack.ts";
import type { ShopSettings } from "../../domain/shop/shop.ts";
import { NO_FACTS, NO_WARRANTY, type OrderWarranty } from "../../domain/warranty/warranty.ts";
import type { Reader } from "../engine/texts.ts";

/** Whose papers an example shows, and when it was taken in (epoch ms). The pack decides on its warranty; without one there is no decision. */
export type Example = { readonly shop: ShopSettings; readonly language: Language; readonly pack: PolicyPack | null; readonly at: number };

const DAY_MS = 86_400_000;

/** A paper of an order that is nobody's, with something in every section. */
export function examplePaper(kind: PageKind, { shop, language, pack, at }: Example, reader: Reader): PaperData {
  const order = exampleOrder(shop, language, pack, at, reader);
  return { kind, shop, order, pack: pack ?? undefined, copy: false, part: null };
}

function exampleOrder(shop: ShopSettings, language: Language, pack: PolicyPack | null, at: number, { text }: Reader): Order {
  const today = isoDateAt(at, shop.timeZone);
  const prefix = PREFIX_PATTERN.test(shop.numberPrefix) ? shop.numberPrefix : "R";
  const line = (id: string, kind: OrderLine["kind"], title: string, minor: number): OrderLine => ({
    id,
    kind,
    title,
    quantityMilli: 1000,
    unitMinor: minor,
    totalMinor: minor,
  });
  const order: Order = {
    id: "example",
    number: formatOrderNumber({ prefix, year: Number(today.slice(2, 4)), running: 123 }),
    claimCode: "7QK4MZ",
    version: 1,
    state: "ready",
    stateSince: at,
    receivedAt: at,
    closedAt: null,
    correctedAt: null,
    correctedFacts: [],
    receivedBy: text("paper.example.person"),
    bench: "",
    technicianId: null,
    technician: null,
    customerId: "example",
    customer: {
      kind: "person",
      name: text("paper.example.customer"),
      contact: "",
      registration: "",
      phones: ["+77000001234"],
      email: "name@example.org",
      whatsapp: "",
      address: text("paper.example.address"),
      language,
    },
    deviceId: "example",
    device: {
      category: "robot-vacuum",
      brand: pack?.brands[0] ?? "Talon",
      model: "L20 Ultra",
      colour: "",
      serial: "EX-2303-0005871",
      imei: "",
      imei2: "",
      bodyCode: "",
      purchasedOn: addDays(today, -200),
      receivedOn: null,
      manufacturedOn: null,
      seller: text("paper.example.seller"),
    },
    proofs: ["receipt", "warranty-card"],
    warrantyCardStamped: true,
    hasPasscode: true,
    policy: pack?.id ?? null,
    request: "repair",
    channel: "visit",
    fault: text("paper.example.fault"),
    condition: text("paper.example.condition"),
    accessories: ["charger", "power-cable", "receipt"].map((name, index) => ({ id: String(index), name, returned: index < 2 })),
    priority: "normal",
    promisedOn: addDays(today, 14),
    currency: shop.currency,
    estimateMinor: 1_500_000,
    limitMinor: 2_500_000,
    signature: "M10 60L60 30 90 70 130 25 170 60 240 40",
    photos: [],
    lines: [line("1", "work", text("paper.example.work"), 800_000), line("2", "part", text("paper.example.part"), 450_000)],
    payments: [{ id: "1", method: "cash", amountMinor: 500_000, note: "", at }],
    sameFaultAs: null,
    handback: handbackOf(at + 3 * DAY_MS, addDays(today, 3 + shop.repairWarrantyDays), text),
    warranty: NO_WARRANTY,
  };
  return pack ? { ...order, warranty: warrantyOf(order, pack, today, at) } : order;
}

const handbackOf = (at: number, warrantyUntil: string, text: Reader["text"]): Handback => ({
  at,
  byName: text("paper.example.person"),
  slipShown: true,
  identityCheck: null,
  identityNote: "",
  outcome: text("paper.example.outcome"),
  warrantyUntil,
  paidMinor: 0,
  paidMethod: null,
  signature: "M10 60L60 30 90 70 130 25 170 60 240 40",
});

function warrantyOf(order: Order, pack: PolicyPack, today: string, at: number): OrderWarranty {
  const known: OrderWarranty = { ...NO_WARRANTY, facts: { ...NO_FACTS, reason: "defect", complete: true, unused: false } };
  const decision = decide(pack, caseOf({ ...order, warranty: known }, pack, today));
  return {
    ...known,
    decisions: [{ id: "example", stage: "preliminary", decision, changed: [], reason: "", at, person: order.receivedBy }],
    approval: { givenOn: today, goodsBackBy: addDays(today, 14), address: "", courierAccount: "", person: order.receivedBy },
  };
}
