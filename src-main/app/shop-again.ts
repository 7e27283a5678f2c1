import { setTimeout as pause } from "node:timers/promises";
import { isDamage } from "../database/backups/check.ts";
import { UnfitDatabase } from "../database/ground/open.ts";
import { Trouble } from "../domain/ground/error.ts";
import type { OpenShop } from "./open-shop.ts";
import { saveAndRestore, saveLiving } from "./rescue.ts";

/** How long closing waits for papers in work, ms; the next start takes up the rest. */
const LAST_PAPERS_MS = 10_000;

/** A shop that may be closed and opened again while its host goes on. */
export type ShopAgain = {
  /** @throws what keeps it closed */
  readonly now: () => OpenShop;
  /** Whether a backup can take the place of what keeps it closed. */
  readonly wantsBackup: () => boolean;
  /** Holds on to a shop whose file is gone: nobody works with it, and all that it knows can still be saved. */
  readonly setAside: () => void;
  /** Saves a copy of what such a shop holds, and goes on with it. @throws DomainError `backup.…` */
  readonly save: () => Promise<void>;
  readonly tryAgain: () => void;
  readonly close: (obstacle: unknown) => void;
  /** Closes it once the papers in work and a last backup are done, or have taken too long. */
  readonly end: () => Promise<void>;
};

/** @throws what keeps the shop closed at first, but for damaged data */
export function openAgain(open: () => OpenShop, dataFolder: string, clock: () => number, log: (error: unknown) => string): ShopAgain {
  let running: OpenShop | undefined;
  /** One whose file is gone. */
  let living: OpenShop | undefined;
  let obstacle: unknown;
  const tryAgain = (): void => {
    // A file that lies in its place again is gone on with, its log included.
    if (living && !living.isInPlace()) return;
    living?.close();
    living = undefined;
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
  const wantsBackup = (): boolean => isDamage(obstacle) || (obstacle instanceof UnfitDatabase && obstacle.code === "missing");
  const setAside = (): void => {
    living = running;
    running = undefined;
    living?.halt();
    obstacle = new Trouble("database-gone");
  };
  const save = async (): Promise<void> => {
    if (!living) return;
    await saveAndRestore(living, dataFolder, clock());
    living.close();
    living = undefined;
    tryAgain();
  };
  tryAgain();
  if (obstacle !== undefined && !wantsBackup()) throw obstacle;
  return {
    now: () => {
      // Another program that held the data may be done with it by now.
      if (!running && !wantsBackup()) tryAgain();
      if (!running) throw obstacle;
      return running;
    },
    wantsBackup,
    setAside,
    save,
    tryAgain,
    close,
    end: async () => {
      // A printer that stalls is not waited for: what is being sent to it is asked about at the next start.
      const papers = running && Promise.race([running.spooler.idle(), pause(LAST_PAPERS_MS, undefined, { ref: false })]);
      await Promise.all([papers, running?.backups.closing()]);
      // What it holds would be gone with this program.
      if (living) await saveLiving(living, dataFolder, clock()).catch(log);
      living?.close();
      close(undefined);
    },
  };
}
