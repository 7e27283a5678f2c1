import fc from "fast-check";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { shopFigures } from "../../../src-main/database/migrations/008-shop-figures.ts";
import { rebuild } from "../../../src-main/database/migrations/rebuild.ts";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { updateDevice } from "../../../src-main/database/devices/device.ts";
import { getOrder } from "../../../src-main/database/orders/order.ts";
import { insertPerson } from "../../../src-main/database/people/person.ts";
import { sumFigures } from "../../../src-main/database/figures/shop-figures.ts";
import { addDays, isoDateAt } from "../../../src-main/domain/ground/date.ts";
import type { OrderState } from "../../../src-main/domain/orders/order-state.ts";
import { FIGURE_KINDS, NO_COUNT, together, without } from "../../../src-main/domain/figures/shop-figures.ts";
import { assignOrder } from "../../../src-main/usecases/orders/assign-order.ts";
import { editFacts } from "../../../src-main/usecases/orders/edit-order.ts";
import { handBackDevice } from "../../../src-main/usecases/orders/hand-back-device.ts";
import { intakeDevice } from "../../../src-main/usecases/orders/intake-device.ts";
import { changeShop } from "../../../src-main/usecases/people/set-up-shop.ts";
import { undoImport } from "../../../src-main/usecases/transfer/undo-import.ts";
import { settingsOf } from "../../../src-main/usecases/ground/shop.ts";
import { bringIn, put } from "../../helpers/exchange.ts";
import { NOON, openTestShop, temporaryFolder, type TestShop } from "../../helpers/open-test-shop.ts";
import { showEventsByOrderId } from "../../helpers/old-events.ts";
import { handback, moveThrough, SMALL, takeIn, TO_READY } from "../../helpers/orders.ts";
import { keptFigures, recount, sorted } from "../../helpers/recount.ts";

const ZONE = "Asia/Almaty";
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let open: TestShop;
beforeEach(() => void (open = openTestShop()));
afterEach(() => open.cleanup());

const kept = () => sorted(keptFigures(open.shop.db));
const expectExact = (zone = ZONE): void => expect(kept()).toEqual(sorted(recount(open.shop.db, zone)));

const WAYS: readonly (readonly OrderState[])[] = [
  TO_READY,
  [...TO_READY, "testing", "ready"],
  ["cancelled"],
  ["diagnosing", "unrepairable"],
  ["diagnosing", "awaiting-approval", "declined"],
  ["diagnosing", "awaiting-approval"],
  [],
];
const FAULTS = ["Не включается", "Screen is cracked", "Ātri izlādējas baterija", "???"];
const DEVICES = [
  { category: "phone", brand: "Samsung", serial: "A1" },
  { category: "phone", brand: "", serial: "A2" },
  { category: "Люстра", brand: "Самодельная", serial: "A3" },
  { category: "laptop", brand: "Lenovo" },
];

type Act =
  | { readonly act: "take-in"; readonly device: number; readonly fault: number }
  | { readonly act: "complain"; readonly of: number }
  | { readonly act: "assign"; readonly of: number; readonly to: number }
  | { readonly act: "go" | "hand-back"; readonly of: number; readonly way: number }
  | { readonly act: "edit"; readonly of: number; readonly fault: number }
  | { readonly act: "rename"; readonly of: number; readonly device: number }
  | { readonly act: "wait"; readonly hours: number };

const index = fc.nat({ max: 30 });
const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    { arbitrary: fc.record({ act: fc.constant("take-in" as const), device: index, fault: index }), weight: 3 },
    { arbitrary: fc.record({ act: fc.constantFrom("hand-back" as const, "hand-back" as const, "go" as const), of: index, way: index }), weight: 5 },
    {
      arbitrary: fc.record({ act: fc.constant("wait" as const), hours: fc.oneof(fc.integer({ min: -30, max: 60 }), fc.nat({ max: 1500 })) }),
      weight: 4,
    },
    { arbitrary: fc.record({ act: fc.constant("complain" as const), of: index }), weight: 3 },
    fc.record({ act: fc.constant("assign" as const), of: index, to: index }),
    fc.record({ act: fc.constant("edit" as const), of: index, fault: index }),
    fc.record({ act: fc.constant("rename" as const), of: index, device: index }),
  ),
  { minLength: 4, maxLength: 40 },
);

