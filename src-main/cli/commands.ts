import { mkdirSync, writeFileSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { intakeInput } from "../contract/orders/intake.ts";
import { allProblems } from "../contract/ground/problem.ts";
import { DocumentError } from "../documents/engine/render.ts";
import { DomainError } from "../domain/ground/error.ts";
import type { IntakeInput } from "../domain/orders/intake.ts";
import type { FieldProblem } from "../domain/ground/field-problem.ts";
import { amountText } from "../domain/ground/money.ts";
import { balance, PAYMENT_METHODS, stillOwed, type Order } from "../domain/orders/order.ts";
import { LABEL_DPI } from "../domain/papers/paper.ts";
import { PAPER_KINDS } from "../domain/shop/paper-layout.ts";
import { openMoves } from "../domain/orders/order-policy.ts";
import { mayHandBack, parseOrderState } from "../domain/orders/order-state.ts";
import type { OrderSummary, QueueCursor } from "../domain/orders/queue.ts";
import { notePayment } from "../usecases/orders/edit-order.ts";
import { findOrders, readOrder, readOrderByNumber, readQueue } from "../usecases/orders/find-orders.ts";
import { handBackDevice } from "../usecases/orders/hand-back-device.ts";
import { intakeDevice } from "../usecases/orders/intake-device.ts";
import { readApart } from "../usecases/orders/look-at-apart.ts";
import { moveOrder } from "../usecases/orders/move-order.ts";
import { finishJob, readJob, renderJob, renderPaper, type PaperFormat } from "../usecases/printing/print-paper.ts";
import { keepSettings, openNamedBench } from "../usecases/people/set-up-shop.ts";
import { settingsOf, type Shop } from "../usecases/ground/shop.ts";
import { wrongFields } from "../router/wrong-fields.ts";
import { needed, print, readText, refuse, type Failure, type Options, type Work } from "./command-line.ts";
import { fillDemo } from "../demo/demo.ts";
import { exportData, importFile } from "./exchange-commands.ts";
import { openShop } from "../app/open-shop.ts";
import { person, personNamed } from "./person-commands.ts";
import { jobs, label, printer, printOrder } from "./print-commands.ts";
import { readerOfThisPc } from "../app/reader.ts";

/** Every command on the shop's data; each prints its JSON lines and may throw. One that goes on after a refusal gives its errors back. */
const COMMANDS: Readonly<Record<string, (work: Work) => readonly Failure[] | void | Promise<readonly Failure[] | void>>> = {
  label,
  printer,
  print: printOrder,
  jobs,
  person,
  import: importFile,
  export: exportData,

  intake: async ({ shop, caller, words, options, dataFolder }) => {
    const folder = resolve(options.out ?? join(dataFolder, "papers"));
    if (words.length === 0) refuse("file", "required");
    const failures: Failure[] = [];
    for (const file of words) {
      const failed: unknown[] = [];
      try {
        const { order, certificateJob, labelJob, warnings } = intakeDevice(shop, readIntakeFile(shop, file), caller, "apart");
        print({
          number: order.number,
          claimCode: order.claimCode,
          certificate: await writePaper(shop, certificateJob, join(folder, `${order.number}-certificate.pdf`), { format: "pdf" }, failed),
          label: await writePaper(shop, labelJob, join(folder, `${order.number}-label.png`), { format: "png", dpi: 203 }, failed),
          ...(warnings.length > 0 && { warnings: warningLines(warnings) }),
        });
      } catch (error) {
        failed.push(error);
      }
      failures.push(...failed.map((error) => ({ error, file })));
    }
    return failures;
  },

  find: ({ shop, words }) => {
    if (words.length === 0) refuse("text", "required");
    for (const row of findOrders(shop, words.join(" "))) print(summaryLine(row));
  },

  show: ({ shop, words }) => {
    const { order, events } = readOrder(shop, readOrderByNumber(shop, needed(words[0], "number")).id);
    print(orderLine(order, events));
  },

  queue: ({ shop, options }) => {
    const state = options.state === undefined ? undefined : (parseOrderState(options.state) ?? refuse("state", "choice"));
    for (let after: QueueCursor | null = null; ;) {
      const page = readQueue(shop, { states: state && [state], sort: "due", after, limit: 500 });
      page.rows.forEach((row) => print(summaryLine(row)));
      if ((after = page.next) === null) return;
    }
  },

  apart: ({ shop }) => {
    const { count, orders } = readApart(shop);
    for (const { number, customer, said, says } of orders) print({ number, customer, said, says });
    print({ toLookAt: count });
  },

  move: ({ shop, caller, words, options }) => {
    const { id, version } = readOrderByNumber(shop, needed(words[0], "number"));
    const to = parseOrderState(needed(words.slice(1).join(" ") || undefined, "state")) ?? refuse("state", "choice");
    const order = moveOrder(shop, { id, version, to, note: options.note }, caller);
    print({ number: order.number, state: order.state, version: order.version, moves: openMoves(order), mayHandBack: mayHandBack(order.state) });
  },

  handback: async ({ shop, caller, words, options, dataFolder }) => {
    const before = readOrderByNumber(shop, needed(words[0], "number"));
    const settings = settingsOf(shop);
    const { order, handbackJob } = handBackDevice(
      shop,
      {
        id: before.id,
        version: before.version,
        claimCode: needed(options.slip, "slip"),
        identityCheck: null,
        identityNote: "",
        returned: before.accessories.map(({ id }) => id),
        outcome: options.note ?? "",
        warrantyDays: settings.repairWarrantyDays,
        paid: options.paid ?? "",
        paidMethod: "cash",
        signature: null,
      },
      caller,
    );
    const file = join(resolve(options.out ?? join(dataFolder, "papers")), `${order.number}-handback.pdf`);
    const failed: unknown[] = [];
    print({
      number: order.number,
      state: order.state,
      warrantyUntil: order.handback?.warrantyUntil ?? null,
      owed: amountText(balance(order).owed),
      currency: order.currency,
      handback: await writePaper(shop, handbackJob, file, { format: "pdf" }, failed),
    });
    return failed.map((error) => ({ error }));
  },

  pay: ({ shop, caller, words, options }) => {
    const { id, version } = readOrderByNumber(shop, needed(words[0], "number"));
    const method = PAYMENT_METHODS.find((each) => each === (options.method ?? "cash")) ?? refuse("method", "choice");
    const amount = needed(options.paid, "paid");
    const order = notePayment(shop, { id, version, amount, refund: options.refund ?? false, method, note: options.note ?? "" }, caller);
    print({ number: order.number, state: order.state, owed: amountText(stillOwed(order)), currency: order.currency });
  },

  document: async ({ shop, words, options }) => {
    const order = readOrderByNumber(shop, needed(words[0], "number"));
    const kind = PAPER_KINDS.find((name) => name === words[1]) ?? refuse("document", words[1] === undefined ? "required" : "choice");
    const file = resolve(needed(options.out, "out"));
    const format = (["pdf", "png", "svg"] as const).find((name) => `.${name}` === extname(file).toLowerCase()) ?? refuse("out", "choice");
    const dpi = options.dpi === undefined ? undefined : Number(options.dpi);
    if (dpi !== undefined && !(Number.isInteger(dpi) && dpi >= 72 && dpi <= Math.max(...LABEL_DPI))) refuse("dpi", "choice");
    const part = options.part === undefined ? undefined : Number(options.part);
    const { bytes, pages, warnings } = await renderPaper(shop, order, { kind, part }, { format, dpi });
    mkdirSync(resolve(file, ".."), { recursive: true });
    writeFileSync(file, bytes);
    print({ number: order.number, document: kind, file, pages, warnings });
  },

  demo: async ({ shop, caller, options }) => {
    print(await fillDemo(shop, caller, options.orders === undefined ? 200 : Number(options.orders)));
  },
};

/** @throws DomainError `file.unreadable`, `file.not-json`, `input.invalid` with every wrong field */
function readIntakeFile(shop: Shop, file: string): IntakeInput {
  const text = readText(file);
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new DomainError("file.not-json", { field: "file", text: file });
  }
  const read = intakeInput.safeParse(data);
  if (read.success) return read.data;
  const { issues } = read.error;
  const problems = allProblems({ schema: intakeInput, value: data, issues }, (rest) => wrongFields(shop, ["order", "intake"], rest));
  throw new DomainError("input.invalid", { problems });
}

