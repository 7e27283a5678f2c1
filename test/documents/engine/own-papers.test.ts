import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { forkMaker } from "../../../src-main/services/fork-maker.ts";
import { PaperStopped } from "../../../src-main/documents/engine/documents.ts";
import { openOwnPapers } from "../../../src-main/documents/engine/own-papers.ts";
import { DocumentError, openPaperMaker } from "../../../src-main/documents/engine/render.ts";
import { isUnseen, printable } from "../../../src-main/documents/labels/printable.ts";
import { PAGE_KINDS } from "../../../src-main/domain/shop/paper-layout.ts";
import type { PaperData } from "../../../src-main/domain/papers/paper.ts";
import { exampleOrder, exampleShop, type OrderOverrides } from "../../helpers/example-order.ts";
import { examplePack, resourcesDir } from "../../helpers/open-test-documents.ts";
import { pdfText, testWith } from "../../helpers/paper-tools.ts";

const testWithText = testWith("pdftotext");

const own = openOwnPapers(resourcesDir, forkMaker());
afterAll(() => own.close());

const paper = (order: OrderOverrides = {}): PaperData => ({
  kind: "certificate",
  order: exampleOrder(order),
  shop: exampleShop(),
  copy: false,
  part: null,
});
const shippedSource = (kind: string): string => readFileSync(join(resourcesDir, "documents", `${kind}.typ`), "utf8");
const render = (template: string, order: OrderOverrides = {}) => own.render(paper(order), "pdf", { template });
const problemOf = async (template: string): Promise<DocumentError> => {
  try {
    await render(template);
  } catch (error) {
    if (error instanceof DocumentError) return error;
    throw error;
  }
  throw new Error("it compiled");
};

test.each(PAGE_KINDS)("a copy of the shipped %s makes the shipped paper", async (kind) => {
  const example = { shop: exampleShop(), language: "ru", pack: examplePack, at: Date.UTC(2026, 10, 20) } as const;
  const shipped = openPaperMaker(resourcesDir).renderExample(kind, example, "pdf");
  const copied = await own.renderExample(kind, example, "pdf", { template: shippedSource(kind) });
  expect(shipped.warnings).toEqual([]);
  expect(Buffer.from(copied.bytes).equals(shipped.bytes)).toBe(true);
});

test.each([
  ["a file of this computer", '#read("/etc/passwd")', /^file not found$/],
  ["a file outside", '#read("../../../../../etc/passwd")', /^failed to load file \(access denied\)$/],
  ["a file outside, from the root", '#read("/../../../../../etc/passwd")', /^failed to load file \(access denied\)$/],
  ["another template", '#read("certificate.typ")', /^file not found$/],
  ["a font beside it", '#read("../fonts/OFL.txt")', /^failed to load file \(access denied\)$/],
  ["a picture", '#image("/icons/talon.png")', /^file not found$/],
  ["the environment", '#raw(read("/proc/self/environ"))', /^file not found$/],
  ["a plugin", '#plugin("/tmp/x.wasm")', /^file not found$/],
  ["a package", '#import "@preview/cetz:0.3.0"', /^packages cannot be imported$/],
  ["a local package", '#import "@local/own:0.1.0": *', /^packages cannot be imported$/],
  // Nobody answers: neither the network nor a folder of this user.
  ["a package by a name in pieces", '#eval("import \\"@pre" + "view/cetz:0.3.0\\"")', /^failed to download package|^package not found/],
])("a template cannot read %s", async (_, line, message) => {
  const problem = await problemOf(`\n\n${line}`);
  expect(problem.message).toMatch(message);
  expect(problem.line).toBe(3);
  expect(problem.message).not.toContain("passwd");
});

test("what is wrong is told with its line, also where it shows in what all templates share", async () => {
  expect(await problemOf('#import "paper.typ": *\n\n#nothing-here()')).toMatchObject({ line: 3, message: "unknown variable: nothing-here" });
  expect(await problemOf("#let x = (\n1")).toMatchObject({ line: 1, message: "unclosed delimiter" });
  expect(await problemOf('#import "paper.typ": *\n#show: paper.with(..page-of())\n#section("a")')).toMatchObject({
    line: 3,
    message: "missing argument: body",
  });
  expect(await problemOf('#import "paper.typ": *\n#code128("x", 1pt, 1mm)')).toMatchObject({ line: 2 });
});

const ENDLESS = [
  ["loops", "#for a in range(40000) { for b in range(40000) { let c = a * b } }"],
  ["takes all memory", "#for a in range(1000) { for b in range(1000) { [#range(100000).map(x => str(x))] } }"],
] as const;

test.each(ENDLESS)(
  "a template that %s is ended, and the next one is made",
  async (_, source) => {
    expect(await problemOf(source)).toBeInstanceOf(PaperStopped);
    expect((await render('#import "paper.typ": *\n#data.number')).pages).toBe(1);
  },
  30_000,
);

test("pages without an end are refused", async () => {
  expect((await problemOf("#for a in range(200) { pagebreak() }")).message).toMatch("more than 20 pages");
});

test("while an example is made this process goes on with other things, and what was given up is not made", async () => {
  const given = ["certificate", { shop: exampleShop(), language: "ru", pack: null, at: 0 }, "svg", { template: ENDLESS[0][1] }] as const;
  let turns = 0;
  const ticking = setInterval(() => turns++, 20);
  const giveUp = new AbortController();
  const loops = own.renderExample(...given);
  const waits = own.renderExample(...given, { signal: giveUp.signal });
  const after = own.renderExample("certificate", given[1], "svg");
  giveUp.abort();
  await expect(loops).rejects.toBeInstanceOf(PaperStopped);
  await expect(waits).rejects.toHaveProperty("name", "AbortError");
  expect((await after).pages).toBe(1);
  clearInterval(ticking);
  expect(turns).toBeGreaterThan(20);
}, 30_000);

test("documents of this process compile no template of others", () => {
  expect(() => openPaperMaker(resourcesDir).render(paper(), "pdf", { template: "x" })).toThrow(DocumentError);
});

/** Text as people of ill will would type it. */
const anyText = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(..."#$*_`<>\\\"'@[]{}()=-/~ \nЖқēA1"), minLength: 1, maxLength: 120 }),
  fc.constantFrom('#read("/etc/passwd")', '#import "@preview/x:1.0.0"', '#eval("1+1")', "$x^2$", "*bold*", "= Title", '"); panic("x'),
);

testWithText(
  "what people typed stays what they typed in a template of one's own",
  async () => {
    const template =
      '#import "paper.typ": *\n#show: paper.with(..page-of())\n#prose(data.fault.lines)\n\n#inline(data.customer.name)\n#for row in data.accessories.names [- #row]';
    await fc.assert(
      fc.asyncProperty(anyText, anyText, anyText, async (fault, name, accessory) => {
        const { bytes, warnings } = await render(template, {
          fault,
          customer: { name },
          accessories: [{ id: "1", name: accessory, returned: false }],
        });
        const printed = pdfText(bytes).normalize("NFKD");
        const missing = warnings.join("");
        for (const character of printable([fault, name, accessory].map((text) => text.trim()).join(" ")))
          if (!/[\s\p{M}]/u.test(character) && !isUnseen(character) && !missing.includes(character))
            expect(printed, `U+${character.codePointAt(0)!.toString(16)}`).toContain(character.normalize("NFKD").trim());
      }),
      { numRuns: 40 },
    );
  },
  60_000,
);
