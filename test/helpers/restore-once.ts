// Restores a backup at a sign on its standard input, to be killed meanwhile.
// Arguments: data folder, backup folder, name of the backup, time.
import { readManifest as read } from "../../src-main/contract/backups/backup-manifest.ts";
import { stageRestore } from "../../src-main/database/backups/restore-stage.ts";
import { decideRestore, finishRestore } from "../../src-main/database/backups/restore.ts";

const [dataFolder = "", folder = "", name = "", at = "0"] = process.argv.slice(2);
process.stdout.write("ready\n");
process.stdin.once("data", () => {
  void (async () => {
    const job = { dataFolder, source: { folder, name }, identity: null, at: Number(at) };
    await decideRestore(dataFolder, await stageRestore(job, read, () => undefined));
    finishRestore(dataFolder);
    process.stdin.destroy();
  })();
});
