import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { basename, join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { HEADERS } from "../../src-main/transports/headers.ts";
import { shopSettings } from "../../src-main/contract/shop/shop.ts";
import { exampleShop } from "../helpers/example-order.ts";
import { damage, shopWithBackup } from "../helpers/backups.ts";
import { takeIn } from "../helpers/orders.ts";
import { askForPort, clientOn, fakePage } from "../helpers/fake-page.ts";

// One fake for all programs that this file starts, each with modules of its own.
const { electron, FakeWindow, resetElectron, state } = await vi.hoisted(() => import("../helpers/fake-electron.ts"));
vi.mock("electron", () => electron);

let folder: string;
let outside: string;
let ports: MessagePort[];
const argv = process.argv;
beforeEach(() => {
  resetElectron();
  outside = mkdtempSync(join(tmpdir(), "talon-electron-"));
  folder = join(outside, "data");
  mkdirSync(folder);
  ports = [];
});
const program: NodeJS.EventEmitter = process;
const UNCAUGHT = ["uncaughtException", "unhandledRejection"] as const;
const listening = new Map(UNCAUGHT.map((event) => [event, program.listeners(event)]));
afterEach(async () => {
  for (const event of UNCAUGHT)
    for (const listener of program.listeners(event)) if (!listening.get(event)!.includes(listener)) program.off(event, listener as () => void);
  for (const port of ports) port.close();
  if (state.exitCode === undefined) {
    electron.app.quit();
    // A last backup may be made.
    await expect.poll(() => state.exitCode, { timeout: 10_000 }).toBeDefined();
  }
  process.argv = argv;
  vi.unstubAllGlobals();
  rmSync(outside, { recursive: true });
});

/** Starts the program as Electron does, with switches of Chromium's among its own. */
async function start(data = folder): Promise<void> {
  process.argv = [argv[0]!, "--inspect=0", ".", "--data", data, "--no-sandbox"];
  vi.resetModules();
  await import("../../src-main/app/electron.ts");
  await expect
    .poll(() => state.windows.length + state.errors.length + state.asked.length + (state.exitCode === undefined ? 0 : 1), { timeout: 10_000 })
    .toBeGreaterThan(0);
}

/** Loads the screens in the newest window, with the real preload and a real client. */
async function loadScreens() {
  const page = fakePage();
  vi.stubGlobal("window", page.window);
  vi.stubGlobal("location", page.location);
  await import("../../src-main/preload/preload.ts");
  const port = await askForPort(page);
  ports.push(port);
  return clientOn(port);
}

test("the screens talk to main through the handed port", async () => {
  await start();
  const client = await loadScreens();
  expect(await client.session.welcome()).toMatchObject({ needsSetUp: true, opensPapers: true });
  await client.session.setUp({ settings: shopSettings.parse(exampleShop()), person: { name: "Nina", pin: "" }, bench: "" });
  expect(await client.shop.people()).toMatchObject([{ name: "Nina" }]);
});

test("the session is locked, and the policy is the browser's", async () => {
  await start();
  expect(state.permissions.request).toBeDefined();
  expect(state.cancelled).not.toEqual([]);
  const page = await state.protocols.get("talon")!(new Request("talon://screens/nothing.js"));
  for (const [name, value] of Object.entries(HEADERS)) expect([name, page.headers.get(name)]).toEqual([name, value]);
  expect(basename(state.windows[0]!.options.webPreferences!.preload!)).toBe("preload.cjs");
});

test("every page is in the sandbox and held to our screens, whoever opens it", async () => {
  await start();
  expect(state.sandboxed).toBe(true);
  const other = new FakeWindow({});
  for (const { webContents } of [state.windows[0]!, other]) {
    expect(webContents.navigate("https://example.org/")).toBe(false);
    expect(webContents.openHandler!({ url: "talon://screens/" })).toEqual({ action: "deny" });
  }
  state.windows.splice(state.windows.indexOf(other), 1);
});

test("this PC stays the same bench", async () => {
  await start();
  const id = readFileSync(join(folder, "bench.id"), "utf8");
  electron.app.quit();
  await expect.poll(() => state.exitCode).toBe(0);
  resetElectron();
  await start();
  expect(readFileSync(join(folder, "bench.id"), "utf8")).toBe(id);
  electron.app.quit();
  await expect.poll(() => state.exitCode).toBe(0);
  const db = new Sqlite(join(folder, "talon.db"), { readonly: true });
  expect(db.prepare("SELECT id, name FROM bench").all()).toEqual([{ id: id.trim(), name: hostname() }]);
  db.close();
});

test("a second start leads to the window of the first", async () => {
  await start();
  state.windows[0]!.minimized = true;
  electron.app.emit("second-instance");
  expect(state.windows[0]!.calls).toEqual(["restore", "show", "focus"]);
  expect(state.paths["userData"]).toBe(join(folder, "window"));
});

test("the second program opens nothing and ends", async () => {
  state.lock = false;
  await start();
  expect([state.exitCode, state.windows.length, existsSync(join(folder, "talon.db"))]).toEqual([0, 0, false]);
});

test("closing the window closes the database", async () => {
  await start();
  expect(readdirSync(folder)).toContain("talon.db-wal");
  state.windows[0]!.close();
  await expect.poll(() => state.exitCode).toBe(0);
  expect(readdirSync(folder)).not.toContain("talon.db-wal");
});

test("a database of a newer Talon is refused in the PC's language, and left untouched", async () => {
  const file = join(folder, "talon.db");
  const db = new Sqlite(file);
  db.pragma("user_version = 9999");
  db.close();
  const before = readFileSync(file);
  state.languages = ["de-DE", "lv-LV"];
  await start();
  await expect.poll(() => state.exitCode, { timeout: 10_000 }).toBe(3);
  expect(state.errors).toHaveLength(1);
  expect(state.errors[0]![0]).toBe("Talon nevar startēt");
  expect(state.errors[0]![1]).toMatch(/\p{L}{4}/u);
  expect(readFileSync(file)).toEqual(before);
  expect(state.windows).toEqual([]);
});

describe("damaged data", () => {
  const file = (): string => join(folder, "talon.db");
  beforeEach(async () => {
    const { open, done } = await shopWithBackup(folder, join(outside, "backups"));
    takeIn(open);
    done();
    damage(file());
  });

  test("is not shown, and the newest backup takes its place where the person wants it", async () => {
    state.response = 0;
    await start();
    await expect.poll(() => state.exitCode, { timeout: 10_000 }).toBe(3);
    expect(state.windows).toEqual([]);
    expect(state.asked).toMatchObject([
      { message: "The shop’s data is damaged", detail: expect.stringContaining("1 order, the last one R26-000001-R") },
    ]);
    expect(state.relaunched).toBe(1);
    resetElectron();
    await start();
    expect(state.windows).toHaveLength(1);
    expect(readdirSync(folder).filter((name) => name.startsWith("replaced-"))).toHaveLength(1);
  });

  test("stays as it is where the person does not", async () => {
    const before = readFileSync(file());
    await start();
    await expect.poll(() => state.exitCode, { timeout: 10_000 }).toBe(3);
    expect([state.relaunched, state.errors.length]).toEqual([0, 1]);
    expect(readFileSync(file())).toEqual(before);
  });
});

test("a data folder that cannot be made is told of too", async () => {
  writeFileSync(join(folder, "file"), "");
  // The log, which cannot be kept there either.
  const stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  await start(join(folder, "file", "data"));
  await expect.poll(() => state.exitCode, { timeout: 10_000 }).toBe(3);
  expect(state.errors[0]![0]).toBe("Talon cannot start");
  expect(stderr).toHaveBeenCalledOnce();
  stderr.mockRestore();
});

test("papers of the last run are cleared away, papers of the command line stay", async () => {
  for (const name of ["opened", "papers"]) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "R26-1.pdf"), "%PDF");
  }
  await start();
  expect([existsSync(join(folder, "opened")), existsSync(join(folder, "papers", "R26-1.pdf"))]).toEqual([false, true]);
});

// Last, for here such a program only seems to end: what it goes on with by itself would be told of in the tests after it.
test.each(UNCAUGHT)("an %s reaches the log, is told with its number, and ends the program", async (event) => {
  const program: NodeJS.EventEmitter = process;
  const before = new Set(program.listeners(event));
  await start();
  const [last] = program.listeners(event).filter((listener) => !before.has(listener));
  last!(new TypeError("nobody caught this"));
  expect(state.exitCode).toBe(1);
  const [entry] = readFileSync(join(folder, "talon.log"), "utf8").trim().split("\n").slice(-1);
  expect(entry).toContain("nobody caught this");
  const { id } = JSON.parse(entry!) as { id: string };
  expect(state.errors).toEqual([[expect.any(String), expect.stringContaining(id)]]);
});
