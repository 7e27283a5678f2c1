import type { Database } from "better-sqlite3";
import type { ImportCounts } from "../../domain/transfer/import.ts";
import { COUNT_HIDDEN_IN, SHOW_ALL } from "../ground/hidden.ts";
import type { NewImport } from "./import.ts";
import { inTransaction, inUnsyncedTransaction } from "../ground/open.ts";
import { ordinalOf, ordinalOfAny } from "../ground/row-id.ts";
import { countAside, setFiguresAside } from "../figures/shop-figures.ts";

/** Rows of a staged table that are stored at once: some milliseconds. */
const PIECE = 200;

/** What a staged table becomes. Statements take the rows whose key lies after `@after` and up to `@until`. */
type Step = { readonly table: string; readonly key: string; readonly statements: readonly string[] };

const SOME = (key: string): string => `WHERE ${key} > @after AND ${key} <= @until`;

/** Rows of the file come first: what is left of an import that was given up is found by them. */
const STEPS: readonly Step[] = [
  {
    table: "import_row",
    key: "line",
    statements: [
      `INSERT INTO import_row (import_id, line, cells, customer_id, device_id, order_id)
        SELECT @id, line, cells, customer_id, device_id, order_id FROM stage.import_row ${SOME("line")} ORDER BY line`,
    ],
  },
  {
    table: "customer",
    key: "ordinal",
    statements: [
      `INSERT INTO customer (ordinal, id, kind, name, name_folded, contact, registration, email, whatsapp, address, language, created_at, updated_at)
        SELECT ordinal, id, kind, name, name_folded, contact, registration, email, whatsapp, address, language, @at, @at
        FROM stage.customer ${SOME("ordinal")} ORDER BY ordinal`,
      `INSERT INTO customer_phone (customer_id, position, e164, extension)
        SELECT c.id, p.key, substr(p.value, 1, instr(p.value || ';', ';') - 1),
          substr(p.value, instr(p.value || ';', ';') + length(';ext=')) FROM stage.customer c, json_each(c.phones) p ${SOME("c.ordinal")} ORDER BY c.id, p.key`,
    ],
  },
  {
    table: "device",
    key: "rowid",
    statements: [
      `INSERT INTO device (id, category, brand, model, colour, serial, serial_code, imei, imei2, body_code, purchased_on, seller, created_at, updated_at)
        SELECT id, category, brand, model, colour, serial, serial_code, imei, imei2, '', purchased_on, seller, @at, @at FROM stage.device ${SOME("rowid")}`,
    ],
  },
  {
    table: "repair_order",
    key: "ordinal",
    statements: [
      `INSERT INTO repair_order (ordinal, id, number, claim_code, customer_id, device_id, state, state_at, request, channel, priority, fault, condition,
          proofs, warranty_card_stamped, promised_on, currency, bench_id, received_at, closed_at, handback)
        SELECT ordinal, id, number, claim_code, customer_id, device_id, state, coalesce(closed_at, received_at), 'repair', 'visit', 1, fault, condition,
          '[]', 0, promised_on, currency, @bench, received_at, closed_at,
          iif(closed_at IS NULL, NULL, json_object('at', closed_at, 'byName', NULL, 'slipShown', json('false'), 'identityCheck', NULL, 'identityNote', '', 'outcome', outcome,
            'warrantyUntil', NULL, 'paidMinor', price_minor, 'paidMethod', iif(price_minor = 0, NULL, 'other'), 'signature', NULL))
        FROM stage.repair_order ${SOME("ordinal")} ORDER BY ordinal`,
      `INSERT INTO order_figure (ordinal, in_on, out_on, fault, class)
        SELECT ordinal, in_on, out_on, fault_kind, class FROM stage.repair_order ${SOME("ordinal")} ORDER BY ordinal`,
      `INSERT INTO order_line (id, order_ordinal, position, kind, title, quantity_milli, unit_minor)
        SELECT unhex(id, '-'), ordinal, 0, 'work', @title, 1000, price_minor FROM stage.repair_order ${SOME("ordinal")} AND price_minor > 0 ORDER BY ordinal`,
      `INSERT INTO payment (id, order_ordinal, method, amount_minor, note, at)
        SELECT unhex(id, '-'), ordinal, 'other', price_minor, '', closed_at FROM stage.repair_order ${SOME("ordinal")} AND price_minor > 0 AND closed_at IS NOT NULL ORDER BY ordinal`,
      // The words of what is closed stand in its index already.
      `INSERT INTO open_search (rowid, words) SELECT ordinal, words FROM stage.repair_order ${SOME("ordinal")} AND closed_at IS NULL ORDER BY ordinal`,
      // Tells an imported order's timeline where it came from, and what was done so far where it is still open.
      `INSERT INTO event (order_ordinal, ordinal, id, kind, at, person_ordinal, bench_ordinal, data)
        SELECT ordinal, 1, unhex(id, '-'), 'imported', @at, ${ordinalOfAny("person", "@person")}, ${ordinalOf("bench", "@bench")}, iif(closed_at IS NULL AND outcome <> '', json_object('file', @file, 'number', number, 'outcome', outcome),
          json_object('file', @file, 'number', number))
        FROM stage.repair_order ${SOME("ordinal")} ORDER BY ordinal`,
    ],
  },
];

