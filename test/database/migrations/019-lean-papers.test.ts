import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { DICTIONARY_1 } from "../../../src-main/database/papers/paper-dictionary.ts";
import { factsText, packFacts, unpackFacts } from "../../../src-main/database/papers/paper-facts.ts";
import { getPaper } from "../../../src-main/database/papers/paper.ts";
import { listPrintEvents, listPrintJobs } from "../../../src-main/database/printing/print-job.ts";
import { LANGUAGES } from "../../../src-main/domain/ground/language.ts";
import { CHANNELS, PAYMENT_METHODS, PRIORITIES, type Order } from "../../../src-main/domain/orders/order.ts";
import { PROOFS, REQUESTS } from "../../../src-main/domain/warranty/claim.ts";
import { isLabel, paperOrderOf, type PaperData } from "../../../src-main/domain/papers/paper.ts";
import { PAPER_KINDS } from "../../../src-main/domain/shop/paper-layout.ts";
import { CUSTOMER_KINDS } from "../../../src-main/domain/customers/customer.ts";
import { NO_FACTS, NO_WARRANTY, type OrderWarranty } from "../../../src-main/domain/warranty/warranty.ts";
import { exampleOrder, exampleShop } from "../../helpers/example-order.ts";
import { oldPaperOrder, oldPaperText } from "../../helpers/frozen-paper.ts";
import { examplePack, exampleWarranty, shipped } from "../../helpers/open-test-documents.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder, "talon.db");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const AT = Date.UTC(2026, 10, 20, 9, 15);
const DAY = 86_400_000;
const shop = exampleShop();

const word = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
  fc.constantFrom("Samsung", "Не заряжается", "Қосылмайды", "R58N"),
);
const text = fc.oneof(fc.constant(""), word);
const day = fc.option(fc.constantFrom("2024-02-29", "2026-11-20", "2027-01-01"));
const at = fc.integer({ min: AT, max: AT + 400 * DAY });
const amount = fc.integer({ min: 0, max: 90_000_000 });
const ink = fc.option(fc.constantFrom("M1 2 L 30 40", "M 5,5 L 290,95"));
const approval = fc.record({
  givenOn: fc.constant("2026-11-20"),
  goodsBackBy: fc.constant("2026-12-04"),
  address: text,
  courierAccount: text,
  person: fc.option(word),
});
const warranty: fc.Arbitrary<OrderWarranty> = fc.oneof(
  fc.constant(NO_WARRANTY),
  fc
    .record({ approval: fc.option(approval), goodsReturnedOn: day, inspectedOn: day, complete: fc.boolean() })
    .map(({ complete, ...more }) => exampleWarranty({ complete }, more)),
  fc.constant({ ...NO_WARRANTY, facts: { ...NO_FACTS, complete: true } }),
);

