import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { app, dialog, session, shell, type BrowserWindow } from "electron";
import { isDamage } from "../database/backups/check.ts";
import type { Reader } from "../documents/engine/texts.ts";
import { HEADERS } from "../transports/headers.ts";
import { serveWindowPort } from "../transports/window-port.ts";
import { openBench } from "../usecases/people/set-up-shop.ts";
import { lockNavigation, lockSession } from "../windows/lock.ts";
import { openMainWindow, showWindow } from "../windows/main-window.ts";
import { setMenu } from "../windows/menu.ts";
import { registerScreens, serveScreens } from "../windows/screens.ts";
import { utilityMaker } from "../windows/utility-maker.ts";
import { startUtilityProcess } from "../windows/utility-process.ts";
import { defaultDataFolder, resourcesFolder } from "./data-folder.ts";
import { MAKER_PROGRAM } from "../services/fork-maker.ts";
import { keepLastWords } from "./last-words.ts";
import { openLog } from "./log.ts";
import { startProcessesBy } from "../services/own-process.ts";
import { openedPapers } from "./opened-papers.ts";
import { openShop, type OpenShop } from "./open-shop.ts";
import { readerOfThisPc } from "./reader.ts";
import { offersOf, restoreInto, saveAndRestore, saveLiving } from "./rescue.ts";
import { refusalOf, REFUSED } from "./refused-start.ts";
import { instantHere } from "./trouble-page.ts";

/** How long closing waits for papers that are being made, ms; the next start takes up the rest. */
const LAST_PAPERS_MS = 10_000;

/** What the build puts beside this file. */
const built = (...path: readonly string[]): string => join(import.meta.dirname, "..", ...path);

/** Native code cannot read inside the archive of an installed Talon; what it needs lies unpacked beside it. */
const unpacked = (path: string): string => path.replace(/\bapp\.asar(?=[\\/])/, "app.asar.unpacked");

/** The folder after `--data`, wherever Electron and Chromium put their own switches. */
function dataFolderOf(argv: readonly string[]): string {
  const { data } = parseArgs({ args: [...argv], options: { data: { type: "string" } }, strict: false }).values;
  return typeof data === "string" ? resolve(data) : defaultDataFolder();
}

/** Opens Talon in a window of its own, once per data folder. */
function start(dataFolder: string): void {
  registerScreens();
  // Whatever opens a page one day, and however: none is without the sandbox, and none leaves our screens.
  app.enableSandbox();
  app.on("web-contents-created", (_event, contents) => lockNavigation(contents));
  keepLastWords({
    log: openLog(join(dataFolder, "talon.log"), Date.now),
    end: (error, id) => {
      const { text } = readerOfThisPc(app.getPreferredSystemLanguages());
      dialog.showErrorBox(text("start.broke"), text("start.bug", { message: error instanceof Error ? error.message : String(error), id }));
      app.exit(1);
    },
  });
  try {
    // The single instance is one per folder of Chromium's data: two data folders are two shops.
    const profile = join(dataFolder, "window");
    mkdirSync(profile, { recursive: true, mode: 0o700 });
    app.setPath("userData", profile);
  } catch (error) {
    void app.whenReady().then(() => refuse(error, dataFolder));
    return;
  }
  if (!app.requestSingleInstanceLock()) return app.quit();
  let window: BrowserWindow | undefined;
  app.on("second-instance", () => window && showWindow(window));
  void app
    .whenReady()
    .then(() => (window = open(dataFolder)))
    .catch((error: unknown) => refuse(error, dataFolder));
}

function open(dataFolder: string): BrowserWindow {
  const { text } = readerOfThisPc(app.getPreferredSystemLanguages());
  const devTools = !app.isPackaged;
  const resources = unpacked(resourcesFolder());
  const running = openShop(dataFolder, {
    resources,
    startMaker: utilityMaker(MAKER_PROGRAM),
    damaged: (error) => setImmediate(() => stopWork(running, error, dataFolder)),
    gone: () => void saveWork(running, dataFolder),
    // Everything that stands on the replaced data begins anew.
    reopen: () => {
      app.relaunch();
      app.quit();
    },
  });
  closeAtQuit(running);
  const benchId = benchOfThisPc(running, join(dataFolder, "bench.id"));
  const openPaper = openedPapers(join(dataFolder, "opened"), shell);
  lockSession(session.defaultSession);
  serveScreens(built("renderer"), HEADERS);
  setMenu((key) => text(key), devTools);
  const window = openMainWindow({
    preload: built("preload", "preload.cjs"),
    icon: join(resources, "icons", "talon.png"),
    devTools,
    servePort: (port) => serveWindowPort(port, { context: { shop: running.shop, doorway: { ...running.doorway, openPaper } }, benchId }),
  });
  running.spooler.wake();
  running.backups.begin();
  running.upkeep.begin();
  return window;
}