/**
 * Publishes a prepared import: stores its rows, hidden, a piece with each step, then shows them all in one transaction.
 * @param stage the file that it was prepared in
 * @param title of the line that a price becomes
 * @returns with each step, how many rows of the stage are stored
 */
export function* publishImport(db: Database, stage: string, made: NewImport, counts: ImportCounts, title: string): Generator<number, void, void> {
  const given = { id: made.id, at: made.at, bench: made.benchId, person: made.personId, file: made.file, title };
  let stored = 0;
  db.prepare("ATTACH ? AS stage").run(stage);
  try {
    for (const step of STEPS)
      for (const rows of storePieces(db, step, given)) {
        stored += rows;
        yield stored;
      }
  } finally {
    db.exec("DETACH stage");
  }
  inTransaction(db, () => {
    for (const sql of [...COUNT_HIDDEN_IN, SHOW_ALL]) db.prepare(sql).run();
    countAside(db, true);
    const { changes } = db
      .prepare("UPDATE import SET state = 'done', counts = ? WHERE id = ? AND state = 'running'")
      .run(JSON.stringify(counts), made.id);
    if (changes === 0) throw new Error("the import is gone");
  });
}

/** @returns with each step, the rows of the piece that was stored */
function* storePieces(db: Database, { table, key, statements }: Step, given: Readonly<Record<string, unknown>>): Generator<number, void, void> {
  const next = db.prepare<[number, number], { until: number | null; rows: number }>(
    `SELECT max(key) AS until, count(*) AS rows FROM (SELECT ${key} AS key FROM stage.${table} WHERE ${key} > +? ORDER BY ${key} LIMIT +?)`,
  );
  const prepared = statements.map((sql) => ({
    statement: db.prepare(sql),
    names: ["after", "until", ...Object.keys(given)].filter((name) => sql.includes(`@${name}`)),
  }));
  const figures = table === "repair_order" ? setFiguresAside("").map((sql) => db.prepare(sql)) : [];
  for (let after = Number.MIN_SAFE_INTEGER; ;) {
    const { until, rows } = next.get(after, PIECE)!;
    if (until === null) return;
    const values = { ...given, after, until };
    inUnsyncedTransaction(db, () => {
      for (const { statement, names } of prepared)
        statement.run(Object.fromEntries(names.map((name) => [name, values[name as keyof typeof values]])));
      for (const figure of figures) figure.run({ from: after + 1, below: until + 1 });
    });
    yield rows;
    after = until;
  }
}
