import { SUPERVISOR, TECHNICIAN } from "../../src-main/domain/ground/rights.ts";
import { chanceFrom, type Unit, type Visitor } from "../../src-main/demo/demo-visit.ts";
import { openShop } from "../../src-main/app/open-shop.ts";
import { insertDevice, insertModelSeen } from "../../src-main/database/devices/device.ts";
import { insertEvent } from "../../src-main/database/orders/event.ts";
import { countAll } from "../../src-main/database/migrations/008-shop-figures.ts";
import { inTransaction } from "../../src-main/database/ground/open.ts";
import { insertPasscode } from "../../src-main/database/orders/passcode.ts";
import { insertPayment, putLine } from "../../src-main/database/orders/order-part.ts";
import { updateSearchWords } from "../../src-main/database/orders/order-words.ts";
import { insertPerson } from "../../src-main/database/people/person.ts";
import { insertPaper } from "../../src-main/database/papers/paper.ts";
import { insertPrintEvent } from "../../src-main/database/printing/print-job.ts";
import { storedId } from "../../src-main/database/ground/row-id.ts";
import { putPrinter } from "../../src-main/database/printing/printer.ts";
import { claimCodeFromBytes, CLAIM_CODE_LENGTH } from "../../src-main/domain/orders/claim-code.ts";
import { addDays, isoDateAt } from "../../src-main/domain/ground/date.ts";
import { readIntake, type IntakeInput } from "../../src-main/domain/orders/intake.ts";
import { amountText, lineTotalMinor } from "../../src-main/domain/ground/money.ts";
import { PRIORITIES, type EventKind, type Handback, type IntakeDraft, type Order, type OrderLine } from "../../src-main/domain/orders/order.ts";
import type { PaperKind } from "../../src-main/domain/shop/paper-layout.ts";
import { formatOrderNumber } from "../../src-main/domain/orders/order-number.ts";
import type { OrderState } from "../../src-main/domain/orders/order-state.ts";
import { USUAL_SETTINGS } from "../../src-main/domain/printing/printer.ts";
import { tidyIndexes } from "../../src-main/database/ground/search-upkeep.ts";
import { foldText } from "../../src-main/domain/ground/text.ts";
import { defaultShop } from "../../src-main/domain/shop/shop.ts";
import { NO_WARRANTY } from "../../src-main/domain/warranty/warranty.ts";
import { changeShop, openNamedBench } from "../../src-main/usecases/people/set-up-shop.ts";
import { settingsOf } from "../../src-main/usecases/ground/shop.ts";
import { showEventsByOrderId } from "../helpers/old-events.ts";
import { demoTexts, visits } from "./visits.ts";
import { gatherWords } from "./words.ts";

const YEAR_MS = 365.25 * 86_400_000;
/** A shop of a million orders is ten years old; a smaller one is the same shop, earlier. */
const ORDERS_A_YEAR = 100_000;
const OPEN = 20_000;
/** Of a shop that is weeks old. */
const MOST_OPEN_SHARE = 0.2;
const STAFF = 8;
const CHUNK = 10_000;
const ZONE = "Asia/Almaty";

const WAY: readonly OrderState[] = ["diagnosing", "awaiting-approval", "approved", "waiting-for-parts", "in-repair", "testing", "ready"];
const SHORT_WAY: readonly OrderState[] = ["diagnosing", "approved", "in-repair", "testing", "ready"];

const hex = (share: number): string =>
  Math.floor(share * 0x1_0000_0000)
    .toString(16)
    .padStart(8, "0");

const isDraft = (read: ReturnType<typeof readIntake>): read is IntakeDraft => "fault" in read;

/**
 * Fills a new data folder with so many orders, the newest 20,000 of them open. Each row is written where and in what
 * order the shop writes it in the course of the years: an intake's rows together, its events among those of all other orders.
 * The order's own row, which the shop writes again at each step, is written once, as it is at the end. The words of customers and of
 * closed orders are indexed beside it by another thread.
 */
