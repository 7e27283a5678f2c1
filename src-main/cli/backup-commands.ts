import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { checkData, holdingsOf, isDamage } from "../database/backups/check.ts";
import type { KeyState } from "../database/backups/backup-key.ts";
import { isBereft, openDatabase, UnfitDatabase } from "../database/ground/open.ts";
import { decideRestore, finishRestore, letGo } from "../database/backups/restore.ts";
import { restoreSourceOf } from "../database/backups/restore-stage.ts";
import { isSound, type Holdings } from "../domain/backups/backup.ts";
import { DomainError } from "../domain/ground/error.ts";
import { askSecret } from "./ask-secret.ts";
import { runApart } from "../services/backup-apart.ts";
import { ownKeyOf, readBackupFile, talonVersion, writeBackupFile } from "../services/backup-file.ts";
import { needed, print, type Options } from "./command-line.ts";

/** Runs one command. @returns the exit code */
type Command = (dataFolder: string, words: readonly string[], options: Options) => Promise<number>;

/** Where a passphrase may stand. */
const PASSPHRASE = "TALON_PASSPHRASE";

async function askPassphrase(): Promise<string> {
  const given = await askSecret(PASSPHRASE);
  if (given === undefined) throw new DomainError("backup.needs-passphrase", { field: "passphrase" });
  return given;
}

/** @throws DomainError `data.none`; UnfitDatabase `missing` where a shop lived there */
function checkThere(dataFolder: string): void {
  const file = join(dataFolder, "talon.db");
  if (existsSync(file)) return;
  if (isBereft(dataFolder, file)) throw new UnfitDatabase("missing");
  throw new DomainError("data.none", { field: "data", text: dataFolder });
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
  const unknown = { sealed: null, recipient: null, sha256: null };
  const key = options.encrypt ? await runApart({ name: "key", folder, dataFolder, passphrase: await askPassphrase(), own: unknown }) : null;
  const at = Date.now();
  const { keep } = readBackupFile(dataFolder, at).settings;
  const job = { dataFolder, folder, at, talon: talonVersion(), keep, recipient: key?.recipient ?? null };
  const { made } = await runApart({ name: "make", job, own: { ...unknown, ...key }, prepare: true });
  const { name, holds, missing, bytes, encrypted } = made;
  print({ backup: join(folder, name), at: new Date(at).toISOString(), ...told(holds), missing, bytes, encrypted });
  return 0;
};

const restore: Command = async (dataFolder, words, options) => {
  const source = restoreSourceOf(needed(words[0], "file"));
  finishRestore(dataFolder);
  const { holds, at, encrypted } = await runApart({ name: "peek", source, dataFolder });
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
  await writeBackupFile(dataFolder, { ...readBackupFile(dataFolder, now), last: null });
  await decideRestore(dataFolder, staged);
  const replaced = finishRestore(dataFolder);
  print({ ...compared, restored: true, replaced, missingPictures: staged.missingPictures });
  return 0;
};

/** How the key of encrypted backups is; null where they are open, or their folder is not there now. */
async function backupKeyOf(dataFolder: string): Promise<KeyState | "lost" | null> {
  const file = readBackupFile(dataFolder, Date.now());
  const { folder } = file.settings;
  if (file.recipient === null || folder === "") return null;
  try {
    return await runApart({ name: "key-state", folder, dataFolder, own: ownKeyOf(dataFolder, file) });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.code === "backup.key-lost" ? "lost" : null;
  }
}

const check: Command = async (dataFolder) => {
  finishRestore(dataFolder);
  checkThere(dataFolder);
  const { holds, ...found } = await checkData(dataFolder);
  const backupKey = await backupKeyOf(dataFolder);
  const sound = isSound({ holds, ...found }) && (backupKey === null || backupKey === "good");
  print({ sound, ...found, backupKey, ...(holds && told(holds)) });
  return sound ? 0 : 1;
};

/** Commands that work beside a shop, or on one that cannot be opened. Each prints one JSON line. */
export const backupCommands = { backup, restore, check } as const;
