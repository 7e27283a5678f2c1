import { spawn } from "node:child_process";
import { EventEmitter } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openHost } from "../../src-main/app/host.ts";
import { keepLastWords } from "../../src-main/app/last-words.ts";
import { readerOfThisPc } from "../../src-main/app/reader.ts";
import { MIGRATIONS } from "../../src-main/database/migrations/all.ts";
import { openDatabase } from "../../src-main/database/ground/open.ts";
import { start, type World } from "../../src-main/app/start.ts";

let folder: string;
let data: string;
let said: string[];
let stop: () => void;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "talon-start-"));
  data = join(folder, "data");
  mkdirSync(join(folder, "screens"));
  writeFileSync(join(folder, "screens", "index.html"), "<!doctype html><title>Talon</title>");
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A PC without a display, unless told otherwise. */
function world(changes: Partial<World> = {}): World {
  return {
    platform: "linux",
    env: {},
    isRoot: false,
    reader: readerOfThisPc(["en"]),
    screens: join(folder, "screens"),
    say: (line) => void said.push(line),
    findElectron: () => undefined,
    fetchElectron: vi.fn(async () => undefined),
    runElectron: vi.fn(async () => 0),
    browse: vi.fn(),
    untilStopped: () => new Promise<void>((resolve) => (stop = resolve)),
    lastWords: vi.fn(() => () => undefined),
    exit: vi.fn(),
    shop: { pinMemoryKib: 64 },
    ...changes,
  };
}

const run = (args: readonly string[], changes: Partial<World> = {}): { world: World; code: Promise<number> } => {
  const here = world(changes);
  return { world: here, code: start(["--data", data, ...args], here) };
};

/** Waits for the line with the address. */
async function address(): Promise<string> {
  await expect.poll(() => said.at(-1) ?? "", { timeout: 5000 }).toMatch(/http:/);
  return /http:\S+/.exec(said.at(-1)!)![0];
}

const display = { env: { DISPLAY: ":0" } };

test("with Electron and a display, Talon has its own window", async () => {
  const { world: here, code } = run([], { ...display, findElectron: () => "/electron" });
  expect(await code).toBe(0);
  expect(here.runElectron).toHaveBeenCalledWith("/electron", data);
  expect(here.fetchElectron).not.toHaveBeenCalled();
  expect(said).toEqual([]);
});

test("Electron is fetched once where there is a display", async () => {
  const fetchElectron = vi.fn(async () => "/fetched");
  const { world: here, code } = run([], { platform: "win32", fetchElectron });
  expect(await code).toBe(0);
  expect(here.runElectron).toHaveBeenCalledWith("/fetched", data);
  expect(said).toEqual(["Fetching Electron, once and for 2 minutes at most…"]);
});

test.each([
  ["There is no display here", { findElectron: () => "/electron" }],
  ["Electron does not run as root", { ...display, isRoot: true, findElectron: () => "/electron" }],
  ["Electron is not on this PC", { ...display }],
  ["Electron could not start", { ...display, findElectron: () => "/electron", runElectron: async () => 127 }],
  ["Electron could not start", { ...display, findElectron: () => "/electron", runElectron: async () => null }],
] as [string, Partial<World>][])("“%s” is said in one line, and a browser serves instead", async (reason, changes) => {
  const { world: here, code } = run(["--port", "0"], changes);
  const url = await address();
  expect(said.filter((line) => !line.startsWith("Fetching")).map((line) => line.startsWith(reason))).toEqual([true, false]);
  const page = await fetch(url, { redirect: "manual" });
  expect(page.status).toBe(303);
  expect(here.browse).toHaveBeenCalledTimes(changes.env ? 1 : 0);
  stop();
  expect(await code).toBe(0);
  await expect(fetch(url)).rejects.toThrow();
  expect(existsSync(join(data, "host.json"))).toBe(false);
});

test("what Talon refused in its window it does not try in a browser", async () => {
  expect(await run([], { ...display, findElectron: () => "/electron", runElectron: async () => 3 }).code).toBe(3);
  expect(said).toEqual([]);
});

test("--browser goes straight there, --no-open opens nothing", async () => {
  const { world: here, code } = run(["--browser", "--no-open", "--port", "0"], { ...display, findElectron: () => "/electron" });
  await address();
  expect(said).toHaveLength(1);
  expect(here.runElectron).not.toHaveBeenCalled();
  expect(here.browse).not.toHaveBeenCalled();
  stop();
  expect(await code).toBe(0);
});

