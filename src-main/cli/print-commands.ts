import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { printerInput } from "../contract/printing/printer.ts";
import { problemsOf } from "../contract/ground/problem.ts";
import { DomainError } from "../domain/ground/error.ts";
import type { Order } from "../domain/orders/order.ts";
import { PAPER_KINDS, type PaperKind } from "../domain/shop/paper-layout.ts";
import { INTAKE_PAPERS, PRINT_STATES, type PrintJob } from "../domain/printing/print-job.ts";
import { PRINTER_DPI, PRINTER_LANGUAGES, USUAL_SETTINGS, type Printer } from "../domain/printing/printer.ts";
import { readOrderByNumber } from "../usecases/orders/find-orders.ts";
import { dropPrinter, keepPrinter, readPrinterByName, readPrinters, readSizes } from "../usecases/printing/keep-printers.ts";
import { renderOnSheets } from "../usecases/printing/print-label-sheet.ts";
import { dropJob, paperOf, readJob, readNewestJobs, renderPaper, reprintPaper, retryJob } from "../usecases/printing/print-paper.ts";
import { routeOf } from "../usecases/printing/queue-paper.ts";
import type { Shop } from "../usecases/ground/shop.ts";
import { needed, print, refuse, type Failure, type Options, type Work } from "./command-line.ts";
import { NotPrinted } from "./not-printed.ts";

/** A number of an option. @throws DomainError `input.invalid` where it is none or out of range */
function numberOf(text: string | undefined, field: string, { min, max, usual }: { min: number; max: number; usual: number }): number {
  const number = text === undefined ? usual : Number(text);
  return Number.isInteger(number) && number >= min && number <= max ? number : refuse(field, "choice");
}

const jobLine = ({ orderId: _, printerId: __, nextAt, createdAt, doneAt, ...job }: PrintJob) => ({
  ...job,
  nextAt: nextAt === null ? null : new Date(nextAt).toISOString(),
  createdAt: new Date(createdAt).toISOString(),
  doneAt: doneAt === null ? null : new Date(doneAt).toISOString(),
});

/** Writes the very bytes that a printer would get for a label. */
export async function label({ shop, words, options }: Work): Promise<void> {
  const order = readOrderByNumber(shop, needed(words[0], "number"));
  const size = readSizes(shop).find(({ id }) => id === (options.size ?? "58x40")) ?? refuse("size", "choice");
  const language = (["png", ...PRINTER_LANGUAGES] as const).find((each) => each === (options.language ?? "png")) ?? refuse("language", "choice");
  // Brother's tapes are known at their own resolution alone.
  const usualDpi = language === "brother" ? "300" : "203";
  const dpi = PRINTER_DPI.find((each) => String(each) === (options.dpi ?? usualDpi)) ?? refuse("dpi", "choice");
  const copies = numberOf(options.copies, "copies", { min: 1, max: 999, usual: 1 });
  const part = options.part === undefined ? undefined : numberOf(options.part, "part", { min: 1, max: order.accessories.length, usual: 1 });
  const paper = { kind: part === undefined ? "label" : "accessory", part } as const;
  const file = resolve(needed(options.out, "out"));
  let bytes: Uint8Array;
  const places = size.kind === "sheet" ? size.columns * size.rows : 1;
  const firstFree = numberOf(options.first, "first", { min: 1, max: places, usual: 1 });
  if (size.kind === "sheet" && language === "pdf")
    bytes = (await renderOnSheets(shop, [{ paper: paperOf(shop, order, paper), copies }], { size: size.id, firstFree })).bytes;
  else if (language === "png" || language === "pdf") bytes = (await renderPaper(shop, order, paper, { format: language, dpi, size })).bytes;
  else {
    if (size.kind !== "label" && size.kind !== "roll") refuse("size", "label-stock");
    const printer = { dpi, language, settings: USUAL_SETTINGS, stock: size, copies };
    // Laid out on what such a printer reaches, as the one that prints it is.
    const reached = shop.printers.printable(printer, size);
    bytes = (await renderPaper(shop, order, paper, { format: "encoded", dpi, size: reached, printer })).bytes;
  }
  mkdirSync(resolve(file, ".."), { recursive: true });
  writeFileSync(file, bytes);
  print({ number: order.number, file, size: size.id, dpi, language, bytes: bytes.length });
}

const printerLine = ({ id: _, ...printer }: Printer) => printer;

