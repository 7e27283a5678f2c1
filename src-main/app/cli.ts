import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { intakeInput } from "../contract/intake.ts";
import { problemsOf } from "../contract/problem.ts";
import { DocumentError } from "../documents/render.ts";
import { DomainError } from "../domain/error.ts";
import type { IntakeInput } from "../domain/intake.ts";
import { amountText } from "../domain/money.ts";
import { balance, PAPER_KINDS, type Order, type PaperKind } from "../domain/order.ts";
import { mayHandBack, MOVES, parseOrderState } from "../domain/order-state.ts";
import { LABEL_DPI } from "../domain/paper.ts";
import type { OrderSummary, QueueCursor } from "../domain/queue.ts";
import type { Caller } from "../domain/shop.ts";
import { findOrders, readOrder, readOrderByNumber, readQueue } from "../usecases/find-orders.ts";
import { handBackDevice } from "../usecases/hand-back-device.ts";
import { intakeDevice } from "../usecases/intake-device.ts";
import { moveOrder } from "../usecases/move-order.ts";
import { finishJob, paperJob, renderJob, type PaperFormat } from "../usecases/print-paper.ts";
import { keepSettings, openNamedBench } from "../usecases/set-up-shop.ts";
import { settingsOf, type Shop } from "../usecases/shop.ts";
import { defaultDataFolder } from "./data-folder.ts";
import { fillDemo } from "./demo.ts";
import { describeError } from "./describe-error.ts";
import { openShop } from "./open-shop.ts";
import { readerOfThisPc } from "./reader.ts";

const OPTIONS = {
  data: { type: "string" },
  out: { type: "string" },
  state: { type: "string" },
  note: { type: "string" },
  slip: { type: "string" },
  paid: { type: "string" },
  dpi: { type: "string" },
  port: { type: "string" },
  orders: { type: "string" },
} as const;

type Options = { readonly [Name in keyof typeof OPTIONS]?: string };
type Work = {
  readonly shop: Shop;
  readonly caller: Caller;
  readonly words: readonly string[];
  readonly options: Options;
  readonly dataFolder: string;
};

const print = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const refuse = (field: string, problem: string): never => {
  throw new DomainError("input.invalid", { problems: [{ field, problem }] });
};
const needed = (value: string | undefined, field: string): string => value ?? refuse(field, "required");

/** What went wrong, and with which of several files. */
type Failure = { readonly error: unknown; readonly file?: string };

