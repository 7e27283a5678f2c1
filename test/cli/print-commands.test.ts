import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { label } from "../../src-main/cli/print-commands.ts";
import { USUAL_SETTINGS } from "../../src-main/domain/printing/printer.ts";
import { keepPrinter, keepRoutes } from "../../src-main/usecases/printing/keep-printers.ts";
import { readPrintJobs } from "../../src-main/usecases/printing/print-paper.ts";
import { documentOf } from "../../src-main/usecases/printing/send-paper.ts";
import { decodeCode } from "../helpers/decode-code.ts";
import { caseFile } from "../helpers/intake-cases.ts";
import { CLI, runProgram } from "../helpers/node-program.ts";
import { openTestShop, temporaryFolder } from "../helpers/open-test-shop.ts";
import { takeIn } from "../helpers/orders.ts";
import { pdfPage, testWith } from "../helpers/paper-tools.ts";
import { hostStatus, onQuestion, startRawPrinter, zebra, type RawPrinter } from "../helpers/raw-printer.ts";

type JsonLine = Readonly<Record<string, unknown>>;

let outside: string;
let data: string;
let number: string;
beforeAll(async () => {
  outside = temporaryFolder();
  data = join(outside, "shop");
  const { lines } = await talon("intake", caseFile("robot-vacuum-ru"), "--out", join(outside, "papers"));
  number = lines[0]!["number"] as string;
});
afterAll(() => rmSync(outside, { recursive: true, force: true }));

async function talon(...args: readonly string[]): Promise<{ code: number | null; lines: readonly JsonLine[]; errors: readonly JsonLine[] }> {
  const { code, out, err } = await runProgram(CLI, [...args, "--data", data], { env: { TZ: "Asia/Almaty" } });
  const linesOf = (text: string): readonly JsonLine[] =>
    text
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as JsonLine);
  return { code, lines: linesOf(out), errors: linesOf(err) };
}

const addZebra = (address: string, ...more: readonly string[]) =>
  talon("printer", "add", "--name", "Zebra", "--way", "tcp", "--address", address, "--language", "zpl", "--size", "58x40", ...more);

describe("a label in a file", () => {
  test("is in every language what its printer would get, with its copies", async () => {
    const starts: Readonly<Record<string, RegExp>> = {
      zpl: /^\^XA[^]*\^PQ3/,
      tspl: /^SIZE [^]*PRINT 3,1/,
      epl: /\nGW[^]*P3/,
      escpos: /^.@/,
      png: /^.PNG/,
      pdf: /^%PDF-/,
    };
    await Promise.all(
      Object.entries(starts).map(async ([language, start]) => {
        const file = join(outside, `label.${language}`);
        const { code, lines } = await talon("label", number, "--language", language, "--dpi", "203", "--copies", "3", "--out", file);
        expect([code, lines[0]]).toMatchObject([0, { number, file, size: "58x40", dpi: 203, language }]);
        const bytes = readFileSync(file);
        expect(bytes.length).toBe(lines[0]!["bytes"]);
        expect(bytes.toString("latin1"), language).toMatch(start);
      }),
    );
  });

  testWith("pdftoppm")("stands on a sheet as often as wanted, from the first free place on", async () => {
    const file = join(outside, "sheet.pdf");
    const options = ["--size", "a4-3x8", "--language", "pdf", "--first", "24", "--copies", "3"];
    expect(await talon("label", number, "--out", file, ...options)).toMatchObject({ code: 0, lines: [{ number, size: "a4-3x8" }] });
    const pages = [1, 2].map((page) => decodeCode(pdfPage(readFileSync(file), page, 200)));
    expect(await Promise.all(pages)).toEqual([[number], [number, number]]);
  });

  test("that cannot be is refused with the option that is wrong", async () => {
    const refused = async (...options: readonly string[]): Promise<unknown> => {
      const { code, lines, errors } = await talon("label", number, "--out", join(outside, "none"), ...options);
      return [code, lines, errors[0]?.["code"], errors[0]?.["field"]];
    };
    expect(await refused("--size", "1x1")).toEqual([2, [], "input.choice", "size"]);
    expect(await refused("--dpi", "150")).toEqual([2, [], "input.choice", "dpi"]);
    expect(await refused("--language", "pcl")).toEqual([2, [], "input.choice", "language"]);
    expect(await refused("--copies", "0")).toEqual([2, [], "input.choice", "copies"]);
    expect(await refused("--part", "99")).toEqual([2, [], "input.choice", "part"]);
    expect(await refused("--language", "zpl", "--size", "a4")).toEqual([2, [], "input.label-stock", "size"]);
    expect(await refused("--language", "pdf", "--size", "a4-3x8", "--first", "25")).toEqual([2, [], "input.choice", "first"]);
    expect(await refused("--language", "brother", "--dpi", "300")).toEqual([2, [], "printer.unknown-stock", undefined]);
  });
});

