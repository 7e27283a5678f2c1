import { createHash } from "node:crypto";
import type { Database } from "better-sqlite3";
import { DomainError } from "../../domain/ground/error.ts";
import type { Order } from "../../domain/orders/order.ts";
import type { PaperData } from "../../domain/papers/paper.ts";
import type { PaperKind } from "../../domain/shop/paper-layout.ts";
import type { ShopSettings } from "../../domain/shop/shop.ts";
import { packFacts, unpackFacts } from "./paper-facts.ts";
import { prepared } from "../ground/prepared.ts";
import { ordinalOf } from "../ground/row-id.ts";
import { shopFromText } from "../shop/setting.ts";

type PaperRow = { facts: Buffer; shop_data: string; kind: string; part: number | null; copy: number };

const statements = prepared((db) => ({
  findShop: db.prepare<[string], { id: number }>("SELECT id FROM paper_shop WHERE sha256 = +?"),
  insertShop: db.prepare("INSERT INTO paper_shop (sha256, data) VALUES (?, ?)"),
  insert: db.prepare(`INSERT INTO paper (order_ordinal, shop_id, facts, created_at)
    VALUES (${ordinalOf("repair_order", "?")}, ?, ?, ?)`),
  get: db.prepare<[string], PaperRow>(`SELECT p.facts, s.data AS shop_data, j.kind, j.part, j.copy
    FROM print_job j JOIN paper p ON p.ordinal = j.paper_ordinal JOIN paper_shop s ON s.id = p.shop_id WHERE j.id = +?`),
  ofJob: db.prepare<[string], number>("SELECT paper_ordinal FROM print_job WHERE id = +?").pluck(),
}));

/** Settings change rarely: the hash of the text that came last is remembered. */
const lastShop = { text: "", sha256: "" };

/** The one row of these settings, which all papers made under them refer to. */
function shopId(db: Database, shop: ShopSettings): number | bigint {
  const text = JSON.stringify(shop);
  if (text !== lastShop.text) Object.assign(lastShop, { text, sha256: createHash("sha256").update(text).digest("hex") });
  const { findShop, insertShop } = statements(db);
  return findShop.get(lastShop.sha256)?.id ?? insertShop.run(lastShop.sha256, text).lastInsertRowid;
}

/** Freezes what papers are made from: the order and the shop as they are now. @returns the paper's ordinal */
export function insertPaper(db: Database, paper: { readonly order: Order; readonly shop: ShopSettings; readonly at: number }): number {
  const shop = shopId(db, paper.shop);
  return Number(statements(db).insert.run(paper.order.id, shop, packFacts(paper.order), paper.at).lastInsertRowid);
}

/** What a job prints. @throws DomainError `document.unknown` */
export function getPaper(db: Database, jobId: string): PaperData {
  const row = statements(db).get.get(jobId);
  if (!row) throw new DomainError("document.unknown", { field: "id" });
  return {
    order: unpackFacts(row.facts),
    shop: shopFromText(row.shop_data),
    kind: row.kind as PaperKind,
    part: row.part,
    copy: row.copy === 1,
  };
}

/** The frozen facts that a job prints. @throws DomainError `document.unknown` */
export function getPaperOrdinal(db: Database, jobId: string): number {
  const ordinal = statements(db).ofJob.get(jobId);
  if (ordinal === undefined) throw new DomainError("document.unknown", { field: "id" });
  return ordinal;
}
