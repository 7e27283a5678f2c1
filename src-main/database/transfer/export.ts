import { createWriteStream, existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, type WriteStream } from "node:fs";
import { dirname, join } from "node:path";
import { writeFile } from "node:fs/promises";
import Sqlite, { type Database } from "better-sqlite3";
import { DomainError } from "../../domain/ground/error.ts";
import type { Outcome } from "../../domain/transfer/open-repair.ts";
import { renamePatiently } from "../../storage/durable-file.ts";
import { exportedRows, type Cell } from "./export-rows.ts";

/** The data as they are at one moment, whatever is stored meanwhile. */
export type Snapshot = {
  readonly count: (table: string) => number;
  /**
   * About how many rows a table has, told at once: a large one takes a minute to count. By the numbers of the first and the last row; where
   * rows lie by their order, by those of some orders; else 0.
   */
  readonly countRoughly: (table: string) => number;
  /** Rows of a table in the order in which they lie, one by one: as they were stored, or by what they belong to. */
  readonly rows: (table: string, columns: readonly string[]) => IterableIterator<readonly Cell[]>;
  /**
   * Notes piece by piece which photos and papers there are, and lets go of the moment: copying and making them takes hours, for which the
   * log would grow. Nothing but `photos` and `papers` is asked afterwards.
   */
  readonly noteFiles: () => Generator<void, void, void>;
  /** Photos of orders, and pictures that belong to none (number null). After `noteFiles`. */
  readonly photos: () => IterableIterator<{ sha256: string; mime: string; number: string | null; orderId: string | null; position: number }>;
  /** The newest job of each paper of an order that is a page. After `noteFiles`. */
  readonly papers: () => IterableIterator<{ jobId: string; number: string; orderId: string; kind: string }>;
  /** The shop's own closed orders, with the words of their customers' names. */
  readonly outcomes: () => IterableIterator<
    Omit<Outcome, "closedOn"> & { readonly closedAt: number; readonly customer: string; readonly contact: string; readonly serial: string }
  >;
  readonly close: () => void;
};

/** So many rows are noted before others have their turn: some ms. */
const PIECE_ROWS = 500;

/** How many rows of a table an order has on average: of some orders, from the first to the last. @param key `order_id` or `order_ordinal` */
const ROWS_OF_AN_ORDER = (table: string, key: string): string => `WITH RECURSIVE
  ends AS (SELECT (SELECT min(ordinal) FROM repair_order) AS first, (SELECT max(ordinal) FROM repair_order) AS last),
  place (n) AS (VALUES (0) UNION ALL SELECT n + 1 FROM place WHERE n < 19),
  some (key) AS MATERIALIZED (SELECT (SELECT ${key.replace("order_", "")} FROM repair_order WHERE ordinal >= first + (last - first) * n / 19 ORDER BY ordinal LIMIT 1) FROM place, ends)
  SELECT avg((SELECT count(*) FROM "${table}" r WHERE r.${key} = some.key)) FROM some`;

/**
 * Opens the data for reading, beside the connection that goes on writing.
 * @throws DomainError `import.busy` while an import comes in or goes: a part of it is no data of the shop's
 */