export async function fill(folder: string, count: number, faults: readonly string[], say: (line: string) => void): Promise<void> {
  const texts = demoTexts();
  const chance = chanceFrom(count);
  const { shop, close } = openShop(folder, { home: { country: "KZ", timeZone: ZONE } });
  const { db } = shop;
  changeShop(shop, { ...defaultShop("KZ", ZONE), ...texts.settings });
  const settings = settingsOf(shop);
  const age = (YEAR_MS * count) / ORDERS_A_YEAR;
  const start = Date.now() - age;
  const timeOf = (index: number): number => Math.round(start + (age * index) / count);
  let now = start;
  const days = new Map<number, string>();
  /** The zone is whole hours from UTC. */
  const dayAt = (at: number): string => {
    const hour = Math.floor(at / 3_600_000);
    const day = days.get(hour) ?? isoDateAt(at, ZONE);
    days.set(hour, day);
    return day;
  };
  /** A UUIDv7 of the shop's time, its other bits from the same chance as the rest: a cryptographic source takes longer than the row. */
  const newId = (): string => {
    const [time, one, other] = [now.toString(16).padStart(12, "0"), hex(chance.share()), hex(chance.share())];
    return `${time.slice(0, 8)}-${time.slice(8)}-7${one.slice(0, 3)}-8${one.slice(3, 6)}-${other}${one.slice(6)}${hex(chance.share()).slice(0, 2)}`;
  };
  const benchId = openNamedBench(shop, texts.benches.counter);
  const staff = Array.from({ length: STAFF }, (_, index) => {
    const person = { id: newId(), name: texts.people[index % texts.people.length]! };
    insertPerson(db, { ...person, pinHash: null, role: index === 0 ? SUPERVISOR : TECHNICIAN, at: start });
    return person;
  });
  const printerId = newId();
  putPrinter(
    db,
    {
      id: printerId,
      name: "Label printer",
      way: "tcp",
      address: "192.0.2.10:9100",
      language: "zpl",
      dpi: 203,
      size: "58x40",
      settings: USUAL_SETTINGS,
    },
    start,
  );

  const insertOrder =
    db.prepare(`INSERT INTO repair_order (ordinal, id, number, claim_code, version, customer_id, device_id, state, state_at, request,
    channel, priority, policy, fault, condition, proofs, warranty_card_stamped, promised_on, currency, estimate_minor, limit_minor, signature,
    technician_id, received_by, bench_id, received_at, closed_at, handback)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertAccessory = db.prepare("INSERT INTO accessory (id, order_ordinal, position, name, returned_at) VALUES (?, ?, ?, ?, ?)");
  const insertJob =
    db.prepare(`INSERT INTO print_job (id, order_ordinal, kind, state, copy, copies, printer_id, attempts, paper_ordinal, created_at, done_at)
    VALUES (?, (SELECT ordinal FROM repair_order WHERE id = +?), ?, ?, 0, 1, ?, ?, ?, ?, ?)`);

  const insertCustomer = db.prepare(`INSERT INTO customer (ordinal, id, kind, name, name_folded, contact, registration, email, whatsapp, address,
    language, created_at, updated_at) VALUES (@ordinal, @id, @kind, @name, @folded, @contact, @registration, @email, @whatsapp, @address, @language,
    @at, @at)`);
  const insertPhone = db.prepare("INSERT INTO customer_phone (customer_id, position, e164) VALUES (?, ?, ?)");
  const words = gatherWords(folder);
  let customers = 0;

  const customerIds = new WeakMap<Visitor, string>();
  const deviceIds = new WeakMap<Unit, string>();
  const running = new Map<number, number>();
  const next = visits(texts, chance, faults);
  // Orders stay open for so many arrivals on average: what has not happened to the last ones yet leaves that many open.
  const stay = Math.min(OPEN, count * MOST_OPEN_SHARE);
  const later = new Map<number, (() => void)[]>();

  const putBack = setAside();
  db.pragma("synchronous = OFF");
  db.pragma("foreign_keys = OFF");
  db.pragma("cache_size = -400000");
  db.pragma("wal_autocheckpoint = 20000");
  for (let from = 0; from < count; from += CHUNK) {
    inTransaction(db, () => {
      for (let index = from; index < Math.min(from + CHUNK, count); index++) {
        takeIn(index);
        later.get(index)?.forEach((step) => step());
        later.delete(index);
      }
    });
    if ((from / CHUNK) % 10 === 9) say(`  ${from + CHUNK} orders`);
  }
  inTransaction(db, () => {
    const counter = db.prepare("INSERT INTO number_counter (prefix, year, last) VALUES (?, ?, ?)");
    for (const [year, last] of running) counter.run(settings.numberPrefix, year, last);
  });
  say("  indexes …");
  putBack();
  say("  figures …");
  db.exec("DELETE FROM shop_figure; DELETE FROM order_figure");
  const hideEvents = showEventsByOrderId(db);
  countAll(db);
  hideEvents();
  const broken = db.pragma("foreign_key_check") as readonly unknown[];
  if (broken.length > 0) throw new Error(`${broken.length} broken references`);
  await words.moveInto(db);
  // As an open shop does in the quiet time after work.
  for (const step of tidyIndexes(db)) void step;
  db.pragma("wal_checkpoint(TRUNCATE)");
  close();

  /**
   * Takes out the triggers, because of which the full-text index writes a segment for every order, and the indexes that new rows do
   * not come in at the end of. @returns makes them again, with the counts that the triggers keep
   */
  function setAside(): () => void {
    const made = db
      .prepare(
        `SELECT type, name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'repair_order' OR name IN
          ('customer_by_name', 'customer_phone_by_number', 'device_by_serial', 'device_by_imei', 'repair_order_by_claim')`,
      )
      .all() as readonly { type: "index" | "trigger"; name: string; sql: string }[];
    for (const { type, name } of made) db.exec(`DROP ${type} ${name}`);
    return () => {
      for (const { sql } of made) db.exec(sql);
      const counted = { state: "state", due: "due_key", technician: "coalesce(technician_id, '')" };
      for (const [what, value] of Object.entries(counted))
        db.exec(
          `INSERT INTO open_count (what, value, orders) SELECT '${what}', ${value}, count(*) FROM repair_order WHERE closed_at IS NULL GROUP BY 2`,
        );
    };
  }

  function numberAt(at: number): string {
    const year = Number(dayAt(at).slice(2, 4));
    running.set(year, (running.get(year) ?? 0) + 1);
    return formatOrderNumber({ prefix: settings.numberPrefix, year, running: running.get(year)! });
  }

  function customerOf(visitor: Visitor, draft: IntakeDraft, at: number): string {
    const id = customerIds.get(visitor) ?? newId();
    if (customerIds.has(visitor)) return id;
    const { customer } = draft;
    const { phones, ...facts } = customer;
    const ordinal = ++customers;
    insertCustomer.run({ ...facts, ordinal, id, folded: foldText(customer.name), at });
    phones.forEach((phone, position) => insertPhone.run(id, position, phone));
    words.ofCustomer(ordinal, customer);
    customerIds.set(visitor, id);
    return id;
  }

  function deviceOf(unit: Unit, draft: IntakeDraft, at: number): string {
    insertModelSeen(db, draft.device);
    const id = deviceIds.get(unit) ?? newId();
    if (!deviceIds.has(unit)) insertDevice(db, id, draft.device, at);
    deviceIds.set(unit, id);
    return id;
  }

  function draftOf(input: IntakeInput): IntakeDraft {
    const draft = readIntake(input, settings, isoDateAt(Date.now(), settings.timeZone));
    if (!isDraft(draft)) throw new Error(`no intake: ${JSON.stringify(draft)}`);
    return draft;
  }

  function paper(order: Order, kinds: readonly PaperKind[], at: number): void {
    const paperOrdinal = insertPaper(db, { order, shop: settings, at });
    for (const kind of kinds) {
      const id = newId();
      const printed = kind === "label";
      insertJob.run(id, order.id, kind, printed ? "printed" : "ready", printed ? printerId : null, printed ? 1 : 0, paperOrdinal, at, at + 900);
      for (const what of printed ? (["sent", "printed"] as const) : [])
        insertPrintEvent(db, { jobId: id, what, at: at + 900, personId: null, benchId: null, data: { printer: "Label printer" } });
    }
  }

  function takeIn(index: number): void {
    const at = timeOf(index);
    now = at;
    const { visitor, unit, input } = next(dayAt(at));
    const draft = draftOf(input);
    const [receiver, technician] = [chance.pick(staff), chance.pick(staff)];
    const bytes = Uint8Array.from({ length: CLAIM_CODE_LENGTH }, () => chance.between(0, 255));
    const received: Order = {
      id: newId(),
      number: numberAt(at),
      claimCode: claimCodeFromBytes(bytes),
      version: 1,
      state: "received",
      stateSince: at,
      receivedAt: at,
      closedAt: null,
      correctedAt: null,
      correctedFacts: [],
      receivedBy: receiver.name,
      bench: texts.benches.counter,
      technicianId: null,
      technician: null,
      customerId: customerOf(visitor, draft, at),
      customer: draft.customer,
      deviceId: deviceOf(unit, draft, at),
      device: draft.device,
      proofs: draft.proofs,
      warrantyCardStamped: draft.warrantyCardStamped,
      hasPasscode: draft.passcode !== null,
      policy: null,
      request: draft.request,
      channel: draft.channel,
      fault: draft.fault,
      condition: draft.condition,
      accessories: draft.accessories.map((name) => ({ id: newId(), name, returned: false })),
      priority: draft.priority,
      promisedOn: draft.promisedOn,
      currency: draft.currency,
      estimateMinor: draft.estimateMinor,
      limitMinor: draft.limitMinor,
      signature: null,
      photos: [],
      lines: [],
      payments: [],
      sameFaultAs: null,
      handback: null,
      warranty: NO_WARRANTY,
    };
    const order = live(received, index, technician);
    insertOrder.run(
      index + 1,
      order.id,
      order.number,
      order.claimCode,
      order.version,
      order.customerId,
      order.deviceId,
      order.state,
      order.stateSince,
      order.request,
      order.channel,
      PRIORITIES.indexOf(order.priority),
      order.fault,
      order.condition,
      JSON.stringify(order.proofs),
      order.warrantyCardStamped ? 1 : 0,
      order.promisedOn,
      order.currency,
      order.estimateMinor,
      order.limitMinor,
      order.signature,
      order.technicianId,
      receiver.id,
      benchId,
      at,
      order.closedAt,
      order.handback && JSON.stringify(order.handback),
    );
    order.accessories.forEach(({ id, name }, position) => insertAccessory.run(storedId(id), index + 1, position, name, order.closedAt));
    if (draft.passcode && order.closedAt === null) insertPasscode(db, order.id, shop.seal.close(JSON.stringify(draft.passcode), order.id));
    if (order.closedAt === null) updateSearchWords(db, order);
    else words.ofOrder(index + 1, order);
    event(order.id, "received", at, receiver.id, { number: order.number, fault: order.fault.slice(0, 200) });
    paper(received, ["certificate", "label"], at);
  }

  function event(orderId: string, kind: EventKind, at: number, personId: string, data: Readonly<Record<string, unknown>>): void {
    insertEvent(db, { id: newId(), orderId, kind, at, personId, benchId, data });
  }

  /** Plans what happens to an order until the last arrival. @returns the order as it is then */
  function live(received: Order, index: number, technician: (typeof staff)[number]): Order {
    const way = chance.happens(0.3) ? WAY : SHORT_WAY;
    const length = stay * (0.1 + 1.8 * chance.share());
    let order = received;
    const plan = (part: number, step: (at: number) => { readonly order: Order; readonly write: () => void }, onlySaid = false): void => {
      const when = index + 1 + Math.round(length * part);
      if (when >= count) return;
      const { order: changed, write } = step(timeOf(when));
      order = { ...changed, version: order.version + (onlySaid ? 0 : 1) };
      const steps = later.get(when) ?? [];
      steps.push(write);
      later.set(when, steps);
    };
    const { id } = order;
    if (chance.happens(0.9))
      plan(0.08, (at) => ({
        order: { ...order, technicianId: technician.id, technician: technician.name },
        write: () => event(id, "assigned", at, technician.id, { from: null, to: technician.name }),
      }));
    way.forEach((to, step) => {
      const from = step === 0 ? "received" : way[step - 1]!;
      plan(0.1 + (0.7 * step) / way.length, (at) => ({
        order: { ...order, state: to, stateSince: at },
        write: () => event(id, "moved", at, technician.id, { from, to }),
      }));
    });
    const job = chance.pick(Object.values(texts.jobs));
    const { language } = order.customer;
    const wanted = [
      { kind: "work", title: job.work[language], unitMinor: chance.between(30, 600) * 10_000 } as const,
      ...(job.part ? [{ kind: "part", title: job.part[language], unitMinor: chance.between(10, 900) * 10_000 } as const] : []),
    ];
    for (const each of wanted)
      plan(0.81, (at) => {
        const line: OrderLine = { id: newId(), quantityMilli: 1000, totalMinor: lineTotalMinor(each.unitMinor, 1000), ...each };
        const price = amountText({ minor: line.unitMinor, currency: order.currency });
        const data = { title: line.title, quantityMilli: line.quantityMilli, price, currency: order.currency };
        return {
          order: { ...order, lines: [...order.lines, line] },
          write: () => (putLine(db, id, line), event(id, "line-added", at, technician.id, data)),
        };
      });
    if (chance.happens(0.15))
      plan(
        0.85,
        (at) => {
          const text = chance.pick(texts.notes.internal);
          return { order, write: () => event(id, "note", at, technician.id, { text, audience: "internal" }) };
        },
        true,
      );
    plan(1, (at) => handBack(order, at, technician));
    return order;
  }

  function handBack(before: Order, at: number, by: (typeof staff)[number]): { readonly order: Order; readonly write: () => void } {
    const paidMinor = before.lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0);
    const handback: Handback = {
      at,
      byName: by.name,
      slipShown: true,
      identityCheck: null,
      identityNote: "",
      outcome: "ready",
      warrantyUntil: addDays(dayAt(at), 90),
      paidMinor,
      paidMethod: "card",
      signature: null,
    };
    const payment = { id: newId(), method: "card", amountMinor: paidMinor, note: "", at } as const;
    const order: Order = {
      ...before,
      version: before.version + 1,
      state: "handed-back",
      stateSince: at,
      closedAt: at,
      hasPasscode: false,
      accessories: before.accessories.map((one) => ({ ...one, returned: true })),
      payments: [payment],
      handback,
    };
    const { from, slipShown, identityCheck, warrantyUntil, currency } = { ...handback, from: before.state, currency: before.currency };
    return {
      order,
      write: () => {
        insertPayment(db, order.id, payment);
        if (before.hasPasscode) event(order.id, "passcode-wiped", at, by.id, {});
        event(order.id, "handed-back", at, by.id, { from, slipShown, identityCheck, paidMinor, currency, warrantyUntil });
        paper(order, ["handback"], at);
      },
    };
  }
}
