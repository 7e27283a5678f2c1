import { afterEach, expect, test } from "vitest";
import { forkMaker } from "../../../src-main/services/fork-maker.ts";
import { DocumentsClosed, openDocuments, PaperStopped, type MakerLimits, type OpenDocuments } from "../../../src-main/documents/engine/documents.ts";
import type { MakerMessage, Question, StartMaker } from "../../../src-main/documents/engine/maker-process.ts";
import { DocumentError, type DocumentsOptions, type RenderedPaper } from "../../../src-main/documents/engine/render.ts";
import type { PaperData } from "../../../src-main/domain/papers/paper.ts";
import { SHIPPED_SIZES, type PaperSize } from "../../../src-main/domain/printing/paper-size.ts";
import { USUAL_SETTINGS } from "../../../src-main/domain/printing/printer.ts";
import { exampleOrder, exampleShop } from "../../helpers/example-order.ts";
import { documentsHere, resourcesDir, shipped } from "../../helpers/open-test-documents.ts";

const label: PaperData = { kind: "label", order: exampleOrder(), shop: exampleShop(), copy: false, part: null };
const size = SHIPPED_SIZES.find(({ kind }) => kind === "label")!;
const sheet = SHIPPED_SIZES.find((one): one is PaperSize & { readonly kind: "sheet" } => one.kind === "sheet")!;

let documents: OpenDocuments;
afterEach(() => documents.close());
const open = (options: DocumentsOptions = { systemFonts: false }, limits?: MakerLimits, program?: URL): void =>
  void (documents = openDocuments(resourcesDir, forkMaker(program), options, limits));

const plain = ({ bytes, ...rest }: RenderedPaper): unknown => ({ ...rest, bytes: Buffer.from(bytes).toString("base64") });

test("a paper is the same as one made here", async () => {
  open();
  expect(plain(await documents.render(label, "png", { dpi: 203 }))).toEqual(plain(shipped.render(label, "png", { dpi: 203 })));
  const logo = Buffer.from("no picture");
  expect((await documents.render({ ...label, kind: "certificate" }, "pdf", { logo })).warnings).toEqual(["logo-unreadable"]);
});

test("what printers get, sheets of labels, examples and test pages come from there too", async () => {
  open();
  const printer = { language: "zpl", dpi: 300, settings: USUAL_SETTINGS, stock: size, copies: 3 } as const;
  const example = { shop: exampleShop(), language: "lv", pack: null, at: Date.UTC(2026, 10, 20) } as const;
  const words = { title: "Test page", printer: "Printer", lines: [] };
  const made = async (by: OpenDocuments): Promise<unknown> => [
    plain(await by.render(label, "encoded", { size, dpi: 300, printer })),
    plain(await by.renderLabelSheet([{ paper: label, copies: 2 }], { size: sheet, firstFree: 2 })),
    plain(await by.renderExample("certificate", example, "svg")),
    plain(await by.renderTestPage({ size, dpi: 203, format: "dots", words })),
  ];
  expect(await made(documents)).toEqual(await made(documentsHere()));
  await expect(documents.renderLabelSheet([], { size: sheet, firstFree: 1 })).rejects.toThrow(DocumentError);
});

test("a paper that cannot be made is refused with its reason, and the next one is made", async () => {
  open({ templates: { certificate: "#nothing()" } });
  await expect(documents.render({ ...label, kind: "certificate" }, "pdf")).rejects.toEqual(
    new DocumentError("certificate.typ: unknown variable: nothing"),
  );
  expect((await documents.render(label, "pdf")).pages).toBe(1);
});

test("a label of too many dots is refused by name before any is drawn", async () => {
  open();
  const wall = { id: "wall", kind: "label", widthMm: 1200, heightMm: 1200 } as const;
  for (const format of ["dots", "png"] as const)
    await expect(documents.render(label, format, { size: wall, dpi: 600 })).rejects.toMatchObject({
      code: "document.too-many-dots",
      data: { count: 804, most: 35 },
    });
  expect((await documents.render(label, "pdf", { size: wall })).pages).toBe(1);
  expect((await documents.render(label, "png", { dpi: 600 })).pages).toBe(1);
});

test("an error that is no refusal stays one", async () => {
  documents = openDocuments("/nowhere", forkMaker());
  const refused = await documents.render(label, "pdf").catch((error: unknown) => error);
  expect(refused).toHaveProperty("message", expect.stringContaining("ENOENT"));
  expect(refused).not.toBeInstanceOf(DocumentError);
});

