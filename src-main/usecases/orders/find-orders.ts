import { getCustomer, listCustomersOfPhone, searchCustomers } from "../../database/customers/customer.ts";
import { listBrands, listModels, listUnitsBearing } from "../../database/devices/device.ts";
import { listStays } from "../../database/orders/device-history.ts";
import { listEvents } from "../../database/orders/event.ts";
import {
  findOrder as findOrderOfId,
  findOrderByNumber,
  findOrderId,
  getOrder,
  getOrderByNumber,
  listOrdersByClaimCode,
} from "../../database/orders/order.ts";
import {
  countQueue,
  listOrderIdsOfName,
  listOrderIdsOfPhone,
  listOrdersOfCustomer,
  listQueue,
  listSummaries,
  searchOrders,
  type QueueFilter,
} from "../../database/orders/order-list.ts";
import { normaliseClaimCode } from "../../domain/orders/claim-code.ts";
import { addDays, isoDateAt } from "../../domain/ground/date.ts";
import { DomainError } from "../../domain/ground/error.ts";
import { readImeis } from "../../domain/devices/imei.ts";
import type { DeviceHistory, DeviceStay } from "../../domain/orders/known.ts";
import type { KnownCustomer } from "../../domain/customers/customer.ts";
import type { Order, OrderPage } from "../../domain/orders/order.ts";
import { parseOrderNumber } from "../../domain/orders/order-number.ts";
import { parsePhone } from "../../domain/ground/phone.ts";
import type { OrderSummary, QueueCounts, QueuePage, QueueRequest } from "../../domain/orders/queue.ts";
import { parseScanCode, type Scanned } from "../../domain/orders/scan-code.ts";
import { distantQuery, searchQuery } from "../../domain/ground/search.ts";
import { contradictions, type UnitFacts } from "../../domain/devices/same-unit.ts";
import { foldCode } from "../../domain/ground/text.ts";
import { settingsOf, type Shop } from "../ground/shop.ts";

/** @throws DomainError `order.unknown` */
export const readOrder = (shop: Shop, id: string): OrderPage => ({ order: getOrder(shop.db, id), events: listEvents(shop.db, id) });

export const findOrder = (shop: Shop, id: string): Order | undefined => findOrderOfId(shop.db, id);

/**
 * @param number as typed; one that another system gave, as it wrote it
 * @throws DomainError `order-number.malformed`, `order-number.check`, `order.unknown`
 */
export const readOrderByNumber = (shop: Shop, number: string): Order =>
  findOrderByNumber(shop.db, number.trim()) ?? getOrderByNumber(shop.db, parseOrderNumber(number));

/**
 * Opens what a scanner read: a slip's QR or an order number.
 * @returns null where the code is of another kind
 * @throws DomainError `order-number.check`, `order.unknown`, `claim-code.wrong` where a slip is of another order
 */
export function resolveScan(shop: Shop, text: string): Scanned | null {
  const code = parseScanCode(text);
  if (!code) return null;
  const order = getOrderByNumber(shop.db, code.number);
  if (code.kind === "slip" && code.claimCode !== order.claimCode) throw new DomainError("claim-code.wrong", { number: order.number });
  return { orderId: order.id, number: order.number, claimCode: code.kind === "slip" ? code.claimCode : null };
}

const FOUND = 30;

/**
 * Orders for anything that a person types or scans: number, slip, claim code, serial, IMEI, phone, name, model, words of
 * the fault. What names one order exactly comes first, then the orders of those who are called so or have that phone, then the rest;
 * all newest first.
 */
export function findOrders(shop: Shop, text: string): readonly OrderSummary[] {
  const plain = text.trim();
  const { ids, coded } = exactIds(shop, plain);
  const exact = listSummaries(shop.db, ids);
  const words = wantedOf(shop, plain);
  if (words === undefined) return exact;
  // A code that is known is whole: what else begins so is of interest among the newest orders at most.
  const wanted = coded && foldCode(plain).length >= LEAST_CODE ? { ...words, distant: "" } : words;
  const known = new Set(exact.map(({ id }) => id));
  return [...exact, ...searchOrders(shop.db, wanted, FOUND).filter(({ id }) => !known.has(id))].slice(0, FOUND);
}

function wantedOf(shop: Shop, text: string): Parameters<typeof searchOrders>[1] | undefined {
  const { country } = settingsOf(shop);
  const [query, distant] = [searchQuery(text, country), distantQuery(text, country)];
  return query === undefined || distant === undefined ? undefined : { query, distant };
}

/** So many orders of a customer come first where the whole name was typed. */
const OF_CUSTOMER = 10;
/** Shorter codes may be the beginning of another one, or stand for none, as a serial number of 12345 does. */
const LEAST_CODE = 8;

