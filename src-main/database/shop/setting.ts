import type { Database } from "better-sqlite3";
import { wholePapers } from "../../domain/shop/paper-layout.ts";
import type { ShopSettings } from "../../domain/shop/shop.ts";
import { prepared } from "../ground/prepared.ts";

const statements = prepared((db) => ({
  find: db.prepare<[string], { value: string }>("SELECT value FROM setting WHERE key = +?"),
  put: db.prepare("INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"),
}));

/** The shop's settings, or undefined before the set-up. */
export function findShop(db: Database): ShopSettings | undefined {
  const row = statements(db).find.get("shop");
  return row && shopFromText(row.value);
}

/** Settings as they were stored, perhaps before papers could be laid out or details of photos be kept. */
export function shopFromText(text: string): ShopSettings {
  const shop = JSON.parse(text) as ShopSettings;
  return { ...shop, keepPhotoDetails: shop.keepPhotoDetails ?? false, papers: wholePapers(shop.papers) };
}

/** The latest moment that a device was taken in, epoch ms, as the clock stood then; null before the first. */
export function findLatestIntake(db: Database): number | null {
  const row = statements(db).find.get(LATEST_INTAKE);
  return row ? (JSON.parse(row.value) as number) : null;
}

export const updateLatestIntake = (db: Database, at: number): void => void statements(db).put.run(LATEST_INTAKE, JSON.stringify(at));

const LATEST_INTAKE = "latest-intake";

/** Stores the shop's settings as a whole. */
export const updateShop = (db: Database, shop: ShopSettings): void => void statements(db).put.run("shop", JSON.stringify(shop));
