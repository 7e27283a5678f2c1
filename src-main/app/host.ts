import { existsSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { openBenchSocket, type BenchSocket } from "../transports/bench-socket.ts";
import { openBench } from "../usecases/people/set-up-shop.ts";
import { LANGUAGES } from "../domain/ground/language.ts";
import { resourcesFolder } from "./data-folder.ts";
import { acceptedLanguages, readerOfThisPc } from "./reader.ts";
import { MissingScreens, screensFolder } from "./screens-folder.ts";
import { openLog } from "./log.ts";
import { openShop, type OpenShop, type ShopOptions } from "./open-shop.ts";
import { offersOf, restoreInto } from "./rescue.ts";
import { forgetHost, hostSecret, noteHost } from "./running-host.ts";
import { openAgain } from "./shop-again.ts";
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
  const clock = options.clock ?? Date.now;
  const shop = openAgain(
    () =>
      openShop(dataFolder, {
        ...options,
        damaged: (error) => setImmediate(() => shut(error)),
        gone: () => {
          socket?.cut();
          shop.setAside();
        },
        reopen: () => shut(undefined),
      }),
    dataFolder,
    clock,
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
          troublePage(error, readerOfThisPc(acceptedLanguages(languages)), logId, shop.wantsBackup() ? await offersOf(dataFolder) : undefined),
        log,
        context: () => ({ shop: shop.now().shop, doorway: { ...shop.now().doorway, openPaper: null } }),
        openBench: (knownId) => {
          const running = shop.now();
          const id = knownId && /^[0-9a-f-]{36}$/.test(knownId) ? knownId : running.shop.newId();
          return openBench(running.shop, { id, name: hostname() }).id;
        },
        rescue: async (form) => {
          if (form.has("save")) return shop.save();
          if (!shop.wantsBackup()) return;
          await restoreInto(dataFolder, form.get("backup") ?? "", form.get("passphrase"), clock());
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

/** What a browser without the key reads: the same sentence in every language of the house. */
const refusal = (): string =>
  LANGUAGES.map(
    (language) =>
      (JSON.parse(readFileSync(join(resourcesFolder(), "locales", `${language}.json`), "utf8")) as Record<string, string>)["host.no-token"],
  ).join("\n");