test("a second start leads to the host that runs", async () => {
  const host = await openHost(data, { port: 0, screens: join(folder, "screens"), pinMemoryKib: 64 });
  const { world: here, code } = run(["--browser"], display);
  expect(await code).toBe(0);
  expect(said).toEqual([expect.stringContaining(`Talon is already open at http://127.0.0.1:${host.port}/?key=`)]);
  expect(here.browse).toHaveBeenCalledWith(said[0]!.split(" ").at(-1));
  await host.close();
});

test("a port that is taken is named", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as { port: number };
  expect(await run(["--browser", "--port", String(port)]).code).toBe(3);
  expect(said).toEqual([`Port ${port} is taken by another program or not allowed. Choose another one with --port.`]);
  other.close();
});

test("a database that Talon cannot take is told of in a sentence", async () => {
  mkdirSync(data);
  const db = new Sqlite(join(data, "talon.db"));
  db.pragma("user_version = 9999");
  db.close();
  expect(await run(["--browser"]).code).toBe(3);
  expect(said).toEqual([readerOfThisPc(["en"]).text("error.database.newer")]);
});

test("whoever has much data is told before it is brought up to date, and only then", async () => {
  const file = join(data, "talon.db");
  openDatabase(file, MIGRATIONS.slice(0, -1)).close();
  truncateSync(file, 60_000_000);
  const args = ["--browser", "--port", "0"];
  const first = run(args);
  await address();
  expect(said.map((line) => line.split(" ", 4).join(" "))).toEqual(["Your data is first", "Talon is open at"]);
  stop();
  expect(await first.code).toBe(0);
  said.length = 0;
  truncateSync(file, 60_000_000);
  const second = run(args);
  await address();
  expect(said).toHaveLength(1);
  stop();
  expect(await second.code).toBe(0);
});

test("screens that were not built are told of", async () => {
  expect(await run([], { screens: join(folder, "nowhere") }).code).toBe(3);
  expect(said).toEqual(["The screens have not been built. Run npm start, which builds them."]);
});

test.each([["--prot", "1"], ["--port", "65536"], ["--port", "-1"], ["--port", "80a"], ["--port"], ["word"], ["--browser=1"]])(
  "%s %s is not understood",
  async (...args) => {
    expect(await run(args).code).toBe(2);
    expect(said).toEqual(["npm start -- [--data FOLDER] [--browser] [--port 0…65535] [--no-open]"]);
  },
);

test("the program itself serves until a signal and closes cleanly", { timeout: 30_000 }, async (context) => {
  // Its screens are those of the build, and Windows knows no such signal.
  if (process.platform === "win32" || !existsSync(join(import.meta.dirname, "..", "..", "out", "renderer", "index.html"))) return context.skip();
  const program = join(import.meta.dirname, "..", "..", "out", "main", "start.js");
  const child = spawn(process.execPath, [program, "--browser", "--no-open", "--port", "0", "--data", data], { stdio: ["ignore", "pipe", "inherit"] });
  child.stdout.on("data", (chunk: Buffer) => said.push(...chunk.toString().trim().split("\n")));
  const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal)));
  await address();
  child.kill("SIGTERM");
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(existsSync(join(data, "talon.db-wal"))).toBe(false);
});

test("an error that nothing catches reaches the log, is told with its number, and ends Talon", async () => {
  const program = new EventEmitter();
  const { world: here, code } = run(["--browser", "--no-open", "--port", "0"], { lastWords: (words) => keepLastWords(words, program) });
  await address();
  program.emit("unhandledRejection", new TypeError("nobody caught this"));
  program.emit("uncaughtException", new TypeError("nor this, at the end"));
  expect(here.exit).toHaveBeenCalledExactlyOnceWith(1);
  const entries = readFileSync(join(data, "talon.log"), "utf8").trim().split("\n");
  expect(entries.map((entry) => (JSON.parse(entry) as { error: string }).error)).toEqual([
    "TypeError: nobody caught this",
    "TypeError: nor this, at the end",
  ]);
  expect(said.at(-1)).toContain((JSON.parse(entries[0]!) as { id: string }).id);
  stop();
  await code;
  expect(program.listenerCount("uncaughtException")).toBe(0);
});
