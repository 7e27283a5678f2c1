import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createServer, type AddressInfo } from "node:net";
import { LOGO_ROOM } from "../../src-main/documents/labels/logo.ts";
import { PAGE_KINDS } from "../../src-main/domain/shop/paper-layout.ts";
import { USUAL_SETTINGS } from "../../src-main/domain/printing/printer.ts";
import { startHost, type HostProcess } from "../helpers/host-process.ts";
import { noisePng } from "../helpers/pictures.ts";
import { connect, signInSupervisor } from "./host.ts";
import type { Line } from "./report.ts";

type Client = Awaited<ReturnType<typeof connect>>["client"];
type Delays = { readonly p999: number; readonly most: number; readonly looks: number; readonly worked: number };

/** The house's bar: nothing holds the main thread for longer, ms. */
const MOST_MS = 50;
const LONGEST_MS = 120_000;

/** The part of a PC's memory that a label may take: an own size of nearly a page at 600 dpi has 34 million dots. */
const OWN_SIZE = { id: "bench-large", kind: "label", widthMm: 205, heightMm: 290 } as const;

const OWN_TEMPLATE = '#import "paper.typ": *\n#show: paper.with(..page-of())\n#for row in range(3000) [#row #data.number ]';

/** How long papers of each sort hold the event loop of a host as people start it. */
export async function measureFreezes(dataFolder: string): Promise<readonly Line[]> {
  const file = join(dataFolder, "loop-delays.jsonl");
  const program = new URL("./loop-delay.ts", import.meta.url).href;
  const host = await startHost(dataFolder, 0, { TALON_LOOP_DELAYS: file, NODE_OPTIONS: `--import=${program}` });
  const { client, close } = await connect(host.url);
  const printer = await swallowing();
  try {
    await signInSupervisor(client);
    const lines: Line[] = [];
    for (const [name, work] of await papersOf(client, printer.address)) {
      await delaysOf(host, file);
      const from = performance.now();
      const made = await work();
      const { p999, most, looks, worked } = await delaysOf(host, file);
      lines.push({
        operation: `event loop held while ${name}`,
        value: p999,
        unit: "ms",
        bar: { of: "value", most: MOST_MS },
        note: `p99.9 of ${looks} looks, longest ${most.toFixed(0)} ms, of which the thread itself worked ${worked.toFixed(0)} ms at most; ${made} papers in ${((performance.now() - from) / 1000).toFixed(1)} s`,
      });
    }
    return lines;
  } finally {
    close();
    await host.stop();
    printer.close();
  }
}

/** What the event loop was held since it was asked last. */
async function delaysOf(host: HostProcess, file: string): Promise<Delays> {
  const lines = (): readonly string[] => (existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : []);
  const before = lines().length;
  process.kill(host.pid, "SIGUSR2");
  for (const until = performance.now() + LONGEST_MS; lines().length === before && performance.now() < until;)
    await new Promise((resolve) => setTimeout(resolve, 20));
  return JSON.parse(lines().at(-1)!) as Delays;
}

/** A label printer that takes everything at once. */
async function swallowing(): Promise<{ readonly address: string; readonly close: () => void }> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on("data", () => undefined).on("end", () => socket.end());
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close() };
}

/** Sorts of papers, each with the work that makes some of it. @returns how many were made */
async function papersOf(client: Client, address: string): Promise<readonly (readonly [name: string, work: () => Promise<number>])[]> {
  const { rows } = await client.order.queue({ sort: "arrival", after: null, limit: 30 });
  const jobs = (await Promise.all(rows.map(({ id }) => client.paper.jobs({ orderId: id })))).flat();
  const certificates = jobs.filter(({ kind }) => kind === "certificate").slice(0, 20);
  const { settings } = await client.session.welcome();
  const render = async (format: "pdf" | "png" | "svg", count: number, dpi?: number): Promise<number> => {
    for (const { id } of certificates.slice(0, count)) await client.paper.render({ id, format, dpi });
    return count;
  };
  const labels = async (size: string, count: number): Promise<number> => {
    const { id } = await client.printer.keep({
      id: null,
      name: `Freeze ${size}`,
      way: "tcp",
      address,
      language: "zpl",
      dpi: 600,
      size,
      settings: USUAL_SETTINGS,
    });
    for (const row of rows.slice(0, count)) await client.paper.reprint({ orderId: row.id, kind: "label", printerId: id });
    const waiting = async (): Promise<boolean> =>
      (await client.paper.unfinished()).some(({ printerId, state }) => printerId === id && (state === "queued" || state === "sending"));
    for (const until = performance.now() + LONGEST_MS; (await waiting()) && performance.now() < until;)
      await new Promise((resolve) => setTimeout(resolve, 50));
    return count;
  };
  const previews = async (template: string | null, logo: string | null, count: number): Promise<number> => {
    for (let round = 0; round < count; round++)
      await client.paper.preview({ kind: PAGE_KINDS[round % PAGE_KINDS.length]!, language: "ru", settings: { ...settings, logo }, template });
    return count;
  };
  const logo = new File([new Uint8Array(noisePng(LOGO_ROOM.width, LOGO_ROOM.height))], "logo.png", { type: "image/png" });
  const { sha256 } = await client.picture.store({ file: logo });
  return [
    ["certificates are made as PDF", () => render("pdf", 20)],
    ["certificates are made as pictures", () => render("png", 6, 300)],
    ["labels of 102 × 152 mm are made at 600 dpi", () => labels("102x152", 8)],
    [
      "labels of an own size, 34 million dots, are made",
      async () => {
        await client.printer.keepSize(OWN_SIZE);
        return labels(OWN_SIZE.id, 3);
      },
    ],
    ["pages of all kinds are looked at, decisions too", () => previews(null, null, 12)],
    ["pages with a logo as large as logos come are looked at", () => previews(null, sha256, 8)],
    ["pages of an own template are looked at", () => previews(OWN_TEMPLATE, null, 8)],
  ];
}