/** The bench that this PC is, by an id that its data folder keeps. */
function benchOfThisPc({ shop }: OpenShop, file: string): string {
  const known = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
  const id = /^[0-9a-f-]{36}$/.test(known) ? known : shop.newId();
  if (id !== known) writeFileSync(file, `${id}\n`, { mode: 0o600 });
  return openBench(shop, { id, name: hostname() }).id;
}

/** Lets the papers in work come to their end, and a last backup, before the database closes. */
function closeAtQuit(running: OpenShop): void {
  let closed = false;
  app.on("will-quit", (event) => {
    if (closed) return;
    event.preventDefault();
    const papers = Promise.race([running.spooler.idle(), pause(LAST_PAPERS_MS)]);
    void Promise.all([papers, running.backups.closing()]).then(() => {
      if (closed) return;
      closed = true;
      running.close();
      app.quit();
    });
  });
}

/** Shows nothing more of damaged data. */
function stopWork(running: OpenShop, error: unknown, dataFolder: string): void {
  app.removeAllListeners("will-quit");
  try {
    running.close();
  } finally {
    refuse(error, dataFolder);
  }
}

/** Offers to save what a shop holds whose file is gone, and begins anew with it. */
async function saveWork(running: OpenShop, dataFolder: string): Promise<void> {
  app.removeAllListeners("will-quit");
  running.halt();
  const { text } = readerOfThisPc(app.getPreferredSystemLanguages());
  const { response } = await dialog.showMessageBox({
    type: "error",
    title: "Talon",
    message: text("rescue.gone.title"),
    detail: `${text("rescue.gone.what")}\n\n${text("rescue.gone.how")}`,
    buttons: [text("rescue.gone.save"), text("backups.cancel")],
    defaultId: 0,
    cancelId: 1,
  });
  try {
    if (response === 0) await saveAndRestore(running, dataFolder, Date.now());
    // Whoever put another file there on purpose loses nothing either.
    else if (!running.isInPlace()) await saveLiving(running, dataFolder, Date.now());
    app.relaunch();
  } catch (error) {
    return refuse(error, dataFolder);
  } finally {
    running.close();
  }
  app.exit(0);
}

function refuse(error: unknown, dataFolder: string): void {
  const reader = readerOfThisPc(app.getPreferredSystemLanguages());
  const log = openLog(join(dataFolder, "talon.log"), Date.now);
  const say = (what: unknown): void => dialog.showErrorBox(reader.text("start.refused"), refusalOf(what, reader, log));
  void rescue(error, dataFolder, reader)
    .then(
      (restored) => {
        if (restored) app.relaunch();
        else say(error);
      },
      // Why the backup could not be restored.
      say,
    )
    .finally(() => app.exit(REFUSED));
}

/**
 * Offers the newest backup in the place of damaged data. One that is encrypted is restored in the browser or by the command line, where
 * its passphrase can be given.
 * @returns whether it was restored
 */
async function rescue(error: unknown, dataFolder: string, reader: Reader): Promise<boolean> {
  const newest = isDamage(error) ? (await offersOf(dataFolder)).backups?.find(({ encrypted }) => !encrypted) : undefined;
  if (!newest) return false;
  const { name, at, holds } = newest;
  const what = reader.text("backups.holds", { orders: holds.orders, newest: holds.newest?.number ?? "none" });
  const { response } = await dialog.showMessageBox({
    type: "error",
    title: "Talon",
    message: reader.text("rescue.title"),
    detail: reader.text("rescue.window", { at: instantHere(at, reader.language), what }),
    buttons: [reader.text("backups.restore"), reader.text("backups.cancel")],
    defaultId: 0,
    cancelId: 1,
  });
  if (response !== 0) return false;
  await restoreInto(dataFolder, name, null, Date.now());
  return true;
}

// See `early.js`.
process.umask(0o077);
if (process.versions["electron"] !== undefined) startProcessesBy(startUtilityProcess);
start(dataFolderOf(process.argv.slice(1)));
