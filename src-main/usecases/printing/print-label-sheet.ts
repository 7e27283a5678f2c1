import { getPaper } from "../../database/papers/paper.ts";
import { getPrintJob } from "../../database/printing/print-job.ts";
import type { Asked } from "../../documents/engine/documents.ts";
import type { RenderedPaper, SheetLabel } from "../../documents/engine/render.ts";
import { DomainError } from "../../domain/ground/error.ts";
import type { PaperSize } from "../../domain/printing/paper-size.ts";
import { sizeOf } from "./keep-printers.ts";
import type { Shop } from "../ground/shop.ts";

/** Where labels lie on sheets for an office printer. */
export type SheetPlaces = {
  /** Id of the sheets' size. */
  readonly size: string;
  /** The first place that still carries a label, counted from 1 in reading order. */
  readonly firstFree: number;
};

/** Labels of print jobs. */
export type LabelSheet = SheetPlaces & { readonly labels: readonly { readonly jobId: string; readonly copies: number }[] };

/** @throws DomainError `input.invalid` where the size is no sheet or has no such place, `paper-size.unknown` */
export function checkPlaces(shop: Shop, { size: id, firstFree }: SheetPlaces): Extract<PaperSize, { kind: "sheet" }> {
  const size = sizeOf(shop, id);
  if (size.kind !== "sheet") throw new DomainError("input.invalid", { problems: [{ field: "size", problem: "choice" }] });
  if (firstFree > size.columns * size.rows) throw new DomainError("input.invalid", { problems: [{ field: "firstFree", problem: "too-large" }] });
  return size;
}

/**
 * Puts labels beside each other on sheets, as PDF/A-2b.
 * @throws DomainError `document.failed`, `input.invalid` where the size is no sheet or has no such place, `paper-size.unknown`
 */
export async function renderOnSheets(shop: Shop, labels: readonly SheetLabel[], places: SheetPlaces, asked?: Asked): Promise<RenderedPaper> {
  return shop.documents.renderLabelSheet(labels, { size: checkPlaces(shop, places), firstFree: places.firstFree }, asked);
}

/**
 * Puts the labels of print jobs on sheets.
 * @throws DomainError `document.unknown`, `document.failed`, `input.invalid`, `paper-size.unknown`
 */
export async function renderLabelSheet(
  shop: Shop,
  { labels, ...places }: LabelSheet,
  asked?: Asked,
): Promise<RenderedPaper & { readonly number: string }> {
  const { number } = getPrintJob(shop.db, labels[0]!.jobId);
  const papers = labels.map(({ jobId, copies }) => ({ paper: getPaper(shop.db, jobId), copies }));
  return { ...(await renderOnSheets(shop, papers, places, asked)), number };
}
