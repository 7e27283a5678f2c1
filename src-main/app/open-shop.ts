import { openSoundDatabase } from "./open-database.ts";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDamage } from "../database/backups/check.ts";
import { openImportFiles } from "../storage/import-file.ts";
import { dropOrphanedImport } from "../database/transfer/import.ts";
import { dataVersion } from "../database/ground/open.ts";
import { openPictureFiles } from "../storage/picture-file.ts";
import { finishRestore } from "../database/backups/restore.ts";
import { openSeal } from "../storage/seal.ts";
import { countLocked, holdsSealed } from "../database/ground/sealed.ts";
import { stopWrites, watchFile } from "../storage/watch-file.ts";
import { DomainError } from "../domain/ground/error.ts";
import type { ExportAbout } from "../domain/transfer/export.ts";
import { watchClock } from "../domain/ground/deadline.ts";
import { openDocuments, type OpenDocuments } from "../documents/engine/documents.ts";
import type { StartMaker } from "../documents/engine/maker-process.ts";
import { openOwnPapers } from "../documents/engine/own-papers.ts";
import { openTexts } from "../documents/engine/texts.ts";
import { printableSize, shipmentFor, shipmentOf } from "../printing/shipment.ts";
import { startSpooler, type Spooler } from "../printing/spooler.ts";
import type { Doorway } from "../router/doorway.ts";
import { storeShippedPolicies } from "../usecases/warranty/keep-policies.ts";
import { finishJob } from "../usecases/printing/print-paper.ts";
import { readClock } from "../usecases/shop/read-clock.ts";
import { lapseApprovals } from "../usecases/orders/return-goods.ts";
import {
  documentOf,
  endJob,
  keepLease,
  nextOfLane,
  noteUnmade,
  readLanes,
  readOrphans,
  readQueuedByHand,
  takeJob,
} from "../usecases/printing/send-paper.ts";
import { keepDays, openNamedBench } from "../usecases/people/set-up-shop.ts";
import type { Shop } from "../usecases/ground/shop.ts";
import { redrawOldLogo, tidyPictures } from "../usecases/pictures/store-picture.ts";
import { stripPictures } from "../usecases/pictures/strip-pictures.ts";
import { openSweep } from "../usecases/pictures/sweep-pictures.ts";
import type { Patience } from "../services/backup-apart.ts";
import { openBackups, type Backups } from "../services/backups.ts";
import { createChangeBus } from "../services/change-bus.ts";
import { homeOfThisPc, resourcesFolder } from "./data-folder.ts";
import { forkMaker } from "../services/fork-maker.ts";
import { openLog } from "./log.ts";
import { isAlive, openPrinters, SENDER, type Printers } from "../services/printers.ts";
import { openPins } from "../services/pins.ts";
import { readDraftsApart } from "../services/read-apart.ts";
import { openRedrawApart } from "../services/redraw-apart.ts";
import { shippedPacks } from "./shipped-policies.ts";
import { createTickets } from "../services/tickets.ts";
import { openUpkeep, type Upkeep } from "../services/upkeep.ts";

/** A shop that is open for work, with what its front doors need. */
import { openIds } from "./new-id.ts";

export type OpenShop = {
  readonly shop: Shop;
  readonly doorway: Omit<Doorway, "openPaper">;
  readonly spooler: Spooler;
  readonly backups: Backups;
  readonly upkeep: Upkeep;
  /** Whether the database file lies where it was opened. */
  readonly isInPlace: () => boolean;
  /** Ends all that goes on by itself; what the database holds can still be read. */
  readonly halt: () => void;
  readonly close: () => void;
};

/** What tests put in the place of the world. */
export type ShopOptions = {
  readonly clock?: () => number;
  readonly newId?: () => string;
  readonly home?: Shop["home"];
  readonly resources?: string;
  /** Starts the processes that make papers; forks unless said. */
  readonly startMaker?: StartMaker;
  /** Papers made in another way; closed with the shop. */
  readonly documents?: OpenDocuments;
  readonly templates?: Readonly<Record<string, string>>;
  /** Whether this program prints what waits without being told to; yes unless it ends soon. */
  readonly printsUnasked?: boolean;
  /** Ways to printers instead of the real ones. */
  readonly printers?: Partial<Printers>;
  /** Told once of an error that says that the database file is damaged. */
  readonly damaged?: (error: unknown) => void;
  /** Told once when the database file was removed or exchanged; nothing is written from then on. */
  readonly gone?: () => void;
  /** Closes the shop and opens it again. */
  readonly reopen?: () => void;
  /** How long a backup folder may say nothing; shorter only in tests. */
  readonly patience?: Partial<Patience>;
  /** Memory of a PIN's hash in KiB; smaller only in tests. */
  readonly pinMemoryKib?: number;
};

