import { join } from "node:path";
import { openDocuments, type Documents, type RenderedPaper } from "../../src-main/documents/render.ts";
import type { PaperKind } from "../../src-main/domain/order.ts";
import type { ShopSettings } from "../../src-main/domain/shop.ts";
import { exampleOrder, exampleShop, type OrderOverrides } from "./example-order.ts";

/** The folder of shipped resources. */
export const resourcesDir = join(import.meta.dirname, "../../resources");

/** The example's paper as a PDF, but for what is said otherwise; shipped fonts only unless documents are given. */
export function examplePdf(
  kind: PaperKind,
  order: OrderOverrides = {},
  shop: Partial<ShopSettings> = {},
  { copy = false, documents = shipped }: { copy?: boolean; documents?: Documents } = {},
): RenderedPaper {
  return documents.render({ kind, order: exampleOrder(order), shop: exampleShop(shop), copy }, "pdf");
}

/** Documents that print the same on every computer: fonts of this one are not asked. */
export const shipped = openDocuments(resourcesDir, { systemFonts: false });