/** Orders of all shapes that a paper was ever frozen from. */
const orders: fc.Arbitrary<Order> = fc.record({
  id: fc.uuid(),
  number: fc.constantFrom("R26-000123-K", "R26-009999-4"),
  claimCode: fc.constantFrom("7QK4MZ", "E61BV9"),
  version: fc.nat(40),
  state: fc.constantFrom("received", "ready", "handed-back", "replaced", "refunded", "declined", "unrepairable", "cancelled"),
  stateSince: at,
  receivedAt: at,
  closedAt: fc.option(at),
  correctedAt: fc.option(at),
  correctedFacts: fc.subarray(["unit", "model", "serial"]),
  receivedBy: fc.option(word),
  bench: word,
  technicianId: fc.option(fc.uuid()),
  technician: fc.option(word),
  customerId: fc.uuid(),
  customer: fc.record({
    kind: fc.constantFrom(...CUSTOMER_KINDS),
    name: word,
    contact: text,
    registration: text,
    phones: fc.subarray(["+77011234567", "+37120000000"]),
    email: text,
    whatsapp: fc.constantFrom("", "+77011234567"),
    address: text,
    language: fc.constantFrom(...LANGUAGES),
  }),
  deviceId: fc.uuid(),
  device: fc.record({
    category: fc.constantFrom("phone", "robot-vacuum", "printer"),
    brand: text,
    model: text,
    colour: text,
    serial: text,
    imei: fc.constantFrom("", "356938035643809"),
    imei2: fc.constantFrom("", "490154203237518"),
    bodyCode: text,
    purchasedOn: day,
    receivedOn: day,
    manufacturedOn: day,
    seller: text,
  }),
  proofs: fc.subarray([...PROOFS]),
  warrantyCardStamped: fc.boolean(),
  hasPasscode: fc.boolean(),
  policy: fc.option(fc.constant("dreame-kz")),
  request: fc.constantFrom(...REQUESTS),
  channel: fc.constantFrom(...CHANNELS),
  fault: word,
  condition: text,
  accessories: fc.array(fc.record({ id: fc.uuid(), name: word, returned: fc.boolean() }), { minLength: 1, maxLength: 4 }),
  priority: fc.constantFrom(...PRIORITIES),
  promisedOn: day,
  currency: fc.constantFrom("KZT", "EUR"),
  estimateMinor: fc.option(amount),
  limitMinor: fc.option(amount),
  signature: ink,
  photos: fc.constant([]),
  lines: fc.array(
    fc.record({
      id: fc.uuid(),
      kind: fc.constantFrom("work", "part"),
      title: word,
      quantityMilli: fc.constant(1500),
      unitMinor: amount,
      totalMinor: amount,
    }),
    { maxLength: 3 },
  ),
  payments: fc.array(fc.record({ id: fc.uuid(), method: fc.constantFrom(...PAYMENT_METHODS), amountMinor: amount, note: text, at }), {
    maxLength: 2,
  }),
  sameFaultAs: fc.option(fc.record({ id: fc.uuid(), number: fc.constant("R25-000001-3") })),
  handback: fc.option(
    fc.record({
      at,
      byName: fc.option(word),
      slipShown: fc.boolean(),
      identityCheck: fc.option(fc.constantFrom("passport", "phone-call")),
      identityNote: text,
      outcome: fc.constantFrom("ready", "declined", "unrepairable"),
      warrantyUntil: day,
      paidMinor: amount,
      paidMethod: fc.option(fc.constantFrom(...PAYMENT_METHODS)),
      signature: ink,
    }),
  ),
  warranty,
});

/** The text of a paper of a Talon that did not know a fact yet: it is not there at all. */
const older = (text: string, facts: readonly string[]): string =>
  JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text) as object).filter(([name]) => !facts.includes(name))));

type Old = { readonly job: string; readonly order: string; readonly kind: PaperData["kind"]; readonly copy: boolean; readonly text: string };

