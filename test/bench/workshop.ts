import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { resourcesFolder } from "../../src-main/app/data-folder.ts";
import { chanceFrom, visitors, type Chance, type DemoTexts, type Unit, type Visitor } from "../../src-main/app/demo-visit.ts";
import { openShop } from "../../src-main/app/open-shop.ts";
import { inTransaction, openDatabase } from "../../src-main/database/open.ts";
import { insertPerson } from "../../src-main/database/person.ts";
import { addDays, isoDateAt } from "../../src-main/domain/date.ts";
import type { IntakeInput } from "../../src-main/domain/intake.ts";
import { amountText } from "../../src-main/domain/money.ts";
import { balance, type Order } from "../../src-main/domain/order.ts";
import type { OrderState } from "../../src-main/domain/order-state.ts";
import { defaultShop, type Caller } from "../../src-main/domain/shop.ts";
import { assignOrder } from "../../src-main/usecases/assign-order.ts";
import { storeLine } from "../../src-main/usecases/edit-order.ts";
import { handBackDevice } from "../../src-main/usecases/hand-back-device.ts";
import { intakeDevice } from "../../src-main/usecases/intake-device.ts";
import { moveOrder } from "../../src-main/usecases/move-order.ts";
import { changeShop, openNamedBench } from "../../src-main/usecases/set-up-shop.ts";
import type { Shop } from "../../src-main/usecases/shop.ts";

/** Git ignores it. */
export const CACHE = join(import.meta.dirname, "..", "..", ".cache", "bench");
/** To be raised when the orders below come out differently. */
const GENERATION = 1;

/** Texts of the demo's workshop, which the big one is made of too. */
export const demoTexts = (): DemoTexts => JSON.parse(readFileSync(join(resourcesFolder(), "demo", "shop.json"), "utf8")) as DemoTexts;

/** Four years of work. */
const YEARS_MS = 4 * 365 * 86_400_000;
const OPEN_SHARE = 0.02;
const STAFF = 8;
const CHUNK = 2000;

/** People who come in with devices, new ones and known ones, for as many visits as asked. */
export function customers(texts: DemoTexts, chance: Chance): (day: string) => IntakeInput {
  const makers = visitors(texts, chance);
  const known: { visitor: Visitor; unit: Unit }[] = [];
  return (day) => {
    const back = known.length > 0 && chance.happens(0.4) ? chance.pick(known) : undefined;
    const visitor = back?.visitor ?? reachable(makers.visitor(), chance);
    const unit = back && chance.happens(0.3) ? back.unit : makers.unit(visitor.language, day);
    if (!back) known.push({ visitor, unit });
    return {
      ...makers.intake(visitor, unit, makers.trouble(unit)),
      promisedOn: chance.happens(0.85) ? addDays(day, chance.between(1, 14)) : null,
      estimate: chance.happens(0.3) ? { amount: String(chance.between(10, 900) * 100) } : null,
    };
  };
}

/** The demo's phone numbers are too few for a city. */
function reachable(visitor: Visitor, { between }: Chance): Visitor {
  const digits = String(between(0, 9_999_999)).padStart(7, "0");
  const phone = {
    lv: `+371 2${digits}`,
    en: `+44 7700 ${digits.slice(1)}`,
    ru: `8 (70${digits[0]}) ${digits.slice(1, 4)}-${digits.slice(3, 5)}-${digits.slice(5)}`,
    kk: `+7 70${digits[0]} ${digits.slice(1, 4)} ${digits.slice(3, 5)} ${digits.slice(5)}`,
  }[visitor.language];
  const { customer } = visitor;
  return {
    ...visitor,
    customer: { ...customer, phone, whatsapp: customer.whatsapp ? phone : "", email: customer.email ? `client.${digits}@example.kz` : "" },
  };
}

const WAY: readonly OrderState[] = ["diagnosing", "awaiting-approval", "approved", "waiting-for-parts", "in-repair", "testing", "ready"];
const SHORT_WAY: readonly OrderState[] = ["diagnosing", "approved", "in-repair", "testing", "ready"];

/** The tables and indexes of a new database. */
function tables(): unknown {
  const db = openDatabase(":memory:");
  const made = db.prepare("SELECT sql FROM sqlite_master ORDER BY name").pluck().all();
  db.close();
  return made;
}

