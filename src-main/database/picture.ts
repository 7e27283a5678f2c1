import type { Database } from "better-sqlite3";
import type { Photo } from "../domain/order.ts";
import { prepared } from "./prepared.ts";

type PictureRow = { sha256: string; mime: string; width: number; height: number };

const statements = prepared((db) => ({
  insert: db.prepare("INSERT INTO picture (sha256, mime, width, height, bytes, created_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"),
  find: db.prepare<[string], PictureRow>("SELECT sha256, mime, width, height FROM picture WHERE sha256 = +?"),
  insertPhoto: db.prepare(`INSERT INTO photo (order_id, position, sha256)
    VALUES (@orderId, (SELECT coalesce(max(position), -1) + 1 FROM photo WHERE order_id = +@orderId), @sha256)`),
  list: db.prepare<[string], PictureRow>(`SELECT p.sha256, p.mime, p.width, p.height FROM photo f JOIN picture p ON p.sha256 = f.sha256
    WHERE f.order_id = +? ORDER BY f.position`),
}));

/** Notes a stored picture; the same bytes are noted once. */
export const insertPicture = (db: Database, picture: Photo & { bytes: number; at: number }): void =>
  void statements(db).insert.run(picture.sha256, picture.mime, picture.width, picture.height, picture.bytes, picture.at);

export const findPicture = (db: Database, sha256: string): Photo | undefined => statements(db).find.get(sha256);

/** Adds a stored picture to an order, last. */
export const insertPhoto = (db: Database, orderId: string, sha256: string): void => void statements(db).insertPhoto.run({ orderId, sha256 });

/** An order's photos in order. */
export const listPhotos = (db: Database, orderId: string): readonly Photo[] => statements(db).list.all(orderId);
