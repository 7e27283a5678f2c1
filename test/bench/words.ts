import { rmSync } from "node:fs";
import { join } from "node:path";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import Sqlite, { type Database } from "better-sqlite3";
import { openDatabase } from "../../src-main/database/ground/open.ts";
import { wordsInStretch } from "../../src-main/database/ground/search-index.ts";
import { type Customer, wordsOfCustomer } from "../../src-main/domain/customers/customer.ts";
import { wordsOfOrder, type SearchedOrder } from "../../src-main/domain/orders/order-search.ts";

const TABLES = ["closed_search", "customer_search"] as const;
/** What a full-text index without content consists of. */
const SHADOWS = ["data", "idx", "docsize"] as const;
const BATCH = 500;
const COMMIT_AFTER = 20;
/** Bytes of words that an index gathers before it writes them; SQLite's own measure is a small part of what comes between two commits. */
const AT_ONCE = 64 * 1024 * 1024;

type Found =
  | { readonly table: "closed_search"; readonly row: number; readonly order: SearchedOrder }
  | { readonly table: "customer_search"; readonly row: number; readonly customer: Customer };

type Words = {
  readonly ofOrder: (row: number, order: SearchedOrder) => void;
  readonly ofCustomer: (row: number, customer: Customer) => void;
  /** Waits until all words are indexed and puts the indexes in the place of a database's empty ones, as its last change. */
  readonly moveInto: (db: Database) => Promise<void>;
};

/** Indexes words in another thread, in a database of their own, which is where a good part of the time goes. */
export function gatherWords(folder: string): Words {
  const file = join(folder, "words.db");
  const worker = new Worker(new URL(import.meta.url), { workerData: file });
  const ended = new Promise<void>((resolve, reject) => void worker.once("exit", () => resolve()).once("error", reject));
  let batch: Found[] = [];
  const send = (found: Found): void => {
    batch.push(found);
    if (batch.length < BATCH) return;
    worker.postMessage(batch);
    batch = [];
  };
  return {
    ofOrder: (row, { number, claimCode, fault, customer, device }) =>
      send({ table: "closed_search", row, order: { number, claimCode, fault, customer, device } }),
    ofCustomer: (row, customer) => send({ table: "customer_search", row, customer }),
    async moveInto(db) {
      worker.postMessage(batch);
      worker.postMessage(null);
      await ended;
      db.exec("ATTACH '" + file.replaceAll("'", "''") + "' AS words");
      // What an index consists of is not to be written otherwise.
      db.unsafeMode(true);
      for (const table of TABLES)
        for (const shadow of SHADOWS)
          db.exec(`DELETE FROM main.${table}_${shadow}; INSERT INTO main.${table}_${shadow} SELECT * FROM words.${table}_${shadow}`);
      db.unsafeMode(false);
      db.exec("DETACH words");
      for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(file + suffix, { force: true });
    },
  };
}

/** The other thread. */
function index(file: string): void {
  const schema = openDatabase(":memory:");
  const tables = schema
    .prepare(`SELECT sql FROM sqlite_master WHERE name IN ('${TABLES.join("', '")}')`)
    .pluck()
    .all() as string[];
  schema.close();
  const db = new Sqlite(file);
  db.pragma("journal_mode = OFF");
  db.pragma("synchronous = OFF");
  db.pragma("cache_size = -200000");
  tables.forEach((sql) => db.exec(sql));
  for (const table of TABLES) db.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('hashsize', ${AT_ONCE})`);
  const insert = Object.fromEntries(
    TABLES.map((table) => [table, db.prepare(`INSERT INTO ${table} (rowid, words) VALUES (@row, ${wordsInStretch("@row", "@words")})`)]),
  );
  let batches = 0;
  db.exec("BEGIN");
  parentPort!.on("message", (batch: readonly Found[] | null) => {
    for (const found of batch ?? [])
      insert[found.table]!.run({
        row: found.row,
        words: found.table === "closed_search" ? wordsOfOrder(found.order) : wordsOfCustomer(found.customer),
      });
    if (batch !== null && ++batches % COMMIT_AFTER !== 0) return;
    db.exec("COMMIT");
    if (batch !== null) return void db.exec("BEGIN");
    db.close();
    parentPort!.close();
  });
}

if (!isMainThread && typeof workerData === "string") index(workerData);
