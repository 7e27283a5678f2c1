import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openShop, type OpenShop, type ShopOptions } from "../../src-main/app/open-shop.ts";
import { openDatabase } from "../../src-main/database/ground/open.ts";
import { insertPerson } from "../../src-main/database/people/person.ts";
import type { Caller, ShopSettings } from "../../src-main/domain/shop/shop.ts";
import { changeShop, openBench } from "../../src-main/usecases/people/set-up-shop.ts";
import { settingsOf, type Shop } from "../../src-main/usecases/ground/shop.ts";
import { documentsHere } from "./open-test-documents.ts";

/** A Friday noon in Almaty: 20 November 2026, 14:15 there. */
export const NOON = Date.UTC(2026, 10, 20, 9, 15);

/** A clock that stands still until it is moved. */
type FakeClock = { readonly now: () => number; readonly set: (epochMs: number) => void; readonly add: (ms: number) => void };

/** A real shop in a temporary folder; only clock, ids and the cost of a PIN's hash are fake. */
export type TestShop = Omit<OpenShop, "close"> & {
  readonly folder: string;
  /** Айгерим, signed in at the bench "counter". */
  readonly caller: Caller;
  readonly clock: FakeClock;
  /** Closes the shop and removes its folder. */
  readonly cleanup: () => void;
};

export type TestShopOptions = Omit<ShopOptions, "clock" | "newId"> & {
  readonly now?: number;
  readonly country?: string;
  readonly timeZone?: string;
  /** A folder to be opened once more instead of a fresh one; whoever made it removes it. */
  readonly folder?: string;
  /** Whether queued papers are rendered behind the test's back, as in the program. */
  readonly spooling?: boolean;
  readonly settings?: Partial<ShopSettings>;
};

const ZONES: Readonly<Record<string, string>> = { KZ: "Asia/Almaty", LV: "Europe/Riga", GB: "Europe/London" };

/** Moves by a millisecond with each look, so that no two events happen at once. */
function fakeClock(start: number): FakeClock {
  let at = start;
  return { now: () => at++, set: (epochMs) => void (at = epochMs), add: (ms) => void (at += ms) };
}

/** Ids in the shape of UUIDv7 that count up: the same run gives the same ids. */
function fakeIds(space = 0): () => string {
  let count = 0;
  return () => `01997000-0000-7000-8000-${String(space).padStart(4, "0")}${String(++count).padStart(8, "0")}`;
}

/** A folder of its own under the system's temporary one. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), "talon-test-"));

/** Argon2id with so little memory that tests need not wait for it. */
export const FAST_PINS = { pinMemoryKib: 16 } as const;

let blank: string | undefined;

/** Puts an empty database of today into a folder: going through all migrations takes ten times as long as most tests. */
export function putBlankDatabase(folder: string): void {
  if (blank === undefined) {
    const file = join(temporaryFolder(), "talon.db");
    openDatabase(file).close();
    process.once("exit", () => rmSync(dirname(file), { recursive: true, force: true }));
    blank = file;
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  copyFileSync(blank, join(folder, "talon.db"));
}

let opened = 0;

/** Opens a real shop in a temporary folder, with a person who works at a bench. */
export function openTestShop(options: TestShopOptions = {}): TestShop {
  const { now = NOON, country = "KZ", timeZone = ZONES[country] ?? "UTC", folder: given, spooling = false, settings, ...rest } = options;
  const folder = given ?? temporaryFolder();
  if (given === undefined) putBlankDatabase(folder);
  const clock = fakeClock(now);
  const open = openShop(folder, {
    ...FAST_PINS,
    home: { country, timeZone },
    documents: documentsHere(rest.templates),
    ...rest,
    clock: clock.now,
    newId: fakeIds(++opened),
  });
  const shop: Shop = spooling ? open.shop : { ...open.shop, print: () => undefined };
  if (settings) changeShop(shop, { ...settingsOf(shop), ...settings });
  const caller = { personId: shop.newId(), benchId: shop.newId() };
  openBench(shop, { id: caller.benchId, name: "counter" });
  insertPerson(shop.db, { id: caller.personId, name: "Айгерим", pinHash: null, role: "supervisor", at: clock.now() });
  let closed = false;
  return {
    ...open,
    shop,
    folder,
    clock,
    caller,
    cleanup: () => {
      if (!closed) open.close();
      closed = true;
      if (given === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
