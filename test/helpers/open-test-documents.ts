import { join } from "node:path";
import type { OpenDocuments } from "../../src-main/documents/engine/documents.ts";
import { openPaperMaker, type PaperMaker, type RenderedPaper } from "../../src-main/documents/engine/render.ts";
import { shippedPacks } from "../../src-main/app/shipped-policies.ts";
import { encodeFor } from "../../src-main/printing/shipment.ts";
import { caseOf } from "../../src-main/domain/orders/order-policy.ts";
import { decide } from "../../src-main/domain/warranty/policy.ts";
import { NO_FACTS, NO_WARRANTY, type OrderWarranty, type WarrantyFacts } from "../../src-main/domain/warranty/warranty.ts";
import type { PaperKind } from "../../src-main/domain/shop/paper-layout.ts";
import type { ShopSettings } from "../../src-main/domain/shop/shop.ts";
import { exampleOrder, exampleShop, type OrderOverrides } from "./example-order.ts";

/** The folder of shipped resources. */
export const resourcesDir = join(import.meta.dirname, "../../resources");

/** The policy that the example's decisions are made under. */
export const examplePack = shippedPacks(resourcesDir).find(({ id }) => id === "dreame-kz")!;

/** The example's warranty, decided; other facts may be said. */
export function exampleWarranty(facts: Partial<WarrantyFacts> = {}, more: Partial<OrderWarranty> = {}): OrderWarranty {
  const known = { ...NO_WARRANTY, facts: { ...NO_FACTS, complete: true, ...facts } };
  const decision = decide(examplePack, caseOf({ ...exampleOrder(), warranty: known }, examplePack, "2026-11-20"));
  const at = Date.UTC(2026, 10, 20, 9, 15);
  return { ...known, decisions: [{ id: "d", stage: "preliminary", decision, changed: [], reason: "", at, person: "Айгерим Сапарова" }], ...more };
}

/** The example's paper as a PDF, but for what is said otherwise; shipped fonts only unless documents are given. */
export function examplePdf(
  kind: PaperKind,
  order: OrderOverrides = {},
  shop: Partial<ShopSettings> = {},
  { copy = false, documents = shipped }: { copy?: boolean; documents?: PaperMaker } = {},
): RenderedPaper {
  return documents.render(
    { kind, order: exampleOrder(order), shop: exampleShop(shop), pack: examplePack, copy, part: kind === "accessory" ? 1 : null },
    "pdf",
  );
}

/** Documents that print the same on every computer: fonts of this one are not asked. */
export const shipped = openPaperMaker(resourcesDir, { systemFonts: false });

/** Documents without a process of their own, for tests that are about other things. */
export function documentsHere(templates: Readonly<Record<string, string>> = {}): OpenDocuments {
  const maker = openPaperMaker(resourcesDir, { templates }, encodeFor);
  return {
    render: async (...[paper, format, options]) => maker.render(paper, format, options),
    renderExample: async (...[kind, example, format, options]) => maker.renderExample(kind, example, format, options),
    renderLabelSheet: async (...[labels, options]) => maker.renderLabelSheet(labels, options),
    renderTestPage: async (options) => maker.renderTestPage(options),
    close: () => undefined,
  };
}