/** Orders that a text names, and whether it is a code: a number, a slip, a claim code, a serial number or IMEI, a phone number. */
function exactIds(shop: Shop, text: string): { readonly ids: readonly string[]; readonly coded: boolean } {
  // Another system's number is found as it wrote it.
  const ids: (string | undefined)[] = [findOrderId(shop.db, text)];
  try {
    const code = parseScanCode(text);
    if (code) ids.push(findOrderId(shop.db, code.number));
  } catch (error) {
    // A mistyped number still is a text that can be searched for.
    if (!(error instanceof DomainError)) throw error;
  }
  const claim = normaliseClaimCode(text);
  if (claim) ids.push(...listOrdersByClaimCode(shop.db, claim));
  const units = listUnitsBearing(shop.db, { serial: text, ...imeisIn(text, "") });
  ids.push(...units.flatMap(({ id }) => listStays(shop.db, id)).map(({ orderId }) => orderId));
  const phone = parsePhone(text, settingsOf(shop).country);
  if (phone !== undefined) ids.push(...listOrderIdsOfPhone(shop.db, phone, FOUND));
  const coded = ids.some((id) => id !== undefined);
  if (text !== "") ids.push(...listOrderIdsOfName(shop.db, text, OF_CUSTOMER));
  return { ids: [...new Set(ids.filter((id) => id !== undefined))], coded };
}

const HOUR_MS = 3_600_000;

/** One page of the open orders. */
export function readQueue(shop: Shop, request: QueueRequest): QueuePage {
  const settings = settingsOf(shop);
  const today = isoDateAt(shop.clock(), settings.timeZone);
  const query = request.text?.trim() ? searchQuery(request.text, settings.country) : undefined;
  if (request.text?.trim() && query === undefined) return { rows: [], next: null };
  const filter: QueueFilter = {
    ids: request.ids,
    states: request.states?.length ? request.states : undefined,
    technicianId: request.technicianId,
    priority: request.priority,
    dueFrom: request.due === "today" ? today : undefined,
    dueUntil: request.due && (request.due === "today" ? today : addDays(today, -1)),
    untakenSince: request.untaken ? shop.clock() - settings.untakenHours * HOUR_MS : undefined,
    query,
  };
  return listQueue(shop.db, filter, request.sort, request.after, request.limit);
}

/** How many orders are open, per state and of those that stand out. */
export function readCounts(shop: Shop, personId: string | null): QueueCounts {
  const settings = settingsOf(shop);
  const today = isoDateAt(shop.clock(), settings.timeZone);
  return countQueue(shop.db, today, shop.clock() - settings.untakenHours * HOUR_MS, personId);
}

/** Customers for what was typed: phone in any notation, name, e-mail, company; those with that very phone first, then newest first. */
export function findCustomers(shop: Shop, text: string, limit = 8): readonly KnownCustomer[] {
  const words = wantedOf(shop, text);
  if (words === undefined) return [];
  const phone = parsePhone(text, settingsOf(shop).country);
  const exact = phone === undefined ? [] : listCustomersOfPhone(shop.db, phone, limit);
  const known = new Set(exact.map(({ id }) => id));
  const wanted = known.size > 0 ? { ...words, distant: "" } : words;
  return [...exact, ...searchCustomers(shop.db, wanted, limit).filter(({ id }) => !known.has(id))].slice(0, limit);
}

/** A customer with their orders, newest first. @throws DomainError `customer.unknown` */
export const readCustomer = (shop: Shop, id: string): { customer: KnownCustomer; orders: readonly OrderSummary[] } => ({
  customer: getCustomer(shop.db, id),
  orders: listOrdersOfCustomer(shop.db, id, 200),
});

/** The IMEIs that the fields for them say so far. */
function imeisIn(first: string, second: string): { readonly imei: string; readonly imei2: string } {
  const [imei = "", imei2 = ""] = [...readImeis(first).imeis, ...readImeis(second).imeis];
  return { imei, imei2 };
}

/** Units that bear a number of the device at the counter, with their stays: the one that it is first, then those that it is told apart from. */
export function readDeviceHistory(shop: Shop, asked: UnitFacts): readonly DeviceHistory[] {
  const device = { ...asked, serial: asked.serial.trim(), ...imeisIn(asked.imei, asked.imei2) };
  return listUnitsBearing(shop.db, device)
    .map(({ id, device: known }) => ({ deviceId: id, device: known, stays: listStays(shop.db, id), apart: contradictions(device, known) }))
    .toSorted((one, other) => one.apart.length - other.apart.length);
}

/** The stays of a unit, newest first. */
export const readStays = (shop: Shop, deviceId: string): readonly DeviceStay[] => listStays(shop.db, deviceId);

/** Brands or models that the shop has seen, the most frequent first; models where a brand is named. */
export const suggestModels = (shop: Shop, ask: { category: string; brand: string | null; beginning: string }): readonly string[] =>
  ask.brand === null ? listBrands(shop.db, ask.category, ask.beginning) : listModels(shop.db, ask.category, ask.brand, ask.beginning);
