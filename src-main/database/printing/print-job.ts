import type { Database } from "better-sqlite3";
import { DomainError } from "../../domain/ground/error.ts";
import type { PaperKind } from "../../domain/shop/paper-layout.ts";
import type { PrintEvent, PrintJob, PrintState, PrintTrouble } from "../../domain/printing/print-job.ts";
import { prepared } from "../ground/prepared.ts";
import { ordinalOf, ordinalOfAny } from "../ground/row-id.ts";

type PrintJobRow = {
  id: string;
  order_id: string;
  number: string;
  kind: string;
  part: number | null;
  state: string;
  copy: number;
  copies: number;
  printer_id: string | null;
  printer: string | null;
  attempts: number;
  next_at: number | null;
  trouble: string | null;
  reason: string | null;
  warning: string | null;
  created_at: number;
  done_at: number | null;
};

type PrintEventRow = { job_id: string; what: string; at: number; person: string | null; bench: string | null; data: string };

const COLUMNS = `j.id, o.id AS order_id, o.number, j.kind, j.part, j.state, j.copy, j.copies, j.printer_id, p.name AS printer, j.attempts, j.next_at,
  j.trouble, j.reason, j.warning, j.created_at, j.done_at`;
const JOINED = "JOIN repair_order o ON o.ordinal = j.order_ordinal LEFT JOIN printer p ON p.id = j.printer_id";
const ORDER = ordinalOf("repair_order", "?");
const OPEN = "j.state NOT IN ('ready', 'printed', 'dropped')";

const statements = prepared((db) => ({
  insert: db.prepare(`INSERT INTO print_job (id, order_ordinal, kind, part, state, copy, copies, printer_id, paper_ordinal, created_at)
    VALUES (?, ${ORDER}, ?, ?, 'queued', ?, ?, ?, ?, ?)`),
  get: db.prepare<[string], PrintJobRow>(`SELECT ${COLUMNS} FROM print_job j ${JOINED} WHERE j.id = +?`),
  ofOrder: db.prepare<[string], PrintJobRow>(
    `SELECT ${COLUMNS} FROM print_job j ${JOINED} WHERE j.order_ordinal = ${ORDER} ORDER BY j.ordinal DESC LIMIT 300`,
  ),
  byHand: db.prepare<[], { id: string }>(
    "SELECT id FROM print_job j INDEXED BY print_job_waiting WHERE state = 'queued' AND printer_id IS NULL AND j.state NOT IN ('ready', 'printed', 'dropped') ORDER BY ordinal",
  ),
  unfinished: db.prepare<
    [],
    PrintJobRow
  >(`SELECT ${COLUMNS} FROM print_job j INDEXED BY print_job_waiting CROSS JOIN repair_order o ON o.ordinal = j.order_ordinal
    LEFT JOIN printer p ON p.id = j.printer_id WHERE ${OPEN} ORDER BY j.state DESC, j.ordinal LIMIT 200`),
  inState: db.prepare<[string, number], PrintJobRow>(
    `SELECT ${COLUMNS} FROM print_job j CROSS JOIN repair_order o ON o.ordinal = j.order_ordinal LEFT JOIN printer p ON p.id = j.printer_id
    WHERE j.state = +? ORDER BY j.ordinal DESC LIMIT +?`,
  ),
  inOpenState: db.prepare<[string, number], PrintJobRow>(
    `SELECT ${COLUMNS} FROM print_job j INDEXED BY print_job_waiting CROSS JOIN repair_order o ON o.ordinal = j.order_ordinal
    LEFT JOIN printer p ON p.id = j.printer_id WHERE j.state = +? AND ${OPEN} ORDER BY j.ordinal DESC LIMIT +?`,
  ),
  newest: db.prepare<[number], PrintJobRow>(
    `SELECT ${COLUMNS} FROM print_job j CROSS JOIN repair_order o ON o.ordinal = j.order_ordinal LEFT JOIN printer p ON p.id = j.printer_id
    ORDER BY j.ordinal DESC LIMIT +?`,
  ),
  lanes: db.prepare<[], { printer_id: string }>(
    "SELECT DISTINCT printer_id FROM print_job INDEXED BY print_job_of_printer WHERE state IN ('queued', 'sending') AND printer_id IS NOT NULL",
  ),
  firstOfLane: db.prepare<[string], { id: string; state: string; next_at: number | null }>(
    `SELECT id, state, next_at FROM print_job INDEXED BY print_job_of_printer
    WHERE printer_id = +? AND state IN ('queued', 'sending') ORDER BY ordinal LIMIT 1`,
  ),
  take: db.prepare(
    "UPDATE print_job SET state = 'sending', sender = ?, lease_at = ?, attempts = attempts + 1 WHERE id = ? AND state = 'queued' AND printer_id = ?",
  ),
  extend: db.prepare("UPDATE print_job SET lease_at = ? WHERE id = ? AND state = 'sending' AND sender = ?"),
  sending: db.prepare<[], { id: string; sender: string; lease_at: number }>(
    `SELECT id, sender, lease_at FROM print_job INDEXED BY print_job_of_printer WHERE state = 'sending' AND state IN ('queued', 'sending')
    AND printer_id IS NOT NULL`,
  ),
  original: db.prepare<[string, string, number | null, number], { jobId: string; paperOrdinal: number }>(
    `SELECT id AS "jobId", paper_ordinal AS "paperOrdinal" FROM print_job WHERE order_ordinal = ${ORDER} AND kind = +? AND part IS +? AND copy = 0 AND created_at >= ?
    ORDER BY ordinal DESC LIMIT 1`,
  ),
  update: db.prepare(
    `UPDATE print_job SET state = ?, trouble = ?, reason = ?, warning = ?, next_at = ?, attempts = ?, done_at = ?, sender = NULL, lease_at = NULL
    WHERE id = ?`,
  ),
  warn: db.prepare("UPDATE print_job SET warning = ? WHERE id = ?"),
  redirect: db.prepare("UPDATE print_job SET printer_id = ? WHERE id = ?"),
  insertEvent: db.prepare(`INSERT INTO print_event (job_ordinal, what, at, person_ordinal, bench_ordinal, data)
    VALUES (${ordinalOf("print_job", "@jobId")}, @what, @at, ${ordinalOfAny("person", "@personId")}, ${ordinalOfAny("bench", "@benchId")}, @data)`),
  events: db.prepare<[string], PrintEventRow>(
    `SELECT j.id AS job_id, e.what, e.at, w.name AS person, b.name AS bench, e.data FROM print_job j CROSS JOIN print_event e ON e.job_ordinal = j.ordinal
    LEFT JOIN person w ON w.ordinal = e.person_ordinal LEFT JOIN bench b ON b.ordinal = e.bench_ordinal WHERE j.order_ordinal = ${ORDER} ORDER BY e.ordinal`,
  ),
}));

