import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { readManifest } from "../contract/backup-manifest.ts";
import { lockFolder, openBackupFolder, readSealedKey } from "../database/backup.ts";
import { checkData, holdingsOf, isDamage } from "../database/check.ts";
import { openDatabase } from "../database/open.ts";
import { decideRestore, finishRestore, letGo, lookInto, restoreSourceOf } from "../database/restore.ts";
import { isSound, LEAST_PASSPHRASE, type Holdings } from "../domain/backup.ts";
import { DomainError } from "../domain/error.ts";
import { askSecret } from "./ask-secret.ts";
import { runApart } from "./backup-apart.ts";
import { readBackupFile, talonVersion, writeBackupFile } from "./backups.ts";
import { needed, print, unreadable, type Options } from "./command-line.ts";

/** Runs one command. @returns the exit code */
type Command = (dataFolder: string, words: readonly string[], options: Options) => Promise<number>;

/** Where a passphrase may stand. */
const PASSPHRASE = "TALON_PASSPHRASE";

async function askPassphrase(): Promise<string> {
  const given = await askSecret(PASSPHRASE);
  if (given === undefined) throw new DomainError("backup.needs-passphrase", { field: "passphrase" });
  return given;
}

function checkThere(dataFolder: string): void {
  const file = join(dataFolder, "talon.db");
  if (!existsSync(file)) throw unreadable(file, new Error("ENOENT"));
}

const told = ({ orders, customers, payments, pictures, newest, shop }: Holdings) => ({
  shop,
  orders,
  newest: newest?.number ?? null,
  newestAt: newest && new Date(newest.at).toISOString(),
  customers,
  payments,
  pictures,
});

/** What is there now; null where it cannot be read. */
function holdingsHere(dataFolder: string): Holdings | null {
  const file = join(dataFolder, "talon.db");
  if (!existsSync(file)) return null;
  try {
    const db = openDatabase(file);
    try {
      return holdingsOf(db);
    } finally {
      db.close();
    }
  } catch (error) {
    if (isDamage(error)) return null;
    throw error;
  }
}

const backup: Command = async (dataFolder, words, options) => {
  const folder = resolve(needed(words[0], "folder"));
  finishRestore(dataFolder);
  checkThere(dataFolder);
  openBackupFolder(folder);
  const unlock = lockFolder(folder);
  try {
    let recipient: string | null = null;
    if (options.encrypt) {
      const passphrase = await askPassphrase();
      if (!readSealedKey(folder) && passphrase.length < LEAST_PASSPHRASE)
        throw new DomainError("backup.short-passphrase", { field: "passphrase", count: LEAST_PASSPHRASE });
      ({ recipient } = await runApart({ name: "key", folder, passphrase }));
    }
    const at = Date.now();
    const { keep } = readBackupFile(dataFolder, at).settings;
    const { name, holds, missing, bytes, encrypted } = await runApart({
      name: "make",
      job: { dataFolder, folder, at, talon: talonVersion(), keep, recipient },
    });
    print({ backup: join(folder, name), at: new Date(at).toISOString(), ...told(holds), missing, bytes, encrypted });
    return 0;
  } finally {
    unlock();
  }
};

const restore: Command = async (dataFolder, words, options) => {
  const source = restoreSourceOf(needed(words[0], "file"));
  finishRestore(dataFolder);
  const { holds, at, encrypted } = lookInto(source, readManifest);
  const here = holdingsHere(dataFolder);
  const compared = { at: new Date(at).toISOString(), encrypted, backup: told(holds), here: here && told(here) };
  if (!options.yes) {
    print({ ...compared, restored: false });
    return 0;
  }
  // Asked before the work is done: a Talon that is open would go on with the old data.
  letGo(join(dataFolder, "talon.db"));
  const now = Date.now();
  const passphrase = encrypted ? await askPassphrase() : null;
  const staged = await runApart({ name: "stage", job: { dataFolder, source, at: now }, passphrase });
  writeBackupFile(dataFolder, { ...readBackupFile(dataFolder, now), last: null });
  decideRestore(dataFolder, staged);
  const replaced = finishRestore(dataFolder);
  print({ ...compared, restored: true, replaced, missingPictures: staged.missingPictures });
  return 0;
};

const check: Command = async (dataFolder) => {
  finishRestore(dataFolder);
  checkThere(dataFolder);
  const { holds, ...found } = await checkData(dataFolder);
  const sound = isSound({ holds, ...found });
  print({ sound, ...found, ...(holds && told(holds)) });
  return sound ? 0 : 1;
};

/** Commands that work beside a shop, or on one that cannot be opened. Each prints one JSON line. */
export const backupCommands = { backup, restore, check } as const;
