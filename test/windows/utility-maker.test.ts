import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { MAKER_PROGRAM } from "../../src-main/services/fork-maker.ts";
import { openDocuments, PaperStopped, type OpenDocuments } from "../../src-main/documents/engine/documents.ts";
import { utilityMaker } from "../../src-main/windows/utility-maker.ts";
import type { PaperData } from "../../src-main/domain/papers/paper.ts";
import { exampleOrder, exampleShop } from "../helpers/example-order.ts";
import { resourcesDir, shipped } from "../helpers/open-test-documents.ts";

vi.mock("electron", async () => (await import("../helpers/fake-electron.ts")).electron);

const certificate: PaperData = { kind: "certificate", order: exampleOrder(), shop: exampleShop(), copy: false, part: null };

let documents: OpenDocuments;
afterEach(() => documents.close());

test("papers are made in a utility process, to the same bytes", async () => {
  documents = openDocuments(resourcesDir, utilityMaker(MAKER_PROGRAM), { systemFonts: false });
  const { bytes, pages } = await documents.render(certificate, "pdf");
  expect(pages).toBe(1);
  expect(Buffer.from(bytes).equals(shipped.render(certificate, "pdf").bytes)).toBe(true);
});

test("one that is stuck in a paper is ended, although it hears no kind request, and the next paper is made", async () => {
  documents = openDocuments(resourcesDir, utilityMaker(MAKER_PROGRAM), { alone: true }, { longestMs: 3000 });
  const template = "#for a in range(40000) { for b in range(40000) { let c = a * b } }";
  await expect(documents.render(certificate, "pdf", { template })).rejects.toEqual(new PaperStopped("the process that makes papers took too long"));
  expect((await documents.render(certificate, "pdf", { template: "fine" })).pages).toBe(1);
});

test("one that takes too much memory says so on its way out", async () => {
  documents = openDocuments(resourcesDir, utilityMaker(MAKER_PROGRAM), { alone: true });
  await expect(documents.render(certificate, "pdf", { template: "#range(60000000).len()" })).rejects.toEqual(
    new PaperStopped("the process that makes papers took too much memory"),
  );
});

test("no installed program of Talon's can be run as Node", () => {
  const configuration = readFileSync(join(import.meta.dirname, "../../.electron-builder.yml"), "utf8");
  expect(configuration).toMatch(/^ {2}runAsNode: false$/m);
});
