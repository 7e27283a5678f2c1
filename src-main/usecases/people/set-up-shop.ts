import { findShop, updateShop } from "../../database/shop/setting.ts";
import { inTransaction } from "../../database/ground/open.ts";
import { findBench, findBenchByName, insertBench, updateBenchName, updateIdleMinutes } from "../../database/shop/bench.ts";
import { isDayZone, updateDayZone } from "../../database/figures/day-shift.ts";
import { insertPerson, listPeople } from "../../database/people/person.ts";
import { findPicture } from "../../database/pictures/picture.ts";
import { isDrawnLogo } from "../../documents/labels/logo.ts";
import { DomainError } from "../../domain/ground/error.ts";
import type { FieldProblem } from "../../domain/ground/field-problem.ts";
import { MAX_TEXT } from "../../domain/ground/limits.ts";
import { PREFIX_PATTERN } from "../../domain/orders/order-number.ts";
import { wholePapers } from "../../domain/shop/paper-layout.ts";
import { PIN_PATTERN } from "../../domain/people/pin-wait.ts";
import { SUPERVISOR } from "../../domain/ground/rights.ts";
import type { Bench, Caller, SetUpInput, ShopSettings } from "../../domain/shop/shop.ts";
import { settingsOf, type Shop } from "../ground/shop.ts";

/** What is wrong with what a shop says of itself; its fields are named from `under` on. */
function settingsProblems(settings: ShopSettings, under: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const wrong = (field: string, problem: FieldProblem["problem"]): void => void problems.push({ field: under + field, problem });
  if (!PREFIX_PATTERN.test(settings.numberPrefix)) wrong("numberPrefix", "prefix");
  if (!/^[A-Z]{3}$/.test(settings.currency)) wrong("currency", "currency");
  if (!/^[A-Z]{2}$/.test(settings.country)) wrong("country", "country");
  if (!isTimeZone(settings.timeZone)) wrong("timeZone", "time-zone");
  if (settings.languages.length === 0) wrong("languages", "required");
  if (settings.email !== "" && !/^[^\s@]+@[^\s@]+$/.test(settings.email)) wrong("email", "email");
  return problems;
}

function refuse(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw new DomainError("input.invalid", { problems });
}

/** Checks what a shop says of itself. @throws DomainError `input.invalid`, `photo.unknown`, `photo.not-drawn` */
export function checkSettings(shop: Shop, settings: ShopSettings, under: string): void {
  refuse(settingsProblems(settings, under));
  checkLogo(shop, settings.logo, `${under}logo`);
}

/** A logo that is newly chosen must have been drawn for papers; one that was there before stays as it is. */
function checkLogo(shop: Shop, logo: string | null, field: string): void {
  if (logo === null) return;
  if (!findPicture(shop.db, logo)) throw new DomainError("photo.unknown", { field });
  if (logo !== settingsOf(shop).logo && !isDrawnLogo(shop.pictures.read(logo))) throw new DomainError("photo.not-drawn", { field });
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** Whether the first start is still to come: nobody works here yet. */
export const needsSetUp = (shop: Shop): boolean => listPeople(shop.db).length === 0;

/** Checks all that a set-up says. @returns the person's name @throws DomainError `input.invalid`, `photo.unknown`, `photo.not-drawn` */
export function checkSetUp(shop: Shop, input: SetUpInput): string {
  const name = input.person.name.trim();
  const problems = settingsProblems(input.settings, "settings.");
  if (name === "") problems.push({ field: "person.name", problem: "required" });
  if (input.person.pin !== "" && !PIN_PATTERN.test(input.person.pin)) problems.push({ field: "person.pin", problem: "pin" });
  refuse(problems);
  checkLogo(shop, input.settings.logo, "settings.logo");
  return name;
}

/**
 * Sets a shop up, once.
 * @throws DomainError `shop.already-set-up`, `input.invalid`
 */
export async function setUpShop(shop: Shop, input: SetUpInput, caller: Caller): Promise<{ personId: string }> {
  const name = checkSetUp(shop, input);
  const pinHash = input.person.pin === "" ? null : await shop.pins.hash(input.person.pin);
  const personId = shop.newId();
  inTransaction(shop.db, () => {
    if (!needsSetUp(shop)) throw new DomainError("shop.already-set-up");
    updateShop(shop.db, { ...input.settings, papers: { ...wholePapers(input.settings.papers), own: {} } });
    keepDays(shop);
    insertPerson(shop.db, { id: personId, name, pinHash, role: SUPERVISOR, at: shop.clock() });
    renameBench(shop, caller.benchId, input.bench);
  });
  shop.publish({ kind: "all" });
  return { personId };
}

/** Changes what the shop says of itself. Papers that exist keep what they said. @throws DomainError `input.invalid` */
export function changeShop(shop: Shop, settings: ShopSettings): void {
  checkSettings(shop, settings, "");
  inTransaction(shop.db, () => {
    // Whose template makes which paper is another matter, see `keep-templates.ts`.
    const { own } = settingsOf(shop).papers;
    updateShop(shop.db, { ...settings, papers: { ...wholePapers(settings.papers), own } });
    keepDays(shop);
  });
  shop.publish({ kind: "shop" });
}

/** Counts the shop's days by its time zone from now on, where that is another one than it was. */
export function keepDays(shop: Shop): void {
  const { timeZone } = settingsOf(shop);
  if (!isDayZone(shop.db, timeZone)) inTransaction(shop.db, () => updateDayZone(shop.db, timeZone, shop.clock()));
}

/** Keeps the settings that a shop without set-up works with, so that a later start on another PC reads the same. */
export function keepSettings(shop: Shop): void {
  inTransaction(shop.db, () => {
    if (!findShop(shop.db)) updateShop(shop.db, settingsOf(shop));
  });
}

/** Names the PC or command line that is asking, adding it at its first visit. */
export function openBench(shop: Shop, bench: Pick<Bench, "id" | "name">): Bench {
  const known = findBench(shop.db, bench.id);
  if (known) return known;
  inTransaction(shop.db, () => insertBench(shop.db, bench, shop.clock()));
  return { ...bench, idleMinutes: null };
}

/** The bench of this name, added at its first use. @returns its id */
export function openNamedBench(shop: Shop, name: string): string {
  const known = findBenchByName(shop.db, name);
  return known?.id ?? openBench(shop, { id: shop.newId(), name }).id;
}

/** Gives the bench another name; an empty one changes nothing. */
export function renameBench(shop: Shop, id: string, name: string): void {
  const plain = name.trim().slice(0, MAX_TEXT.short);
  if (plain === "") return;
  inTransaction(shop.db, () => updateBenchName(shop.db, id, plain));
  shop.publish({ kind: "shop" });
}

/** Says after how many minutes without a sign of life a bench signs out; null: never. */
export function keepIdleMinutes(shop: Shop, id: string, minutes: number | null): void {
  inTransaction(shop.db, () => updateIdleMinutes(shop.db, id, minutes));
  shop.publish({ kind: "shop" });
}