/** Lets a workshop do something, as far as it can be done now. */
function perform(shop: TestShop, ids: string[], people: readonly (string | null)[], act: Act): void {
  if (act.act === "wait") return shop.clock.add(act.hours * HOUR_MS);
  const pick = <Item>(list: readonly Item[], at: number): Item => list[at % list.length]!;
  if (act.act === "take-in")
    return void ids.push(takeIn(shop, { ...SMALL, device: pick(DEVICES, act.device), fault: pick(FAULTS, act.fault) }, "apart").id);
  if (ids.length === 0) return;
  const order = getOrder(shop.shop.db, pick(ids, act.of));
  const target = { id: order.id, version: order.version };
  switch (act.act) {
    case "complain":
      // Around the days on which it still counts.
      if (order.closedAt !== null) shop.clock.set(Math.max(shop.clock.now(), order.closedAt + (22 + (act.of % 12)) * DAY_MS));
      return void ids.push(takeIn(shop, { ...SMALL, device: { category: order.device.category }, sameFaultAs: order.id }).id);
    case "rename":
      return updateDevice(shop.shop.db, order.deviceId, { ...order.device, ...pick(DEVICES, act.device) }, shop.clock.now());
  }
  if (order.closedAt !== null) return;
  switch (act.act) {
    case "assign":
      return void assignOrder(shop.shop, { ...target, technicianId: pick(people, act.to) }, shop.caller);
    case "edit":
      return void editFacts(shop.shop, { ...target, ...FACTS, fault: pick(FAULTS, act.fault) }, shop.caller);
    case "go":
    case "hand-back": {
      const way = order.state === "received" ? pick(WAYS, act.way) : [];
      let moved = order;
      for (const to of way) {
        shop.clock.add(act.way * HOUR_MS);
        moved = moveThrough(shop, moved, to);
      }
      shop.clock.add(act.way * HOUR_MS);
      if (act.act === "hand-back" && ["ready", "cancelled", "unrepairable", "declined"].includes(moved.state))
        handBackDevice(shop.shop, handback(moved), shop.caller);
    }
  }
}
const FACTS = { condition: "", priority: "normal", promisedOn: null, estimate: "", limit: "" } as const;

/** A second technician, and nobody. */
function staff(shop: TestShop): readonly (string | null)[] {
  const id = shop.shop.newId();
  insertPerson(shop.shop.db, { id, name: "Данияр", pinHash: null, role: "technician", at: 0 });
  return [shop.caller.personId, id, null];
}

test("after any history the figures are what a recount of all orders gives, and a migration that finds them counts the same", () => {
  fc.assert(
    fc.property(acts, (history) => {
      open.cleanup();
      open = openTestShop();
      const people = staff(open);
      const ids: string[] = [];
      for (const act of history) perform(open, ids, people, act);
      expectExact();
      const { db } = open.shop;
      const before = kept();
      unmake(db);
      const hideEvents = showEventsByOrderId(db);
      shopFigures(db);
      hideEvents();
      expect(kept()).toEqual(before);
    }),
    { numRuns: 60 },
  );
}, 120_000);

test("a fault that came in again before its order was closed counts, where the clock says that it was after", () => {
  const first = takeIn(open, SMALL);
  const ready = moveThrough(open, first, ...TO_READY);
  takeIn(open, { ...SMALL, sameFaultAs: first.id });
  open.clock.add(-HOUR_MS);
  handBackDevice(open.shop, handback(ready), open.caller);
  const today = isoDateAt(open.clock.now(), ZONE);
  expect(sumFigures(open.shop.db, { from: today, to: today }).total).toMatchObject({ came: 2, repaired: 1, again: 1 });
  expectExact();
});

/** Takes away all that the migration made. */
function unmake(db: TestShop["shop"]["db"]): void {
  const made = db.prepare("SELECT type, name FROM sqlite_schema WHERE name LIKE 'figure_%' AND type = 'trigger' OR type = 'view'").all() as {
    type: string;
    name: string;
  }[];
  for (const { type, name } of made) db.exec(`DROP ${type} ${name}`);
  db.exec("DROP TABLE shop_figure; DROP TABLE order_figure; DROP TABLE day_shift; DELETE FROM setting WHERE key = 'day-zone'");
  changeShopOf(db);
}
/** The migration reads the zone from the settings, which a set-up has stored. */
function changeShopOf(db: TestShop["shop"]["db"]): void {
  const settings = { ...settingsOf(open.shop), timeZone: ZONE };
  db.prepare("INSERT INTO setting (key, value) VALUES ('shop', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value").run(
    JSON.stringify(settings),
  );
}

