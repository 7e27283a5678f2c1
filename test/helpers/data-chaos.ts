import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type Sqlite from "better-sqlite3";
import { openShop } from "../../src-main/app/open-shop.ts";
import { MOVES } from "../../src-main/domain/orders/order-state.ts";
import type { Order } from "../../src-main/domain/orders/order.ts";
import { findRunningHost } from "../../src-main/app/running-host.ts";
import { defaultShop } from "../../src-main/domain/shop/shop.ts";
import { startProgram } from "./node-program.ts";
import { FAST_PINS } from "./open-test-shop.ts";
import { SMALL } from "./orders.ts";
import { png } from "./pictures.ts";
import { fakeScreens, openLine, type Client } from "./test-host.ts";

/** Serves a shop. */
export const SHOP_PROGRAM = join(import.meta.dirname, "data-loop.ts");
export const CLIENTS = 4;

/** What the shop said yes to. */
export type Acknowledged = {
  readonly intakes: Map<string, Order>;
  readonly moves: { readonly order: string; readonly version: number; readonly to: string }[];
  readonly payments: { readonly order: string; readonly amount: number }[];
  readonly photos: { readonly order: string; readonly sha256: string }[];
};

/** What became of a shop that was killed over and over. */
export type DataChaos = {
  readonly intakes: number;
  readonly moves: number;
  readonly payments: number;
  readonly photos: number;
  /** What was acknowledged and is not there, in words. */
  readonly lost: readonly string[];
  /** What is wrong with what is there, in words. */
  readonly broken: readonly string[];
};

/** An address of the shop's host. Four that ask at once on a busy computer may be answered too late the first time. */
async function addressOf(data: string): Promise<URL> {
  for (let tries = 0; tries < 10; tries++) {
    const url = await findRunningHost(data);
    if (url !== undefined) return new URL(url);
  }
  throw new Error("the host does not say where it is");
}

/**
 * Kills a shop at which four benches work, at random moments, and starts it again, over and over; then looks at what is there.
 * @param folder an empty one
 * @param rounds how often it is killed, up to thrice as often where something was not acknowledged once
 * @param chance a number from 0 to 1, another one at each call
 */
export async function dataChaos(folder: string, rounds: number, chance: () => number): Promise<DataChaos> {
  const screens = fakeScreens(folder);
  const data = join(folder, "data");
  const acknowledged: Acknowledged = { intakes: new Map(), moves: [], payments: [], photos: [] };
  const { intakes, moves, payments, photos } = acknowledged;
  const lacksOne = (): boolean => [intakes.size, moves.length, payments.length, photos.length].includes(0);
  // A kill that comes early leaves no time for a photo: what was never said yes to proves nothing.
  for (let round = 0; round < rounds || (round < rounds * 3 && lacksOne()); round++) {
    const running = startProgram(SHOP_PROGRAM, [data, screens], { timeout: 60_000 });
    await running.says("\n");
    const benches = await Promise.all(Array.from({ length: CLIENTS }, async () => openBench(await addressOf(data))));
    const work = benches.map((client) => workOn(client, acknowledged, chance));
    // Long enough for the thread that draws photos to have begun.
    await pause(chance() * 500);
    running.child.kill("SIGKILL");
    await Promise.all(work);
    const { signal, err } = await running.end;
    if (signal !== "SIGKILL") throw new Error(`the shop ended by itself: ${err}`);
  }
  return examine(data, acknowledged);
}

/** Opens a line to a shop as a bench, signed in; the first one sets the shop up. */
export async function openBench(url: URL): Promise<Client> {
  const { headers } = await fetch(url, { redirect: "manual" });
  const cookies = headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
  const { client } = await openLine(url.host, cookies);
  const settings = { ...defaultShop("KZ", "Asia/Almaty"), name: "Талон" };
  await client.session.setUp({ settings, person: { name: "Айгерим", pin: "" }, bench: "counter" }).catch(() => undefined);
  const { people } = await client.session.welcome();
  await client.session.signIn({ personId: people[0]!.id, pin: "" });
  return client;
}

let pictures = 0;

/** Takes in, moves, notes payments and adds photos, also at others' orders, until the line breaks. */
export async function workOn(client: Client, { intakes, moves, payments, photos }: Acknowledged, chance: () => number): Promise<void> {
  const any = (): Order | undefined => [...intakes.values()].at(-1 - Math.floor(chance() * 6));
  try {
    for (;;) {
      const dice = chance();
      const order = any();
      if (dice < 0.4 || !order) {
        const { order: taken } = await client.order.intake(SMALL);
        intakes.set(taken.id, taken);
      } else if (dice < 0.6) {
        const [to] = MOVES[order.state];
        if (!to) continue;
        await acknowledge(client.order.move({ id: order.id, version: order.version, to, note: "…" }), intakes, ({ version }) =>
          moves.push({ order: order.id, version, to }),
        );
      } else if (dice < 0.8) {
        const amount = 1 + Math.floor(chance() * 1_000_000);
        const input = { id: order.id, version: order.version, amount: String(amount), refund: false, method: "cash", note: "" } as const;
        await acknowledge(client.order.notePayment(input), intakes, () => payments.push({ order: order.id, amount: amount * 100 }));
      } else {
        const bytes = png(8, 8, pictures++);
        const { sha256 } = await client.picture.store({ file: new File([new Uint8Array(bytes)], "photo.png", { type: "image/png" }) });
        await acknowledge(client.order.addPhotos({ id: order.id, version: order.version, photos: [sha256] }), intakes, () =>
          photos.push({ order: order.id, sha256 }),
        );
      }
    }
  } catch {
    // The line broke: what was under way may have been stored or not.
  }
}

