import type { Database } from "better-sqlite3";
import type { Photo } from "../../domain/pictures/picture.ts";
import { prepared } from "../ground/prepared.ts";

type PictureRow = { sha256: string; mime: string; width: number; height: number };

const statements = prepared((db) => ({
  insert: db.prepare(`INSERT INTO picture (sha256, mime, width, height, bytes, created_at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (sha256) DO UPDATE SET created_at = excluded.created_at`),
  find: db.prepare<[string], PictureRow>("SELECT sha256, mime, width, height FROM picture WHERE sha256 = +?"),
  insertPhoto: db.prepare(`INSERT INTO photo (order_id, position, sha256)
    VALUES (@orderId, (SELECT coalesce(max(position), -1) + 1 FROM photo WHERE order_id = +@orderId), @sha256)`),
  list: db.prepare<[string], PictureRow>(`SELECT p.sha256, p.mime, p.width, p.height FROM photo f JOIN picture p ON p.sha256 = f.sha256
    WHERE f.order_id = +? ORDER BY f.position`),
  look: db.prepare<[number, string, number], { sha256: string; stray: 0 | 1 }>(`SELECT sha256,
      created_at < +? AND NOT EXISTS (SELECT 1 FROM photo WHERE photo.sha256 = picture.sha256) AS stray
    FROM picture WHERE sha256 > +? ORDER BY sha256 LIMIT +?`),
  logos: db.prepare<[], string>("SELECT DISTINCT data ->> 'logo' FROM paper_shop WHERE data ->> 'logo' IS NOT NULL").pluck(),
  delete: db.prepare("DELETE FROM picture WHERE sha256 = ?"),
  nextUnstripped: db.prepare<[string], string>("SELECT sha256 FROM picture_unstripped WHERE sha256 > +? ORDER BY sha256 LIMIT 1").pluck(),
  forgetUnstripped: db.prepare("DELETE FROM picture_unstripped WHERE sha256 = ?"),
  copyAs: db.prepare(`INSERT INTO picture (sha256, mime, width, height, bytes, created_at)
    SELECT @sha256, @mime, @width, @height, @bytes, created_at FROM picture WHERE sha256 = @from
    ON CONFLICT (sha256) DO NOTHING`),
  rename: db.prepare<[string, string], string>("UPDATE photo SET sha256 = ? WHERE sha256 = +? RETURNING order_id").pluck(),
}));

/** Notes a stored picture; the same bytes are noted once, with the time at which they came last. */
export const insertPicture = (db: Database, picture: Photo & { bytes: number; at: number }): void =>
  void statements(db).insert.run(picture.sha256, picture.mime, picture.width, picture.height, picture.bytes, picture.at);

export const findPicture = (db: Database, sha256: string): Photo | undefined => statements(db).find.get(sha256);

/** Adds a stored picture to an order, last. */
export const insertPhoto = (db: Database, orderId: string, sha256: string): void => void statements(db).insertPhoto.run({ orderId, sha256 });

/** An order's photos in order. */
export const listPhotos = (db: Database, orderId: string): readonly Photo[] => statements(db).list.all(orderId);

/**
 * Pictures behind a name, in the order of their names.
 * @param before epoch ms
 * @returns `stray` those that came before it and that no order has
 */
export const listPictureUse = (db: Database, after: string, before: number, limit: number): readonly { sha256: string; stray: boolean }[] =>
  statements(db)
    .look.all(before, after, limit)
    .map(({ sha256, stray }) => ({ sha256, stray: stray === 1 }));

/** Names of the logos on papers that exist. */
export const listPaperLogos = (db: Database): readonly string[] => statements(db).logos.all();

/** The first picture behind a name that may still hold what a camera wrote into it. */
export const nextUnstripped = (db: Database, after: string): string | undefined => statements(db).nextUnstripped.get(after);

export const forgetUnstripped = (db: Database, sha256: string): void => void statements(db).forgetUnstripped.run(sha256);

/** Puts another picture in the place of one, in all its orders. @returns their ids */
export function replacePicture(db: Database, from: string, picture: Photo & { bytes: number }): readonly string[] {
  const { copyAs, rename, delete: remove } = statements(db);
  copyAs.run({ ...picture, from });
  const orders = rename.all(picture.sha256, from);
  remove.run(from);
  return orders;
}

/** @returns whether it is gone: what some row names stays */
export function deletePicture(db: Database, sha256: string): boolean {
  try {
    return statements(db).delete.run(sha256).changes > 0;
  } catch (error) {
    if ((error as { code?: unknown }).code === "SQLITE_CONSTRAINT_FOREIGNKEY") return false;
    throw error;
  }
}
