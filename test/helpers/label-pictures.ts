import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LANGUAGES, type Language } from "../../src-main/domain/ground/language.ts";
import type { PaperData } from "../../src-main/domain/papers/paper.ts";
import { SHIPPED_SIZES } from "../../src-main/domain/printing/paper-size.ts";
import { contactSheet } from "./contact-sheet.ts";
import { exampleOrder, exampleShop, type OrderOverrides } from "./example-order.ts";
import { shipped } from "./open-test-documents.ts";

const accessories = (names: readonly string[]): OrderOverrides["accessories"] =>
  names.map((name, index) => ({ id: String(index), name, returned: false }));

const ORDERS: Readonly<Record<Language, OrderOverrides>> = {
  ru: {},
  kk: {
    customer: { name: "Нұрсұлтан Әбілқасымұлы" },
    fault: "Базада зарядталмайды, индикатор қызыл жыпылықтайды. Жаңартудан кейін пайда болды.",
    condition: "Лидар қақпағында сызаттар бар, сол щетка тозған.",
    accessories: accessories(["Зарядтау базасы", "Желі кабелі", "2 швабра", "Чек", "Кепілдік талоны"]),
  },
  lv: {
    customer: { name: "Jānis Bērziņš" },
    device: { brand: "Bosch", model: "Serie 8 WAV32" },
    fault: "Neuzlādējas bāzē, mirgo sarkans indikators. Parādījās pēc atjauninājuma.",
    condition: "Skrāpējumi uz vāka, nodilusi kreisā birste.",
    accessories: accessories(["Uzlādes stacija", "Strāvas kabelis", "2 mopi", "Čeks", "Garantijas talons"]),
  },
  en: {
    customer: { kind: "organisation", name: "Northgate Community Hall Ltd" },
    device: { category: "dishwasher", brand: "", model: "" },
    fault: "Does not charge on its base, the light blinks red. Began after the update.",
    condition: "Scratches on the lid, left brush worn.",
    accessories: accessories(["Charging base", "Power cord", "2 mops", "Receipt", "Warranty card"]),
  },
};

/** What there is a picture of: each on all sizes in all languages, side by side. */
const PAPERS: Readonly<Record<string, Pick<PaperData, "kind" | "copy" | "part"> & { readonly order?: OrderOverrides }>> = {
  label: { kind: "label", copy: false, part: null },
  "urgent-copy": { kind: "label", copy: true, part: null, order: { priority: "urgent" } },
  accessory: { kind: "accessory", copy: false, part: 2 },
};

/** Writes pictures of labels and of printers' test pages into a folder, as label printers of 203 dpi print them. */
export function takeLabels(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, { order, ...paper }] of Object.entries(PAPERS)) {
    const rows = SHIPPED_SIZES.filter(({ kind }) => kind !== "page").map((size) =>
      LANGUAGES.map((language) => {
        const known = ORDERS[language];
        const spoken = exampleOrder({ ...known, ...order, customer: { ...known.customer, language } });
        return shipped.render({ ...paper, order: spoken, shop: exampleShop() }, "png", { size, dpi: 203 }).bytes;
      }),
    );
    writeFileSync(join(folder, `${name}.png`), contactSheet(rows));
  }
  const words = { title: "Test page", printer: "Counter printer", lines: ["203 dpi"] };
  const pages = SHIPPED_SIZES.map((size) => [shipped.renderTestPage({ size, dpi: 203, format: "png", words }).bytes]);
  writeFileSync(join(folder, "test-page.png"), contactSheet(pages));
}
