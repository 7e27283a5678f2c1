import { closeSync, constants, cpSync, fsyncSync, openSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { chanceFrom } from "../../src-main/demo/demo-visit.ts";
import { openShop } from "../../src-main/app/open-shop.ts";
import { listEvents } from "../../src-main/database/orders/event.ts";
import { openDatabase } from "../../src-main/database/ground/open.ts";
import { isoDateAt } from "../../src-main/domain/ground/date.ts";
import type { Caller } from "../../src-main/domain/shop/shop.ts";
import { readOrderByNumber } from "../../src-main/usecases/orders/find-orders.ts";
import { intakeDevice } from "../../src-main/usecases/orders/intake-device.ts";
import type { Shop } from "../../src-main/usecases/ground/shop.ts";
import { recordStatements, type Asked } from "../helpers/recorded-statements.ts";
import { microsToRead, sideBySide } from "./measure.ts";
import type { Line } from "./report.ts";
import { customers, demoTexts } from "./visits.ts";

const INTAKES = 700;
const OPENED = 4000;
const WARM_UP = 200;

/** Copies a workshop; the original stays as it was made. Returns when the copy is on the disk, so that its writing is not measured too. */
export function copyOf(workshop: string, folder: string): string {
  cpSync(workshop, folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
  const file = openSync(join(folder, "talon.db"), "r+");
  fsyncSync(file);
  closeSync(file);
  return folder;
}

/** Opens a workshop that tells nobody and prints nothing. */
export function openQuiet(folder: string): { readonly shop: Shop; readonly close: () => void } {
  const { shop, close } = openShop(folder, { home: { country: "KZ", timeZone: "Asia/Almaty" } });
  return { shop: { ...shop, publish: () => undefined, print: () => undefined }, close };
}

const oneOf = (db: Database, table: string): string => (db.prepare(`SELECT id FROM ${table} LIMIT 1`).get() as { id: string }).id;

export const lastOrdinal = (db: Database): number => (db.prepare("SELECT max(ordinal) AS last FROM repair_order").get() as { last: number }).last;

/** What pieces of work ask of the database, noted one by one and taken back at the end. */
function noted(folder: string, works: readonly ((shop: Shop) => unknown)[]): readonly (readonly Asked[])[] {
  const { shop, close } = openQuiet(folder);
  const db = openDatabase(join(folder, "talon.db"));
  const recorder = recordStatements(db);
  db.exec("BEGIN IMMEDIATE");
  const asked = works.map((work) => {
    work({ ...shop, db });
    return recorder.take();
  });
  db.exec("ROLLBACK");
  db.close();
  close();
  return asked;
}

/** The same statements with the same values, prepared once, with nothing of ours around them. */
function plainly(db: Database, asked: readonly (readonly Asked[])[]): (round: number) => void {
  const statements = new Map([...new Set(asked.flat().map(({ sql }) => sql))].map((sql) => [sql, db.prepare(sql)]));
  const rounds = asked.map((list) => list.map(({ sql, method, values }) => ({ statement: statements.get(sql)!, method, values })));
  return (round) => {
    for (const { statement, method, values } of rounds[round]!) statement[method](...values);
  };
}

/**
 * Intakes as the screens ask for them, each durable on the disk when it answers, beside the same rows and statements
 * without us. Leaves the two copies of the workshop that they were made in.
 */
export function measureIntake(ours: string, theirs: string): Line {
  const { shop, close } = openQuiet(ours);
  const caller: Caller = { personId: oneOf(shop.db, "person"), benchId: oneOf(shop.db, "bench") };
  const next = customers(demoTexts(), chanceFrom(7));
  const day = isoDateAt(Date.now(), "Asia/Almaty");
  const inputs = Array.from({ length: INTAKES }, () => next(day));
  const asked = noted(
    theirs,
    inputs.map((input) => (then) => intakeDevice(then, input, caller, "apart")),
  );
  const db = openDatabase(join(theirs, "talon.db"));
  const [begin, commit, plain] = [db.prepare("BEGIN IMMEDIATE"), db.prepare("COMMIT"), plainly(db, asked)];
  const taken = sideBySide(
    INTAKES,
    WARM_UP,
    (round) => intakeDevice(shop, inputs[round]!, caller, "apart"),
    (round) => {
      begin.run();
      plain(round);
      commit.run();
    },
  );
  for (const table of ["repair_order", "customer", "device", "accessory", "event", "paper", "print_job", "open_search_content"]) {
    const [one, other] = [shop.db, db].map((of) => (of.prepare(`SELECT count(*) AS rows FROM ${table}`).get() as { rows: number }).rows);
    if (one !== other) throw new Error(`${table}: ${one} rows by us, ${other} by the same statements without us`);
  }
  // Nobody prints them: a host that is measured later must not find a day's papers to make first.
  for (const each of [shop.db, db]) each.exec("UPDATE print_job SET state = 'ready', done_at = created_at WHERE state = 'queued'");
  db.close();
  close();
  return { operation: "intake, durable", ...taken, unit: "µs", bar: { of: "ratio", most: 2.5 } };
}

/** Opening an order by its number, with its events, beside the same statements. */
export function measureOpen(folder: string): readonly Line[] {
  const { shop, close } = openQuiet(folder);
  const chance = chanceFrom(11);
  const last = lastOrdinal(shop.db);
  const numberOf = shop.db.prepare<[number], { number: string }>("SELECT number FROM repair_order WHERE ordinal = ?");
  const numbers = Array.from({ length: OPENED }, () => numberOf.get(chance.between(1, last))!.number);
  const open = (then: Shop, number: string): unknown => listEvents(then.db, readOrderByNumber(then, number).id);
  const plain = plainly(
    shop.db,
    noted(
      folder,
      numbers.map((number) => (then) => open(then, number)),
    ),
  );
  const taken = sideBySide(OPENED, WARM_UP, (round) => open(shop, numbers[round]!), plain, microsToRead);
  close();
  const operation = "open by number, with events";
  return [
    { operation, ...taken, unit: "µs", bar: { of: "ratio", most: 2 } },
    { operation: `${operation}, slowest hundredth`, value: taken.ours.p99 / 1000, unit: "ms", bar: { of: "value", most: 0.5 } },
  ];
}
