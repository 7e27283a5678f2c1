import { fates, openingHours, MINUTE } from "./demo-fate.ts";
import { type Staff, type Story, tell, type Paper } from "./demo-story.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inTransaction } from "../database/ground/open.ts";
import { hasOrders } from "../database/orders/order.ts";
import { insertPerson } from "../database/people/person.ts";
import { updatePrintJob } from "../database/printing/print-job.ts";
import { DomainError } from "../domain/ground/error.ts";
import type { Order } from "../domain/orders/order.ts";
import { SUPERVISOR, TECHNICIAN } from "../domain/ground/rights.ts";
import { CATEGORIES, defaultShop, type Caller } from "../domain/shop/shop.ts";
import { finishJob, readJob } from "../usecases/printing/print-paper.ts";
import { changeShop, needsSetUp, openNamedBench } from "../usecases/people/set-up-shop.ts";
import type { Shop } from "../usecases/ground/shop.ts";
import { resourcesFolder } from "../app/data-folder.ts";
import { chanceFrom, visitors, type DemoTexts } from "./demo-visit.ts";

/** What the demo made. Nobody in it has a PIN: choosing a name signs in. */
export type DemoResult = {
  readonly orders: number;
  readonly open: number;
  readonly states: Readonly<Record<string, number>>;
  readonly people: readonly string[];
  readonly pins: "none";
  readonly papers: { readonly ready: number; readonly failed: number };
};

const MOST_ORDERS = 5000;
const SEED = 20_261_122;
/**
 * Fills an empty shop with a workshop's last eight weeks. Every step goes through the use case that a person's hand would
 * have called, in the order of time, so numbers, events and papers are real. Either all of it is stored or nothing.
 * @throws DomainError `shop.not-empty`, `input.invalid`
 */
export async function fillDemo(shop: Shop, _caller: Caller, orders = 200): Promise<DemoResult> {
  if (!Number.isInteger(orders) || orders < 1 || orders > MOST_ORDERS)
    throw new DomainError("input.invalid", { problems: [{ field: "orders", problem: "choice" }] });
  const texts = JSON.parse(readFileSync(join(resourcesFolder(), "demo", "shop.json"), "utf8")) as DemoTexts;
  const made = inTransaction(shop.db, () => {
    if (!needsSetUp(shop) || hasOrders(shop.db)) throw new DomainError("shop.not-empty");
    return liveThrough(shop, texts, orders);
  });
  const states = Object.fromEntries(Object.entries(Object.groupBy(made.orders, ({ state }) => state)).map(([state, list]) => [state, list.length]));
  const papers = { ready: 0, failed: 0 };
  for (const { jobId, at } of made.papers) {
    const known = readJob(shop, jobId);
    const { state } = known.state === "ready" ? known : await finishJob(muted(shop, at + MINUTE), jobId);
    papers[state === "ready" ? "ready" : "failed"]++;
  }
  shop.publish({ kind: "all" });
  return { orders, open: orders - (states["handed-back"] ?? 0), states, people: texts.people, pins: "none", papers };
}

/** The shop as it was at an instant, telling nobody what happens. */
const muted = (shop: Shop, at: number): Shop => ({ ...shop, clock: () => at, publish: () => undefined, print: () => undefined });

function liveThrough(shop: Shop, texts: DemoTexts, count: number): { readonly orders: readonly Order[]; readonly papers: readonly Paper[] } {
  const chance = chanceFrom(SEED);
  const hours = openingHours(shop.clock(), texts.openHoursUtc);
  const staff = hire(muted(shop, hours.instant(0)), texts);
  const papers: Paper[] = [];
  const stories: Story[] = [];
  const makers = visitors(texts, chance);
  for (const [index, fate] of fates(count, chance).entries()) {
    const arrival = (hours.length * (index + chance.share())) / count;
    stories.push(tell({ texts, chance, staff, makers, papers, hours, now: shop.clock() }, stories, fate, arrival));
  }
  const steps = stories.flatMap((story) => story.steps).sort((one, other) => one.at - other.at);
  for (const { at, run } of steps) run(muted(shop, hours.instant(at)));
  // Papers of devices that left were printed in their time; rendering them all anew would take longer than anyone waits for a demo.
  const gone = new Set(stories.filter(({ order }) => order!.closedAt !== null).map(({ order }) => order!.id));
  for (const { jobId, at } of papers)
    if (gone.has(readJob(shop, jobId).orderId)) updatePrintJob(shop.db, readJob(shop, jobId), { state: "ready" }, at + MINUTE);
  return { orders: stories.map((story) => story.order!), papers };
}

function hire(shop: Shop, { settings, people, counterPeople, benches }: DemoTexts): Staff {
  changeShop(shop, {
    ...defaultShop(settings.country, settings.timeZone),
    ...settings,
    categories: [...CATEGORIES, "Люстра"],
  });
  const [counter, workshop] = [openNamedBench(shop, benches.counter), openNamedBench(shop, benches.workshop)];
  const ids = people.map((name, index) => {
    const id = shop.newId();
    insertPerson(shop.db, { id, name, pinHash: null, role: index === 0 ? SUPERVISOR : TECHNICIAN, at: shop.clock() + index });
    return id;
  });
  return {
    counter: ids.slice(0, counterPeople).map((personId) => ({ personId, benchId: counter, owner: true })),
    technicians: ids.slice(counterPeople).map((personId) => ({ personId, benchId: workshop, owner: true })),
  };
}