/** Memory of a PIN's hash: what OWASP's password storage guidance has with two passes. */
const PIN_MEMORY_KIB = 19_456;

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
  const pins = openPins(options.pinMemoryKib ?? PIN_MEMORY_KIB);
  const resources = options.resources ?? resourcesFolder();
  const startMaker = options.startMaker ?? forkMaker();
  const documents = options.documents ?? openDocuments(resources, startMaker, { templates: options.templates });
  const ownPapers = openOwnPapers(resources, startMaker);
  const printsUnasked = options.printsUnasked ?? true;
  const wake = (): void => void (printsUnasked && spooler.wake());
  const redraw = openRedrawApart(join(dataFolder, "pictures"));
  const shop: Shop = {
    db,
    clock,
    newId: options.newId ?? openIds(),
    randomBytes: (length) => randomBytes(length),
    documents,
    ownPapers,
    pictures: openPictureFiles(join(dataFolder, "pictures")),
    redraw,
    exchange: {
      files: openImportFiles(join(dataFolder, "imports"), SENDER),
      readDrafts: readDraftsApart,
      pathOf: (name) => join(dataFolder, "exports", name),
      about: () => JSON.parse(readFileSync(join(resources, "export", "tables.json"), "utf8")) as ExportAbout,
      sender: SENDER,
      texts: openTexts(join(resources, "locales")),
    },
    seal: openSeal(join(dataFolder, "passcode.key"), () => holdsSealed(db)),
    pins,
    publish: bus.publish,
    printers: { printable: printableSize },
    print: wake,
    // Asked for only until the shop is set up: it loads all that Intl knows.
    get home() {
      return options.home ?? homeOfThisPc();
    },
  };
  tidyPictures(shop);
  redrawOldLogo(shop).catch((error: unknown) => {
    if (db.open && !(error instanceof DomainError)) log(error);
  });
  dropOrphanedImport(db, isAlive, clock());
  shop.exchange.files.clear(isAlive);
  keepDays(shop);
  storeShippedPolicies(shop, shippedPacks(resources));
  const printers = { ...openPrinters(shop), ...options.printers };
  const spooler = startSpooler({
    byHand: () => readQueuedByHand(shop),
    finish: async (jobId) => {
      await finishJob(shop, jobId);
    },
    lanes: () => readLanes(shop),
    next: (printerId) => nextOfLane(shop, printerId),
    make: (job, printer) => documentOf(shop, job, printer),
    ship: (document, job) => shipmentOf(document, shipmentFor(job)),
    openWay: printers.openWay,
    take: (job) => takeJob(shop, job, SENDER),
    keep: (jobId) => keepLease(shop, jobId, SENDER),
    end: (jobId, end) => endJob(shop, jobId, end),
    unmade: (job, error) => noteUnmade(shop, job, error),
    orphans: () => readOrphans(shop, isAlive),
    log,
  });
  let told = false;
  const damaged = (error: unknown): void => {
    if (!told) options.damaged?.(error);
    told = true;
  };
  const backups = openBackups({
    shop,
    dataFolder,
    log,
    damaged,
    reopen: options.reopen ?? (() => undefined),
    patience: options.patience,
    locked: lockedNow(shop),
  });
  const failed = (error: unknown): void => {
    log(error);
    if (isDamage(error)) damaged(error);
  };
  const sweep = openSweep(shop);
  const upkeep = openUpkeep(db, failed, function* () {
    yield* sweep();
    yield* stripPictures(shop);
  });
  let seen = dataVersion(db);
  const file = watchFile(db);
  let gone = false;
  const watch = setInterval(() => {
    try {
      if (!gone && !file.isInPlace()) {
        gone = true;
        stopWrites(db);
        log(new Error("the database file was removed or exchanged"));
        options.gone?.();
      }
      if (gone) return;
      const now = dataVersion(db);
      if (now === seen) return;
      seen = now;
      bus.publish({ kind: "all" });
      wake();
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
    wake();
  }, CLOCK_MS).unref();
  const halt = (): void => {
    backups.stop();
    upkeep.stop();
    clearInterval(watch);
    clearInterval(clocks);
    spooler.stop();
  };
  return {
    shop,
    doorway: { log, changes: bus.changes, tickets: createTickets(clock), printers, backups, damaged },
    spooler,
    backups,
    upkeep,
    isInPlace: file.isInPlace,
    halt,
    close: () => {
      halt();
      documents.close();
      ownPapers.close();
      pins.close();
      redraw.close();
      db.close();
      file.close();
    },
  };
}

/** How long a count of what is locked is good for, ms: every open screen asks. */
const COUNTED_MS = 10_000;

function lockedNow({ db, seal }: Shop): () => number {
  let [count, at] = [0, -Infinity];
  return () => {
    if (performance.now() - at > COUNTED_MS) [count, at] = [countLocked(db, seal), performance.now()];
    return count;
  };
}