/** What a person should know of a device that was taken in, as refusals are told. */
function warningLines(warnings: readonly FieldProblem[]) {
  const reader = readerOfThisPc();
  return warnings.map(({ field, problem, text = "" }) => ({ code: problem, field, message: reader.text(`problem.${problem}`, { text }) }));
}

/**
 * Writes a job's paper to a file. One that cannot be made or written leaves its order standing and its number printed: null, and why
 * goes to `failed`.
 */
async function writePaper(shop: Shop, jobId: string, file: string, format: PaperFormat, failed: unknown[]): Promise<string | null> {
  try {
    // What has a printer is printed by it.
    const { state, reason } = readJob(shop, jobId).printerId === null ? await finishJob(shop, jobId) : readJob(shop, jobId);
    if (state === "failed") throw new DocumentError(reason ?? "");
    mkdirSync(resolve(file, ".."), { recursive: true });
    writeFileSync(file, (await renderJob(shop, jobId, format)).bytes);
    return file;
  } catch (error) {
    failed.push(error instanceof DocumentError ? error : new DocumentError((error as Error).message, { cause: error }));
    return null;
  }
}

const summaryLine = (row: OrderSummary) => ({
  number: row.number,
  state: row.state,
  stateSince: iso(row.stateSince),
  receivedAt: iso(row.receivedAt),
  priority: row.priority,
  promisedOn: row.promisedOn,
  technician: row.technician,
  customer: row.customer,
  phone: row.phone,
  category: row.category,
  brand: row.brand,
  model: row.model,
  serial: row.serial,
  fault: row.fault,
});

