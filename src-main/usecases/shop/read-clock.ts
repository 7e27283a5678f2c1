import { inTransaction } from "../../database/ground/open.ts";
import { findLatestIntake, updateLatestIntake } from "../../database/shop/setting.ts";
import { isoDateAt } from "../../domain/ground/date.ts";
import { clockBehind, type ClockBehind } from "../../domain/ground/deadline.ts";
import { settingsOf, type Shop } from "../ground/shop.ts";

/** Whether the clock has fallen behind the last device that was taken in; null where it has not. */
export const readClock = (shop: Shop): ClockBehind | null => clockBehind(findLatestIntake(shop.db), shop.clock());

/**
 * The year whose series the next order belongs to, two digits, and notes that one was taken in. A clock that was set back begins no
 * series of a year that is over: numbers go on in the latest one until the clock is right, or a person says that it is.
 */
export function yearOfSeries(shop: Shop, at: number): number {
  const latest = Math.max(at, findLatestIntake(shop.db) ?? at);
  updateLatestIntake(shop.db, latest);
  return Number(isoDateAt(latest, settingsOf(shop).timeZone).slice(2, 4));
}

/** A person says that the clock is right: it was ahead before. Numbers follow it from now on. */
export function trustClock(shop: Shop): void {
  inTransaction(shop.db, () => updateLatestIntake(shop.db, shop.clock()));
  shop.publish({ kind: "shop" });
}
