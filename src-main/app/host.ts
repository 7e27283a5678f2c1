import { existsSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isDamage } from "../database/check.ts";
import { openBenchSocket, type BenchSocket } from "../transports/bench-socket.ts";
import { openBench } from "../usecases/set-up-shop.ts";
import { LANGUAGES } from "../domain/language.ts";
import { resourcesFolder } from "./data-folder.ts";
import { acceptedLanguages, readerOfThisPc } from "./reader.ts";
import { MissingScreens, screensFolder } from "./screens-folder.ts";
import { openLog } from "./log.ts";
import { openShop, type OpenShop, type ShopOptions } from "./open-shop.ts";
import { offersOf, restoreInto } from "./rescue.ts";
import { forgetHost, hostSecret, noteHost } from "./running-host.ts";
import { troublePage } from "./trouble-page.ts";

/** A host that serves the screens to browsers on this PC. */
export type Host = {
  /** An address that lets one browser in; a new one each time that it is asked for. */
  readonly url: string;
  readonly port: number;
  /** The shop as it is open now. @throws what keeps it closed */
  readonly running: OpenShop;
  readonly close: () => Promise<void>;
};

/** How long closing waits for papers in work, ms; the next start takes up the rest. */
const LAST_PAPERS_MS = 10_000;

/** Port tried first, so that a bookmark keeps working. */
export const USUAL_PORT = 8620;

/**
 * Opens the shop and serves it on 127.0.0.1 without Electron. Where the database is damaged it serves a page that says so and offers
 * the backups.
 * @param port undefined: the usual one, or any free one where it is taken; a number: that one or none
 * @throws MissingScreens, UnfitDatabase; the system's error where the named port is taken
 */
export async function openHost(dataFolder: string, options: { port?: number; screens?: string } & ShopOptions = {}): Promise<Host> {
  const screens = options.screens ?? screensFolder();
  if (!existsSync(join(screens, "index.html"))) throw new MissingScreens(screens);
  const log = openLog(join(dataFolder, "talon.log"), options.clock ?? Date.now);
  let socket: BenchSocket | undefined;
  const shop = openAgain(
    () => openShop(dataFolder, { ...options, damaged: (error) => setImmediate(() => shut(error)), reopen: () => shut(undefined) }),
    log,
  );
  /** Closes the shop, for good where its data is damaged, else to open it again. */
  const shut = (obstacle: unknown): void => {
    socket?.cut();
    shop.close(obstacle);
    if (obstacle === undefined) shop.tryAgain();
  };
  try {
    const open = (port: number): Promise<BenchSocket> =>
      openBenchSocket({
        port,
        secret: hostSecret(dataFolder),
        screens,
        refusal: refusal(),
        troublePage: async (error, languages, logId) =>
          troublePage(error, readerOfThisPc(acceptedLanguages(languages)), logId, shop.isDamaged() ? await offersOf(dataFolder) : undefined),
        log,
        context: () => ({ shop: shop.now().shop, doorway: { ...shop.now().doorway, openPaper: null } }),
        openBench: (knownId) => {
          const running = shop.now();
          const id = knownId && /^[0-9a-f-]{36}$/.test(knownId) ? knownId : running.shop.newId();
          return openBench(running.shop, { id, name: hostname() }).id;
        },
        rescue: async (form) => {
          if (!shop.isDamaged()) return;
          await restoreInto(dataFolder, form.get("backup") ?? "", form.get("passphrase"), (options.clock ?? Date.now)());
          shop.tryAgain();
          shop.now();
        },
      });
    socket = await open(options.port ?? USUAL_PORT).catch((error: NodeJS.ErrnoException) => {
      if (options.port === undefined && error.code === "EADDRINUSE") return open(0);
      throw error;
    });
    noteHost(dataFolder, socket.port);
    const { port, close } = socket;
    const served = socket;
    return {
      get url() {
        return served.url;
      },
      port,
      get running() {
        return shop.now();
      },
      close: async () => {
        forgetHost(dataFolder);
        await close();
        await shop.end();
      },
    };
  } catch (error) {
    shop.close(error);
    throw error;
  }
}

/** A shop that may be closed and opened again while its host goes on. */
type ShopAgain = {
  /** @throws what keeps it closed */
  readonly now: () => OpenShop;
  readonly isDamaged: () => boolean;
  readonly tryAgain: () => void;
  readonly close: (obstacle: unknown) => void;
  /** Closes it once the papers in work and a last backup are done, or have taken too long. */
  readonly end: () => Promise<void>;
};

/** @throws what keeps the shop closed at first, but for damaged data */
function openAgain(open: () => OpenShop, log: (error: unknown) => string): ShopAgain {
  let running: OpenShop | undefined;
  let obstacle: unknown;
  const tryAgain = (): void => {
    try {
      running = open();
      obstacle = undefined;
    } catch (error) {
      obstacle = error;
      return;
    }
    running.spooler.wake();
    running.backups.begin();
    running.upkeep.begin();
  };
  const close = (why: unknown): void => {
    obstacle = why;
    try {
      running?.close();
    } catch (error) {
      log(error);
    }
    running = undefined;
  };
  tryAgain();
  if (obstacle !== undefined && !isDamage(obstacle)) throw obstacle;
  return {
    now: () => {
      // Another program that held the data may be done with it by now.
      if (!running && !isDamage(obstacle)) tryAgain();
      if (!running) throw obstacle;
      return running;
    },
    isDamaged: () => isDamage(obstacle),
    tryAgain,
    close,
    end: async () => {
      // A printer that stalls is not waited for: what is being sent to it is asked about at the next start.
      const papers = running && Promise.race([running.spooler.idle(), pause(LAST_PAPERS_MS, undefined, { ref: false })]);
      await Promise.all([papers, running?.backups.closing()]);
      close(undefined);
    },
  };
}

/** What a browser without the key reads: the same sentence in every language of the house. */
const refusal = (): string =>
  LANGUAGES.map(
    (language) =>
      (JSON.parse(readFileSync(join(resourcesFolder(), "locales", `${language}.json`), "utf8")) as Record<string, string>)["host.no-token"],
  ).join("\n");
