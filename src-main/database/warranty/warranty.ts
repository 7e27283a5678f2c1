import type { Database } from "better-sqlite3";
import { isoDateAt } from "../../domain/ground/date.ts";
import type { DeadlineKind } from "../../domain/warranty/policy-pack.ts";
import type { PolicyCase } from "../../domain/warranty/policy-case.ts";
import type { Decision } from "../../domain/warranty/policy-decision.ts";
import {
  NO_FACTS,
  NO_WARRANTY,
  type Clock,
  type DecisionStage,
  type OrderDecision,
  type OrderWarranty,
  type PriceConfirmation,
  type ReturnApproval,
  type Settlement,
  type WarrantyFacts,
} from "../../domain/warranty/warranty.ts";
import { shown } from "../ground/hidden.ts";
import { prepared } from "../ground/prepared.ts";

type WarrantyRow = {
  facts: string;
  repair_attempts: number;
  inspected_on: string | null;
  goods_returned_on: string | null;
  confirmation: string | null;
  approval: string | null;
  settlement: string | null;
};
type DecisionRow = { id: string; stage: string; decision: string; changed: string; reason: string; at: number; person: string | null };
type ClockRow = { what: string; due_at: number; met_at: number | null };

/** An order that comes under no policy has no row yet: it can be taken back all the same. */
const putOf = (column: "inspected_on" | "goods_returned_on" | "confirmation" | "approval" | "settlement"): string =>
  `INSERT INTO warranty (order_id, facts, ${column}) VALUES (@orderId, '{}', @value)
    ON CONFLICT (order_id) DO UPDATE SET ${column} = excluded.${column}`;

