import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import type { ContractRouterClient } from "@orpc/contract";
import { chromium, type Page, type Response } from "@playwright/test";
import { WebSocket } from "ws";
import { chanceFrom } from "../../src-main/demo/demo-visit.ts";
import type { contract } from "../../src-main/contract/contract.ts";
import { SUPERVISOR } from "../../src-main/domain/ground/rights.ts";
import { isoDateAt } from "../../src-main/domain/ground/date.ts";
import { BROWSER_ARGS, findBrowser } from "../helpers/browser.ts";
import { startHost, type HostProcess } from "../helpers/host-process.ts";
import { timesOf } from "./measure.ts";
import type { Line } from "./report.ts";
import { customers, demoTexts } from "./visits.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const STARTS = 9;
/** Of issue 2 with 100,000 orders, of issue 5 with a million. */
const MOST_MB = 250;
const LONGEST_WAIT_MS = 15_000;

/** Memory that a process holds, MB (Linux; elsewhere undefined). */
export function residentMb(pid: number): number | undefined {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) return undefined;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, "utf8"))![1]) / 1024;
}

/** Processes that a process started and that still run (Linux; elsewhere none). */
function childrenOf(pid: number): readonly number[] {
  const tasks = `/proc/${pid}/task`;
  if (!existsSync(tasks)) return [];
  return readdirSync(tasks).flatMap((task) =>
    readFileSync(join(tasks, task, "children"), "utf8")
      .split(" ")
      .filter(Boolean)
      .map(Number),
  );
}

/** Comes in to a host as a page of ours does. */
export async function connect(url: string): Promise<{ readonly client: ContractRouterClient<typeof contract>; readonly close: () => void }> {
  const { origin, host } = new URL(url);
  const welcome = await fetch(url, { redirect: "manual" });
  const cookie = welcome.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const socket = new WebSocket(`ws://${host}/rpc`, { headers: { Origin: origin, Cookie: cookie } });
  await new Promise<void>((resolve, reject) => void socket.once("open", () => resolve()).once("error", reject));
  return { client: createORPCClient(new RPCLink({ websocket: socket as never })), close: () => socket.terminate() };
}

const PIN = "2468";

/** Signs in who may do everything, which takes a PIN where more than one works. */
export async function signInSupervisor(client: ContractRouterClient<typeof contract>): Promise<void> {
  const { people } = await client.session.welcome();
  const { id, hasPin } = people.find(({ role }) => role === SUPERVISOR)!;
  await client.session.signIn({ personId: id, pin: hasPin ? PIN : "" });
  if (!hasPin) await client.session.changePin({ pin: "", newPin: PIN });
}

/** Two hundred requests as a busy hour makes them: 150 looks, 20 intakes with their papers rendered, certificates shown. */
async function work(url: string): Promise<void> {
  const { client, close } = await connect(url);
  await signInSupervisor(client);
  const next = customers(demoTexts(), chanceFrom(13));
  const day = isoDateAt(Date.now(), "Asia/Almaty");
  for (let round = 0; round < 20; round++) {
    const { order, certificateJob } = await client.order.intake(next(day));
    const { rows } = await client.order.queue({ sort: (["due", "priority", "age", "arrival"] as const)[round % 4]!, after: null, limit: 200 });
    await client.order.counts();
    await client.order.find({ text: order.customer.name.slice(0, 4) });
    await client.order.find({ text: order.device.brand });
    for (const { id } of rows.slice(0, 3)) await client.order.get({ id });
    await client.paper.unfinished();
    await client.paper.render({ id: certificateJob, format: "pdf" });
  }
  for (const until = Date.now() + LONGEST_WAIT_MS; Date.now() < until && (await client.paper.unfinished()).some(({ state }) => state === "queued");)
    await new Promise((resolve) => setTimeout(resolve, 50));
  close();
}

/** Memory of the host as people start it, right after the start and after two hundred requests, and of what it started. */
export async function measureMemory(dataFolder: string, say: (line: string) => void): Promise<readonly Line[]> {
  buildScreens(say);
  const host = await startHost(dataFolder);
  try {
    const started = residentMb(host.pid);
    await work(host.url);
    const after = residentMb(host.pid);
    const children = childrenOf(host.pid).map((pid) => residentMb(pid) ?? 0);
    if (started === undefined) return [{ operation: "host resident", unit: "MB", note: "not measured: needs /proc" }];
    return [
      { operation: "host resident after start", value: started, unit: "MB", bar: { of: "value", most: MOST_MB } },
      {
        operation: "host resident after 200 requests",
        value: after,
        unit: "MB",
        bar: { of: "value", most: MOST_MB },
        note: "20 intakes with certificate and label rendered, 20 certificates more, 160 reads",
      },
      {
        operation: "beside it, while papers are made",
        value: children.reduce((sum, size) => sum + size, 0),
        unit: "MB",
        note: "the process that makes papers, until half an hour after the last one; some 60 MB of Node's own code are in both figures",
      },
    ];
  } finally {
    await host.stop();
  }
}

const newest = (folder: string): number =>
  Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );

/** Builds the screens unless they are newer than their sources. */
export function buildScreens(say: (line: string) => void): void {
  const built = join(ROOT, "out", "renderer", "index.html");
  const sources = Math.max(newest(join(ROOT, "src-renderer")), newest(join(ROOT, "resources", "locales")));
  if (existsSync(built) && statSync(built).mtimeMs > sources) return;
  say("building the screens …");
  spawnSync(process.execPath, [join(ROOT, "node_modules", "electron-vite", "bin", "electron-vite.js"), "build", "--logLevel", "warn"], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** Resolves when something can be pressed or typed into. */
const usable = (page: Page): Promise<unknown> =>
  page.waitForFunction(
    () =>
      [...document.querySelectorAll<HTMLElement>("main button, main input")].some(
        (control) => control.checkVisibility() && !control.matches(":disabled, [inert] *"),
      ),
    undefined,
    { polling: "raf", timeout: LONGEST_WAIT_MS },
  );

/**
 * From the start of the host's process to a first screen that can be used, in a browser that runs already; in turn with the same on
 * an empty database.
 */
export async function measureFirstScreen(dataFolder: string, emptyFolder: string, say: (line: string) => void): Promise<readonly Line[]> {
  const executablePath = findBrowser();
  if (!executablePath)
    return [{ operation: "first screen interactive", unit: "ms", note: "not measured: no browser here; TALON_CHROMIUM names one" }];
  buildScreens(say);
  const begun = performance.now();
  const browser = await chromium.launch({ executablePath, args: BROWSER_ARGS });
  const launched = performance.now() - begun;
  const [taken, hosts, empty]: [number[], number[], number[]] = [[], [], []];
  let [fetched, asked, files]: [readonly Response[], number, Line | undefined] = [[], 0, undefined];
  try {
    for (let start = 0; start < STARTS; start++) {
      await firstScreen(emptyFolder, async (_, at) => void empty.push(at.screen));
      await firstScreen(dataFolder, async (page, at) => {
        taken.push(at.screen);
        hosts.push(at.host);
        asked = at.responses.length;
        await page.waitForLoadState("networkidle");
        fetched = at.responses;
        if (start === STARTS - 1) files = await weight();
      });
    }
    return [...lines(), ...(files ? [files] : [])];
  } catch (error) {
    return [{ operation: "first screen interactive", unit: "ms", note: `not measured: ${(error as Error).message.split("\n")[0]}` }];
  } finally {
    await browser.close();
  }

  async function firstScreen(
    folder: string,
    then: (page: Page, at: { readonly screen: number; readonly host: number; readonly responses: readonly Response[] }) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "en-GB" });
    const page = await context.newPage();
    const responses: Response[] = [];
    page.on("response", (response) => responses.push(response));
    const from = performance.now();
    const host: HostProcess = await startHost(folder);
    const started = performance.now() - from;
    try {
      await page.goto(host.url, { waitUntil: "commit" });
      await usable(page);
      await then(page, { screen: performance.now() - from, host: started, responses });
    } finally {
      await context.close();
      await host.stop();
    }
  }

  function lines(): readonly Line[] {
    // The first start warms the disk's cache, as a computer that was on for a while has it.
    const [screen, address] = [timesOf(taken.slice(1)), timesOf(hosts.slice(1))];
    return [
      {
        operation: "first screen interactive",
        value: screen.p50,
        unit: "ms",
        bar: { of: "value", most: 1500 },
        note: `from the start of the host's process to the first control in a browser that runs already, median of ${taken.length - 1}, slowest ${Math.round(screen.p99)} ms; ${Math.round(address.p50)} ms of it until the host prints its address; launching the browser took ${Math.round(launched)} ms and is not in it`,
      },
      {
        operation: "first screen against an empty database",
        value: screen.p50 / timesOf(empty.slice(1)).p50,
        unit: "×",
        bar: { of: "value", most: 1.1 },
        note: `empty ${Math.round(timesOf(empty.slice(1)).p50)} ms, in turn with the other`,
      },
    ];
  }

  /** What the browser fetched until it had nothing more to ask for, the next screen's files included, as gzip would send it. */
  async function weight(): Promise<Line> {
    const bodies = await Promise.all(
      fetched.map(async (response, index) => ({
        name: new URL(response.url()).pathname,
        size: response.status() === 200 ? gzipSync(await response.body()).length : 0,
        isFirst: index < asked,
      })),
    );
    const sum = (some: typeof bodies): number => some.reduce((total, { size }) => total + size, 0) / 1000;
    const largest = bodies
      .toSorted((one, other) => other.size - one.size)
      .slice(0, 5)
      .map(({ name, size }) => `${name.split("/").at(-1) || "index.html"} ${(size / 1000).toFixed(0)}`);
    return {
      operation: "first load, gzip",
      value: sum(bodies),
      unit: "kB",
      bar: { of: "value", most: 400 },
      note: `${bodies.filter(({ size }) => size > 0).length} files, ${sum(bodies.filter(({ isFirst }) => isFirst)).toFixed(0)} kB of them before the first control; largest ${largest.join(", ")} kB`,
    };
  }
}