/** A shop of version 18: for each text a paper, and of it a print of each kind with what happened to it. */
function fillOld(texts: readonly string[]): readonly Old[] {
  const db = openDatabase(file, MIGRATIONS.slice(0, 18));
  db.exec(`
    INSERT INTO bench (id, name, created_at) VALUES ('bench', 'counter', ${AT});
    INSERT INTO person (id, name, created_at) VALUES ('aigerim', 'Айгерим', ${AT});
    INSERT INTO customer (id, kind, name, name_folded, contact, registration, email, whatsapp, address, language, created_at, updated_at)
      VALUES ('ana', 'person', 'Ana', 'ana', '', '', '', '', '', 'en', ${AT}, ${AT});
    INSERT INTO device (id, category, brand, model, colour, serial, serial_code, imei, body_code, seller, created_at, updated_at)
      VALUES ('phone', 'phone', '', '', '', '', '', '', '', '', ${AT}, ${AT});`);
  const insertOrder =
    db.prepare(`INSERT INTO repair_order (ordinal, id, number, claim_code, customer_id, device_id, state, state_at, request, channel,
    priority, fault, condition, proofs, warranty_card_stamped, currency, bench_id, received_at)
    VALUES (@ordinal, @id, @id, '', 'ana', 'phone', 'received', 1, 'repair', 'visit', 1, '', '', '[]', 0, 'KZT', 'bench', 1)`);
  db.prepare("INSERT INTO paper_shop (id, sha256, data) VALUES (7, 'x', ?)").run(JSON.stringify(shop));
  const insertPaper = db.prepare("INSERT INTO paper (id, order_id, shop_id, data, created_at) VALUES (?, ?, 7, ?, ?)");
  const insertJob = db.prepare(`INSERT INTO print_job (id, order_id, kind, part, state, copy, copies, paper_id, created_at, done_at)
    VALUES (?, ?, ?, ?, 'ready', ?, 2, ?, ?, ?)`);
  const insertEvent = db.prepare("INSERT INTO print_event (job_id, what, at, person_id, bench_id, data) VALUES (?, ?, ?, ?, 'bench', ?)");
  const jobs = texts.flatMap((text, index) => {
    const order = `order-${index}`;
    // An imported order may have papers too.
    insertOrder.run({ ordinal: index === 0 ? -12 : index, id: order });
    insertPaper.run(`paper-${index}`, order, text, AT + index);
    return PAPER_KINDS.map((kind, place): Old => {
      const [job, copy] = [`job-${index}-${kind}`, (index + place) % 2 === 1];
      insertJob.run(job, order, kind, kind === "accessory" ? 1 : null, copy ? 1 : 0, `paper-${index}`, AT + index, AT + index + 1);
      insertEvent.run(job, "queued", AT, place % 2 ? "aigerim" : null, "{}");
      insertEvent.run(job, "printed", AT + 1, null, '{"printer":"Zebra"}');
      return { job, order, kind, copy, text };
    });
  });
  db.close();
  return jobs;
}

/** What a paper prints, or why it cannot be made: a paper that never could stays one that cannot. */
function printed(paper: PaperData): Buffer | string {
  try {
    return Buffer.from(shipped.render({ ...paper, pack: examplePack }, isLabel(paper.kind) ? "png" : "pdf").bytes);
  } catch (error) {
    return String(error);
  }
}

const numbersOf = (db: Database): unknown =>
  db.prepare("SELECT ordinal, kind, state, copy, copies, part, created_at, done_at FROM print_job ORDER BY ordinal").all();

/** Papers as the eighteenth version froze them: with everything, of their time, and of orders of all shapes. */
const TEXTS = [
  oldPaperText(exampleOrder({ id: "o", sameFaultAs: { id: "x", number: "R25-000001-3" } })),
  // Before there were policies, corrections and second IMEIs.
  older(oldPaperText(exampleOrder({ accessories: [], device: { imei: "356938035643809" } })), ["warranty", "correctedAt", "hasPasscode"]),
  ...fc.sample(orders, { numRuns: 6, seed: 19 }).map(oldPaperText),
];

