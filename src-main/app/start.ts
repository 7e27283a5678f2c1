import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Reader } from "../documents/engine/texts.ts";
import { takesLong } from "../database/ground/open.ts";
import { defaultDataFolder } from "./data-folder.ts";
import { FETCH_MS } from "./find-electron.ts";
import { openHost } from "./host.ts";
import type { keepLastWords } from "./last-words.ts";
import { openLog } from "./log.ts";
import type { ShopOptions } from "./open-shop.ts";
import { refusalOf, REFUSED } from "./refused-start.ts";
import { findRunningHost } from "./running-host.ts";

/** The PC that Talon starts on. */
export type World = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
  readonly reader: Reader;
  /** Folder of the built screens. */
  readonly screens: string;
  /** One line for the person who started Talon. */
  readonly say: (line: string) => void;
  readonly findElectron: () => string | undefined;
  readonly fetchElectron: () => Promise<string | undefined>;
  /** @returns the exit code, null after a crash */
  readonly runElectron: (program: string, dataFolder: string) => Promise<number | null>;
  readonly browse: (url: string) => void;
  /** Resolves when Talon is told to stop. */
  readonly untilStopped: () => Promise<unknown>;
  /** Listens for errors that nothing catches, and stops listening. */
  readonly lastWords: typeof keepLastWords;
  /** Ends the program at once. */
  readonly exit: (code: number) => void;
  readonly shop?: ShopOptions;
};

/** A program that ended sooner with an error never came to show its window, ms. */
const CRASH_MS = 20_000;

/**
 * Starts Talon: in its own window where Electron can run, else in a browser, after one line that says why.
 * @returns the exit code: 0 done, 2 options not understood, 3 refused
 */
export async function start(args: readonly string[], world: World): Promise<number> {
  const { reader, say } = world;
  const options = readOptions(args);
  if (!options) {
    say(reader.text("start.usage"));
    return 2;
  }
  const dataFolder = resolve(options.data ?? defaultDataFolder());
  if (!existsSync(join(world.screens, "index.html"))) {
    say(reader.text("start.no-screens"));
    return REFUSED;
  }
  const log = openLog(join(dataFolder, "talon.log"), Date.now);
  const broke = (error: unknown, id: string): void => {
    say(reader.text("start.bug", { id, message: error instanceof Error ? error.message : String(error) }));
    world.exit(1);
  };
  const quiet = world.lastWords({ log, end: broke });
  if (takesLong(join(dataFolder, "talon.db"))) say(reader.text("start.updating"));
  if (!options.browser) {
    const obstacle = await openWindow(dataFolder, world);
    if (typeof obstacle === "number") return obstacle;
    say(reader.text(`start.no-window.${obstacle}`));
  }
  try {
    return await serve(dataFolder, options, world);
  } catch (error) {
    say(refusalOf(error, reader, log));
    return REFUSED;
  } finally {
    quiet();
  }
}

type Options = { readonly data?: string; readonly port?: number; readonly browser: boolean; readonly open: boolean };

function readOptions(args: readonly string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { data: { type: "string" }, port: { type: "string" }, browser: { type: "boolean" }, "no-open": { type: "boolean" } },
    });
    const { data, port, browser = false, "no-open": closed = false } = values;
    if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) return undefined;
    return { data, port: port === undefined ? undefined : Number(port), browser, open: !closed };
  } catch {
    return undefined;
  }
}

/** What keeps Talon from a window of its own; each has a text `start.no-window.<obstacle>`. */
type Obstacle = "display" | "root" | "program" | "crash";

const hasDisplay = ({ platform, env }: World): boolean =>
  platform === "win32" || platform === "darwin" || Boolean(env["DISPLAY"] ?? env["WAYLAND_DISPLAY"]);

/** Runs Talon in its own window until it closes. @returns the exit code, or what stood in the way */
async function openWindow(dataFolder: string, world: World): Promise<number | Obstacle> {
  if (!hasDisplay(world)) return "display";
  // Chromium's sandbox has no ground under it there.
  if (world.platform === "linux" && world.isRoot) return "root";
  let program = world.findElectron();
  if (program === undefined) {
    world.say(world.reader.text("start.fetching", { minutes: FETCH_MS / 60_000 }));
    program = await world.fetchElectron();
  }
  if (program === undefined) return "program";
  const startedAt = performance.now();
  const code = await world.runElectron(program, dataFolder);
  const crashed = code !== 0 && code !== REFUSED && performance.now() - startedAt < CRASH_MS;
  return crashed ? "crash" : (code ?? 1);
}

/** Serves the screens to a browser until told to stop, or leads to the host that does so already. */
async function serve(dataFolder: string, { port, open }: Options, world: World): Promise<number> {
  const browse = (url: string): void => {
    if (open && hasDisplay(world)) world.browse(url);
  };
  const running = await findRunningHost(dataFolder);
  if (running) {
    world.say(world.reader.text("start.running", { url: running }));
    browse(running);
    return 0;
  }
  const host = await openHost(dataFolder, { ...world.shop, port, screens: world.screens });
  const stopped = world.untilStopped();
  world.say(world.reader.text("start.open", { url: host.url }));
  browse(host.url);
  await stopped;
  await host.close();
  return 0;
}
