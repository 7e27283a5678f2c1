import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inTransaction } from "../database/ground/open.ts";
import { hasOrders } from "../database/orders/order.ts";
import { insertPerson } from "../database/people/person.ts";
import { updatePrintJob } from "../database/printing/print-job.ts";
import { addDays, isoDateAt } from "../domain/ground/date.ts";
import { DomainError } from "../domain/ground/error.ts";
import { amountText } from "../domain/ground/money.ts";
import { balance, type Order } from "../domain/orders/order.ts";
import { barredMove } from "../domain/orders/order-policy.ts";
import type { OrderState } from "../domain/orders/order-state.ts";
import { SUPERVISOR, TECHNICIAN } from "../domain/ground/rights.ts";
import { CATEGORIES, defaultShop, type Caller } from "../domain/shop/shop.ts";
import { assignOrder } from "../usecases/orders/assign-order.ts";
import { confirmPrice, inspectOrder } from "../usecases/orders/decide-order.ts";
import { addNote, editFacts, notePayment, storeLine } from "../usecases/orders/edit-order.ts";
import { handBackDevice } from "../usecases/orders/hand-back-device.ts";
import { intakeDevice } from "../usecases/orders/intake-device.ts";
import { moveOrder } from "../usecases/orders/move-order.ts";
import { finishJob, readJob } from "../usecases/printing/print-paper.ts";
import { approveReturn } from "../usecases/orders/return-goods.ts";
import { changeShop, needsSetUp, openNamedBench } from "../usecases/people/set-up-shop.ts";
import type { Shop } from "../usecases/ground/shop.ts";
import { resourcesFolder } from "../app/data-folder.ts";
import { chanceFrom, visitors, type Chance, type DemoTexts, type Job, type Unit, type Visitor } from "./demo-visit.ts";

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
const DAYS = 56;
const HOUR = 3_600_000;
const MINUTE = 60_000;

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

/** Something that happens to an order; `at` counts the time that the shop was open, ms. */
type Step = { readonly at: number; readonly run: (then: Shop) => void };

/** What becomes of an order by today: how many of 200, and how long ago it came in, in opening hours. */
const FATES: Readonly<Partial<Record<OrderState, { readonly count: number; readonly age: readonly [number, number] }>>> = {
  received: { count: 13, age: [0, 22] },
  "awaiting-goods": { count: 2, age: [4, 60] },
  diagnosing: { count: 12, age: [3, 45] },
  "awaiting-approval": { count: 11, age: [8, 90] },
  approved: { count: 6, age: [15, 90] },
  "waiting-for-parts": { count: 12, age: [30, 220] },
  "in-repair": { count: 14, age: [15, 130] },
  testing: { count: 5, age: [25, 140] },
  replacing: { count: 1, age: [20, 90] },
  refunding: { count: 1, age: [20, 90] },
  ready: { count: 17, age: [30, 260] },
  declined: { count: 4, age: [25, 140] },
  unrepairable: { count: 3, age: [25, 180] },
  cancelled: { count: 3, age: [5, 120] },
  "handed-back": { count: 100, age: [20, 420] },
};

/** What the customer came for where it was not a repair. */
const RETURNS: Readonly<Partial<Record<OrderState, "return" | "exchange">>> = {
  "awaiting-goods": "return",
  refunding: "return",
  replacing: "exchange",
};

type Fate = { readonly state: OrderState; readonly age: number };

/** Fates of so many orders, the oldest first. */
function fates(orders: number, { between }: Chance): readonly Fate[] {
  const counts = Object.entries(FATES).map(([state, { count, age }]) => ({
    state: state as OrderState,
    age,
    count: state === "handed-back" ? orders : Math.max(1, Math.round((count * orders) / 200)),
  }));
  return counts
    .flatMap(({ state, age, count }) => Array.from({ length: count }, () => ({ state, age: between(...age) })))
    .slice(0, orders)
    .sort((one, other) => other.age - one.age);
}