/** Every command on the shop's data; each prints its JSON lines and may throw. One that goes on after a refusal gives its errors back. */
const COMMANDS: Readonly<Record<string, (work: Work) => readonly Failure[] | void>> = {
  intake: ({ shop, caller, words, options, dataFolder }) => {
    const folder = resolve(options.out ?? join(dataFolder, "papers"));
    if (words.length === 0) refuse("file", "required");
    const failures: Failure[] = [];
    for (const file of words) {
      const failed: unknown[] = [];
      try {
        const { order, certificateJob, labelJob } = intakeDevice(shop, readIntakeFile(file), caller);
        print({
          number: order.number,
          claimCode: order.claimCode,
          certificate: writePaper(shop, certificateJob, join(folder, `${order.number}-certificate.pdf`), { format: "pdf" }, failed),
          label: writePaper(shop, labelJob, join(folder, `${order.number}-label.png`), { format: "png", dpi: 203 }, failed),
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

  move: ({ shop, caller, words, options }) => {
    const { id, version } = readOrderByNumber(shop, needed(words[0], "number"));
    const to = parseOrderState(needed(words.slice(1).join(" ") || undefined, "state")) ?? refuse("state", "choice");
    const order = moveOrder(shop, { id, version, to, note: options.note }, caller);
    print({ number: order.number, state: order.state, version: order.version, moves: MOVES[order.state], mayHandBack: mayHandBack(order.state) });
  },

  handback: ({ shop, caller, words, options, dataFolder }) => {
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
      handback: writePaper(shop, handbackJob, file, { format: "pdf" }, failed),
    });
    return failed.map((error) => ({ error }));
  },

  document: ({ shop, words, options }) => {
    const order = readOrderByNumber(shop, needed(words[0], "number"));
    const kind = PAPER_KINDS.find((name) => name === words[1]) ?? refuse("document", words[1] === undefined ? "required" : "choice");
    const file = resolve(needed(options.out, "out"));
    const format = (["pdf", "png", "svg"] as const).find((name) => `.${name}` === extname(file).toLowerCase()) ?? refuse("out", "choice");
    const dpi = options.dpi === undefined ? undefined : Number(options.dpi);
    if (dpi !== undefined && !(Number.isInteger(dpi) && dpi >= 72 && dpi <= Math.max(...LABEL_DPI))) refuse("dpi", "choice");
    const { bytes, pages, warnings } = renderJob(shop, paperJob(shop, order.id, kind as PaperKind), { format, dpi });
    mkdirSync(resolve(file, ".."), { recursive: true });
    writeFileSync(file, bytes);
    print({ number: order.number, document: kind, file, pages, warnings });
  },

  demo: ({ shop, caller, options }) => {
    print(fillDemo(shop, caller, options.orders === undefined ? 200 : Number(options.orders)));
  },
};

function readIntakeFile(file: string): IntakeInput {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new DomainError("file.unreadable", { field: "file", text: file, reason: (error as Error).message });
  }
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new DomainError("file.not-json", { field: "file", text: file });
  }
  const read = intakeInput.safeParse(data);
  if (!read.success) throw new DomainError("input.invalid", { problems: problemsOf(read.error.issues) });
  return read.data;
}

/**
 * Writes a job's paper to a file. One that cannot be made or written leaves its order standing and its number printed: null, and why
 * goes to `failed`.
 */
function writePaper(shop: Shop, jobId: string, file: string, format: PaperFormat, failed: unknown[]): string | null {
  try {
    const { state, reason } = finishJob(shop, jobId);
    if (state === "failed") throw new DocumentError(reason ?? "");
    mkdirSync(resolve(file, ".."), { recursive: true });
    writeFileSync(file, renderJob(shop, jobId, format).bytes);
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
    moves: order.closedAt === null ? MOVES[order.state] : [],
    total: amountText(total),
    paid: amountText(paid),
    owed: amountText(owed),
    signed: signature !== null,
    handback: handback && { ...handback, at: iso(handback.at), signature: undefined, signed: handback.signature !== null },
    events: events.map((event) => ({ ...event, at: iso(event.at) })),
  };
}

async function serve(dataFolder: string, options: Options): Promise<void> {
  // The host brings the sockets along, which no other command waits for.
  const { findRunningHost, openHost } = await import("./host.ts");
  const running = await findRunningHost(dataFolder);
  if (running) return print({ url: running, alreadyRunning: true });
  const port = options.port === undefined ? undefined : Number(options.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) refuse("port", "choice");
  const host = await openHost(dataFolder, { port });
  const stop = (): void => void host.close().then(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  print({ url: host.url });
}

function work(command: string, words: readonly string[], options: Options, dataFolder: string): readonly Failure[] {
  const run = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  if (!run) refuse("command", "choice");
  const opened = openShop(dataFolder);
  try {
    keepSettings(opened.shop);
    const benchId = openNamedBench(opened.shop, COMMAND_LINE_BENCH);
    return run!({ shop: opened.shop, caller: { personId: null, benchId }, words, options, dataFolder }) ?? [];
  } finally {
    opened.close();
  }
}

/** The bench that events of the command line are written under. */
const COMMAND_LINE_BENCH = "command line";

/** Runs one command line. @returns the exit code: 0 done, 2 refused input, 1 trouble; undefined where a host keeps running */
async function run(args: readonly string[]): Promise<number | undefined> {
  let failures: readonly Failure[] = [];
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    const [command = "", ...words] = positionals;
    const dataFolder = resolve(values.data ?? defaultDataFolder());
    if (command === "host") {
      await serve(dataFolder, values);
      return undefined;
    }
    failures = work(command, words, values, dataFolder);
  } catch (error) {
    const unknownOption = (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
    failures = [{ error: unknownOption ? new DomainError("input.invalid", { problems: [{ field: "option", problem: "unknown-field" }] }) : error }];
  }
  const lines = failures.flatMap(({ error, file }) =>
    describeError(error, readerOfThisPc()).map(({ exit, line }) => ({ exit, line: { ...line, file } })),
  );
  lines.forEach(({ line }) => process.stderr.write(`${JSON.stringify(line)}\n`));
  return lines.reduce((worst, { exit }) => (worst === 1 || exit === 1 ? 1 : 2), lines.length > 0 ? 2 : 0);
}

// Whoever reads the lines may stop early, as `head` does: that is no trouble.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});
process.exitCode = await run(process.argv.slice(2));
