import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import Sqlite, { type Database } from "better-sqlite3";
import type { DataCheck, Holdings } from "../../domain/backups/backup.ts";
import { formatOrderNumber } from "../../domain/orders/order-number.ts";
import { shown } from "../ground/hidden.ts";
import { UnfitDatabase } from "../ground/open.ts";
import { pictureFile } from "../../storage/picture-file.ts";
import { prepared } from "../ground/prepared.ts";
import { strangeParts } from "../ground/schema.ts";
import { findSeal } from "../../storage/seal.ts";
import { countLocked } from "../ground/sealed.ts";
import { findShop } from "../shop/setting.ts";

type Counts = { orders: number; customers: number; payments: number; pictures: number };

const statements = prepared((db) => ({
  counts: db.prepare<[], Counts>(`SELECT (SELECT count(*) FROM repair_order) AS orders, (SELECT count(*) FROM customer) AS customers,
    (SELECT count(*) FROM payment) AS payments, (SELECT count(*) FROM picture) AS pictures`),
  newest: db.prepare<[], { number: string; at: number; ordinal: number }>(
    "SELECT number, received_at AS at, ordinal FROM repair_order ORDER BY ordinal DESC LIMIT 1",
  ),
  numbers: db.prepare<[], { number: string }>("SELECT number FROM repair_order ORDER BY ordinal"),
  counters: db.prepare<[], { prefix: string; year: number; last: number }>("SELECT prefix, year, last FROM number_counter"),
  pictures: db.prepare<[], string>("SELECT sha256 FROM picture ORDER BY sha256").pluck(),
}));

/** What a database holds. */
export function holdingsOf(db: Database): Holdings {
  return {
    ...statements(db).counts.get()!,
    newest: statements(db).newest.get() ?? null,
    shop: findShop(db)?.name ?? "",
    version: db.pragma("user_version", { simple: true }) as number,
  };
}