/** Opening hours of the last weeks up to now, end to end. */
function openingHours(
  now: number,
  { weekday, saturday }: DemoTexts["openHoursUtc"],
): { readonly length: number; readonly instant: (at: number) => number } {
  const today = Math.floor(now / (24 * HOUR)) * 24 * HOUR;
  const spans = Array.from({ length: DAYS + 1 }, (_, index) => today - (DAYS - index) * 24 * HOUR).flatMap((day) => {
    const weekDay = new Date(day).getUTCDay();
    const hours = weekDay === 6 ? saturday : weekday;
    const [from, to] = [day + hours[0] * HOUR, Math.min(day + hours[1] * HOUR, now)];
    return weekDay === 0 || from >= to ? [] : [{ from, length: to - from }];
  });
  return {
    length: spans.reduce((sum, { length }) => sum + length, 0),
    instant(at) {
      let left = at;
      for (const { from, length } of spans) {
        if (left <= length) return Math.round(from + left);
        left -= length;
      }
      return now;
    },
  };
}

type Paper = { readonly jobId: string; readonly at: number };

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

/** People and places: who stands at the counter, who repairs. */
type Staff = { readonly counter: readonly Caller[]; readonly technicians: readonly Caller[] };

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

type World = {
  readonly texts: DemoTexts;
  readonly chance: Chance;
  readonly staff: Staff;
  readonly makers: ReturnType<typeof visitors>;
  readonly papers: Paper[];
  readonly hours: ReturnType<typeof openingHours>;
  readonly now: number;
};

/** An order from its arrival on. `order` is there once its steps were run. */
type Story = {
  readonly visitor: Visitor;
  readonly unit: Unit;
  readonly trouble: ReturnType<World["makers"]["trouble"]>;
  readonly steps: readonly Step[];
  /** When a repaired device left, or null. */
  readonly left: number | null;
  order: Order | undefined;
  returned: boolean;
};

/** The moves that lead from `received` to a state. */
function wayTo(state: OrderState, { happens }: Chance): readonly OrderState[] {
  const agreed: readonly OrderState[] = happens(0.6) ? ["diagnosing", "awaiting-approval", "approved"] : ["diagnosing", "approved"];
  const begun: readonly OrderState[] = [...agreed, ...(happens(0.35) ? (["waiting-for-parts"] as const) : []), "in-repair"];
  switch (state) {
    case "received":
      return [];
    case "awaiting-goods":
      return [];
    case "diagnosing":
      return ["diagnosing"];
    case "replacing":
    case "refunding":
      return ["diagnosing", state];
    case "awaiting-approval":
      return ["diagnosing", "awaiting-approval"];
    case "approved":
      return agreed;
    case "waiting-for-parts":
      return [...agreed, "waiting-for-parts"];
    case "in-repair":
      return begun;
    case "testing":
      return [...begun, "testing"];
    case "declined":
      return ["diagnosing", "awaiting-approval", "declined"];
    case "unrepairable":
      return happens(0.5) ? ["diagnosing", "unrepairable"] : [...begun, "unrepairable"];
    case "cancelled":
      return happens(0.5) ? ["cancelled"] : ["diagnosing", "cancelled"];
    default:
      return [...begun, "testing", "ready"];
  }
}