const statements = prepared((db) => ({
  find: db.prepare<[string], WarrantyRow>("SELECT * FROM warranty WHERE order_id = +?"),
  putFacts: db.prepare(`INSERT INTO warranty (order_id, facts, repair_attempts) VALUES (?, ?, ?)
    ON CONFLICT (order_id) DO UPDATE SET facts = excluded.facts, repair_attempts = excluded.repair_attempts`),
  inspected: db.prepare(putOf("inspected_on")),
  goodsReturned: db.prepare(putOf("goods_returned_on")),
  confirm: db.prepare(putOf("confirmation")),
  approve: db.prepare(putOf("approval")),
  settle: db.prepare(putOf("settlement")),
  insertDecision: db.prepare(`INSERT INTO decision (id, order_id, stage, policy, version, facts, decision, changed, reason, at, person_id, bench_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
  decisions: db.prepare<[string], DecisionRow>(`SELECT d.id, d.stage, d.decision, d.changed, d.reason, d.at, p.name AS person
    FROM decision d LEFT JOIN person p ON p.id = d.person_id WHERE d.order_id = +? ORDER BY d.ordinal DESC LIMIT 50`),
  ofPolicy: db.prepare<
    [string, number],
    { order_id: string; number: string; facts: string; decision: string }
  >(`SELECT d.order_id, o.number, d.facts, d.decision
    FROM decision d INDEXED BY decision_of_policy CROSS JOIN repair_order o ON o.id = d.order_id
    WHERE d.policy = +? AND d.stage <> 'overruled' AND NOT EXISTS (
      SELECT 1 FROM decision later WHERE later.order_id = d.order_id AND later.ordinal > d.ordinal AND later.stage <> 'overruled')
    ORDER BY d.ordinal DESC LIMIT +?`),
  putPolicy: db.prepare("UPDATE repair_order SET policy = ? WHERE id = ?"),
  attempts: db.prepare<{ orderId: string; deviceId: string; sameFaultAs: string | null; defect: string | null }, { attempts: number }>(`
    WITH RECURSIVE same (id) AS (
      SELECT @sameFaultAs WHERE @sameFaultAs IS NOT NULL
      UNION SELECT o.same_fault_as FROM repair_order o JOIN same s ON o.id = s.id WHERE o.same_fault_as IS NOT NULL
    )
    SELECT count(*) AS attempts FROM repair_order o INDEXED BY repair_order_by_device
    WHERE o.device_id = +@deviceId AND o.id <> @orderId AND o.closed_at IS NOT NULL AND ${shown("orders", "o.ordinal")}
      AND (o.id IN (SELECT id FROM same) OR EXISTS (SELECT 1 FROM warranty w WHERE w.order_id = o.id AND json_extract(w.facts, '$.defect') = @defect))
      AND EXISTS (SELECT 1 FROM event e WHERE e.order_ordinal = o.ordinal AND e.kind = 'moved' AND json_extract(e.data, '$.to') = 'ready')`),
  clocks: db.prepare<[string], ClockRow>("SELECT what, due_at, met_at FROM order_clock WHERE order_id = +? ORDER BY due_at, what"),
  startClock: db.prepare("INSERT INTO order_clock (order_id, what, due_at) VALUES (?, ?, ?) ON CONFLICT (order_id, what) DO NOTHING"),
  meetClock: db.prepare("UPDATE order_clock SET met_at = ? WHERE order_id = ? AND what = ? AND met_at IS NULL"),
  // Most orders have no clock: a row that stays as it is wakes no trigger.
  nextClock: db.prepare(`UPDATE repair_order SET clock_what = @what, clock_at = @at, clock_on = @on
    WHERE id = @orderId AND (clock_what IS NOT @what OR clock_at IS NOT @at OR clock_on IS NOT @on)`),
  lapsed: db.prepare<[number], { order_id: string }>(
    "SELECT order_id FROM order_clock INDEXED BY approval_running WHERE what = 'send-goods-back' AND met_at IS NULL AND due_at <= ? ORDER BY due_at LIMIT 100",
  ),
}));

const parsed = <Value>(text: string | null): Value | null => (text === null ? null : (JSON.parse(text) as Value));

/** Everything about the warranty of an order; what an order without a policy has where there is nothing. */
export function findWarranty(db: Database, orderId: string): OrderWarranty {
  const row = statements(db).find.get(orderId);
  if (!row) return NO_WARRANTY;
  return {
    facts: { ...NO_FACTS, ...(JSON.parse(row.facts) as Partial<WarrantyFacts>) },
    decisions: statements(db).decisions.all(orderId).map(decisionFromRow),
    repairAttempts: row.repair_attempts,
    inspectedOn: row.inspected_on,
    goodsReturnedOn: row.goods_returned_on,
    confirmation: parsed<PriceConfirmation>(row.confirmation),
    approval: parsed<ReturnApproval>(row.approval),
    settlement: parsed<Settlement>(row.settlement),
    clocks: listClocks(db, orderId),
  };
}

const decisionFromRow = (row: DecisionRow): OrderDecision => ({
  id: row.id,
  stage: row.stage as DecisionStage,
  decision: JSON.parse(row.decision) as Decision,
  changed: JSON.parse(row.changed) as string[],
  reason: row.reason,
  at: row.at,
  person: row.person,
});

const listClocks = (db: Database, orderId: string): readonly Clock[] =>
  statements(db)
    .clocks.all(orderId)
    .map((row) => ({ what: row.what as DeadlineKind, dueAt: row.due_at, metAt: row.met_at }));

/** Stores what is known of a case and the policy that it comes under. */
export function updateWarrantyFacts(db: Database, orderId: string, policy: string | null, facts: WarrantyFacts, repairAttempts: number): void {
  statements(db).putPolicy.run(policy, orderId);
  statements(db).putFacts.run(orderId, JSON.stringify(facts), repairAttempts);
}

/**
 * How often the same fault of the same unit was repaired here before: earlier orders that got ready and were given back, and that this
 * one follows as "same fault again" or that had the same defect.
 */
export const countRepairAttempts = (
  db: Database,
  order: { readonly orderId: string; readonly deviceId: string; readonly sameFaultAs: string | null; readonly defect: string | null },
): number => statements(db).attempts.get(order)!.attempts;

export const updateInspected = (db: Database, orderId: string, day: string): void => void statements(db).inspected.run({ orderId, value: day });
export const updateGoodsReturned = (db: Database, orderId: string, day: string): void =>
  void statements(db).goodsReturned.run({ orderId, value: day });
export const updateConfirmation = (db: Database, orderId: string, confirmation: PriceConfirmation): void =>
  void statements(db).confirm.run({ orderId, value: JSON.stringify(confirmation) });
export const updateApproval = (db: Database, orderId: string, approval: ReturnApproval): void =>
  void statements(db).approve.run({ orderId, value: JSON.stringify(approval) });
export const updateSettlement = (db: Database, orderId: string, settlement: Settlement): void =>
  void statements(db).settle.run({ orderId, value: JSON.stringify(settlement) });

/** A decision to be kept, with the case that it was made on. */
export type NewDecision = Omit<OrderDecision, "person"> & { readonly case: PolicyCase; readonly personId: string | null; readonly benchId: string };

export const insertDecision = (db: Database, orderId: string, made: NewDecision): void =>
  void statements(db).insertDecision.run(
    made.id,
    orderId,
    made.stage,
    made.decision.policy,
    made.decision.version,
    JSON.stringify(made.case),
    JSON.stringify(made.decision),
    JSON.stringify(made.changed),
    made.reason,
    made.at,
    made.personId,
    made.benchId,
  );

/** The newest decision that a policy made of each order, newest first. */
export const listDecidedCases = (
  db: Database,
  policy: string,
  limit: number,
): readonly { readonly orderId: string; readonly number: string; readonly case: PolicyCase; readonly decision: Decision }[] =>
  statements(db)
    .ofPolicy.all(policy, limit)
    .map((row) => ({
      orderId: row.order_id,
      number: row.number,
      case: JSON.parse(row.facts) as PolicyCase,
      decision: JSON.parse(row.decision) as Decision,
    }));

/** Starts a clock; one that runs already goes on as it is. */
export const insertClock = (db: Database, orderId: string, what: DeadlineKind, dueAt: number): void =>
  void statements(db).startClock.run(orderId, what, dueAt);

/** Stops a clock. @returns whether it ran */
export const updateClockMet = (db: Database, orderId: string, what: DeadlineKind, at: number): boolean =>
  statements(db).meetClock.run(at, orderId, what).changes > 0;

/** Notes on the order which of its clocks runs out first, for the queue; none once the order is closed. */
export function updateNextClock(db: Database, orderId: string, timeZone: string, closed: boolean): void {
  const next = closed ? undefined : listClocks(db, orderId).find(({ metAt }) => metAt === null);
  // A clock that ends with a day ends with the first moment after it.
  const on = next ? isoDateAt(next.dueAt - 1, timeZone) : null;
  statements(db).nextClock.run({ orderId, what: next?.what ?? null, at: next?.dueAt ?? null, on });
}

/** Orders whose approval has run out without the goods. @param now epoch ms */
export const listLapsedApprovals = (db: Database, now: number): readonly string[] =>
  statements(db)
    .lapsed.all(now)
    .map(({ order_id }) => order_id);
