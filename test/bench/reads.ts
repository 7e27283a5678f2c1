import { chanceFrom } from "../../src-main/demo/demo-visit.ts";
import { inTransaction } from "../../src-main/database/ground/open.ts";
import { getOrder } from "../../src-main/database/orders/order.ts";
import { updateSearchWords } from "../../src-main/database/orders/order-words.ts";
import { addDays, isoDateAt } from "../../src-main/domain/ground/date.ts";
import type { PaperKind } from "../../src-main/domain/shop/paper-layout.ts";
import type { UnitFacts } from "../../src-main/domain/devices/same-unit.ts";
import { cursorOf, QUEUE_SORTS, type OrderSummary, type QueueCursor, type QueueRequest } from "../../src-main/domain/orders/queue.ts";
import {
  findCustomers,
  findOrders,
  readCounts,
  readCustomer,
  readDeviceHistory,
  readQueue,
  suggestModels,
} from "../../src-main/usecases/orders/find-orders.ts";
import { readFigures } from "../../src-main/usecases/figures/read-figures.ts";
import { readUnfinishedJobs, renderJob, type PaperFormat } from "../../src-main/usecases/printing/print-paper.ts";
import type { Shop } from "../../src-main/usecases/ground/shop.ts";
import { lastOrdinal, openQuiet } from "./compared.ts";
import { microsToRead, times, timesLater, timesOf } from "./measure.ts";
import type { Line } from "./report.ts";
import { hostileInputs, notations, searchInputs } from "./search-inputs.ts";

const SEARCHES = 4000;
const WARM_UP = 200;
const NAMED = 3000;
const PAPERS = 150;
const PAGE = 50;

/** The search box, the customer field, and what else is asked while someone types. */
export function measureTyping(folder: string): readonly Line[] {
  const { shop, close } = openQuiet(folder);
  const inputs = searchInputs(shop.db, chanceFrom(3), SEARCHES + WARM_UP);
  const slow = inputs.map((input) => ({ input, taken: microsToRead(() => findOrders(shop, input)) })).slice(WARM_UP);
  const worst = slow
    .toSorted((one, other) => other.taken - one.taken)
    .slice(0, 3)
    .map(({ input, taken }) => `${JSON.stringify(input)} ${(taken / 1000).toFixed(1)} ms`);
  const devices = shop.db.prepare("SELECT category, brand, model, serial, imei, imei2 FROM device ORDER BY id DESC LIMIT 1000").all() as UnitFacts[];
  const lines: readonly Line[] = [
    {
      operation: "search as you type",
      ours: timesOf(slow.map(({ taken }) => taken)),
      unit: "µs",
      bar: { of: "p99", most: 20_000 },
      note: `slowest ${worst.join(", ")}`,
    },
    {
      operation: "customer as you type",
      ours: times(inputs, WARM_UP, (input) => findCustomers(shop, input)),
      unit: "µs",
      bar: { of: "p99", most: 20_000 },
    },
    measureHostile(shop),
    { operation: "history of a serial or IMEI", ours: times(devices, 50, (device) => readDeviceHistory(shop, device)), unit: "µs" },
    {
      operation: "brands and models that begin so",
      unit: "µs",
      ours: times(inputs, WARM_UP, (input) =>
        suggestModels(shop, { category: "", brand: input.length > 9 ? "Samsung" : null, beginning: input.slice(0, 2) }),
      ),
    },
  ];
  close();
  return lines;
}

/** What names one order or those of one customer, and which of the orders found are right. */
type Named = { readonly text: string; readonly isRight: (order: OrderSummary) => boolean };