/**
 * The data folder of a workshop with so many orders, 2 % of them open, made once and kept. Every row was written by the
 * use case that writes it in the shop; only the waiting for the disk was left out.
 */
export function bigWorkshop(orders: number, say: (line: string) => void): string {
  const name = `${orders}-${createHash("sha256")
    .update(JSON.stringify([GENERATION, tables(), demoTexts()]))
    .digest("hex")
    .slice(0, 12)}`;
  const folder = join(CACHE, name);
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  for (const old of readdirSync(CACHE)) if (old.startsWith(`${orders}-`)) rmSync(join(CACHE, old), { recursive: true });
  const begun = performance.now();
  say(`making a workshop of ${orders} orders in ${folder}, once; 100,000 take some five minutes …`);
  fill(`${folder}.part`, orders, say);
  renameSync(`${folder}.part`, folder);
  say(`made in ${Math.round((performance.now() - begun) / 1000)} s`);
  return folder;
}

function fill(folder: string, count: number, say: (line: string) => void): void {
  const texts = demoTexts();
  const chance = chanceFrom(count);
  const { shop: opened, close } = openShop(folder, { home: { country: "KZ", timeZone: "Asia/Almaty" } });
  opened.db.pragma("synchronous = OFF");
  const start = Date.now() - YEARS_MS;
  let now = start;
  const shop: Shop = { ...opened, clock: () => now++, publish: () => undefined, print: () => undefined };
  changeShop(shop, { ...defaultShop("KZ", "Asia/Almaty"), ...texts.settings });
  const benchId = openNamedBench(shop, texts.benches.counter);
  const staff: readonly Caller[] = Array.from({ length: STAFF }, (_, index) => {
    const personId = shop.newId();
    insertPerson(shop.db, { id: personId, name: texts.people[index % texts.people.length]!, pinHash: null, supervisor: false, at: start });
    return { personId, benchId };
  });
  const next = customers(texts, chance);
  // Orders stay open for so many arrivals on average: what has not happened to the last ones yet leaves the open share.
  const stay = count * OPEN_SHARE;
  const later = new Map<number, (() => void)[]>();
  const papersDone = shop.db.prepare("UPDATE print_job SET state = 'ready', done_at = created_at + 900 WHERE state = 'queued'");

  for (let from = 0; from < count; from += CHUNK) {
    inTransaction(shop.db, () => {
      for (let index = from; index < Math.min(from + CHUNK, count); index++) {
        now = Math.max(now, Math.round(start + (YEARS_MS * index) / count));
        const { order } = intakeDevice(shop, { ...next(isoDateAt(now, "Asia/Almaty")), policy: null }, chance.pick(staff));
        live(order, index);
        later.get(index)?.forEach((step) => step());
        later.delete(index);
      }
      papersDone.run();
    });
    if (from % (CHUNK * 10) === 0 && from > 0) say(`  ${from} orders`);
  }
  shop.db.pragma("wal_checkpoint(TRUNCATE)");
  close();

  function live(order: Order, index: number): void {
    const technician = chance.pick(staff);
    const price = String(chance.between(30, 600) * 100);
    const way = chance.happens(0.3) ? WAY : SHORT_WAY;
    const length = stay * (0.1 + 1.8 * chance.share());
    let current = order;
    const target = () => ({ id: current.id, version: current.version });
    const plan = (part: number, step: () => Order): void => {
      const at = index + 1 + Math.round(length * part);
      const steps = later.get(at) ?? [];
      steps.push(() => void (current = step()));
      later.set(at, steps);
    };
    if (chance.happens(0.9)) plan(0.08, () => assignOrder(shop, { ...target(), technicianId: technician.personId }, technician));
    way.forEach((to, step) => plan(0.1 + (0.7 * step) / way.length, () => moveOrder(shop, { ...target(), to }, technician)));
    plan(0.75, () => storeLine(shop, { ...target(), lineId: null, kind: "work", title: "Ремонт платы", quantity: "1", price }, technician));
    plan(
      1,
      () =>
        handBackDevice(
          shop,
          {
            ...target(),
            claimCode: current.claimCode,
            identityCheck: null,
            identityNote: "",
            returned: current.accessories.map(({ id }) => id),
            outcome: "",
            warrantyDays: 90,
            paid: amountText(balance(current).owed),
            paidMethod: "card",
            signature: null,
          },
          technician,
        ).order,
    );
  }
}
