import { join } from "node:path";
import { lookOver } from "../database/backups/check.ts";
import { isBereft, isBlank, openDatabase, UnfitDatabase, type Database } from "../database/ground/open.ts";
import { readBackupFile } from "../services/backup-file.ts";

/** Opens the database and looks it over. @throws UnfitDatabase */
export function openSoundDatabase(dataFolder: string, clock: () => number): Database {
  const { last } = readBackupFile(dataFolder, clock());
  const file = join(dataFolder, "talon.db");
  // Where there was something to back up, or is something left of a shop, none begins anew.
  if ((last && isBlank(file)) || isBereft(dataFolder, file)) throw new UnfitDatabase("missing");
  const db = openDatabase(file);
  try {
    lookOver(db, last?.ordinal ?? 0);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
