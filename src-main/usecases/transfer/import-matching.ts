import { findSameCustomer } from "../../database/customers/customer.ts";
import { listUnitsBearing } from "../../database/devices/device.ts";
import type { Stage } from "../../database/transfer/import-stage.ts";
import { isNumberTaken } from "../../database/transfer/import.ts";
import { claimCodeFromBytes, CLAIM_CODE_LENGTH } from "../../domain/orders/claim-code.ts";
import type { Draft, DraftCustomer, DraftDevice, DraftOrder } from "../../domain/transfer/import-draft.ts";
import type { DraftProblem } from "../../domain/transfer/import-row.ts";
import { imeisOf, matchUnit, type UnitFacts } from "../../domain/devices/same-unit.ts";
import { foldCode, foldText, foldWords } from "../../domain/ground/text.ts";
import type { Shop } from "../ground/shop.ts";

/** Someone or something that a row is about. */
type Found = { readonly id: string; readonly isNew: boolean; readonly warnings: readonly DraftProblem[] };

const NOTHING: readonly DraftProblem[] = [];

/** Prepares what rows bring, each customer and unit once; what cannot be told from another one is kept apart and named. */
export function storing(shop: Shop, stage: Stage | undefined, currency: string) {
  const customerOf = matchingCustomers(shop, stage);
  const deviceOf = matchingUnits(shop, stage);
  const numbered = numbering(shop);

  return {
    numbered,
    add({ customer, device, order, warnings }: Draft, line: number, cells: string) {
      // Customer, unit and order that come new with one row bear the same id: making one takes longer than keeping it.
      const id = shop.newId();
      const owner = customer && customerOf(customer, id);
      const unit = device && deviceOf(device, id);
      const orderId = order && id;
      if (order && owner && unit && stage) stage.addOrder({ ...claimable(shop, order), id, customerId: owner.id, deviceId: unit.id, currency });
      stage?.addRow(line, cells, {
        ...(owner?.isNew && { customerId: owner.id }),
        ...(unit?.isNew && { deviceId: unit.id }),
        ...(orderId !== null && { orderId }),
      });
      return {
        customers: owner?.isNew ? 1 : 0,
        devices: unit?.isNew ? 1 : 0,
        orders: orderId === null ? 0 : 1,
        warnings: [...warnings, ...(owner?.warnings ?? NOTHING), ...(unit?.warnings ?? NOTHING)],
      };
    },
  };
}

/** An order whose device is still here gets a claim code, as any at the counter does. */
function claimable(shop: Shop, order: DraftOrder): DraftOrder & { readonly claimCode: string } {
  if (order.closedAt !== null) return { ...order, claimCode: "" };
  const claimCode = claimCodeFromBytes(shop.randomBytes(CLAIM_CODE_LENGTH));
  return { ...order, claimCode, words: `${order.words} ${claimCode.toLowerCase()}` };
}

/** Who brought what under a number. */
type Ticket = { readonly who: string; readonly what: string[] };

/**
 * Gives each order a number of its own: the second device on one customer's ticket `1001` becomes `1001-2`, and is named. A number that stands
 * twice for one device, or for another customer, is a mistake, as one that is known already is.
 */
function numbering(shop: Shop): (draft: Draft) => Draft | DraftProblem {
  const tickets = new Map<string, Ticket>();
  const isFree = (number: string): boolean => !tickets.has(number) && !isNumberTaken(shop.db, number);
  return (draft) => {
    const { customer, device, order } = draft;
    if (!order || !customer || !device) return draft;
    const { number } = order;
    const who = `${customer.nameFolded} ${customer.phones[0] ?? ""}`;
    const what = foldText(`${device.category} ${device.brand} ${device.model} ${device.serialCode} ${device.imei}`);
    const first = tickets.get(number);
    if (first === undefined) {
      tickets.set(number, { who, what: [what] });
      return isNumberTaken(shop.db, number) ? { field: "number", problem: "number-known", text: number } : draft;
    }
    if (first.who !== who || first.what.includes(what)) return { field: "number", problem: "number-twice", text: number };
    let turn = 2;
    while (!isFree(`${number}-${turn}`)) turn++;
    const own = `${number}-${turn}`;
    first.what.push(what);
    tickets.set(own, { who, what: [what] });
    const words = `${order.words} ${foldWords(own).join(" ")} ${foldCode(own).toLowerCase()}`;
    return {
      ...draft,
      order: { ...order, number: own, words },
      warnings: [...draft.warnings, { field: "number", problem: "number-split", text: own }],
    };
  };
}

/** A customer is a known one by name and any phone, else by name and e-mail or address: a name alone is enough for an organisation only. */
function matchingCustomers(shop: Shop, stage: Stage | undefined): (customer: DraftCustomer, id: string) => Found {
  const known = new Map<string, string>();
  const nameless = new Set<string>();
  return (customer, id) => {
    const { nameFolded, phones, email, address } = customer;
    const name = nameFolded.replace(/\s+/g, " ").trim();
    const unreached = customer.kind === "organisation" ? [customer.registration] : [email.toLowerCase(), address].filter(Boolean);
    const reached = phones.length > 0 ? phones : unreached;
    const keys = reached.map((way) => `${name}\n${way}`);
    const same = keys.map((key) => known.get(key)).find((each) => each !== undefined) ?? storedCustomer(shop, customer);
    keys.forEach((key) => known.set(key, same ?? id));
    if (same !== undefined) return { id: same, isNew: false, warnings: NOTHING };
    stage?.addCustomer(id, customer);
    const twice = keys.length === 0 && nameless.has(name);
    if (keys.length === 0) nameless.add(name);
    return { id, isNew: true, warnings: twice ? [{ field: "name", problem: "same-name", text: customer.name }] : NOTHING };
  };
}

const storedCustomer = (shop: Shop, { phones, name }: DraftCustomer): string | undefined =>
  phones.map((phone) => findSameCustomer(shop.db, phone, name)).find((id) => id !== undefined);

type Staged = { readonly id: string; readonly device: UnitFacts };

/** A unit is a known one by the same rule as at the counter; where a person would be asked there, it is kept apart here. */
function matchingUnits(shop: Shop, stage: Stage | undefined): (device: DraftDevice, id: string) => Found {
  const byNumber = new Map<string, Staged[]>();
  return (device, id) => {
    const numbers = [device.serialCode, ...imeisOf(device)].filter(Boolean);
    const staged = numbers.flatMap((number) => byNumber.get(number) ?? []);
    const { same, doubtful } =
      numbers.length === 0 ? { same: undefined, doubtful: [] } : matchUnit(device, [...staged, ...listUnitsBearing(shop.db, device)]);
    const warnings = doubtful.length > 0 ? [warningOf(device, doubtful[0]!.device)] : NOTHING;
    if (same !== undefined) return { id: same.id, isNew: false, warnings };
    for (const number of numbers) byNumber.set(number, [...(byNumber.get(number) ?? []), { id, device }]);
    stage?.addDevice(id, device);
    return { id, isNew: true, warnings };
  };
}

/** Names the number that another device bears, and that device. */
function warningOf(device: DraftDevice, other: UnitFacts): DraftProblem {
  const shared = imeisOf(other).find((imei) => imeisOf(device).includes(imei));
  const name = [other.brand, other.model].filter(Boolean).join(" ") || other.category;
  return { field: shared === undefined ? "serial" : "imei", problem: "same-number", text: `${shared ?? device.serial} (${name})` };
}
