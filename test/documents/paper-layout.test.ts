import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { examplePaper } from "../../src-main/documents/papers/example-paper.ts";
import { openTexts } from "../../src-main/documents/engine/texts.ts";
import {
  PAGE_KINDS,
  PAGE_SECTIONS,
  SECOND_PLACES,
  USUAL_PAPERS,
  type PageKind,
  type PaperSettings,
} from "../../src-main/domain/shop/paper-layout.ts";
import type { PaperData } from "../../src-main/domain/papers/paper.ts";
import { exampleShop } from "../helpers/example-order.ts";
import { examplePack, resourcesDir, shipped } from "../helpers/open-test-documents.ts";
import { pdfText, testWith } from "../helpers/paper-tools.ts";

const testWithText = testWith("pdftotext");
const reader = openTexts(join(resourcesDir, "locales"))("ru", exampleShop());

/** An example's paper in a shop whose papers look like that. */
function paperOf(kind: PageKind, papers: Partial<PaperSettings>): PaperData {
  const shop = exampleShop({ papers: { ...USUAL_PAPERS, ...papers } });
  return examplePaper(kind, { shop, language: "ru", pack: examplePack, at: Date.UTC(2026, 10, 20, 9, 15) }, reader);
}

/** The same with as little on it as an order can have. */
function bare(paper: PaperData): PaperData {
  const { customer, device } = paper.order;
  const nobody = { ...customer, name: "", phones: [], email: "", address: "" };
  const unknown = { ...device, brand: "", model: "", serial: "", seller: "", purchasedOn: null };
  const order = {
    ...paper.order,
    customer: nobody,
    device: unknown,
    condition: "",
    accessories: [],
    proofs: [],
    lines: [],
    payments: [],
    promisedOn: null,
    estimateMinor: null,
    limitMinor: null,
    signature: null,
    hasPasscode: false,
  };
  return { ...paper, order, shop: { ...paper.shop, openingHours: "", phone: "", statusPhone: "" } };
}

describe.each(PAGE_KINDS)("%s", (kind) => {
  test.each(SECOND_PLACES)("is made with a second language %s, full or bare, on A4 and on A5", (placed) => {
    for (const format of ["a4", "a5"] as const) {
      const pages = { ...USUAL_PAPERS.pages, [kind]: { format, sections: PAGE_SECTIONS[kind] } };
      const paper = paperOf(kind, { second: { language: "kk", placed }, pages });
      for (const data of [paper, bare(paper)]) expect(shipped.render(data, "pdf").warnings).toEqual([]);
    }
  });
});

testWithText("sections stand in the shop's order, and those left out are not there", () => {
  const pages = { ...USUAL_PAPERS.pages, certificate: { format: "a4", sections: ["accessories", "device", "fault"] } } as const;
  const text = pdfText(shipped.render(paperOf("certificate", { pages, header: "Лицензия № 7" }), "pdf").bytes);
  const places = ["Комплектность", "Dreame", "Неисправность со слов клиента"].map((words) => text.indexOf(words));
  expect(places.toSorted((one, other) => one - other)).toEqual(places);
  expect(places[0]).toBeGreaterThan(0);
  expect(text).not.toContain("Внешнее состояние");
  expect(text).toContain("Лицензия № 7");
});
