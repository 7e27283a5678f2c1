import type { Database } from "better-sqlite3";
import type { DeviceHistory } from "../domain/known.ts";
import type { Device } from "../domain/order.ts";
import type { OrderState } from "../domain/order-state.ts";
import { foldCode, foldText } from "../domain/text.ts";
import { prepared } from "./prepared.ts";

type DeviceRow = {
  id: string;
  category: string;
  brand: string;
  model: string;
  colour: string;
  serial: string;
  imei: string;
  body_code: string;
  purchased_on: string | null;
  received_on: string | null;
  manufactured_on: string | null;
  seller: string;
};

/** Maps a row, or the device columns of a joined one, to a device. */
export const deviceFromRow = (row: Omit<DeviceRow, "id">): Device => ({
  category: row.category,
  brand: row.brand,
  model: row.model,
  colour: row.colour,
  serial: row.serial,
  imei: row.imei,
  bodyCode: row.body_code,
  purchasedOn: row.purchased_on,
  receivedOn: row.received_on,
  manufacturedOn: row.manufactured_on,
  seller: row.seller,
});

type Beginning = { readonly category: string; readonly brand: string; readonly model: string };

const brands = (where: string): string => `SELECT brand FROM model_seen
  ${where} brand_folded >= @brand AND brand_folded < @brand || char(1114111) AND brand <> ''
  GROUP BY brand_folded ORDER BY sum(times) DESC, brand LIMIT 12`;

const models = (where: string): string => `SELECT model FROM model_seen
  ${where} brand_folded = +@brand AND model_folded >= @model AND model_folded < @model || char(1114111) AND model <> ''
  GROUP BY model_folded ORDER BY sum(times) DESC, model LIMIT 12`;

const statements = prepared((db) => ({
  insert: db.prepare(`INSERT INTO device (id, category, brand, model, colour, serial, serial_code, imei, body_code, purchased_on,
    received_on, manufactured_on, seller, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
  update: db.prepare(`UPDATE device SET category = ?, brand = ?, model = ?, colour = ?, serial = ?, serial_code = ?, imei = ?, body_code = ?,
    purchased_on = ?, received_on = ?, manufactured_on = ?, seller = ?, updated_at = ? WHERE id = ?`),
  bySerial: db.prepare<[string], DeviceRow>("SELECT * FROM device WHERE serial_code = +? AND serial_code <> '' ORDER BY updated_at DESC LIMIT 20"),
  byImei: db.prepare<[string], DeviceRow>("SELECT * FROM device WHERE imei = +? AND imei <> '' ORDER BY updated_at DESC LIMIT 1"),
  stays: db.prepare<
    [string],
    {
      id: string;
      number: string;
      state: string;
      fault: string;
      handback: string | null;
      received_at: number;
      closed_at: number | null;
      customer: string;
    }
  >(
    `SELECT o.id, o.number, o.state, o.fault, o.handback, o.received_at, o.closed_at, c.name AS customer
     FROM repair_order o JOIN customer c ON c.id = o.customer_id WHERE o.device_id = +? ORDER BY o.ordinal DESC LIMIT 20`,
  ),
  seen: db.prepare(`INSERT INTO model_seen (category, brand_folded, model_folded, brand, model, times) VALUES (?, ?, ?, ?, ?, 1)
    ON CONFLICT DO UPDATE SET times = times + 1, brand = excluded.brand, model = excluded.model`),
  brands: db.prepare<[Beginning], { brand: string }>(brands("INDEXED BY model_seen_by_brand WHERE")),
  brandsOfCategory: db.prepare<[Beginning], { brand: string }>(brands("WHERE category = +@category AND")),
  models: db.prepare<[Beginning], { model: string }>(models("INDEXED BY model_seen_by_brand WHERE")),
  modelsOfCategory: db.prepare<[Beginning], { model: string }>(models("WHERE category = +@category AND")),
}));

/**
 * The unit that a device at the counter is: the same IMEI, or the same serial number of the same brand
 * (where one of the two brands is unknown, the serial number decides).
 */
export function findSameDevice(db: Database, device: Pick<Device, "imei" | "serial" | "brand">): { id: string; device: Device } | undefined {
  const { byImei, bySerial } = statements(db);
  const brand = foldText(device.brand);
  const row =
    (device.imei ? byImei.get(device.imei) : undefined) ??
    bySerial.all(foldCode(device.serial)).find((known) => brand === "" || known.brand === "" || foldText(known.brand) === brand);
  return row && { id: row.id, device: deviceFromRow(row) };
}

/** Adds a unit. */
export const insertDevice = (db: Database, id: string, device: Device, at: number): void =>
  void statements(db).insert.run(
    id,
    device.category,
    device.brand,
    device.model,
    device.colour,
    device.serial,
    foldCode(device.serial),
    device.imei,
    device.bodyCode,
    device.purchasedOn,
    device.receivedOn,
    device.manufacturedOn,
    device.seller,
    at,
    at,
  );

/** Brings a known unit up to date. */
export const updateDevice = (db: Database, id: string, device: Device, at: number): void =>
  void statements(db).update.run(
    device.category,
    device.brand,
    device.model,
    device.colour,
    device.serial,
    foldCode(device.serial),
    device.imei,
    device.bodyCode,
    device.purchasedOn,
    device.receivedOn,
    device.manufacturedOn,
    device.seller,
    at,
    id,
  );

/** Remembers that such a model came in, for suggestions. */
export const insertModelSeen = (db: Database, { category, brand, model }: Pick<Device, "category" | "brand" | "model">): void =>
  void (brand || model ? statements(db).seen.run(category, foldText(brand), foldText(model), brand, model) : undefined);

/** Brands that begin like this, the most frequent first; of one category, or of all where it is empty. */
export function listBrands(db: Database, category: string, beginning: string): readonly string[] {
  const { brands: ofAll, brandsOfCategory } = statements(db);
  const rows = (category === "" ? ofAll : brandsOfCategory).all({ category, brand: foldText(beginning), model: "" });
  return rows.map((row) => row.brand);
}

/** Models of a brand that begin like this, the most frequent first. */
export function listModels(db: Database, category: string, brand: string, beginning: string): readonly string[] {
  const { models: ofAll, modelsOfCategory } = statements(db);
  const rows = (category === "" ? ofAll : modelsOfCategory).all({ category, brand: foldText(brand), model: foldText(beginning) });
  return rows.map((row) => row.model);
}

/** The earlier stays of the unit with this serial number or IMEI; undefined where it was never here. */
export function findDeviceHistory(db: Database, device: Pick<Device, "imei" | "serial" | "brand">): DeviceHistory | undefined {
  const known = findSameDevice(db, device);
  if (!known) return undefined;
  const stays = statements(db)
    .stays.all(known.id)
    .map((row) => ({
      orderId: row.id,
      number: row.number,
      state: row.state as OrderState,
      fault: row.fault,
      outcome: row.handback ? (JSON.parse(row.handback) as { outcome: string }).outcome : null,
      receivedAt: row.received_at,
      closedAt: row.closed_at,
      customer: row.customer,
    }));
  return { device: known.device, stays };
}
