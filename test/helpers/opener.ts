// Opens a database file at a sign on its standard input, beside other programs that do the same.
// Arguments: file, what to do (`open` or `migrate`).
import { openDatabase } from "../../src-main/database/ground/open.ts";
import { MIGRATIONS } from "../../src-main/database/migrations/all.ts";

const [file = "", task = "open"] = process.argv.slice(2);
const migrations = [...MIGRATIONS];
if (task === "migrate")
  migrations.push((db) => {
    // Long enough for the neighbours to come to the same door.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30);
    db.exec("CREATE TABLE once (id TEXT) STRICT; INSERT INTO once VALUES ('here')");
  });
process.stdout.write("ready\n");
process.stdin.once("data", () => {
  try {
    const db = openDatabase(file, migrations);
    process.stdout.write(`opened ${String(db.pragma("user_version", { simple: true }))}\n`);
    db.close();
  } catch (error) {
    process.stdout.write(`failed ${String((error as { code?: string }).code)} ${(error as Error).message} ${String((error as Error).cause)}\n`);
  }
  process.stdin.destroy();
});