/** Another bench may have been faster: then nothing was promised, and the order as it is now is worked on. */
async function acknowledge(change: Promise<Order>, orders: Map<string, Order>, done: (after: Order) => void): Promise<void> {
  try {
    const after = await change;
    if (after.version > orders.get(after.id)!.version) orders.set(after.id, after);
    done(after);
  } catch (error) {
    if ((error as { defined?: boolean }).defined !== true) throw error;
  }
}

export function examine(data: string, { intakes, moves, payments, photos }: Acknowledged): DataChaos {
  const { shop, close } = openShop(data, { home: { country: "KZ", timeZone: "Asia/Almaty" }, ...FAST_PINS });
  const { db } = shop;
  const there = (sql: string, ...values: unknown[]): boolean => db.prepare(sql).get(...values) !== undefined;
  const lost = [
    ...[...intakes.values()]
      .filter(({ id, number }) => !there("SELECT 1 FROM repair_order WHERE id = ? AND number = ?", id, number))
      .map(({ number }) => `intake ${number}`),
    ...[...intakes.values()]
      .filter(
        ({ id }) =>
          !there("SELECT 1 FROM print_job j JOIN repair_order o ON o.ordinal = j.order_ordinal WHERE o.id = ? AND kind = 'certificate'", id),
      )
      .map(({ number }) => `certificate of ${number}`),
    ...moves
      .filter(
        ({ order, version, to }) =>
          !there(
            "SELECT 1 FROM event e JOIN repair_order o ON o.ordinal = e.order_ordinal WHERE o.id = ? AND kind = 'moved' AND json_extract(data, '$.to') = ?",
            order,
            to,
          ) || !there("SELECT 1 FROM repair_order WHERE id = ? AND version >= ?", order, version),
      )
      .map(({ order, to }) => `move of ${order} to ${to}`),
    ...payments
      .filter(
        ({ order, amount }) =>
          !there("SELECT 1 FROM payment p JOIN repair_order o ON o.ordinal = p.order_ordinal WHERE o.id = ? AND amount_minor = ?", order, amount),
      )
      .map(({ order, amount }) => `payment of ${amount} for ${order}`),
    ...photos
      .filter(({ order, sha256 }) => !there("SELECT 1 FROM photo WHERE order_id = ? AND sha256 = ?", order, sha256))
      .map(({ order, sha256 }) => `photo ${sha256} of ${order}`),
  ];
  const broken = [...faultsOf(db), ...missingEvents(db), ...pictureFaults(db, join(data, "pictures"))];
  close();
  return { intakes: intakes.size, moves: moves.length, payments: payments.length, photos: photos.length, lost, broken };
}

/** What is wrong with a database, in words. */
export function faultsOf(db: Sqlite.Database): readonly string[] {
  const check = db.pragma("integrity_check", { simple: true });
  const keys = db.pragma("foreign_key_check") as readonly unknown[];
  const numbers = db.prepare<[], string>("SELECT number FROM repair_order ORDER BY ordinal").pluck().all();
  const gap = numbers.findIndex((number, index) => Number(number.split("-")[1]) !== index + 1);
  return [
    ...(check === "ok" ? [] : [`integrity: ${String(check)}`]),
    ...(keys.length === 0 ? [] : [`foreign keys: ${JSON.stringify(keys)}`]),
    ...(gap < 0 ? [] : [`number ${numbers[gap]} is the ${gap + 1}th`]),
  ];
}

/** Orders that were changed more often than their events tell. */
const missingEvents = (db: Sqlite.Database): readonly string[] =>
  db
    .prepare<[], string>(
      `SELECT o.number FROM repair_order o WHERE o.version <> (SELECT count(*) FROM event e WHERE e.order_ordinal = o.ordinal AND e.kind IN ('received', 'moved', 'payment', 'photo-added'))`,
    )
    .pluck()
    .all()
    .map((number) => `${number}: an event is missing for a change`);

/** Rows without their file, files without their row, files that are not what their name says. */
function pictureFaults(db: Sqlite.Database, folder: string): readonly string[] {
  const rows = new Set(db.prepare<[], string>("SELECT sha256 FROM picture").pluck().all());
  let files: { readonly name: string; readonly path: string }[] = [];
  try {
    files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.endsWith("waiting"))
      .map(({ parentPath, name }) => ({ name, path: join(parentPath, name) }));
  } catch {
    // No picture was ever stored.
  }
  const names = new Set(files.map(({ name }) => name));
  return [
    ...[...rows].filter((sha256) => !names.has(sha256)).map((sha256) => `row without file: ${sha256}`),
    ...files.filter(({ name }) => !rows.has(name)).map(({ name }) => `file without row: ${name}`),
    ...files
      .filter(({ name, path }) => createHash("sha256").update(readFileSync(path)).digest("hex") !== name)
      .map(({ name }) => `not what its name says: ${name}`),
  ];
}