test("any period's figures are the sum of its days", () => {
  const people = staff(open);
  const ids: string[] = [];
  const history = fc.sample(acts, { numRuns: 12, seed: 7 }).flat();
  for (const act of history) perform(open, ids, people, act);
  const days = recount(open.shop.db, ZONE);
  const first = isoDateAt(NOON - 40 * DAY_MS, ZONE);
  const { by } = sumFigures(open.shop.db, { from: first, to: "2199-12-31" });
  expect(by.technician.length).toBeGreaterThan(1);
  fc.assert(
    fc.property(fc.nat({ max: 900 }), fc.nat({ max: 900 }), (start, length) => {
      const period = { from: addDays(first, start), to: addDays(first, start + length) };
      const sums = sumFigures(open.shop.db, period);
      const within = [...days].filter(([key]) => key.startsWith("day ") && key.slice(4, 14) >= period.from && key.slice(4, 14) <= period.to);
      const sumOf = (what: string) => within.filter(([key]) => key.slice(15) === what).reduce((sum, [, one]) => together(sum, one), NO_COUNT);
      const all = within.filter(([key]) => key.slice(15).startsWith("brand ")).reduce((sum, [, one]) => together(sum, one), NO_COUNT);
      expect(sums.total).toEqual(all);
      const nobody = sums.by.technician.find(({ value }) => value === "");
      expect(nobody ?? { ...NO_COUNT, value: "" }).toEqual({
        ...within.filter(([key]) => key.slice(15).startsWith("technician ")).reduce((rest, [, one]) => without(rest, one), all),
        value: "",
      });
      for (const kind of FIGURE_KINDS) {
        for (const { value, ...count } of sums.by[kind]) if (value !== "" || kind !== "technician") expect(count).toEqual(sumOf(`${kind} ${value}`));
        const values = new Set(within.flatMap(([key]) => (key.slice(15).startsWith(`${kind} `) ? [key.slice(16 + kind.length)] : [])));
        if (kind === "technician" && nobody) values.add("");
        expect(new Set(sums.by[kind].map(({ value }) => value))).toEqual(values);
      }
    }),
    { numRuns: 60 },
  );
});

test("a day is the shop's own: what comes in after midnight there is of the next day, summer time or not", () => {
  changeShop(open.shop, { ...settingsOf(open.shop), timeZone: "Europe/Riga" });
  for (const [at, day] of [
    ["2026-03-28T21:59:00Z", "2026-03-28"],
    ["2026-03-28T22:01:00Z", "2026-03-29"],
    ["2026-03-29T20:59:00Z", "2026-03-29"],
    ["2026-03-29T21:01:00Z", "2026-03-30"],
    ["2026-10-25T21:59:00Z", "2026-10-25"],
  ] as const) {
    open.clock.set(Date.parse(at));
    takeIn(open);
    expect(sumFigures(open.shop.db, { from: day, to: day }).total.came).toBeGreaterThan(0);
  }
  expectExact("Europe/Riga");
});

test("another time zone counts from then on, and what was counted is counted out where it stands", () => {
  open.clock.set(Date.parse("2026-03-01T20:00:00Z"));
  const early = takeIn(open);
  const before = kept();
  changeShop(open.shop, { ...settingsOf(open.shop), timeZone: "Europe/Riga" });
  expect(kept()).toEqual(before);
  takeIn(open);
  const cameOn = (day: string): number => sumFigures(open.shop.db, { from: day, to: day }).total.came;
  expect([cameOn("2026-03-01"), cameOn("2026-03-02")]).toEqual([1, 1]);
  assignOrder(open.shop, { id: early.id, version: 1, technicianId: open.caller.personId }, open.caller);
  const { by } = sumFigures(open.shop.db, { from: "2026-03-02", to: "2026-03-02" });
  expect(by.technician.map(({ value, came }) => [value, came])).toEqual([[open.caller.personId, 1]]);
});