const PRINTER_COMMANDS: Readonly<Record<string, (work: Work) => Promise<readonly Failure[] | void> | void>> = {
  list: ({ shop }) => readPrinters(shop).forEach((printer) => print(printerLine(printer))),
  add: ({ shop, options }) => print(printerLine(keepPrinter(shop, printerOf(options)))),
  remove: ({ shop, words, options }) => {
    const printer = readPrinterByName(shop, needed(options.name ?? words[1], "name"));
    dropPrinter(shop, printer.id);
    print({ removed: printer.name });
  },
  test: async ({ shop, words, options, printers }) => {
    const printer = readPrinterByName(shop, needed(options.name ?? words[1], "name"));
    const sent = await printers.test(printer, undefined);
    print({ printer: printer.name, ...sent });
    return sent.end === "printed" ? [] : [{ error: new NotPrinted(sent.trouble, printer.name, sent.detail) }];
  },
};

/** @throws DomainError `input.invalid` with every wrong option */
function printerOf({ name, way, address, language = "pdf", dpi = "203", size }: Options) {
  const read = printerInput.safeParse({
    id: null,
    name,
    way,
    address,
    language,
    dpi: Number(dpi),
    size: size ?? (language === "pdf" ? "a4" : "58x40"),
    settings: USUAL_SETTINGS,
  });
  if (!read.success) throw new DomainError("input.invalid", { problems: problemsOf(read.error.issues) });
  return read.data;
}

/** Lists, adds, tests and removes printers. */
export function printer(work: Work): Promise<readonly Failure[] | void> | void {
  const command = needed(work.words[0], "command");
  return (Object.hasOwn(PRINTER_COMMANDS, command) ? PRINTER_COMMANDS[command]! : () => refuse("command", "choice"))(work);
}

type Asked = { readonly kind: PaperKind; readonly part?: number };

/** The papers that `print NUMBER WHAT` means. */
function papersOf(shop: Shop, { accessories }: Order, what: string, benchId: string): readonly Asked[] {
  const ofKind = (kind: PaperKind): readonly Asked[] =>
    kind === "accessory" ? accessories.map((_, index) => ({ kind, part: index + 1 })) : [{ kind }];
  if (what === "accessories") return ofKind("accessory");
  if (what === "set") return INTAKE_PAPERS.filter((kind) => routeOf(shop, benchId, kind).atIntake).flatMap(ofKind);
  return ofKind(PAPER_KINDS.find((kind) => kind === what && kind !== "accessory") ?? refuse("document", "choice"));
}

const LOOK_MS = 20;

/** Prints papers of an order; what waits for its printer stays in the queue. */
export function printOrder(work: Work): Promise<readonly Failure[]> {
  const { shop, caller, words, options } = work;
  const order = readOrderByNumber(shop, needed(words[0], "number"));
  const papers = papersOf(shop, order, needed(words[1], "document"), caller.benchId);
  const copies = options.copies === undefined ? undefined : numberOf(options.copies, "copies", { min: 1, max: 20, usual: 1 });
  const named = options.printer === undefined ? undefined : readPrinterByName(shop, options.printer).id;
  for (const { kind } of papers) if ((named ?? routeOf(shop, caller.benchId, kind).printerId) === null) refuse("printer", "required");
  const jobs = papers.map((paper) => reprintPaper(shop, { orderId: order.id, ...paper, printerId: named, copies }, caller).id);
  return printed(work, jobs);
}

/** Waits until each job is printed, or its printer was tried once in vain, and prints how they stand. */
async function printed({ shop, spooler }: Work, jobs: readonly string[]): Promise<readonly Failure[]> {
  spooler.wake();
  const now = (): readonly PrintJob[] => jobs.map((id) => readJob(shop, id));
  const isStuck = ({ state, trouble }: PrintJob): boolean => state === "queued" && trouble !== null;
  const isUnderWay = ({ state }: PrintJob): boolean => state === "sending" || state === "queued";
  while (!now().some(isStuck) && now().some(isUnderWay)) await pause(LOOK_MS);
  await spooler.idle();
  const ended = now();
  ended.forEach((job) => print(jobLine(job)));
  return ended.flatMap(({ state, trouble, printer: name, reason }) =>
    state === "printed" || trouble === null ? [] : [{ error: new NotPrinted(trouble, name ?? "", reason) }],
  );
}

/** Lists print jobs, and tries one again or gives it up. */
export function jobs(work: Work): Promise<readonly Failure[]> | void {
  const { shop, caller, words, options } = work;
  const [command, id] = words;
  if (command === undefined) {
    const state = options.state === undefined ? undefined : (PRINT_STATES.find((each) => each === options.state) ?? refuse("state", "choice"));
    return readNewestJobs(shop, state, 1000).forEach((job) => print(jobLine(job)));
  }
  if (command === "retry") return printed(work, [retryJob(shop, needed(id, "id"), caller).id]);
  if (command === "drop") return print(jobLine(dropJob(shop, needed(id, "id"), options.note ?? "", caller)));
  refuse("command", "choice");
}