const jobFromRow = (row: PrintJobRow): PrintJob => ({
  id: row.id,
  orderId: row.order_id,
  number: row.number,
  kind: row.kind as PaperKind,
  part: row.part,
  state: row.state as PrintState,
  copy: row.copy === 1,
  copies: row.copies,
  printerId: row.printer_id,
  printer: row.printer,
  attempts: row.attempts,
  nextAt: row.next_at,
  trouble: row.trouble as PrintTrouble | null,
  reason: row.reason,
  warning: row.warning,
  createdAt: row.created_at,
  doneAt: row.done_at,
});

/** Queues a paper: for its printer, or to be made for printing by hand. */
export const insertPrintJob = (
  db: Database,
  job: Pick<PrintJob, "id" | "orderId" | "kind" | "part" | "copy" | "copies" | "printerId"> & { paperOrdinal: number; at: number },
): void =>
  void statements(db).insert.run(job.id, job.orderId, job.kind, job.part, job.copy ? 1 : 0, job.copies, job.printerId, job.paperOrdinal, job.at);

/** @throws DomainError `document.unknown` */
export function getPrintJob(db: Database, id: string): PrintJob {
  const row = statements(db).get.get(id);
  if (!row) throw new DomainError("document.unknown", { field: "id" });
  return jobFromRow(row);
}

/** An order's print jobs, newest first. */
export const listPrintJobs = (db: Database, orderId: string): readonly PrintJob[] => statements(db).ofOrder.all(orderId).map(jobFromRow);

/** Jobs that somebody or something still has to do with: the unsure first, then those that are sent, wait or failed, oldest first. */
export const listUnfinishedPrintJobs = (db: Database): readonly PrintJob[] => statements(db).unfinished.all().map(jobFromRow);