/** Numbers, serial numbers, phone numbers and whole names: how often none of the first three orders is right, and how long it takes. */
export function measureFinding(folder: string): readonly Line[] {
  const { shop, close } = openQuiet(folder);
  const chance = chanceFrom(23);
  const last = lastOrdinal(shop.db);
  const phone = shop.db.prepare<[string], { e164: string }>("SELECT e164 FROM customer_phone WHERE customer_id = ?");
  const nameOf = shop.db.prepare<[string], { name: string; phones: string }>(
    `SELECT c.name, (SELECT group_concat(e164, ' ') FROM customer_phone p WHERE p.customer_id = c.id) AS phones
    FROM repair_order o JOIN customer c ON c.id = o.customer_id WHERE o.id = ?`,
  );
  const known = shop.db.prepare<[number], { number: string; customer_id: string; name: string; serial: string }>(
    `SELECT o.number, c.id AS customer_id, c.name, d.serial FROM repair_order o JOIN customer c ON c.id = o.customer_id
    JOIN device d ON d.id = o.device_id WHERE o.ordinal = ?`,
  );
  const named = Array.from({ length: NAMED }, (): Named => {
    const { number, customer_id, name, serial } = known.get(chance.between(1, last))!;
    const e164 = phone.get(customer_id)?.e164;
    return chance.pick<Named>([
      { text: chance.pick([number, number.replaceAll("-", "").toLowerCase()]), isRight: (order) => order.number === number },
      { text: name, isRight: (order) => nameOf.get(order.id)!.name === name },
      ...(serial ? [{ text: chance.pick([serial, serial.toLowerCase()]), isRight: (order: OrderSummary) => order.serial === serial }] : []),
      ...(e164
        ? [{ text: chance.pick(notations(e164)), isRight: (order: OrderSummary) => (nameOf.get(order.id)!.phones ?? "").includes(e164) }]
        : []),
    ]);
  });
  const wrong: string[] = [];
  const taken = named.map(({ text, isRight }) => {
    let found: readonly OrderSummary[] = [];
    const time = microsToRead(() => (found = findOrders(shop, text)));
    if (!found.slice(0, 3).some(isRight)) wrong.push(text);
    return time;
  });
  close();
  return [
    {
      operation: "find by number, serial, phone or whole name",
      ours: timesOf(taken.slice(WARM_UP)),
      unit: "µs",
      bar: { of: "p99", most: 20_000 },
    },
    {
      operation: "so found, not among the first three",
      value: (wrong.length / NAMED) * 1000,
      unit: "‰",
      bar: { of: "value", most: 1 },
      note: `${wrong.length} of ${NAMED}${wrong.length > 0 ? `: ${wrong.slice(0, 5).join(", ")}` : ""}`,
    },
  ];
}

/** What people type without mercy: `hostileInputs`. */
function measureHostile(shop: Shop): Line {
  const inputs = hostileInputs(chanceFrom(29), SEARCHES / 4);
  const slow = inputs.map((input) => ({ input, taken: microsToRead(() => findOrders(shop, input)) }));
  const worst = slow
    .toSorted((one, other) => other.taken - one.taken)
    .slice(0, 4)
    .map(({ input, taken }) => `${JSON.stringify(input)} ${(taken / 1000).toFixed(1)} ms`);
  return {
    operation: "search for the hardest texts",
    ours: timesOf(slow.slice(WARM_UP / 4).map(({ taken }) => taken)),
    unit: "µs",
    bar: { of: "p99", most: 20_000 },
    note: `slowest ${worst.join(", ")}`,
  };
}

type Filter = Omit<QueueRequest, "sort" | "after" | "limit">;

function filters(shop: Shop): readonly Filter[] {
  const people = (shop.db.prepare("SELECT id FROM person LIMIT 3").all() as { id: string }[]).map(({ id }) => id);
  return [
    {},
    { states: ["received"] },
    { states: ["ready"] },
    { states: ["waiting-for-parts", "awaiting-approval"] },
    { states: ["in-repair", "testing", "approved", "diagnosing"] },
    ...people.map((technicianId) => ({ technicianId })),
    { technicianId: null },
    { technicianId: people[0], states: ["in-repair"] },
    { priority: "urgent" },
    { priority: "low" },
    { due: "overdue" },
    { due: "today" },
    { untaken: true },
    { states: ["cancelled"] },
    { text: "samsung" },
    { text: "а" },
    { text: "7" },
    { text: "соколова" },
    { text: "R2" },
    { text: "samsung", states: ["in-repair"] },
    { text: "7", technicianId: people[0] },
    { text: "R2", due: "overdue" },
    { text: "а", priority: "low" },
  ];
}

