import { setTimeout as pause } from "node:timers/promises";
import { join } from "node:path";
import { openShop } from "../../src-main/app/open-shop.ts";
import type { PrintState } from "../../src-main/domain/printing/print-job.ts";
import { USUAL_SETTINGS } from "../../src-main/domain/printing/printer.ts";
import { shipmentFor, shipmentOf } from "../../src-main/printing/shipment.ts";
import { readOrderByNumber } from "../../src-main/usecases/orders/find-orders.ts";
import { keepPrinter, keepRoutes } from "../../src-main/usecases/printing/keep-printers.ts";
import { readPrintJobs } from "../../src-main/usecases/printing/print-paper.ts";
import { documentOf } from "../../src-main/usecases/printing/send-paper.ts";
import { openNamedBench } from "../../src-main/usecases/people/set-up-shop.ts";
import { startProgram } from "./node-program.ts";
import { hostStatus, onQuestion, startRawPrinter } from "./raw-printer.ts";

const PROGRAM = join(import.meta.dirname, "print-loop.ts");
const STATUS = Buffer.from("~HS");
const HOME = { country: "KZ", timeZone: "Asia/Almaty" };

/** What became of the labels of all devices that were acknowledged. */
export type PrintChaos = {
  readonly acknowledged: number;
  readonly jobs: number;
  readonly states: Readonly<Partial<Record<PrintState, number>>>;
  /** Jobs that the queue calls printed and the printer never got whole. */
  readonly lost: readonly string[];
  /** Jobs that the printer got whole more than once, none of them marked as a copy. */
  readonly twice: readonly string[];
  /** Acknowledged devices whose label is in no queue. */
  readonly vanished: readonly string[];
};

/**
 * Kills a program that prints, at random moments, and starts it again, over and over; then lets it come to its end.
 * @param rounds how often it is killed
 * @param chance a number from 0 to 1, another one at each call
 */
export async function printChaos(folder: string, rounds: number, chance: () => number): Promise<PrintChaos> {
  const printer = await startRawPrinter({
    answer: onQuestion(STATUS, (socket) => void socket.write(hostStatus())),
  });
  const label = setUp(folder, printer.address);
  const acknowledged: string[] = [];
  for (let round = 0; round <= rounds; round++) {
    const last = round === rounds;
    const running = startProgram(PROGRAM, [folder, last ? "3" : "50"], { timeout: 60_000 });
    await running.says("ready\n");
    if (!last) {
      await pause(chance() * 400);
      running.child.kill("SIGKILL");
    }
    const { code, out, err } = await running.end;
    if (last && code !== 0) throw new Error(`the last run ended with ${code}: ${err}`);
    // A line that was cut off was not acknowledged.
    acknowledged.push(...out.split("\n").slice(1, -1));
  }
  await printer.stop();
  return examine(folder, label, acknowledged, printer.received());
}

/** A label printer that prints each device's label. @returns its id */
function setUp(folder: string, address: string): string {
  const { shop, close } = openShop(folder, { home: HOME });
  const caller = { personId: null, benchId: openNamedBench(shop, "chaos") };
  const { id } = keepPrinter(shop, {
    id: null,
    name: "Zebra",
    way: "tcp",
    address,
    language: "zpl",
    dpi: 203,
    size: "58x40",
    settings: USUAL_SETTINGS,
  });
  keepRoutes(shop, [{ kind: "label", printerId: id, copies: 1, atIntake: true }], true, caller);
  close();
  return id;
}

async function examine(folder: string, printerId: string, acknowledged: readonly string[], received: readonly Buffer[]): Promise<PrintChaos> {
  const { shop, close } = openShop(folder, { home: HOME });
  const printed = new Map<string, number>();
  for (const bytes of received)
    // What stands before and behind the label asks how the printer is; a label without its end was cut off.
    for (const [label] of bytes.toString("latin1").matchAll(/\^XA[^]*?\^XZ\n/g)) printed.set(label, (printed.get(label) ?? 0) + 1);
  const jobs = acknowledged.flatMap((number) => readPrintJobs(shop, readOrderByNumber(shop, number).id).filter((job) => job.printerId === printerId));
  const states: Partial<Record<PrintState, number>> = {};
  const [lost, twice]: [string[], string[]] = [[], []];
  for (const job of jobs) {
    states[job.state] = (states[job.state] ?? 0) + 1;
    const printer = {
      id: printerId,
      name: "Zebra",
      way: "tcp",
      address: "",
      language: "zpl",
      dpi: 203,
      size: "58x40",
      settings: USUAL_SETTINGS,
    } as const;
    const { bytes } = shipmentOf(await documentOf(shop, job, printer), shipmentFor(job));
    const times = printed.get(Buffer.from(bytes).toString("latin1")) ?? 0;
    if (job.state === "printed" && times === 0) lost.push(job.number);
    if (times > 1) twice.push(job.number);
  }
  const withLabel = new Set(jobs.map(({ number }) => number));
  close();
  return {
    acknowledged: acknowledged.length,
    jobs: jobs.length,
    states,
    lost,
    twice,
    vanished: acknowledged.filter((number) => !withLabel.has(number)),
  };
}