/** The newest jobs, of one state or of all. Of states that end a job they are looked for from the newest on. */
export function listNewestPrintJobs(db: Database, state: PrintState | undefined, limit: number): readonly PrintJob[] {
  const { newest, inState, inOpenState } = statements(db);
  const rows = state === undefined ? newest.all(limit) : (ENDED_WELL.includes(state) ? inState : inOpenState).all(state, limit);
  return rows.map(jobFromRow);
}

const ENDED_WELL: readonly PrintState[] = ["ready", "printed", "dropped"];

/** Ids of all jobs that wait to be made for printing by hand, oldest first. */
export const listQueuedByHand = (db: Database): readonly string[] =>
  statements(db)
    .byHand.all()
    .map(({ id }) => id);

/** Ids of printers that have something to print. */
export const listLanes = (db: Database): readonly string[] =>
  statements(db)
    .lanes.all()
    .map(({ printer_id }) => printer_id);

/** The job that a printer prints next, or is being sent now: the oldest one. */
export function findFirstOfLane(
  db: Database,
  printerId: string,
): { readonly id: string; readonly state: "queued" | "sending"; readonly nextAt: number | null } | undefined {
  const row = statements(db).firstOfLane.get(printerId);
  return row && { id: row.id, state: row.state as "queued" | "sending", nextAt: row.next_at };
}

/**
 * Takes a waiting job to be sent, unless another program was faster.
 * @param lease epoch ms after which the sender counts as gone unless it has said otherwise
 */
export const takePrintJob = (db: Database, id: string, printerId: string, sender: string, lease: number): boolean =>
  statements(db).take.run(sender, lease, id, printerId).changes === 1;

export const extendLease = (db: Database, id: string, sender: string, lease: number): void => void statements(db).extend.run(lease, id, sender);

/** Jobs that are being sent, with who sends them and until when that is believed. */
export const listSending = (db: Database): readonly { readonly id: string; readonly sender: string; readonly leaseAt: number }[] =>
  statements(db)
    .sending.all()
    .map(({ id, sender, lease_at }) => ({ id, sender, leaseAt: lease_at }));

/**
 * The newest print of this kind that is no copy, with its frozen facts, for a reprint that says the same; undefined where there was none.
 * @param part of an accessory's label: which one
 * @param since epoch ms before which a paper is out of date
 */
export function findOriginal(
  db: Database,
  orderId: string,
  kind: PaperKind,
  part: number | null,
  since: number,
): { readonly jobId: string; readonly paperOrdinal: number } | undefined {
  return statements(db).original.get(orderId, kind, part, since);
}

/** What changes when a job goes on or ends; whoever was sending it no longer is. */
export type PrintJobChange = Pick<PrintJob, "state"> & Partial<Pick<PrintJob, "trouble" | "reason" | "warning" | "nextAt" | "attempts">>;

const ENDED: readonly PrintState[] = ["ready", "printed", "failed", "dropped"];

/** Writes where a job stands now; what is not named is empty from then on, but for the tries so far. */
export const updatePrintJob = (db: Database, job: Pick<PrintJob, "id" | "attempts">, change: PrintJobChange, at: number): void =>
  void statements(db).update.run(
    change.state,
    change.trouble ?? null,
    change.reason ?? null,
    change.warning ?? null,
    change.nextAt ?? null,
    change.attempts ?? job.attempts,
    ENDED.includes(change.state) ? at : null,
    job.id,
  );

/** Notes what its paper could not show; it stands until somebody has the job tried anew. */
export const warnOfPrintJob = (db: Database, id: string, warning: string | null): void => void statements(db).warn.run(warning, id);

/** Sends a job to another printer from now on; null: printed by hand. */
export const redirectPrintJob = (db: Database, id: string, printerId: string | null): void => void statements(db).redirect.run(printerId, id);

export const insertPrintEvent = (
  db: Database,
  event: Pick<PrintEvent, "jobId" | "what" | "at" | "data"> & { readonly personId: string | null; readonly benchId: string | null },
): void => void statements(db).insertEvent.run({ ...event, data: JSON.stringify(event.data) });

/** What happened to all print jobs of an order, oldest first. */
export const listPrintEvents = (db: Database, orderId: string): readonly PrintEvent[] =>
  statements(db)
    .events.all(orderId)
    .map(({ job_id, what, at, person, bench, data }) => ({
      jobId: job_id,
      what: what as PrintEvent["what"],
      at,
      person,
      bench,
      data: JSON.parse(data) as PrintEvent["data"],
    }));