const iso = (at: number): string => new Date(at).toISOString();

function orderLine({ id: _id, signature, handback, ...order }: Order, events: ReturnType<typeof readOrder>["events"]) {
  const { total, paid, owed } = balance(order);
  return {
    ...order,
    stateSince: iso(order.stateSince),
    receivedAt: iso(order.receivedAt),
    closedAt: order.closedAt === null ? null : iso(order.closedAt),
    moves: order.closedAt === null ? openMoves(order) : [],
    total: amountText(total),
    paid: amountText(paid),
    owed: amountText(owed),
    signed: signature !== null,
    handback: handback && { ...handback, at: iso(handback.at), signature: undefined, signed: handback.signature !== null },
    events: events.map((event) => ({ ...event, at: iso(event.at) })),
  };
}

/** The commands on the shop's data, by their names. */
export const commandNames: readonly string[] = Object.keys(COMMANDS);

/** The bench that events of the command line are written under. */
const COMMAND_LINE_BENCH = "command line";

/**
 * Runs one command on the shop's data and prints its JSON lines.
 * @returns what was refused in a command that goes on after a refusal
 * @throws the error of a command that does not
 */
export async function runCommand(command: string, words: readonly string[], options: Options, dataFolder: string): Promise<readonly Failure[]> {
  const run = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  if (!run) refuse("command", "choice");
  const opened = openShop(dataFolder, { printsUnasked: false });
  try {
    keepSettings(opened.shop);
    const benchId = openNamedBench(opened.shop, COMMAND_LINE_BENCH);
    const { shop, spooler, doorway } = opened;
    // The owner of the data folder may do everything, in whoever's name.
    const personId = options.by === undefined ? null : personNamed(shop, options.by).id;
    return (await run!({ shop, caller: { personId, benchId, owner: true }, words, options, dataFolder, spooler, printers: doorway.printers })) ?? [];
  } finally {
    opened.close();
  }
}
