// Opens a database file with one more migration that takes its time after half of its work, to be killed meanwhile.
// Arguments: file.
import { writeSync } from "node:fs";
import { MIGRATIONS } from "../../src-main/database/migrations/all.ts";
import { openDatabase } from "../../src-main/database/ground/open.ts";

openDatabase(process.argv[2] ?? "", [
  ...MIGRATIONS,
  (db) => {
    db.exec("ALTER TABLE bench ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey'; DELETE FROM event");
    writeSync(1, "half\n");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
  },
]);
