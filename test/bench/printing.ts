import { createServer, type AddressInfo } from "node:net";
import { chromium } from "@playwright/test";
import { chanceFrom } from "../../src-main/demo/demo-visit.ts";
import { isoDateAt } from "../../src-main/domain/ground/date.ts";
import { SHIPPED_SIZES } from "../../src-main/domain/printing/paper-size.ts";
import { USUAL_SETTINGS } from "../../src-main/domain/printing/printer.ts";
import { renderJob } from "../../src-main/usecases/printing/print-paper.ts";
import { BROWSER_ARGS, findBrowser } from "../helpers/browser.ts";
import { startHost } from "../helpers/host-process.ts";
import { connect, residentMb, signInSupervisor } from "./host.ts";
import { timesLater, timesOf } from "./measure.ts";
import { openQuiet } from "./compared.ts";
import type { Line } from "./report.ts";
import { customers, demoTexts } from "./visits.ts";

const INTAKES = 120;
const WARM_UP = 20;
const FLOOD = 1000;
const LONGEST_MS = 120_000;

/** A label printer that takes everything at once and answers nothing; calls back with the moment at which a line brought its first byte. */
async function printerOf(onFirstByte: (at: number) => void): Promise<{ readonly address: string; readonly close: () => void }> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.once("data", () => onFirstByte(performance.now()));
    socket.on("data", () => undefined);
    socket.on("end", () => socket.end()).on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close() };
}

/** From Accept in a host as people start it to the first byte at a label printer; then its memory while a thousand labels are printed. */
export async function measurePrinting(dataFolder: string): Promise<readonly Line[]> {
  const arrivals: number[] = [];
  const printer = await printerOf((at) => arrivals.push(at));
  const host = await startHost(dataFolder);
  const { client, close } = await connect(host.url);
  const arrived = async (count: number): Promise<void> => {
    for (const until = performance.now() + LONGEST_MS; arrivals.length < count && performance.now() < until;)
      await new Promise((resolve) => setTimeout(resolve, 5));
    if (arrivals.length < count) throw new Error(`${count - arrivals.length} labels never came`);
  };
  try {
    await signInSupervisor(client);
    const { id } = await client.printer.keep({
      id: null,
      name: `Bench ${process.pid}`,
      way: "tcp",
      address: printer.address,
      // A language without a question that this printer would have to answer first.
      language: "tspl",
      dpi: 203,
      size: "58x40",
      settings: USUAL_SETTINGS,
    });
    await client.printer.keepRoutes({ routes: [{ kind: "label", printerId: id, copies: 1, atIntake: true }], everywhere: false });
    const next = customers(demoTexts(), chanceFrom(17));
    const day = isoDateAt(Date.now(), "Asia/Almaty");
    const taken: number[] = [];
    for (let round = 0; round < INTAKES; round++) {
      const from = performance.now();
      await client.order.intake(next(day));
      await arrived(round + 1);
      taken.push((arrivals[round]! - from) * 1000);
    }
    const { order } = await client.order.intake(next(day));
    await arrived(INTAKES + 1);
    const before = residentMb(host.pid);
    let most = before ?? 0;
    const flood = Promise.all(Array.from({ length: FLOOD }, () => client.paper.reprint({ orderId: order.id, kind: "label" })));
    const watching = setInterval(() => (most = Math.max(most, residentMb(host.pid) ?? 0)), 100);
    await flood;
    await arrived(INTAKES + 1 + FLOOD);
    clearInterval(watching);
    const p95 = taken.slice(WARM_UP).toSorted((one, other) => one - other)[Math.ceil((INTAKES - WARM_UP) * 0.95) - 1]!;
    return [
      {
        operation: "Accept to a label printer's first byte, 95 of 100",
        value: p95 / 1000,
        unit: "ms",
        bar: { of: "value", most: 150 },
        note: `median ${(timesOf(taken.slice(WARM_UP)).p50 / 1000).toFixed(0)} ms, the certificate of the same intake being made beside it`,
      },
      {
        operation: "host grows while 1,000 labels are printed",
        value: before === undefined ? undefined : most - before,
        unit: "MB",
        bar: { of: "value", most: 20 },
        note: before === undefined ? "not measured: needs /proc" : `from ${before.toFixed(0)} MB`,
      },
    ];
  } finally {
    close();
    await host.stop();
    printer.close();
  }
}

/** Label bytes from an order, and a certificate beside Chromium's printing of the same page. */
export async function measurePrintedBytes(folder: string): Promise<readonly Line[]> {
  const { shop, close } = openQuiet(folder);
  const jobs = (kind: string, count: number): readonly string[] =>
    (shop.db.prepare("SELECT id FROM print_job WHERE kind = ? ORDER BY ordinal DESC LIMIT ?").all(kind, count) as { id: string }[]).map(
      ({ id }) => id,
    );
  const size = SHIPPED_SIZES.find(({ id }) => id === "58x40")!;
  const printer = { language: "zpl", dpi: 203, settings: USUAL_SETTINGS, stock: size, copies: 1 } as const;
  const labels = await timesLater(jobs("label", 330), 30, (id) => renderJob(shop, id, { format: "encoded", dpi: 203, size, printer }));
  const certificates = jobs("certificate", 40);
  const ours = await timesLater(certificates, 10, (id) => renderJob(shop, id, { format: "pdf" }));
  const pages: string[] = [];
  for (const id of certificates.slice(0, 12)) pages.push(Buffer.from((await renderJob(shop, id, { format: "svg" })).bytes).toString());
  close();
  const theirs = await chromiumTimes(pages);
  return [
    { operation: "label bytes (ZPL, 203 dpi) from an order, warm", ours: labels, unit: "µs", bar: { of: "p50", most: 12_000 } },
    theirs === undefined
      ? { operation: "certificate PDF against Chromium", unit: "ms", note: "not measured: no browser here; TALON_CHROMIUM names one" }
      : {
          operation: "certificate PDF against Chromium, share of its time",
          value: ours.p50 / theirs,
          unit: "ms",
          bar: { of: "value", most: 0.2 },
          note: `${(ours.p50 / 1000).toFixed(1)} ms against ${(theirs / 1000).toFixed(1)} ms, medians; Chromium prints the same page from its SVG`,
        },
  ];
}

/** Median time in which Chromium makes a PDF of a page that it shows already, µs. */
async function chromiumTimes(pages: readonly string[]): Promise<number | undefined> {
  const executablePath = findBrowser();
  if (!executablePath) return undefined;
  const browser = await chromium.launch({ executablePath, args: BROWSER_ARGS });
  try {
    const page = await browser.newPage();
    const taken: number[] = [];
    for (const svg of pages) {
      const from = performance.now();
      await page.setContent(`<!doctype html><style>@page{size:A4;margin:0}body{margin:0}svg{width:210mm;height:auto;display:block}</style>${svg}`);
      await page.pdf({ preferCSSPageSize: true });
      taken.push((performance.now() - from) * 1000);
    }
    return timesOf(taken.slice(2)).p50;
  } finally {
    await browser.close();
  }
}
