import { createHash } from "node:crypto";
import type { Database } from "better-sqlite3";
import type { DomainError } from "../../src-main/domain/ground/error.ts";
import type { IntakeInput } from "../../src-main/domain/orders/intake.ts";
import type { Order } from "../../src-main/domain/orders/order.ts";
import type { HandbackInput } from "../../src-main/domain/orders/order-change.ts";
import { NEEDS_REASON, type OrderState } from "../../src-main/domain/orders/order-state.ts";
import { intakeDevice } from "../../src-main/usecases/orders/intake-device.ts";
import { moveOrder } from "../../src-main/usecases/orders/move-order.ts";
import type { Doubt } from "../../src-main/usecases/orders/store-unit.ts";
import { CASES, type CaseName } from "./intake-cases.ts";
import type { TestShop } from "./open-test-shop.ts";

/** An intake with no more than it needs. */
export const SMALL: IntakeInput = {
  customer: { name: "Нұрлан Ахметов", phone: "8 (702) 555-44-33" },
  device: { category: "phone" },
  fault: "Не включается",
};

/** Takes one of the devices in, or any other. */
export const takeIn = ({ shop, caller }: Pick<TestShop, "shop" | "caller">, what: CaseName | IntakeInput = SMALL, doubt?: Doubt): Order =>
  intakeDevice(shop, typeof what === "string" ? CASES[what] : what, caller, doubt).order;

/** Moves an order through some states, with a reason where one is needed. */
export const moveThrough = ({ shop, caller }: Pick<TestShop, "shop" | "caller">, order: Order, ...states: readonly OrderState[]): Order =>
  states.reduce(
    (now, to) => moveOrder(shop, { id: now.id, version: now.version, to, ...(NEEDS_REASON.includes(to) && { note: "because" }) }, caller),
    order,
  );

/** The usual way from intake to the shelf of repaired devices. */
export const TO_READY = ["diagnosing", "approved", "in-repair", "testing", "ready"] as const satisfies readonly OrderState[];

/** A handback against the slip, with everything ticked and nothing paid. */
export const handback = (order: Order, changes: Partial<HandbackInput> = {}): HandbackInput => ({
  id: order.id,
  version: order.version,
  claimCode: order.claimCode,
  identityCheck: null,
  identityNote: "",
  returned: order.accessories.map(({ id }) => id),
  outcome: "Заменён аккумулятор",
  warrantyDays: 90,
  paid: "",
  paidMethod: "cash",
  signature: null,
  ...changes,
});

/** What a database holds, table by table, to compare before and after. */
export function everythingIn(db: Database): Readonly<Record<string, string>> {
  const tables = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all();
  return Object.fromEntries(
    tables
      .filter((name) => !/^(order|customer)_search$/.test(name))
      .map((name) => {
        const rows = db.prepare(`SELECT * FROM "${name}"`).raw().all();
        return [name, `${rows.length} rows, ${createHash("sha256").update(JSON.stringify(rows)).digest("hex").slice(0, 12)}`];
      }),
  );
}

/** The refusal that some work ends in, as its code and data; what else it throws is thrown on, and no refusal is an error. */
export function refusalOf(work: () => unknown): Pick<DomainError, "code" | "data"> {
  try {
    work();
  } catch (error) {
    if ((error as Error).name !== "DomainError") throw error;
    const { code, data } = error as DomainError;
    return { code, data };
  }
  throw new Error("nothing was refused");
}

/** Like {@link refusalOf} for work that takes its time. */
export const refusalOfAsync = async (work: Promise<unknown>): Promise<Pick<DomainError, "code" | "data">> => {
  const outcome = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  return refusalOf(() => {
    if (outcome !== undefined) throw outcome;
  });
};
