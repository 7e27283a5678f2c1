import { afterEach, expect, test } from "vitest";
import { openDocumentsApart, type DocumentsApart } from "../../src-main/documents/apart.ts";
import { DocumentError, type Documents, type RenderedPaper } from "../../src-main/documents/render.ts";
import type { PaperData } from "../../src-main/domain/paper.ts";
import { SHIPPED_SIZES, type PaperSize } from "../../src-main/domain/paper-size.ts";
import { exampleOrder, exampleShop } from "../helpers/example-order.ts";
import { resourcesDir, shipped } from "../helpers/open-test-documents.ts";

const label: PaperData = { kind: "label", order: exampleOrder(), shop: exampleShop(), copy: false, part: null };

let apart: DocumentsApart;
afterEach(() => apart.close());

test("a paper is the same as one made here", () => {
  apart = openDocumentsApart(resourcesDir, { systemFonts: false });
  const here = shipped.render(label, "png", { dpi: 203 });
  const there = apart.render(label, "png", { dpi: 203 });
  expect(Buffer.from(there.bytes).equals(here.bytes)).toBe(true);
  expect({ ...there, bytes: null }).toEqual({ ...here, bytes: null });
  const logo = Buffer.from("no picture");
  expect(apart.render({ ...label, kind: "certificate" }, "pdf", { logo }).warnings).toEqual(["logo-unreadable"]);
});

test("dots, sheets of labels and test pages come from there too", () => {
  apart = openDocumentsApart(resourcesDir, { systemFonts: false });
  const made = (documents: Documents): readonly RenderedPaper[] => {
    const size = SHIPPED_SIZES.find(({ kind }) => kind === "label")!;
    const sheet = SHIPPED_SIZES.find((one): one is PaperSize & { readonly kind: "sheet" } => one.kind === "sheet")!;
    return [
      documents.render(label, "dots", { size, dpi: 300 }),
      documents.renderLabelSheet([{ paper: label, copies: 2 }], { size: sheet, firstFree: 2 }),
      documents.renderTestPage({ size, dpi: 203, format: "dots", words: { title: "Test page", printer: "Printer", lines: [] } }),
    ];
  };
  const plain = (papers: readonly RenderedPaper[]): unknown =>
    papers.map((paper) => ({ ...paper, bytes: Buffer.from(paper.bytes).toString("base64") }));
  expect(plain(made(apart))).toEqual(plain(made(shipped)));
  expect(() => apart.renderLabelSheet([], { size: SHIPPED_SIZES.at(-1) as PaperSize & { readonly kind: "sheet" }, firstFree: 1 })).toThrow(
    DocumentError,
  );
});

test("a paper that cannot be made is refused with its reason, and the next one is made", () => {
  apart = openDocumentsApart(resourcesDir, { templates: { certificate: "#nothing()" } });
  expect(() => apart.render({ ...label, kind: "certificate" }, "pdf")).toThrow(new DocumentError("certificate.typ: unknown variable: nothing"));
  expect(apart.render(label, "pdf").pages).toBe(1);
});

test("an error that is no refusal stays one", () => {
  apart = openDocumentsApart("/nowhere");
  const render = (): unknown => apart.render(label, "pdf");
  expect(render).toThrow("ENOENT");
  expect(render).not.toThrow(DocumentError);
});

test("a process that ends in the middle of a paper costs that paper alone", async () => {
  apart = openDocumentsApart(resourcesDir, {}, { program: new URL("../helpers/broken-papers.ts", import.meta.url) });
  for (let paper = 0; paper < 2; paper++) {
    await apart.ready();
    expect(() => apart.render(label, "pdf")).toThrow(new DocumentError("the process that makes papers ended with SIGKILL"));
  }
});

test("after it was closed it begins anew; who waits for it goes on", async () => {
  apart = openDocumentsApart(resourcesDir);
  const waiting = apart.ready();
  apart.close();
  await waiting;
  expect(apart.render(label, "svg").pages).toBe(1);
});
