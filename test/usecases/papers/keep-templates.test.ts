import { gunzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import type { PrintJob } from "../../../src-main/domain/printing/print-job.ts";
import { ownTemplateProblem } from "../../../src-main/domain/papers/own-template.ts";
import { USUAL_PAPERS } from "../../../src-main/domain/shop/paper-layout.ts";
import { previewPage, readTemplate, readTemplates, storeTemplate, useShippedTemplate } from "../../../src-main/usecases/papers/keep-templates.ts";
import { finishJob, readPrintJobs, renderJob } from "../../../src-main/usecases/printing/print-paper.ts";
import { changeShop } from "../../../src-main/usecases/people/set-up-shop.ts";
import { settingsOf } from "../../../src-main/usecases/ground/shop.ts";
import { openTestShop, type TestShop, type TestShopOptions } from "../../helpers/open-test-shop.ts";
import { refusalOf, takeIn } from "../../helpers/orders.ts";
import { pdfText, testWith } from "../../helpers/paper-tools.ts";

const testWithText = testWith("pdftotext");

let open: TestShop;
afterEach(() => open.cleanup());
const openWith = (options: TestShopOptions = {}): void => void (open = openTestShop(options));

const OWN = '#import "paper.typ": *\n#show: paper.with(..page-of())\nOur own: #data.number';
const WRONG_IN_LINE_3 = '#import "paper.typ": *\n\n#nothing-here()';
const ENDLESS = "#for a in range(40000) { for b in range(40000) { let c = a * b } }";
/** Fails with the orders of some customers only. */
const FUSSY = '#import "paper.typ": *\n#show: paper.with(..page-of())\n#if data.accessories.names.len() == 0 { panic("no; accessories") }\nfine';

const store = (source: string) => storeTemplate(open.shop, { kind: "certificate", source }, open.caller);
const list = () => readTemplates(open.shop, "certificate");

/** The job of a certificate that an intake made, printed by hand. */
function certificate(): Promise<PrintJob> {
  const order = takeIn(open);
  const job = readPrintJobs(open.shop, order.id).find(({ kind }) => kind === "certificate")!;
  return finishJob(open.shop, job.id);
}
const textOf = async (job: PrintJob): Promise<string> => pdfText((await renderJob(open.shop, job.id, { format: "pdf" })).bytes);

describe("a template of the shop's own", () => {
  testWithText("makes papers from then on, until the shipped one does again; every version stays", async () => {
    openWith();
    expect(list()).toMatchObject({ used: null, versions: [] });
    expect(list().shipped).toContain('#import "paper.typ"');
    const first = await store(`${OWN} (1)`);
    const second = await store(`${OWN} (2)`);
    expect(second).toMatchObject({ person: "Айгерим", problem: null });
    expect(list()).toMatchObject({ used: second.id, versions: [{ id: second.id }, { id: first.id }] });
    expect(readTemplate(open.shop, first.id)).toBe(`${OWN} (1)`);
    const own = await certificate();
    expect(own).toMatchObject({ state: "ready", warning: null });
    expect(await textOf(own)).toContain("(2)");

    useShippedTemplate(open.shop, "certificate");
    expect(list()).toMatchObject({ used: null, versions: [{ id: second.id }, { id: first.id }] });
    expect(await textOf(await certificate())).not.toContain("Our own");
    // A paper that exists stays as it was printed.
    expect(await textOf(own)).toContain("(2)");
  });

  test("that does not compile is kept and not used: the intake is printed from the shipped one, and the job says so", async () => {
    openWith();
    const { id, problem } = await store(WRONG_IN_LINE_3);
    expect(problem).toEqual({ line: 3, message: "unknown variable: nothing-here" });
    expect(list()).toMatchObject({ used: id, versions: [{ id, problem }] });
    const job = await certificate();
    expect(job.state).toBe("ready");
    expect(ownTemplateProblem(job.warning!)).toEqual(problem);
  });

  test("that fails with one order only fails there alone", async () => {
    openWith();
    expect((await store(FUSSY)).problem).toBeNull();
    const job = await certificate();
    expect(job.state).toBe("ready");
    // What parts warnings from each other is none of a message's.
    expect(ownTemplateProblem(job.warning!)).toMatchObject({ line: 3, message: expect.stringContaining("no, accessories") });
  });

  test("that never ends is stopped, and told as such", async () => {
    openWith();
    const began = performance.now();
    const { problem } = await store(ENDLESS);
    expect(problem).toEqual({ line: null, message: "stopped" });
    expect(performance.now() - began).toBeLessThan(20_000);
    const again = performance.now();
    expect(ownTemplateProblem((await certificate()).warning!)).toEqual(problem);
    // It is not tried a second time: nobody at the counter waits for it.
    expect(performance.now() - again).toBeLessThan(2500);
  }, 30_000);

  test("is no part of what the form saves", async () => {
    openWith();
    const { id } = await store(OWN);
    changeShop(open.shop, { ...settingsOf(open.shop), papers: { ...USUAL_PAPERS, header: "Licence 7" } });
    expect(settingsOf(open.shop).papers).toMatchObject({ header: "Licence 7", own: { certificate: id } });
  });

  test("that is unknown is refused", () => {
    openWith();
    expect(refusalOf(() => readTemplate(open.shop, "nothing")).code).toBe("template.unknown");
  });
});

describe("a page to be looked at", () => {
  const svg = async (change: Partial<Parameters<typeof previewPage>[1]> = {}): Promise<string> => {
    const previewed = await previewPage(open.shop, { kind: "certificate", language: "en", settings: settingsOf(open.shop), ...change });
    if (!("made" in previewed)) throw new Error(previewed.problem.message);
    return new TextDecoder().decode(previewed.made.bytes);
  };

  test("shows what is not saved, and saves nothing", async () => {
    openWith();
    const settings = settingsOf(open.shop);
    const pages = { ...settings.papers.pages, certificate: { format: "a5", sections: ["device"] } } as const;
    const small = await svg({ settings: { ...settings, papers: { ...settings.papers, pages } } });
    expect([/width="([\d.]+)pt"/.exec(await svg())![1], /width="([\d.]+)pt"/.exec(small)![1]].map((width) => Math.round(Number(width)))).toEqual([
      595, 420,
    ]);
    expect(settingsOf(open.shop)).toEqual(settings);
    expect(list().versions).toEqual([]);
  });

  test("is made by the template that is typed, the one in use, or the shipped one", async () => {
    openWith();
    const shipped = await svg();
    await store(OWN);
    const own = await svg();
    expect(own).not.toBe(shipped);
    expect(await svg({ template: null })).toBe(shipped);
    expect(await svg({ template: `${OWN} typed` })).not.toBe(own);
  });

  test("of many megabytes comes packed, and holds the same picture", async () => {
    openWith();
    const template = `${OWN}\n#for row in range(600) [#row #data.number ]`;
    const previewed = await previewPage(open.shop, { kind: "certificate", language: "en", settings: settingsOf(open.shop), template });
    if (!("made" in previewed)) throw new Error(previewed.problem.message);
    const { bytes, packed, pages } = previewed.made;
    expect([packed, pages]).toEqual([true, 2]);
    expect(bytes.length).toBeLessThan(1_000_000);
    expect(gunzipSync(bytes).toString()).toMatch(/^<svg[^]*<\/svg>\s*$/);
  });

  test("that nobody waits for any more is not made", async () => {
    openWith();
    const gone = new AbortController();
    const waiting = previewPage(open.shop, { kind: "certificate", language: "en", settings: settingsOf(open.shop) }, gone.signal);
    gone.abort();
    await expect(waiting).rejects.toHaveProperty("name", "AbortError");
  });
});
