import { deleteLeftUnit, insertDevice, insertModelSeen, listUnitsBearing, type KnownUnit } from "../../database/devices/device.ts";
import { listOrderIdsOfDevice } from "../../database/orders/device-history.ts";
import { inTransaction } from "../../database/ground/open.ts";
import { getOrder, updateCorrected, updateIntakeFacts } from "../../database/orders/order.ts";
import { updateSearchWords } from "../../database/orders/order-words.ts";
import { replaceAccessories } from "../../database/orders/order-part.ts";
import { isoDateAt } from "../../domain/ground/date.ts";
import { deviceOf } from "../../domain/devices/device-input.ts";
import { DomainError } from "../../domain/ground/error.ts";
import { fieldReader, type FieldProblem } from "../../domain/ground/field-problem.ts";
import type { Accessory, Order } from "../../domain/orders/order.ts";
import type { Device } from "../../domain/devices/device.ts";
import { MAX_TEXT } from "../../domain/ground/limits.ts";
import type { CorrectionInput } from "../../domain/orders/order-change.ts";
import { shareNumber } from "../../domain/devices/same-unit.ts";
import type { Caller } from "../../domain/shop/shop.ts";
import { decideAgain } from "./decide-order.ts";
import { checkVersion, record, settingsOf, type Shop } from "../ground/shop.ts";
import { changeUnit, chosenUnit, doubtfulDevice, only } from "./store-unit.ts";

/** What a correction may change, as one flat list of facts. */
type Facts = Device & Pick<Order, "proofs" | "warrantyCardStamped" | "request" | "channel"> & { readonly accessories: readonly string[] };

/** Facts by which one device is told from another. */
const IDENTITY: readonly (keyof Device)[] = ["category", "brand", "model", "serial", "imei", "imei2"];

/**
 * Corrects what was written down at intake: the device, the papers that came with it, accessories, request and way in. The event keeps both
 * what it said and what it says; papers made before stay, those made later say that they are corrected. A closed order's device can still be
 * corrected, what it came with can not.
 * @throws DomainError `input.invalid`, `device.doubtful` while nobody said which device it is, `device.unknown`, `order.closed`,
 *   `order.changed-elsewhere`, `order.unknown`
 */
export function correctIntake(shop: Shop, input: CorrectionInput, caller: Caller): Order {
  const { order, others } = inTransaction(shop.db, () => {
    const before = getOrder(shop.db, input.id);
    checkVersion(shop, before, input.version);
    const { device, accessories } = readCorrection(shop, input, before);
    const said = factsOf(before, before.device, before.accessories);
    const says = factsOf(input, device, accessories);
    const changed = (Object.keys(says) as (keyof Facts)[]).filter((key) => JSON.stringify(says[key]) !== JSON.stringify(said[key]));
    if (before.closedAt !== null && changed.some((key) => !(key in device))) throw new DomainError("order.closed", { number: before.number });
    const unit = unitOf(shop, before, device, input.deviceId);
    if (changed.length === 0 && unit?.id === before.deviceId) return { order: before, others: [] };

    insertModelSeen(shop.db, device);
    const deviceId = unit?.id ?? shop.newId();
    const elsewhere = unit ? changeUnit(shop, unit, device, caller, before.id) : [];
    if (!unit) insertDevice(shop.db, deviceId, device, shop.clock());
    updateIntakeFacts(shop.db, before.id, { ...says, deviceId });
    if (changed.includes("accessories")) replaceAccessories(shop.db, before.id, accessories);
    if (deviceId !== before.deviceId) deleteLeftUnit(shop.db, before.deviceId);
    updateCorrected(shop.db, before.id, shop.clock());
    updateSearchWords(shop.db, getOrder(shop.db, before.id));
    record(shop, before.id, "corrected", caller, {
      before: only(said, changed),
      after: only(says, changed),
      ...(deviceId !== before.deviceId && { unit: "another" }),
    });
    if (before.closedAt === null) decideAgain(shop, before.id, caller);
    return { order: getOrder(shop.db, before.id), others: elsewhere };
  });
  for (const orderId of [order.id, ...others]) shop.publish({ kind: "order", orderId });
  return order;
}

const factsOf = (
  from: Pick<CorrectionInput | Order, "proofs" | "warrantyCardStamped" | "request" | "channel">,
  device: Device,
  accessories: readonly Pick<Accessory, "name">[],
): Facts => ({
  ...device,
  proofs: from.proofs as Order["proofs"],
  warrantyCardStamped: from.warrantyCardStamped,
  request: from.request,
  channel: from.channel,
  accessories: accessories.map(({ name }) => name),
});

/** @param before accessories that keep their ids @throws DomainError `input.invalid` with every wrong field */
export function readCorrection(
  shop: Shop,
  input: CorrectionInput,
  before: Pick<Order, "accessories">,
): { readonly device: Device; readonly accessories: readonly Pick<Accessory, "id" | "name">[] } {
  const problems: FieldProblem[] = [];
  const { timeZone } = settingsOf(shop);
  const reader = fieldReader(problems, { today: isoDateAt(shop.clock(), timeZone), timeZone });
  const { text: read } = reader;
  const device = deviceOf(input.device, reader);
  const known = new Set(before.accessories.map(({ id }) => id));
  const accessories = input.accessories
    .map(({ id, name }, index) => ({
      id: id !== null && known.delete(id) ? id : shop.newId(),
      name: read(`accessories.${index}`, name, MAX_TEXT.accessory),
    }))
    .filter(({ name }) => name !== "");
  if (problems.length > 0) throw new DomainError("input.invalid", { problems });
  return { device, accessories };
}

/**
 * The unit that a corrected order is about: its own, a known one, or undefined for one of its own from now on.
 * @throws DomainError `device.doubtful`, `device.unknown`
 */
function unitOf(shop: Shop, { deviceId: ownId, device: before }: Order, device: Device, chosen: string | null | undefined): KnownUnit | undefined {
  const own: KnownUnit = { id: ownId, device: before };
  const isShared = listOrderIdsOfDevice(shop.db, ownId).length > 1;
  if (chosen === ownId) return own;
  if (typeof chosen === "string") return chosenUnit(shop, chosen, device);
  if (chosen === null) return isShared ? undefined : own;
  // Units that bear a number which is new here; the others were told apart before.
  const others = listUnitsBearing(shop.db, device).filter((other) => other.id !== ownId && !shareNumber(before, other.device));
  const doubtful = [...(isShared && IDENTITY.some((key) => device[key] !== before[key]) ? [own] : []), ...others];
  if (doubtful.length > 0) throw doubtfulDevice(shop, device, doubtful);
  return own;
}
