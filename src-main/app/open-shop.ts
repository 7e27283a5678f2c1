import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { argon2id, argon2Verify } from "hash-wasm";
import { v7 } from "uuid";
import { isDamage, lookOver } from "../database/check.ts";
import { openImportFiles } from "../database/import-file.ts";
import { dropOrphanedImport } from "../database/import.ts";
import { dataVersion, isBlank, openDatabase, UnfitDatabase, type Database } from "../database/open.ts";
import { openPictureFiles } from "../database/picture-file.ts";
import { finishRestore } from "../database/restore.ts";
import { openSeal } from "../database/seal.ts";
import type { ExportAbout } from "../domain/export.ts";
import type { DocumentsApart } from "../documents/apart.ts";
import { watchClock } from "../domain/deadline.ts";
import { openOwnPapers } from "../documents/own-papers.ts";
import { openDocuments } from "../documents/render.ts";
import { openTexts } from "../documents/texts.ts";
import { printableSize, shipmentFor, shipmentOf } from "../printing/shipment.ts";
import { startSpooler, type Spooler } from "../printing/spooler.ts";
import type { Doorway } from "../router/doorway.ts";
import { storeShippedPolicies } from "../usecases/keep-policies.ts";
import { sizeOf } from "../usecases/keep-printers.ts";
import { usesOwnTemplates } from "../usecases/keep-templates.ts";
import { finishJob } from "../usecases/print-paper.ts";
import { readClock } from "../usecases/read-clock.ts";
import { lapseApprovals } from "../usecases/return-goods.ts";
import { documentOf, endJob, keepLease, nextOfLane, readLanes, readOrphans, readQueuedByHand, takeJob } from "../usecases/send-paper.ts";
import { keepDays, openNamedBench } from "../usecases/set-up-shop.ts";
import type { Shop } from "../usecases/shop.ts";
import { tidyPictures } from "../usecases/store-picture.ts";
import { openSweep } from "../usecases/sweep-pictures.ts";
import { openBackups, readBackupFile, type Backups } from "./backups.ts";
import { createChangeBus } from "./change-bus.ts";
import { homeOfThisPc, resourcesFolder } from "./data-folder.ts";
import { openLog } from "./log.ts";
import { isAlive, openPrinters, SENDER, type Printers } from "./printers.ts";
import { readDraftsApart } from "./read-apart.ts";
import { shippedPacks } from "./shipped-policies.ts";
import { createTickets } from "./tickets.ts";
import { openUpkeep, type Upkeep } from "./upkeep.ts";

/** A shop that is open for work, with what its front doors need. */
export type OpenShop = {
  readonly shop: Shop;
  readonly doorway: Omit<Doorway, "openPaper">;
  readonly spooler: Spooler;
  readonly backups: Backups;
  readonly upkeep: Upkeep;
  readonly close: () => void;
};

/** What tests put in the place of the world. */
export type ShopOptions = {
  readonly clock?: () => number;
  readonly newId?: () => string;
  readonly home?: Shop["home"];
  readonly resources?: string;
  /** Papers made by another process, which the caller ends; else this one makes them. */
  readonly documents?: DocumentsApart;
  readonly templates?: Readonly<Record<string, string>>;
  /** Ways to printers instead of the real ones. */
  readonly printers?: Partial<Printers>;
  /** Told once of an error that says that the database file is damaged. */
  readonly damaged?: (error: unknown) => void;
  /** Closes the shop and opens it again. */
  readonly reopen?: () => void;
  /** Memory of a PIN's hash in KiB; smaller only in tests. */
  readonly pinMemoryKib?: number;
};

/** How often another program's writes are looked for, ms. */
const WATCH_MS = 500;

/** How often approvals are looked through for those that have run out, ms, and the bench that their events are written under. */
const CLOCK_MS = 60_000;
const CLOCK_BENCH = "Talon";

/**
 * Opens a data folder: database, pictures, key, documents, and the spooler that takes up what waits.
 * @throws UnfitDatabase where the database is newer, damaged or cannot be migrated; file system errors as they are
 */
