import type { Database } from "better-sqlite3";
import { DomainError } from "../../domain/ground/error.ts";
import type { Device } from "../../domain/devices/device.ts";
import { imeisOf, serialCodeOf } from "../../domain/devices/same-unit.ts";
import { foldText } from "../../domain/ground/text.ts";
import { prepared } from "../ground/prepared.ts";

type DeviceRow = {
  id: string;
  category: string;
  brand: string;
  model: string;
  colour: string;
  serial: string;
  imei: string;
  imei2: string;
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
  imei2: row.imei2,
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
  insert: db.prepare(`INSERT INTO device (id, category, brand, model, colour, serial, serial_code, imei, imei2, body_code, purchased_on,
    received_on, manufactured_on, seller, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
  update:
    db.prepare(`UPDATE device SET category = ?, brand = ?, model = ?, colour = ?, serial = ?, serial_code = ?, imei = ?, imei2 = ?, body_code = ?,
    purchased_on = ?, received_on = ?, manufactured_on = ?, seller = ?, updated_at = ? WHERE id = ?`),
  get: db.prepare<[string], DeviceRow>("SELECT * FROM device WHERE id = +?"),
  byNumber: db.prepare<[{ serial: string; imei: string; imei2: string }], DeviceRow>(
    `SELECT * FROM device WHERE id IN (
       SELECT id FROM device WHERE serial_code = +@serial AND serial_code <> ''
       UNION SELECT id FROM device WHERE imei IN (@imei, @imei2) AND imei <> '' UNION SELECT id FROM device WHERE imei2 IN (@imei, @imei2) AND imei2 <> '')
     ORDER BY updated_at DESC LIMIT 20`,
  ),
  deleteLeft: db.prepare(`DELETE FROM device WHERE id = @id AND NOT EXISTS (SELECT 1 FROM repair_order WHERE device_id = @id)
    AND NOT EXISTS (SELECT 1 FROM import_row r JOIN import i ON i.id = r.import_id WHERE r.device_id = @id AND i.state = 'done')`),
  seen: db.prepare(`INSERT INTO model_seen (category, brand_folded, model_folded, brand, model, times) VALUES (?, ?, ?, ?, ?, 1)
    ON CONFLICT DO UPDATE SET times = times + 1, brand = excluded.brand, model = excluded.model`),
  brands: db.prepare<[Beginning], { brand: string }>(brands("INDEXED BY model_seen_by_brand WHERE")),
  brandsOfCategory: db.prepare<[Beginning], { brand: string }>(brands("WHERE category = +@category AND")),
  models: db.prepare<[Beginning], { model: string }>(models("INDEXED BY model_seen_by_brand WHERE")),
  modelsOfCategory: db.prepare<[Beginning], { model: string }>(models("WHERE category = +@category AND")),
}));

/** A unit that is stored. */
export type KnownUnit = { readonly id: string; readonly device: Device };

/** Units that bear the serial number or one of the IMEIs of a device, those that were seen last first. */
export function listUnitsBearing(db: Database, device: Pick<Device, "serial" | "imei" | "imei2">): readonly KnownUnit[] {
  const { byNumber } = statements(db);
  const [imei = "", imei2 = ""] = imeisOf(device);
  return byNumber.all({ serial: serialCodeOf(device.serial), imei, imei2 }).map((row) => ({ id: row.id, device: deviceFromRow(row) }));
}

/** @throws DomainError `device.unknown` */
export function getUnit(db: Database, id: string): KnownUnit {
  const row = statements(db).get.get(id);
  if (!row) throw new DomainError("device.unknown", { field: "deviceId" });
  return { id, device: deviceFromRow(row) };
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
    serialCodeOf(device.serial),
    device.imei,
    device.imei2,
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
    serialCodeOf(device.serial),
    device.imei,
    device.imei2,
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

/** Forgets a unit that no order and no imported row speaks of any more. */
export const deleteLeftUnit = (db: Database, id: string): void => void statements(db).deleteLeft.run({ id });
