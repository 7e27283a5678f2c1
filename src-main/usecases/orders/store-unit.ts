import { getUnit, insertDevice, insertModelSeen, listUnitsBearing, updateDevice, type KnownUnit } from "../../database/devices/device.ts";
import { listOrderIdsOfDevice, listStays } from "../../database/orders/device-history.ts";
import { getOrder, updateCorrected } from "../../database/orders/order.ts";
import { updateSearchWords } from "../../database/orders/order-words.ts";
import { DomainError } from "../../domain/ground/error.ts";
import type { FieldProblem } from "../../domain/ground/field-problem.ts";
import { MOST_IMEIS } from "../../domain/devices/imei.ts";
import type { Device } from "../../domain/devices/device.ts";
import { isPlaceholder } from "../../domain/devices/placeholder.ts";
import { contradictions, imeisOf, matchUnit, shareNumber } from "../../domain/devices/same-unit.ts";
import type { Caller } from "../../domain/shop/shop.ts";
import { record, type Shop } from "../ground/shop.ts";

/** What happens where only a person can tell whether a device is a known one: they are asked, or it is kept apart and named. */
export type Doubt = "ask" | "apart";

/** The unit of an order, and what a person should know of it. `others` are orders that say something else of their device now. */
export type StoredUnit = { readonly id: string; readonly warnings: readonly FieldProblem[]; readonly others: readonly string[] };

/**
 * Finds the unit that a device is, or adds it. Runs within the caller's transaction.
 * @param chosen a person's word, as in `IntakeInput.deviceId`
 * @throws DomainError `device.doubtful` with the units that bear the same number, `device.unknown` for one that does not
 */
export function storeUnit(shop: Shop, device: Device, chosen: string | null | undefined, doubt: Doubt, caller: Caller): StoredUnit {
  insertModelSeen(shop.db, device);
  const at = shop.clock();
  const known = listUnitsBearing(shop.db, device);
  const { same, doubtful } = matchUnit(device, known);
  if (chosen === undefined && doubtful.length > 0 && doubt === "ask") throw doubtfulDevice(shop, device, doubtful);
  const unit = typeof chosen === "string" ? chosenUnit(shop, chosen, device) : chosen === null ? undefined : same;
  const warnings = (chosen === undefined ? doubtful : []).map((other) => sameNumber(shop, device, other));
  if (unit === undefined) {
    const id = shop.newId();
    insertDevice(shop.db, id, device, at);
    return { id, warnings, others: [] };
  }
  return { id: unit.id, warnings, others: changeUnit(shop, unit, mergedUnit(unit.device, device), caller) };
}

/** @throws DomainError `device.unknown` where there is no such unit or it bears no number of the device */
export function chosenUnit(shop: Shop, id: string, device: Device): KnownUnit {
  const unit = getUnit(shop.db, id);
  if (!shareNumber(device, unit.device)) throw new DomainError("device.unknown", { field: "deviceId" });
  return unit;
}

/** What the counter says of a known unit; what it left empty this time is kept from last time. */
function mergedUnit(before: Device, now: Device): Device {
  const merged = Object.fromEntries(Object.entries(now).map(([key, value]) => [key, value || before[key as keyof Device]])) as Device;
  const [mine, known] = [imeisOf(now), imeisOf(before)];
  const both = mine.length === 0 || mine.some((each) => known.includes(each)) ? [...new Set([...mine, ...known])] : mine;
  const [imei = "", imei2 = ""] = both.slice(0, MOST_IMEIS);
  const serial = isPlaceholder(now.serial) && before.serial !== "" ? before.serial : merged.serial;
  return { ...merged, serial, imei, imei2 };
}

/** Facts by which orders are found. */
const FOUND_BY: readonly (keyof Device)[] = ["category", "brand", "model", "serial", "imei", "imei2", "bodyCode"];

/**
 * Writes what a unit is from now on. Orders of its other stays that said something else are found by what it is now and tell what changed.
 * @returns their ids
 */
export function changeUnit(shop: Shop, { id, device: before }: KnownUnit, after: Device, caller: Caller, exceptOrderId?: string): readonly string[] {
  const changed = (Object.keys(after) as (keyof Device)[]).filter((key) => after[key] !== before[key]);
  updateDevice(shop.db, id, after, shop.clock());
  // What nobody had said before is no correction.
  const corrected = changed.filter((key) => before[key] !== "" && before[key] !== null);
  if (changed.length === 0) return [];
  const others = listOrderIdsOfDevice(shop.db, id).filter((orderId) => orderId !== exceptOrderId);
  for (const orderId of others) {
    if (changed.some((key) => FOUND_BY.includes(key))) updateSearchWords(shop.db, getOrder(shop.db, orderId));
    if (corrected.length === 0) continue;
    updateCorrected(shop.db, orderId, shop.clock());
    record(shop, orderId, "corrected", caller, { before: only(before, corrected), after: only(after, corrected) });
  }
  return corrected.length > 0 ? others : [];
}

export const only = <Facts extends object>(facts: Facts, keys: readonly (keyof Facts)[]): Partial<Facts> =>
  Object.fromEntries(keys.map((key) => [key, facts[key]])) as Partial<Facts>;

/** The question which device it is, with all that a person needs to answer it. */
export const doubtfulDevice = (shop: Shop, device: Device, doubtful: readonly KnownUnit[]): DomainError =>
  new DomainError("device.doubtful", {
    field: "deviceId",
    text: sharedNumber(device, doubtful[0]!.device),
    units: doubtful.map(({ id, device: known }) => ({
      deviceId: id,
      device: known,
      stays: listStays(shop.db, id),
      apart: contradictions(device, known),
    })),
  });

const sharedNumber = (device: Device, other: Device): string => imeisOf(other).find((imei) => imeisOf(device).includes(imei)) ?? device.serial;

function sameNumber(shop: Shop, device: Device, { id, device: other }: KnownUnit): FieldProblem {
  const number = sharedNumber(device, other);
  const name = [other.brand, other.model].filter(Boolean).join(" ") || other.category;
  const orders = listStays(shop.db, id).map((stay) => stay.number);
  return {
    field: number === device.serial ? "device.serial" : "device.imei",
    problem: "same-number",
    text: `${number} (${[name, ...orders].join(", ")})`,
  };
}
