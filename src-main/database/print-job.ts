import type { Database } from "better-sqlite3";
import { DomainError } from "../domain/error.ts";
import type { Order, PaperKind, PrintJob } from "../domain/order.ts";
import type { PaperData } from "../domain/paper.ts";
import type { ShopSettings } from "../domain/shop.ts";
import { prepared } from "./prepared.ts";

type PrintJobRow = {
  id: string;
  order_id: string;
  number: string;
  kind: string;
  state: string;
  copy: number;
  reason: string | null;
  warning: string | null;
  created_at: number;
};

const COLUMNS = "j.id, j.order_id, o.number, j.kind, j.state, j.copy, j.reason, j.warning, j.created_at";

const statements = prepared((db) => ({
  insertPaper: db.prepare("INSERT INTO paper (id, order_id, data, created_at) VALUES (?, ?, ?, ?)"),
  insert: db.prepare("INSERT INTO print_job (id, order_id, kind, state, copy, paper_id, created_at) VALUES (?, ?, ?, 'queued', ?, ?, ?)"),
  get: db.prepare<[string], PrintJobRow>(`SELECT ${COLUMNS} FROM print_job j JOIN repair_order o ON o.id = j.order_id WHERE j.id = +?`),
  ofOrder: db.prepare<[string], PrintJobRow>(`SELECT ${COLUMNS} FROM print_job j JOIN repair_order o ON o.id = j.order_id
    WHERE j.order_id = +? ORDER BY j.ordinal DESC LIMIT 100`),
  queued: db.prepare<[], { id: string }>("SELECT id FROM print_job WHERE state = 'queued' ORDER BY ordinal"),
  unfinished: db.prepare<
    [],
    PrintJobRow
  >(`SELECT ${COLUMNS} FROM print_job j INDEXED BY print_job_waiting CROSS JOIN repair_order o ON o.id = j.order_id
    WHERE j.state <> 'ready' ORDER BY j.state DESC, j.ordinal LIMIT 200`),
  paper: db.prepare<[string], { data: string; kind: string; copy: number }>(
    "SELECT p.data, j.kind, j.copy FROM print_job j JOIN paper p ON p.id = j.paper_id WHERE j.id = +?",
  ),
  firstPaper: db.prepare<[string, string], { paper_id: string }>(
    "SELECT paper_id FROM print_job WHERE order_id = +? AND kind = +? ORDER BY ordinal LIMIT 1",
  ),
  finish: db.prepare("UPDATE print_job SET state = ?, reason = ?, warning = ?, done_at = ? WHERE id = ?"),
}));

const jobFromRow = (row: PrintJobRow): PrintJob => ({
  id: row.id,
  orderId: row.order_id,
  number: row.number,
  kind: row.kind as PaperKind,
  state: row.state as PrintJob["state"],
  copy: row.copy === 1,
  reason: row.reason,
  warning: row.warning,
  createdAt: row.created_at,
});

/** Freezes what papers are made from: the order and the shop as they are now. */
export const insertPaper = (db: Database, paper: { id: string; order: Order; shop: ShopSettings; at: number }): void =>
  void statements(db).insertPaper.run(paper.id, paper.order.id, JSON.stringify({ order: paper.order, shop: paper.shop }), paper.at);

/** Queues a paper to be rendered. */
export const insertPrintJob = (
  db: Database,
  job: { id: string; orderId: string; kind: PaperKind; copy: boolean; paperId: string; at: number },
): void => void statements(db).insert.run(job.id, job.orderId, job.kind, job.copy ? 1 : 0, job.paperId, job.at);

/** @throws DomainError `document.unknown` */
export function getPrintJob(db: Database, id: string): PrintJob {
  const row = statements(db).get.get(id);
  if (!row) throw new DomainError("document.unknown", { field: "id" });
  return jobFromRow(row);
}

/** An order's print jobs, newest first. */
export const listPrintJobs = (db: Database, orderId: string): readonly PrintJob[] => statements(db).ofOrder.all(orderId).map(jobFromRow);

/** Jobs that wait or failed, the waiting first, oldest first. */
export const listUnfinishedPrintJobs = (db: Database): readonly PrintJob[] => statements(db).unfinished.all().map(jobFromRow);

/** Ids of all jobs that wait to be rendered, oldest first. */
export const listQueuedPrintJobs = (db: Database): readonly string[] =>
  statements(db)
    .queued.all()
    .map(({ id }) => id);

/** What a job prints. @throws DomainError `document.unknown` */
export function getPaper(db: Database, jobId: string): PaperData {
  const row = statements(db).paper.get(jobId);
  if (!row) throw new DomainError("document.unknown", { field: "id" });
  return { ...(JSON.parse(row.data) as Pick<PaperData, "order" | "shop">), kind: row.kind as PaperKind, copy: row.copy === 1 };
}

/** The frozen facts of the first print of this kind, for a reprint that says the same; undefined where there was none. */
export const findFirstPaper = (db: Database, orderId: string, kind: PaperKind): string | undefined =>
  statements(db).firstPaper.get(orderId, kind)?.paper_id;

/** Ends a job: `ready`, `failed` with a reason, or back to `queued`. */
export const updatePrintJob = (
  db: Database,
  id: string,
  end: { state: PrintJob["state"]; reason: string | null; warning: string | null; at: number },
): void => void statements(db).finish.run(end.state, end.reason, end.warning, end.state === "queued" ? null : end.at, id);