export function openShop(dataFolder: string, options: ShopOptions = {}): OpenShop {
  const clock = options.clock ?? Date.now;
  const log = openLog(join(dataFolder, "talon.log"), clock);
  finishRestore(dataFolder);
  const db = openSoundDatabase(dataFolder, clock);
  const bus = createChangeBus();
  const ownPapers = openOwnPapers(options.resources ?? resourcesFolder());
  const shop: Shop = {
    db,
    clock,
    newId: options.newId ?? (() => v7()),
    randomBytes: (length) => randomBytes(length),
    documents: options.documents ?? openDocuments(options.resources ?? resourcesFolder(), { templates: options.templates }),
    ownPapers,
    pictures: openPictureFiles(join(dataFolder, "pictures")),
    exchange: {
      files: openImportFiles(join(dataFolder, "imports"), SENDER),
      readDrafts: readDraftsApart,
      pathOf: (name) => join(dataFolder, "exports", name),
      about: () => JSON.parse(readFileSync(join(options.resources ?? resourcesFolder(), "export", "tables.json"), "utf8")) as ExportAbout,
      sender: SENDER,
      texts: openTexts(join(options.resources ?? resourcesFolder(), "locales")),
    },
    seal: openSeal(join(dataFolder, "passcode.key")),
    pins: pins(options.pinMemoryKib ?? 19_456),
    publish: bus.publish,
    printers: { printable: printableSize },
    print: () => spooler.wake(),
    home: options.home ?? homeOfThisPc(),
  };
  tidyPictures(shop);
  dropOrphanedImport(db, isAlive, clock());
  shop.exchange.files.clear(isAlive);
  keepDays(shop);
  storeShippedPolicies(shop, shippedPacks(options.resources ?? resourcesFolder()));
  const printers = { ...openPrinters(shop), ...options.printers };
  const spooler = startSpooler({
    ready: async () => {
      await options.documents?.ready();
      if (usesOwnTemplates(shop)) await ownPapers.ready();
    },
    byHand: () => readQueuedByHand(shop),
    finish: (jobId) => void finishJob(shop, jobId),
    lanes: () => readLanes(shop),
    next: (printerId) => nextOfLane(shop, printerId),
    make: (job, printer) => documentOf(shop, job, printer),
    ship: (document, job, printer) => shipmentOf(document, shipmentFor(job), printer, sizeOf(shop, printer.size)),
    openWay: printers.openWay,
    take: (job) => takeJob(shop, job, SENDER),
    keep: (jobId) => keepLease(shop, jobId, SENDER),
    end: (jobId, end) => endJob(shop, jobId, end),
    orphans: () => readOrphans(shop, isAlive),
    log,
  });
  let told = false;
  const damaged = (error: unknown): void => {
    if (!told) options.damaged?.(error);
    told = true;
  };
  const backups = openBackups({ shop, dataFolder, log, damaged, reopen: options.reopen ?? (() => undefined) });
  const failed = (error: unknown): void => {
    log(error);
    if (isDamage(error)) damaged(error);
  };
  const upkeep = openUpkeep(db, failed, openSweep(shop));
  let seen = dataVersion(db);
  const watch = setInterval(() => {
    try {
      const now = dataVersion(db);
      if (now === seen) return;
      seen = now;
      bus.publish({ kind: "all" });
      spooler.wake();
    } catch (error) {
      failed(error);
    }
  }, WATCH_MS).unref();
  const steady = watchClock(clock, () => performance.now());
  let behind = false;
  const lookAtClock = (): void => {
    const found = readClock(shop);
    if ((found !== null) === behind) return;
    behind = found !== null;
    if (found) log(new Error(`the clock is behind: ${new Date(found.now).toISOString()} after ${new Date(found.latestAt).toISOString()}`));
    bus.publish({ kind: "shop" });
  };
  const lapse = (): void => {
    try {
      lookAtClock();
      // An approval that lapses ends its order: not by a date that somebody is just putting right.
      if (!steady()) return;
      lapseApprovals(shop, () => openNamedBench(shop, CLOCK_BENCH));
    } catch (error) {
      log(error);
    }
  };
  lapse();
  const clocks = setInterval(() => {
    lapse();
    // A program that printed and is gone, while another one has its number, is found out only when its time is up.
    spooler.wake();
  }, CLOCK_MS).unref();
  return {
    shop,
    doorway: { log, changes: bus.changes, tickets: createTickets(clock), printers, backups, damaged },
    spooler,
    backups,
    upkeep,
    close: () => {
      backups.stop();
      upkeep.stop();
      clearInterval(watch);
      clearInterval(clocks);
      spooler.stop();
      ownPapers.close();
      db.close();
    },
  };
}

/** Opens the database and looks it over. @throws UnfitDatabase */
function openSoundDatabase(dataFolder: string, clock: () => number): Database {
  const { last } = readBackupFile(dataFolder, clock());
  const file = join(dataFolder, "talon.db");
  // Where there was something to back up, a shop does not begin anew.
  if (last && isBlank(file)) throw new UnfitDatabase("damaged");
  const db = openDatabase(file);
  try {
    lookOver(db, last?.ordinal ?? 0);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Argon2id (RFC 9106) with two passes, as OWASP's password storage guidance has it for 19 MiB. */
const pins = (memorySize: number): Shop["pins"] => ({
  hash: (pin) => argon2id({ password: pin, salt: randomBytes(16), iterations: 2, parallelism: 1, memorySize, hashLength: 32, outputType: "encoded" }),
  verify: (pin, hash) => (pin === "" ? Promise.resolve(false) : argon2Verify({ password: pin, hash })),
});