/** Works out what happens to one order, and when. */
function tell(world: World, earlier: readonly Story[], { state }: Fate, arrival: number): Story {
  const { texts, chance, staff, makers, papers, hours, now } = world;
  const { share, between, happens, pick } = chance;
  const day = isoDateAt(hours.instant(arrival), texts.settings.timeZone);
  const today = isoDateAt(now, texts.settings.timeZone);
  const back = happens(0.1) ? earlier.find((story) => story.left !== null && story.left < arrival - 20 * HOUR && !story.returned) : undefined;
  if (back) back.returned = true;
  const visitor = back?.visitor ?? (happens(0.15) && earlier.length > 0 ? pick(earlier).visitor : makers.visitor());
  const unit = back?.unit ?? makers.unit(visitor.language, day);
  const sameFault = back !== undefined && happens(0.7);
  const trouble = sameFault ? back.trouble : makers.trouble(unit);
  const { language } = visitor;
  const job = texts.jobs[trouble.job]!;
  const prices = priced(job, chance);
  const technician = pick(staff.technicians);
  const counter = pick(staff.counter);
  const ending: OrderState = state !== "handed-back" ? state : share() < 0.82 ? "ready" : pick(["declined", "unrepairable", "cancelled"] as const);

  const steps: Step[] = [];
  const story: Story = {
    visitor,
    unit,
    trouble,
    steps,
    left: state === "handed-back" && ending === "ready" ? arrival : null,
    order: undefined,
    returned: false,
  };
  let at = arrival;
  const add = (when: number, run: (then: Shop, order: Order) => Order | void): void => {
    at = Math.min(Math.max(at + MINUTE / 2, when), hours.length);
    steps.push({ at, run: (then) => void (story.order = run(then, story.order!) ?? story.order) });
  };
  const target = ({ id, version }: Order) => ({ id, version });

  add(arrival, (then) => {
    const { order, certificateJob, labelJob } = intakeDevice(
      then,
      {
        ...makers.intake(visitor, unit, trouble),
        promisedOn: promise(state, day, today, chance),
        signature: happens(0.4) ? scrawl(chance) : null,
        estimate: happens(0.3) ? { amount: String(prices.total) } : null,
        limit: happens(0.2) ? { amount: String(between(4, 20) * 2500) } : null,
        prepaid: happens(0.12) ? { amount: String(between(1, 4) * 2500), method: pick(["cash", "card"]) } : null,
        sameFaultAs: sameFault ? back.order!.id : null,
        ...(RETURNS[state] && { request: RETURNS[state], policy: null }),
      },
      counter,
    );
    papers.push({ jobId: certificateJob, at: then.clock() }, { jobId: labelJob, at: then.clock() });
    return order;
  });

  if (state === "awaiting-goods")
    add(arrival + 2 * HOUR, (then, order) => {
      const { order: approved, approvalJob } = approveReturn(
        then,
        { ...target(order), address: texts.settings.address, courierAccount: "", goodsHere: false },
        counter,
      );
      papers.push({ jobId: approvalJob, at: then.clock() });
      return approved;
    });
  const moves = wayTo(ending, chance);
  const span = state === "handed-back" ? Math.min(hours.length - arrival, between(8, 75) * HOUR) : (hours.length - arrival) * (0.25 + 0.7 * share());
  const moments = Array.from({ length: moves.length + (state === "handed-back" ? 1 : 0) }, () => arrival + span * share()).sort(
    (one, other) => one - other,
  );
  // Someone looks at it within a day and a half, however long the rest takes.
  if (moments.length > 0) moments[0] = Math.min(moments[0]!, arrival + between(1, 14) * HOUR);

  if (moves.length > 0 || happens(0.25))
    add((moments[0] ?? arrival + span) - 2 * MINUTE, (then, order) =>
      assignOrder(then, { ...target(order), technicianId: technician.personId }, happens(0.7) ? technician : counter),
    );
  for (const [index, to] of moves.entries()) {
    const moment = moments[index]!;
    if (to === "awaiting-approval")
      add(moment - MINUTE, (then, order) =>
        editFacts(
          then,
          {
            ...target(order),
            fault: order.fault,
            condition: order.condition,
            priority: order.priority,
            promisedOn: order.promisedOn,
            estimate: String(prices.total),
            limit: order.limitMinor === null ? "" : amountText({ minor: order.limitMinor, currency: order.currency }),
          },
          technician,
        ),
      );
    if (to === "testing" || (to === "unrepairable" && happens(0.5))) {
      const work = to === "testing" ? job : texts.jobs["diagnosis"]!;
      add(moment - MINUTE, (then, order) =>
        storeLine(
          then,
          {
            ...target(order),
            lineId: null,
            kind: "work",
            title: work.work[language],
            quantity: "1",
            price: String(to === "testing" ? prices.work : 3000),
          },
          technician,
        ),
      );
    }
    if (to === "approved" || to === "in-repair")
      add(moment - MINUTE / 2, (then, order) => {
        const bench = { ...target(order), policy: order.policy, facts: order.warranty.facts, final: true };
        const known = order.policy !== null && order.warranty.inspectedOn === null ? inspectOrder(then, bench, technician) : order;
        return barredMove(known, to) === "needs-price"
          ? confirmPrice(then, { ...target(known), amount: String(prices.total), how: pick(["phone", "in-person"]), by: "" }, counter)
          : known;
      });
    add(moment, (then, order) =>
      moveOrder(then, { ...target(order), to, note: reason(texts, to, language, chance) }, to === "cancelled" ? counter : technician),
    );
    if (to === "in-repair" && job.part)
      add(moment + 5 * MINUTE, (then, order) =>
        storeLine(
          then,
          { ...target(order), lineId: null, kind: "part", title: job.part![language], quantity: job.partQuantity ?? "1", price: String(prices.part) },
          technician,
        ),
      );
    if (to === "waiting-for-parts" && prices.part > 0 && happens(0.3))
      add(moment + 9 * MINUTE, (then, order) =>
        notePayment(then, { ...target(order), amount: String(prices.part), refund: false, method: "card", note: "" }, counter),
      );
    if (happens(to === "ready" || to === "awaiting-approval" ? 0.6 : 0.1))
      add(moment + 12 * MINUTE, (then, order) =>
        addNote(then, { id: order.id, text: pick(texts.notes.customer[language]), audience: "customer" }, counter),
      );
    if (happens(0.12))
      add(moment + 20 * MINUTE, (then, order) => addNote(then, { id: order.id, text: pick(texts.notes.internal), audience: "internal" }, technician));
  }

  if (state === "handed-back")
    add(moments.at(-1)!, (then, order) => {
      const slip = happens(0.85);
      const { handbackJob, order: closed } = handBackDevice(
        then,
        {
          ...target(order),
          claimCode: slip ? order.claimCode : null,
          identityCheck: slip ? null : pick(["id-card", "known-customer"]),
          identityNote: slip ? "" : texts.identityNotes[language],
          returned: order.accessories.map(({ id }) => id),
          outcome: ending === "ready" ? pick(texts.outcomes[language]) : "",
          warrantyDays: texts.settings.repairWarrantyDays,
          paid: amountText(positive(balance(order).owed)),
          paidMethod: pick(["cash", "card", "card", "transfer"]),
          signature: happens(0.6) ? scrawl(chance) : null,
        },
        counter,
      );
      papers.push({ jobId: handbackJob, at: then.clock() });
      return closed;
    });
  return story.left === null ? story : Object.assign(story, { left: at });
}

