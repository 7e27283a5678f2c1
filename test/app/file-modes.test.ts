import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startHost } from "../helpers/host-process.ts";
import { CLI, runProgram } from "../helpers/node-program.ts";
import { temporaryFolder } from "../helpers/open-test-shop.ts";

const APP = join(import.meta.dirname, "..", "..", "src-main", "app");
const EARLY = ["--import", join(APP, "early.js")];

let outside: string;
beforeEach(() => void (outside = temporaryFolder()));
afterEach(() => rmSync(outside, { recursive: true, force: true }));

/** Files and folders that others of this PC may read or change. */
const openToOthers = (folder: string): readonly string[] =>
  [folder, ...readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name))].filter(
    (path) => (statSync(path).mode & 0o077) !== 0,
  );

test.skipIf(process.platform === "win32")(
  "what Talon writes into the data folder and the backups is for its owner alone, whatever the system's habit",
  async () => {
    const [data, folder] = [join(outside, "data"), join(outside, "backups")];
    const before = process.umask(0o022);
    try {
      expect((await runProgram(CLI, ["demo", "--orders", "5", "--data", data], { node: EARLY, timeout: 100_000 })).code).toBe(0);
      await (await startHost(data)).stop();
      mkdirSync(folder, { mode: 0o700 });
      expect((await runProgram(CLI, ["backup", folder, "--data", data], { node: EARLY, timeout: 100_000 })).code).toBe(0);
    } finally {
      process.umask(before);
    }
    expect([...openToOthers(data), ...openToOthers(folder)]).toEqual([]);
    expect(readdirSync(data)).toContain("talon.db");
  },
  240_000,
);

test("threads start under the front doors' early module, and a paper is made at the first try", async () => {
  const file = join(import.meta.dirname, "..", "fixtures", "field", "placeholder-1.json");
  const thread = join(outside, "thread.mjs");
  writeFileSync(
    thread,
    `import { Worker } from "node:worker_threads";
     new Worker("process.stdout.write('runs')", { eval: true });`,
  );
  expect(await runProgram(thread, [], { node: EARLY, timeout: 60_000 })).toMatchObject({ code: 0, out: "runs", err: "" });
  const taken = await runProgram(CLI, ["intake", file, "--data", join(outside, "data")], { node: EARLY, timeout: 100_000 });
  expect(taken).toMatchObject({ code: 0, err: "" });
}, 180_000);