describe("printers and their jobs", () => {
  let printer: RawPrinter | undefined;
  beforeEach(async () => {
    for (const { name } of (await talon("printer", "list")).lines) await talon("printer", "remove", name as string);
    await printer?.stop();
  });
  afterAll(() => printer?.stop());

  test("are added, listed, tested and removed; a wrong option names itself", async () => {
    printer = await startRawPrinter(zebra(hostStatus()));
    const added = await addZebra(printer.address);
    expect(added).toMatchObject({
      code: 0,
      lines: [{ name: "Zebra", way: "tcp", address: printer.address, language: "zpl", dpi: 203, size: "58x40" }],
    });
    expect((await talon("printer", "list")).lines).toEqual(added.lines);
    expect(await addZebra(printer.address)).toMatchObject({ code: 2, errors: [{ code: "input.taken", field: "name" }] });
    expect(await talon("printer", "add", "--name", "X", "--way", "telepathy", "--address", "there")).toMatchObject({
      code: 2,
      errors: [{ code: "input.choice", field: "way" }],
    });
    expect(await talon("printer", "test", "zebra")).toMatchObject({ code: 0, lines: [{ printer: "Zebra", end: "printed" }] });
    expect(printer.received()[0]!.toString("latin1")).toMatch(/\^XA[^]*\^XZ/);
    expect(await talon("printer", "remove", "Zebra")).toMatchObject({ code: 0, lines: [{ removed: "Zebra" }] });
    expect(await talon("printer", "test", "Zebra")).toMatchObject({ code: 2, errors: [{ code: "printer.unknown", field: "printer" }] });
  });

  test("print a label and one for each accessory, in their order, without being asked twice", async () => {
    printer = await startRawPrinter(zebra(hostStatus()));
    await addZebra(printer.address);
    const { code, lines } = await talon("print", number, "accessories", "--printer", "Zebra");
    expect(code).toBe(0);
    expect(lines.map(({ kind, part, state, copy }) => [kind, part, state, copy])).toEqual(
      lines.map((_, index) => ["accessory", index + 1, "printed", false]),
    );
    expect(lines.length).toBeGreaterThan(1);
    expect(printer.received()).toHaveLength(lines.length);
    const again = await talon("print", number, "label", "--printer", "Zebra", "--copies", "2");
    expect(again.lines).toMatchObject([{ kind: "label", state: "printed", copy: true, copies: 2 }]);
    expect(printer.received().at(-1)!.toString("latin1")).toContain("^PQ2");
  });

  test("go into a folder as files", async () => {
    const folder = join(outside, "printed");
    mkdirSync(folder);
    await talon("printer", "add", "--name", "Files", "--way", "folder", "--address", folder);
    expect(await talon("print", number, "certificate", "--printer", "files")).toMatchObject({ code: 0, lines: [{ state: "printed" }] });
    const [file] = readdirSync(folder);
    expect(file).toMatch(/^R\d\d-000001-.-certificate-.*\.pdf$/);
    expect(readFileSync(join(folder, file!)).subarray(0, 5).toString()).toBe("%PDF-");
  });

  test("wait for a printer that is out of paper, and are printed once there is some", async () => {
    let out = 1;
    printer = await startRawPrinter({
      answer: onQuestion(Buffer.from("~HS"), (socket) => void socket.write(hostStatus({ paperOut: out }))),
    });
    await addZebra(printer.address);
    const waiting = await talon("print", number, "label", "--printer", "Zebra");
    expect(waiting).toMatchObject({
      code: 1,
      lines: [{ state: "queued", trouble: "paper-out", attempts: 1 }],
      errors: [{ code: "printer.paper-out", message: expect.stringContaining("Zebra") }],
    });
    const { id } = waiting.lines[0] as { id: string };
    expect((await talon("jobs", "--state", "queued")).lines).toMatchObject([{ id, trouble: "paper-out" }]);
    out = 0;
    expect((await talon("jobs", "retry", id)).lines).toMatchObject([{ id, state: "printed" }]);
    expect(
      printer
        .received()
        .map((bytes) => bytes.toString("latin1"))
        .filter((text) => text.includes("^XA")),
    ).toHaveLength(1);
  });

  test("that nobody hears of end with a reason, and are given up with one", async () => {
    const free = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => free.once("listening", resolve));
    const { port } = free.address() as { port: number };
    await new Promise((resolve) => free.close(resolve));
    await addZebra(`127.0.0.1:${port}`);
    const off = await talon("print", number, "label", "--printer", "Zebra");
    expect(off).toMatchObject({ code: 1, lines: [{ state: "queued", trouble: "refused" }] });
    const { id } = off.lines[0] as { id: string };
    expect(await talon("jobs", "drop", id)).toMatchObject({ code: 2, errors: [{ code: "print.needs-reason", field: "reason" }] });
    expect(await talon("jobs", "drop", id, "--note", "no printer today")).toMatchObject({ code: 0, lines: [{ state: "dropped" }] });
    expect(await talon("jobs", "retry", id)).toMatchObject({ code: 2, errors: [{ code: "print.state" }] });
    expect(await talon("jobs", "retry", "nonsense")).toMatchObject({ code: 2, errors: [{ code: "document.unknown" }] });
    expect(await talon("print", number, "label")).toMatchObject({ code: 2, errors: [{ code: "input.required", field: "printer" }] });
    expect(await talon("print", number, "napkin", "--printer", "Zebra")).toMatchObject({
      code: 2,
      errors: [{ code: "input.choice", field: "document" }],
    });
  });
});

test.each([
  ["brother", "62x29", 300],
  ["tspl", "58x40", 203],
] as const)("a label of a %s printer of %s is in a file byte for byte what is printed", async (language, size, dpi) => {
  const open = openTestShop();
  const written = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    const printer = keepPrinter(open.shop, { id: null, name: "L", way: "tcp", address: "127.0.0.1", language, dpi, size, settings: USUAL_SETTINGS });
    keepRoutes(open.shop, [{ kind: "label", printerId: printer.id, copies: 1, atIntake: true }], true, open.caller);
    const order = takeIn(open);
    const job = readPrintJobs(open.shop, order.id).find(({ kind }) => kind === "label")!;
    const file = join(outside, `same.${language}`);
    const work = { ...open, words: [order.number], options: { language, size, out: file }, dataFolder: open.folder, printers: open.doorway.printers };
    await label(work);
    const printed = await documentOf(open.shop, job, printer);
    expect(Buffer.compare(readFileSync(file), printed.bytes)).toBe(0);
  } finally {
    written.mockRestore();
    open.cleanup();
  }
});