test("a process that ends in the middle of a paper costs that paper alone", async () => {
  const broken = forkMaker(new URL("../../helpers/broken-papers.ts", import.meta.url));
  let starts = 0;
  documents = openDocuments(resourcesDir, (start) => (starts++ === 0 ? broken : forkMaker())(start));
  const first = documents.render(label, "pdf");
  const second = documents.render(label, "pdf");
  await expect(first).rejects.toEqual(new PaperStopped("the process that makes papers ended with SIGKILL"));
  await expect(first).rejects.toHaveProperty("code", "document.stopped");
  expect((await second).pages).toBe(1);
  expect(starts).toBe(2);
});

test("a paper that takes more memory than any needs is stopped and says so, and the next one is made", async () => {
  open({ alone: true }, { longestMs: 20_000 });
  const template = "#range(60000000).len()";
  await expect(documents.render({ ...label, kind: "certificate" }, "pdf", { template })).rejects.toEqual(
    new PaperStopped("the process that makes papers took too much memory"),
  );
  expect((await documents.render({ ...label, kind: "certificate" }, "pdf", { template: "fine" })).pages).toBe(1);
}, 40_000);

test("a paper that never comes to an end is stopped and says so, and the next one is made", async () => {
  open({ alone: true }, { longestMs: 3000 });
  const template = "#for a in range(40000) { for b in range(40000) { let c = a * b } }";
  await expect(documents.render({ ...label, kind: "certificate" }, "pdf", { template })).rejects.toEqual(
    new PaperStopped("the process that makes papers took too long"),
  );
  expect((await documents.render({ ...label, kind: "certificate" }, "pdf", { template: "fine" })).pages).toBe(1);
});

test("closed, it refuses what waits and what comes later", async () => {
  open();
  const made = documents.render(label, "svg");
  const waits = documents.render(label, "svg");
  documents.close();
  for (const paper of [made, waits, documents.render(label, "svg")]) await expect(paper).rejects.toBeInstanceOf(DocumentsClosed);
});

/** A process that does what a test says, when it says so. */
type Scripted = {
  readonly start: StartMaker;
  readonly asked: Question[];
  say: (message: MakerMessage) => void;
  end: (how: string) => void;
  killed: number;
};

function scripted(): Scripted {
  const self: Scripted = {
    asked: [],
    say: () => undefined,
    end: () => undefined,
    killed: 0,
    start: ({ heard, ended }) => {
      self.say = heard;
      self.end = ended;
      return { ask: (question) => void self.asked.push(question), kill: () => void self.killed++, hold: () => undefined };
    },
  };
  return self;
}

const done = (name: string, memory = 1): MakerMessage => ({
  answer: { made: { bytes: new TextEncoder().encode(name), pages: 1, warnings: [] } },
  memory,
});

test("one after another; whoever looks at a screen before printers, those before exports, and what nobody wants any more not at all", async () => {
  const maker = scripted();
  documents = openDocuments("", maker.start);
  const gone = new AbortController();
  const order: string[] = [];
  const ask = (name: string, by: "screen" | "printer" | "export", signal?: AbortSignal): Promise<unknown> =>
    documents.render({ ...label, order: { ...label.order, number: name } }, "pdf", {}, { by, signal }).then(() => order.push(name));
  const all = [ask("first", "printer"), ask("export", "export"), ask("label", "printer"), ask("screen", "screen")];
  const unwanted = ask("unwanted", "screen", gone.signal);
  gone.abort(new Error("superseded"));
  await expect(unwanted).rejects.toThrow("superseded");
  while (order.length < all.length) {
    expect(maker.asked).toHaveLength(order.length + 1);
    maker.say("begun");
    maker.say(done("x"));
    await new Promise(setImmediate);
  }
  expect(order).toEqual(["first", "screen", "label", "export"]);
});

test("a process that ended between two papers costs none; one that cannot start is told of", async () => {
  const maker = scripted();
  documents = openDocuments("", maker.start);
  const paper = documents.render(label, "pdf");
  maker.end("ended with SIGKILL");
  expect(maker.asked).toHaveLength(2);
  maker.say("begun");
  maker.say(done("made"));
  expect(new TextDecoder().decode((await paper).bytes)).toBe("made");
  const never = documents.render(label, "pdf");
  maker.end("ended with 1");
  maker.end("ended with 1");
  await expect(never).rejects.toEqual(new DocumentError("the process that makes papers ended with 1"));
  await expect(never).rejects.not.toBeInstanceOf(PaperStopped);
});

test("a process that holds much after a paper is exchanged for a fresh one", async () => {
  const maker = scripted();
  documents = openDocuments("", maker.start);
  const first = documents.render(label, "pdf");
  const second = documents.render(label, "pdf");
  maker.say("begun");
  maker.say(done("large", 800_000_000));
  await first;
  expect(maker.killed).toBe(1);
  maker.say("begun");
  maker.say(done("next"));
  expect(new TextDecoder().decode((await second).bytes)).toBe("next");
  expect(maker.killed).toBe(1);
});
