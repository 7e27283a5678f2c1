import type { Database } from "better-sqlite3";
import { prepared } from "../ground/prepared.ts";

const statements = prepared((db) => ({
  insert: db.prepare("INSERT INTO passcode (order_id, sealed) VALUES (?, ?) ON CONFLICT (order_id) DO UPDATE SET sealed = excluded.sealed"),
  find: db.prepare<[string], { sealed: Buffer }>("SELECT sealed FROM passcode WHERE order_id = +?"),
  wipe: db.prepare("DELETE FROM passcode WHERE order_id = ?"),
}));

/** Keeps an encrypted passcode. */
export const insertPasscode = (db: Database, orderId: string, sealed: Uint8Array): void => void statements(db).insert.run(orderId, sealed);

export const findPasscode = (db: Database, orderId: string): Uint8Array | undefined => statements(db).find.get(orderId)?.sealed;

/** Removes a passcode; `secure_delete` overwrites its bytes. */
export const deletePasscode = (db: Database, orderId: string): boolean => statements(db).wipe.run(orderId).changes > 0;