/** Every sort with every filter, the first pages and later ones. */
export function measureQueue(folder: string, name: string): readonly Line[] {
  const { shop, close } = openQuiet(folder);
  const chance = chanceFrom(5);
  const [plain, words]: [number[], number[]] = [[], []];
  const open = readCounts(shop, null).total;
  const slowest = { taken: 0, request: "" };
  for (let round = 0; round < 6; round++)
    for (const filter of filters(shop))
      for (const sort of QUEUE_SORTS) {
        let after: QueueCursor | null = null;
        for (let page = 0; page < 8; page++) {
          const request: QueueRequest = { ...filter, sort, after, limit: PAGE };
          let next: QueueCursor | null = null;
          const taken = microsToRead(() => ({ next } = readQueue(shop, request)));
          if (round > 0) (filter.text === undefined ? plain : words).push(taken);
          if (round > 0 && taken > slowest.taken) Object.assign(slowest, { taken, request: `${sort} ${JSON.stringify(filter)} page ${page + 1}` });
          if (next === null || chance.happens(0.2)) break;
          after = next;
        }
      }
  const lastPages = QUEUE_SORTS.map((sort): QueueRequest => {
    const all: OrderSummary[] = [];
    for (let after: QueueCursor | null = null, more = true; more; more = after !== null) {
      const { rows, next } = readQueue(shop, { sort, after, limit: 200 });
      all.push(...rows);
      after = next;
    }
    const before = all.at(-PAGE - 1);
    return { sort, after: before ? cursorOf(before, sort) : null, limit: PAGE };
  });
  const newest = shop.db.prepare("SELECT id FROM repair_order WHERE closed_at IS NULL ORDER BY ordinal DESC LIMIT 400").all() as { id: string }[];
  const changed = Array.from({ length: 400 }, (_, index) => newest[index % newest.length]!.id);
  const today = isoDateAt(shop.clock(), "UTC");
  const lastYear = { from: addDays(today, -364), to: today };
  const lines: readonly Line[] = [
    {
      operation: `queue page, ${name}`,
      ours: timesOf(plain),
      unit: "µs",
      bar: { of: "p99", most: 5000 },
      note: `${open} open; slowest ${(slowest.taken / 1000).toFixed(1)} ms: ${slowest.request}`,
    },
    {
      operation: `the last page of the queue, ${name}`,
      ours: times(
        Array.from({ length: 2000 }, (_, index) => lastPages[index % lastPages.length]!),
        50,
        (request) => readQueue(shop, request),
      ),
      unit: "µs",
      bar: { of: "p99", most: 5000 },
    },
    { operation: `queue page with words, ${name}`, ours: timesOf(words), unit: "µs", bar: { of: "p99", most: 5000 } },
    {
      operation: `one changed order, with words, ${name}`,
      ours: times(changed, 50, (id) => readQueue(shop, { ids: [id], text: "samsung", sort: "due", after: null, limit: 1 })),
      unit: "µs",
    },
    {
      operation: `counts of the queue, ${name}`,
      ours: times(Array.from({ length: 400 }), 50, () => readCounts(shop, null)),
      unit: "µs",
      bar: { of: "p99", most: 5000 },
    },
    {
      operation: `figures of the shop, a year, ${name}`,
      ours: times(Array.from({ length: 200 }), 20, () => readFigures(shop, lastYear)),
      unit: "µs",
      bar: { of: "p99", most: 20_000 },
    },
    { operation: `papers that wait, ${name}`, ours: times(Array.from({ length: 400 }), 50, () => readUnfinishedJobs(shop)), unit: "µs" },
  ];
  close();
  return lines;
}

/** The pages of those who came five times, each read for the first time: their orders lie all over the file. */
export function measureCustomers(folder: string, name: string): readonly Line[] {
  const { shop, close } = openQuiet(folder);
  const regulars = shop.db
    .prepare("SELECT customer_id AS id FROM repair_order GROUP BY customer_id HAVING count(*) = 5 ORDER BY substr(customer_id, 25) LIMIT 1000")
    .all() as { id: string }[];
  const line: Line = {
    operation: `page of a customer, ${name}`,
    ours: times(regulars, 50, ({ id }) => readCustomer(shop, id)),
    unit: "µs",
    bar: { of: "p99", most: 5000 },
    note: `${regulars.length} who came five times`,
  };
  close();
  return [line];
}

/** Opens so many of the closed orders again, as a workshop has them that drowns in work. */
export function drown(folder: string, open: number): void {
  const { shop, close } = openQuiet(folder);
  const step = Math.max(1, Math.floor(lastOrdinal(shop.db) / open));
  inTransaction(shop.db, () => {
    const opened = shop.db
      .prepare<[number], { id: string; ordinal: number }>(
        `UPDATE repair_order SET closed_at = NULL, state = iif(ordinal % 3, 'in-repair', 'waiting-for-parts')
        WHERE closed_at IS NOT NULL AND ordinal % ? = 0 RETURNING id, ordinal`,
      )
      .all(step);
    const forget = shop.db.prepare("DELETE FROM closed_search WHERE rowid = ?");
    for (const { id, ordinal } of opened) {
      updateSearchWords(shop.db, getOrder(shop.db, id));
      forget.run(ordinal);
    }
  });
  close();
}

/** Papers of orders all over the workshop, the compiler being warm. */
export async function measurePapers(folder: string): Promise<readonly Line[]> {
  const { shop, close } = openQuiet(folder);
  const jobs = (kind: PaperKind): readonly string[] =>
    (shop.db.prepare("SELECT id FROM print_job WHERE kind = ? ORDER BY ordinal DESC LIMIT ?").all(kind, PAPERS * 7) as { id: string }[])
      .map(({ id }) => id)
      .filter((_, index) => index % 7 === 0);
  const measure = (kind: PaperKind, format: PaperFormat) => timesLater(jobs(kind), 30, (id) => renderJob(shop, id, format));
  const lines: readonly Line[] = [
    { operation: "certificate PDF, warm", ours: await measure("certificate", { format: "pdf" }), unit: "µs", bar: { of: "p50", most: 25_000 } },
    { operation: "label PNG 203 dpi, warm", ours: await measure("label", { format: "png", dpi: 203 }), unit: "µs", bar: { of: "p50", most: 12_000 } },
    { operation: "handback certificate PDF, warm", ours: await measure("handback", { format: "pdf" }), unit: "µs" },
  ];
  close();
  return lines;
}