describe("papers of version 18", () => {
  test("print to the same bytes as before, each kind of them", () => {
    const jobs = fillOld(TEXTS);
    const db = openDatabase(file);
    const made = new Map<string, number>();
    for (const { job, kind, copy, text } of jobs) {
      const before = printed({ kind, order: oldPaperOrder(text), shop, copy, part: kind === "accessory" ? 1 : null });
      const paper = getPaper(db, job);
      expect(paper, job).toMatchObject({ kind, copy, shop: { name: shop.name } });
      const after = printed({ ...paper, shop });
      expect(after, job).toEqual(before);
      if (typeof after !== "string") made.set(kind, (made.get(kind) ?? 0) + 1);
    }
    // Each kind was really made, not only refused alike.
    expect([...made.keys()].toSorted()).toEqual([...PAPER_KINDS].toSorted());
    db.close();
  });

  test("keep their jobs and what happened to them", () => {
    const jobs = fillOld(TEXTS);
    const old = openDatabase(file, MIGRATIONS.slice(0, 18));
    const before = numbersOf(old);
    old.close();
    const db = openDatabase(file);
    expect(numbersOf(db)).toEqual(before);
    expect(db.pragma("foreign_key_check")).toEqual([]);
    expect(db.pragma("integrity_check")).toEqual([{ integrity_check: "ok" }]);
    for (const { order } of jobs) {
      const of = jobs.filter((each) => each.order === order);
      expect(listPrintJobs(db, order).map(({ id, orderId }) => [id, orderId])).toEqual(of.map(({ job }) => [job, order]).toReversed());
      expect(listPrintEvents(db, order).map(({ jobId, what, person }) => [jobId, what, person])).toEqual(
        of.flatMap(({ job }, place) => [
          [job, "queued", place % 2 ? "Айгерим" : null],
          [job, "printed", null],
        ]),
      );
    }
    expect(() => db.exec("UPDATE print_job SET paper_ordinal = 999")).toThrow(/FOREIGN KEY/);
    expect(() => db.exec("DELETE FROM print_job")).toThrow(/FOREIGN KEY/);
    db.close();
  });
});

describe("packed facts", () => {
  test("say what papers show of an order, whatever it says", () => {
    fc.assert(
      fc.property(orders, (order) => {
        expect(unpackFacts(packFacts(order))).toEqual(paperOrderOf(order));
        expect(unpackFacts(packFacts(oldPaperOrder(oldPaperText(order))))).toEqual(paperOrderOf(order));
      }),
    );
  });

  test("name no row of the database", () => {
    fc.assert(
      fc.property(orders, ({ warranty: _, ...order }) => {
        expect(factsText(packFacts(order))).not.toMatch(/"id"|Id"/);
      }),
    );
  });

  test("that are damaged or of a newer form are refused", () => {
    const packed = packFacts(exampleOrder());
    expect(() => unpackFacts(Buffer.concat([Uint8Array.of(2), packed.subarray(1)]))).toThrow("version 2");
    expect(() => unpackFacts(packed.subarray(0, packed.length - 9))).toThrow();
    expect(() => unpackFacts(Buffer.alloc(0))).toThrow();
  });

  test("are read by the dictionary that they were packed with: it never changes", () => {
    expect(createHash("sha256").update(DICTIONARY_1).digest("hex")).toBe("c8a2287d234856e1755eb763820b3cfb9d8cf562d42871e5e66553844f848fbc");
    const packed = Buffer.from(
      "Aa2YzUrDQBSFX2VwnYT8tj6AO9uFQjfuuhCE+gNSXAhCWyhULMbiyoWIbtw20WDapOkrnKsvJHeSShrbUND1zGQmM+dc7nd+6VI3TEutFtRZ3du16wcbadQxKhUjO3BBrauGpG5xhwneEFAHIWJu9xkIGAwSxufNZI3HT486iBgsGNb73PVzGw+/qHjdMEzLdipL0j/Vmq2jk8P22cUPGLcutwpdQm5pvl/IBwUKxwYe81sR6g1dEbajYv71QD3+243dVmjBF85LeTTnv5qpi8Zx+7yZN9/Ofl2tmXpDNS3d4hd2tqvGakfyuJG3JV4QUJ+RCu9IECtLmcjfTPtPBl2LnRlLehI9A0UwYeI9xcIM7xCnuQwvESmVUpc5FLEm8ISEXPgIEUmkHArMZagT8Y4JPHkvvmTTGUJytUKxWEe31KEbGnB6JBAhZJnwNEXIT/kYkyvomkYLNg3xIal2kGKstnnJMVXdXlV21pQSjORljdVF1MVwTW5phcGztBmfO2HNTzGGhwARDUvXmYIG/K/w+DrKt3hFgGn5lPvsqmeS/CfyEScii1MSzAR1+fkCziyoR0O6XVUar74B",
      "base64",
    );
    expect(unpackFacts(packed)).toEqual(paperOrderOf(exampleOrder()));
  });
});