test("who comes back with the same fault within thirty days says that the repair failed; who comes later, or was not repaired, does not", () => {
  const period = { from: "2026-01-01", to: "2027-12-31" };
  const right = (): readonly number[] => {
    const { repaired, again } = sumFigures(open.shop.db, period).total;
    return [repaired, again];
  };
  const repair = () => handBackDevice(open.shop, handback(moveThrough(open, takeIn(open), ...TO_READY)), open.caller).order;
  const complain = (id: string) => takeIn(open, { ...SMALL, sameFaultAs: id });
  const first = repair();
  expect(right()).toEqual([1, 0]);
  open.clock.add(30 * DAY_MS - HOUR_MS);
  complain(first.id);
  expect(right()).toEqual([1, 1]);
  complain(first.id);
  expect(right()).toEqual([1, 1]);
  const second = repair();
  open.clock.add(30 * DAY_MS + HOUR_MS);
  complain(second.id);
  expect(right()).toEqual([2, 1]);
  const given = handBackDevice(open.shop, handback(moveThrough(open, takeIn(open), "cancelled")), open.caller).order;
  complain(given.id);
  complain(takeIn(open).id);
  expect(right()).toEqual([2, 1]);
  expectExact();
});

test("what is imported is counted all at once as if one by one, and counted out again", async () => {
  takeIn(open, { ...SMALL, fault: FAULTS[0]! });
  const before = kept();
  const day = (index: number): string => addDays("2019-03-01", index);
  // Days of one order and of many, of one turnaround and of several; the last one is a day on which the shop took one in itself.
  const rows = Array.from({ length: 60 }, (_, index) => {
    const received = index < 3 ? day(40 * index) : index === 59 ? isoDateAt(open.shop.clock(), ZONE) : day(index % 4);
    const closed = index === 59 ? received : addDays(received, index % 5);
    return `OLD-${index},${received},${closed},Клиент ${index % 7},phone,${["Samsung", "", "Kenwood"][index % 3]},${FAULTS[index % 4]}`;
  });
  const file = put(open, "old.csv", ["Номер заказа,Дата приема,Дата выдачи,ФИО,Категория,Бренд,Неисправность", ...rows].join("\n"));
  const { id, report } = await bringIn(open, file);
  expect(report.orders).toBe(60);
  expectExact();
  await undoImport(open.shop, id);
  expect(kept()).toEqual(before);
});

test("an intake counts in the same transaction: one that fails has counted nothing", () => {
  takeIn(open);
  const before = kept();
  expect(() => intakeDevice(open.shop, { ...SMALL, photos: ["0".repeat(64)] }, open.caller)).toThrow("photo.unknown");
  expect(kept()).toEqual(before);
});

test("an order that is opened again or deleted is counted out", () => {
  const { db } = open.shop;
  const { id } = handBackDevice(open.shop, handback(moveThrough(open, takeIn(open), ...TO_READY)), open.caller).order;
  db.prepare("UPDATE repair_order SET closed_at = NULL WHERE id = ?").run(id);
  expect(sumFigures(db, { from: "2026-11-20", to: "2026-11-20" }).total).toMatchObject({ came: 1, went: 0, repaired: 0 });
  db.pragma("foreign_keys = OFF");
  db.prepare("DELETE FROM repair_order WHERE id = ?").run(id);
  db.pragma("foreign_keys = ON");
  expect(kept()).toEqual([]);
});

test("the table of orders can still be made anew by later migrations, and goes on counting", () => {
  takeIn(open);
  open.cleanup();
  const folder = temporaryFolder();
  const file = join(folder, "talon.db");
  const again = openTestShop({ folder });
  takeIn(again);
  const before = sorted(keptFigures(again.shop.db));
  again.cleanup();
  openDatabase(file, [
    ...MIGRATIONS,
    (db) => rebuild(db, "repair_order", { table: (sql) => sql.replace("channel TEXT NOT NULL", "channel TEXT") }),
  ]).close();
  const db = openDatabase(file, [...MIGRATIONS, () => undefined]);
  expect(sorted(keptFigures(db))).toEqual(before);
  db.exec("UPDATE repair_order SET closed_at = received_at, state = 'cancelled'; DELETE FROM order_figure");
  expect(sorted(keptFigures(db))).toEqual([]);
  expect(db.pragma("foreign_key_check")).toEqual([]);
  db.close();
  rmSync(folder, { recursive: true, force: true });
});
