import type { Database } from "better-sqlite3";
import type { Device } from "../../domain/devices/device.ts";
import { prepared } from "../ground/prepared.ts";

/** What is the same for all devices of a model. */
export type ModelFacts = Pick<Device, "category" | "brand" | "model">;

/** Devices of one TAC that are looked at: those of a shop's whole life seldom are more. */
const MOST = 100;

const ofTac = (column: string): string =>
  `SELECT category, brand, model, updated_at FROM device WHERE ${column} >= @from AND ${column} < @until AND ${column} <> ''`;

const statements = prepared((db) => ({
  insert: db.prepare(`INSERT INTO model_code (gtin, category, brand, model, seen_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET seen_at = excluded.seen_at`),
  ofGtin: db.prepare<[string], ModelFacts>("SELECT category, brand, model FROM model_code WHERE gtin = +? ORDER BY seen_at DESC LIMIT 20"),
  ofTac: db.prepare<[{ from: string; until: string }], ModelFacts>(
    `SELECT category, brand, model FROM (${ofTac("imei")} UNION ALL ${ofTac("imei2")}) ORDER BY updated_at DESC LIMIT ${MOST}`,
  ),
}));

/** Remembers that a device of this model bore a GTIN. */
export const insertModelCode = (db: Database, gtin: string, { category, brand, model }: ModelFacts, at: number): void =>
  void (brand || model ? statements(db).insert.run(gtin, category, brand, model, at) : undefined);

/** Models that came in under a GTIN, the newest first. */
export const listModelsOfGtin = (db: Database, gtin: string): readonly ModelFacts[] => statements(db).ofGtin.all(gtin);

/** What devices are whose IMEI begins with a TAC (its first 8 digits), those that were seen last first. */
export const listModelsOfTac = (db: Database, tac: string): readonly ModelFacts[] => statements(db).ofTac.all({ from: tac, until: `${tac}:` });