const positive = <Amount extends { readonly minor: number }>(amount: Amount): Amount => ({ ...amount, minor: Math.abs(amount.minor) });

/** Prices of a job in major units, to the hundred. */
function priced(
  { price, partPrice, partQuantity = "1" }: Job,
  { between }: Chance,
): { readonly work: number; readonly part: number; readonly total: number } {
  const round = ([from, to]: readonly [number, number]): number => between(from / 100, to / 100) * 100;
  const [work, part] = [round(price), partPrice ? round(partPrice) : 0];
  return { work, part, total: work + part * Number(partQuantity) };
}

/** A promised day: of open orders some are late, some due today, most later. */
function promise(state: OrderState, day: string, today: string, { between, share }: Chance): string | null {
  const kind = share();
  if (kind < 0.12) return null;
  if (state === "handed-back") return addDays(day, between(3, 14));
  const promised = kind < 0.3 ? addDays(today, -between(1, 9)) : kind < 0.42 ? today : addDays(today, between(1, 14));
  return promised < day ? addDays(day, between(1, 3)) : promised;
}

function reason(texts: DemoTexts, to: OrderState, language: Visitor["language"], { pick }: Chance): string {
  return to === "declined" || to === "unrepairable" || to === "cancelled" ? pick(texts.reasons[to][language]) : "";
}

/** Ink that looks like a name written in a hurry. */
function scrawl({ between }: Chance): string {
  let x = between(20, 50);
  const strokes = Array.from({ length: between(5, 9) }, () => {
    const from = x;
    x += between(15, 30);
    return `C ${from + between(0, 12)} ${between(10, 30)} ${x - between(0, 12)} ${between(70, 92)} ${x} ${between(40, 64)}`;
  });
  return `M ${between(12, 20)} ${between(45, 60)} ${strokes.join(" ")}`;
}
