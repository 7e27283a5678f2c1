import { HOUR, MINUTE, RETURNS, type Fate, type openingHours } from "./demo-fate.ts";
import { addDays, isoDateAt } from "../domain/ground/date.ts";
import { amountText } from "../domain/ground/money.ts";
import { balance, type Order } from "../domain/orders/order.ts";
import { barredMove } from "../domain/orders/order-policy.ts";
import type { OrderState } from "../domain/orders/order-state.ts";
import type { Caller } from "../domain/shop/shop.ts";
import { assignOrder } from "../usecases/orders/assign-order.ts";
import { confirmPrice, inspectOrder } from "../usecases/orders/decide-order.ts";
import { addNote, editFacts, notePayment, storeLine } from "../usecases/orders/edit-order.ts";
import { handBackDevice } from "../usecases/orders/hand-back-device.ts";
import { intakeDevice } from "../usecases/orders/intake-device.ts";
import { moveOrder } from "../usecases/orders/move-order.ts";
import { approveReturn } from "../usecases/orders/return-goods.ts";
import type { Shop } from "../usecases/ground/shop.ts";
import type { visitors, Chance, DemoTexts, Job, Unit, Visitor } from "./demo-visit.ts";

/** Something that happens to an order; `at` counts the time that the shop was open, ms. */
type Step = { readonly at: number; readonly run: (then: Shop) => void };

/** A paper that was queued, and when, epoch ms. */
export type Paper = { readonly jobId: string; readonly at: number };

/** People and places: who stands at the counter, who repairs. */
export type Staff = { readonly counter: readonly Caller[]; readonly technicians: readonly Caller[] };

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
export type Story = {
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
export function tell(world: World, earlier: readonly Story[], { state }: Fate, arrival: number): Story {
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
