/*
 * Ids are UUIDs as text everywhere but in the tables that have many rows. There a row's own id is a BLOB of 16 bytes, and rows name others by
 * ordinals. What is no UUID, as another program may have written it, stays the text that it is. This file is the border.
 */

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id as such a table stores it. */
type StoredId = Buffer | string;

export const storedId = (id: string): StoredId => (UUID.test(id) ? Buffer.from(id.replaceAll("-", ""), "hex") : id);

/** SQL for a stored id that `idFromHex` reads: a list of Buffers takes better-sqlite3 twice as long to make as one of texts. */
export const idHex = (column: string): string => `iif(typeof(${column}) = 'blob', hex(${column}), ${column})`;

const HEX = /^[0-9A-F]{32}$/;

/** An id as everybody knows it, from what `idHex` gives. */
export function idFromHex(read: string): string {
  if (!HEX.test(read)) return read;
  const hex = read.toLowerCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** SQL for the ordinal of the row with an id; null where there is none. */
export const ordinalOf = (table: "bench" | "person" | "print_job" | "repair_order", id: string): string =>
  `(SELECT ordinal FROM ${table} WHERE id = +${id})`;

/** SQL for the ordinal of a row that need not be named. An id that names none gives 0, which no row has: the foreign key refuses it. */
export const ordinalOfAny = (table: "bench" | "person", id: string): string => `iif(${id} IS NULL, NULL, coalesce(${ordinalOf(table, id)}, 0))`;