export function openSnapshot(db: Database): Snapshot {
  const copy = new Sqlite(db.name, { readonly: true });
  copy.exec("BEGIN");
  if (copy.prepare("SELECT 1 FROM hidden_range WHERE orders_from <= orders_to OR customers_from <= customers_to").get()) {
    copy.close();
    throw new DomainError("import.busy");
  }
  const iterate = <Row>(sql: string) => copy.prepare<[], Row>(sql).iterate();
  const value = (sql: string): number => copy.prepare<[], number>(sql).pluck().get()!;
  const names = (sql: string): ReadonlySet<string> => new Set(copy.prepare<[], string>(sql).pluck().all());
  const numberless = names("SELECT name FROM pragma_table_list WHERE wr");
  const byOrder = new Map(
    copy
      .prepare<[], [string, string]>(
        `SELECT t.name, c.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c ON c.pk = 1 AND c.name IN ('order_id', 'order_ordinal') WHERE t.wr`,
      )
      .raw()
      .all(),
  );
  const span = (table: string): number => value(`SELECT coalesce((SELECT max(rowid) FROM "${table}") - (SELECT min(rowid) FROM "${table}") + 1, 0)`);
  /** Does work for some rows of a table after the others, by their key. */
  function* pieces<Key extends string | number>(
    table: string,
    key: string,
    first: Key,
    sql: (within: (row: string) => string) => string,
  ): Generator<void, void, void> {
    const end = copy.prepare<[Key, number], Key>(`SELECT ${key} FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT 1 OFFSET ?`).pluck();
    const work = copy.prepare<[Key, Key]>(sql((row) => `${row}.${key} > ? AND ${row}.${key} <= ?`));
    const last = copy.prepare<[], Key | null>(`SELECT max(${key}) FROM ${table}`).pluck().get() ?? first;
    for (let from = first; from < last;) {
      const to = end.get(from, PIECE_ROWS) ?? last;
      work.run(from, to);
      from = to;
      yield;
    }
  }
  const PAGES = "('certificate', 'handback', 'decision', 'approval')";
  return {
    count: (table) => value(`SELECT count(*) FROM "${table}"`),
    countRoughly(table) {
      if (!numberless.has(table)) return span(table);
      const key = byOrder.get(table);
      return key === undefined ? 0 : Math.ceil(value(ROWS_OF_AN_ORDER(table, key)) * span("repair_order"));
    },
    rows: (table, columns) => exportedRows(copy, table, columns),
    *noteFiles() {
      copy.exec(`
        CREATE TEMP TABLE noted_photo (sha256 TEXT, mime TEXT, number TEXT, orderId TEXT, position INTEGER);
        CREATE TEMP TABLE noted_paper (jobId TEXT, number TEXT, orderId TEXT, kind TEXT);`);
      yield* pieces(
        "picture",
        "sha256",
        "",
        (name) => `INSERT INTO noted_photo
        SELECT p.sha256, p.mime, o.number, o.id, coalesce(f.position, 0)
        FROM picture p LEFT JOIN photo f ON f.sha256 = p.sha256 LEFT JOIN repair_order o ON o.id = f.order_id WHERE ${name("p")}`,
      );
      yield* pieces(
        "print_job",
        "ordinal",
        0,
        (ordinal) => `INSERT INTO noted_paper
        SELECT j.id, o.number, o.id, j.kind FROM print_job j CROSS JOIN repair_order o ON o.ordinal = j.order_ordinal
        WHERE ${ordinal("j")} AND j.kind IN ${PAGES} AND NOT EXISTS (
          SELECT 1 FROM print_job later WHERE later.order_ordinal = j.order_ordinal AND later.kind = j.kind AND later.ordinal > j.ordinal)
        ORDER BY j.ordinal`,
      );
      copy.exec("COMMIT");
    },
    photos: () => iterate("SELECT * FROM noted_photo"),
    papers: () => iterate("SELECT * FROM noted_paper ORDER BY rowid"),
    outcomes: () =>
      iterate(`SELECT o.number, o.ordinal, o.state, d.category, d.brand, d.manufactured_on AS manufacturedOn, o.closed_at AS closedAt, o.fault,
          c.name AS customer, c.contact, d.serial,
          (SELECT json_extract(e.data, '$.from') FROM event e WHERE e.order_ordinal = o.ordinal AND e.kind = 'handed-back' ORDER BY e.ordinal DESC LIMIT 1) AS "from"
        FROM repair_order o JOIN device d ON d.id = o.device_id JOIN customer c ON c.id = o.customer_id
        WHERE o.closed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM import_row r JOIN import i ON i.id = r.import_id WHERE r.order_id = o.id AND i.kind = 'ord')
        ORDER BY o.ordinal`),
    close: () => copy.close(),
  };
}

/** A folder that an export is written into; it bears its own name only once it is whole. */
export type ExportFolder = {
  /** Begins a file, its folders with it. */
  readonly open: (name: string) => ExportFile;
  /** Where a file is to lie, its folders made. */
  readonly place: (name: string) => string;
  /** Writes a small file at once. */
  readonly write: (name: string, bytes: Uint8Array | string) => Promise<void>;
  /** Gives the folder its name. */
  readonly finish: () => Promise<void>;
  /** Removes what was written. Nothing after `finish`. */
  readonly abandon: () => void;
};

/** A file that is written piece by piece; `add` waits where the disk is slower. */
export type ExportFile = { readonly add: (text: string) => Promise<void>; readonly close: () => Promise<void> };

/**
 * Begins an export into a folder that is not there yet or is empty.
 * @throws DomainError `file.taken` where something is there
 */
export function openExportFolder(folder: string, sender: string): ExportFolder {
  checkFree(folder);
  const part = `${folder}.part-${sender}`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true, mode: 0o700 });
  let finished = false;
  const place = (name: string): string => {
    const file = join(part, name);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    return file;
  };
  return {
    place,
    open: (name) => writer(createWriteStream(place(name), { flags: "wx", mode: 0o600 })),
    async write(name, bytes) {
      await writeFile(place(name), bytes, { flag: "wx", mode: 0o600 });
    },
    async finish() {
      if (existsSync(folder)) rmdirSync(folder);
      await renamePatiently(part, folder);
      finished = true;
    },
    abandon() {
      if (!finished) rmSync(part, { recursive: true, force: true });
    },
  };
}

/**
 * Begins an export into one file.
 * @throws DomainError `file.taken` where the file is there
 */
export function openExportFile(path: string, sender: string): ExportFile & { readonly finish: () => Promise<void>; readonly abandon: () => void } {
  if (existsSync(path)) throw new DomainError("file.taken", { text: path });
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const part = `${path}.part-${sender}`;
  const file = writer(createWriteStream(part, { mode: 0o600 }));
  return { ...file, finish: () => renamePatiently(part, path), abandon: () => rmSync(part, { force: true }) };
}

function checkFree(folder: string): void {
  if (!existsSync(folder)) return;
  let names: readonly string[] = [""];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOTDIR") throw error;
  }
  if (names.length > 0) throw new DomainError("file.taken", { text: folder });
}

function writer(stream: WriteStream): ExportFile {
  // Each piece is waited for, and so is told what went wrong with it.
  stream.on("error", () => undefined);
  return {
    add: (text) => new Promise((resolve, reject) => stream.write(text, (error) => (error ? reject(error) : resolve()))),
    close: () => new Promise((resolve, reject) => stream.end((error?: Error | null) => (error ? reject(error) : resolve()))),
  };
}
