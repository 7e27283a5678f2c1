// Makes backups, one after the other, from a sign on its standard input on, to be killed meanwhile.
// Arguments: data folder, backup folder, time.
import { readManifest } from "../../src-main/contract/backups/backup-manifest.ts";
import { makeBackup } from "../../src-main/database/backups/backup.ts";
import { USUAL_BACKUPS } from "../../src-main/domain/backups/backup.ts";

const [dataFolder = "", folder = "", start = "0"] = process.argv.slice(2);
process.stdout.write("ready\n");
process.stdin.once("data", () => {
  void (async () => {
    for (let at = Number(start); ; at += 3_600_000)
      await makeBackup({ dataFolder, folder, at, talon: "0.1.0", keep: USUAL_BACKUPS.keep, recipient: null }, readManifest, () => undefined);
  })();
});