/** The same without the rows of an import on its way: a program that died while it published one left them for the next to clear away. */
function shownHoldingsOf(db: Database): Holdings {
  const holds = holdingsOf(db);
  if (!db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'hidden_range'").get()) return holds;
  const count = (sql: string): number => db.prepare<[], number>(sql).pluck().get()!;
  return {
    ...holds,
    orders: count(`SELECT count(*) FROM repair_order WHERE ${shown("orders", "ordinal")}`),
    customers: count(`SELECT count(*) FROM customer WHERE ${shown("customers", "ordinal")}`),
    payments: count(`SELECT count(*) FROM payment p JOIN repair_order o ON o.ordinal = p.order_ordinal WHERE ${shown("orders", "o.ordinal")}`),
  };
}

/** Names of all pictures that a database knows. */
export const listPictures = (db: Database): readonly string[] => statements(db).pictures.all();

/** So many findings are told of one kind. */
const MOST_TOLD = 100;

/**
 * SQLite goes by the statements that made its tables: a name that is no text, or a kind that there is none of, would keep a table out of
 * every check, and the screens would go on showing it.
 * @throws UnfitDatabase `damaged` where there is one
 */
function tablesOf(db: Database): readonly string[] {
  const parts = db.prepare<[], { type: unknown; name: unknown }>("SELECT type, name FROM sqlite_schema").all();
  return parts.flatMap(({ type, name }) => {
    if (!KINDS.includes(type as string) || typeof name !== "string") throw new UnfitDatabase("damaged");
    return type === "table" ? [name] : [];
  });
}

const KINDS: readonly string[] = ["table", "index", "view", "trigger"];

const quoted = (name: string): string => `'${name.replaceAll("'", "''")}'`;

/**
 * SQLite's own check of all pages, indexes and rows, table by table: a thread that runs it can be ended in between, where a check in one
 * piece would hold up whoever closes Talon. A bit that changed inside a text is no error to it: SQLite keeps no checksums of its pages.
 * @returns what is wrong; empty where nothing is
 */
export function integrityOf(db: Database): readonly string[] {
  return checked(() => tablesOf(db).flatMap((table) => integrityLines(db, `(${quoted(table)})`)));
}

/** Like {@link integrityOf}, in one piece, with the pages that belong to no table. */
const wholeIntegrityOf = (db: Database): readonly string[] => checked(() => integrityLines(db, ""));

const integrityLines = (db: Database, what: string): readonly string[] =>
  (db.pragma(`integrity_check${what}`) as { integrity_check: string }[]).map((row) => row.integrity_check).filter((line) => line !== "ok");

function checked(look: () => readonly string[]): readonly string[] {
  try {
    return [...new Set(look())].slice(0, MOST_TOLD);
  } catch (error) {
    if (!isDamage(error)) throw error;
    return [(error as Error).message];
  }
}

/** How many rows name a row that is not there. */
export const brokenReferences = (db: Database): number =>
  tablesOf(db).reduce((sum, table) => sum + (db.pragma(`foreign_key_check(${quoted(table)})`) as unknown[]).length, 0);

/** Whether SQLite found the file itself to be damaged, told by its code. */
export const isDamage = (error: unknown): boolean =>
  (error instanceof UnfitDatabase && error.code === "damaged") || /^SQLITE_(CORRUPT|NOTADB)/.test((error as { code?: string } | null)?.code ?? "");

/**
 * A look at a database that costs next to nothing however large it is: the way to the first and the last row of every table and index.
 * @param lastOrdinal of the newest order that a backup of this very database holds: where that order is not there, the write-ahead log
 *   was lost, which SQLite itself cannot know
 * @throws UnfitDatabase `damaged`
 */
export function lookOver(db: Database, lastOrdinal: number): void {
  try {
    if (isCutShort(db)) throw new UnfitDatabase("damaged");
    tablesOf(db);
    for (const { type, name, table, first } of db.prepare<[], Part>(PARTS).iterate()) {
      if (type === "table") for (const way of ["ASC", "DESC"]) db.prepare(`SELECT * FROM "${name}" ORDER BY "${first}" ${way} LIMIT 1`).get();
      else for (const end of ["min", "max"]) db.prepare(`SELECT ${end}("${first}") FROM "${table}" INDEXED BY "${name}"`).get();
    }
    const newest = statements(db).newest.get()?.ordinal ?? 0;
    // What was imported stands below 0 and may be undone.
    if (lastOrdinal > 0 && newest < lastOrdinal) throw new UnfitDatabase("damaged");
  } catch (error) {
    // A table that is listed and cannot be asked is damage too, though SQLite has no more to say than that there is none.
    const damage = isDamage(error) || (error as { code?: string }).code === "SQLITE_ERROR";
    if (damage && !(error instanceof UnfitDatabase)) throw new UnfitDatabase("damaged", { cause: error });
    throw error;
  }
}

/** SQLite takes a last page of which a part is missing for a whole one. While the log holds something, the file may well be shorter. */
function isCutShort(db: Database): boolean {
  if (db.memory || (statSync(`${db.name}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) return false;
  const [pages, size] = ["page_count", "page_size"].map((name) => db.pragma(name, { simple: true }) as number) as [number, number];
  return statSync(db.name).size < pages * size;
}

type Part = { type: string; name: string; table: string; first: string };

/** Tables by the key that their rows lie by, and the indexes of all their rows by a plain column first: others cannot be asked for their ends. */
const PARTS = `SELECT s.type, s.name, s.tbl_name AS "table", coalesce(i.name, k.name, 'rowid') AS first FROM sqlite_schema s
  LEFT JOIN pragma_table_list(s.name) t ON s.type = 'table' AND t.schema = 'main' AND t.wr
  LEFT JOIN pragma_table_info(t.name) k ON k.pk = 1
  LEFT JOIN pragma_index_list(s.tbl_name) l ON s.type = 'index' AND l.name = s.name
  LEFT JOIN pragma_index_info(s.name) i ON s.type = 'index' AND i.seqno = 0
  WHERE (s.type = 'table' AND s.sql NOT LIKE 'CREATE VIRTUAL%') OR (s.type = 'index' AND l.partial = 0 AND i.name IS NOT NULL)`;

/** `R26-000123-K` as its head and its count. */
const NUMBER = /^([A-Z]+\d\d)-(\d+)-/;

/** Numbers that an order should have and none has. */
function gapsOf(db: Database): readonly string[] {
  const seen = new Map<string, Set<number>>();
  for (const { number } of statements(db).numbers.iterate()) {
    const [, head = "", running] = NUMBER.exec(number) ?? [];
    const known = seen.get(head);
    if (known) known.add(Number(running));
    else seen.set(head, new Set([Number(running)]));
  }
  const gaps: string[] = [];
  for (const { prefix, year, last } of statements(db).counters.iterate())
    for (let running = 1; running <= last && gaps.length < MOST_TOLD; running++) {
      const number = formatOrderNumber({ prefix, year, running });
      if (!seen.get(NUMBER.exec(number)![1]!)?.has(running)) gaps.push(number);
    }
  return gaps;
}

/** The SHA-256 of a file, in hex; undefined where there is none. */
export async function hashOf(file: string): Promise<string | undefined> {
  const hash = createHash("sha256");
  try {
    for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  return hash.digest("hex");
}

/** Where a picture lies in a folder of them. */
export const pictureIn = (folder: string, name: string): string => join(folder, name.slice(0, 2), name);

/** Checks a whole data folder and changes nothing: the file, references, numbers, and every picture against its name. */
export async function checkData(dataFolder: string): Promise<DataCheck> {
  const none: Omit<DataCheck, "integrity"> = {
    strange: [],
    locked: 0,
    references: 0,
    gaps: [],
    missingPictures: [],
    damagedPictures: [],
    loosePictures: 0,
    holds: null,
  };
  const db = new Sqlite(join(dataFolder, "talon.db"), { fileMustExist: true, timeout: 5000 });
  try {
    const integrity = wholeIntegrityOf(db);
    if (integrity.length > 0) return { ...none, integrity };
    const folder = join(dataFolder, "pictures");
    const known = listPictures(db);
    const missingPictures: string[] = [];
    const damagedPictures: string[] = [];
    for (const name of known) {
      const found = await hashOf(pictureFile(folder, name));
      if (found === undefined) missingPictures.push(name);
      else if (found !== name) damagedPictures.push(name);
    }
    const names = new Set(known);
    return {
      integrity,
      strange: strangeParts(db),
      locked: countLocked(db, findSeal(join(dataFolder, "passcode.key"))),
      references: brokenReferences(db),
      gaps: gapsOf(db),
      missingPictures,
      damagedPictures,
      loosePictures: filesIn(folder).filter((name) => /^[0-9a-f]{64}$/.test(name) && !names.has(name)).length,
      holds: shownHoldingsOf(db),
    };
  } catch (error) {
    if (isDamage(error)) return { ...none, integrity: [(error as Error).message] };
    throw error;
  } finally {
    db.close();
  }
}

/** Names of all files below a folder of pictures. */
export const filesIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
    : [];
