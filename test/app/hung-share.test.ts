import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { writeBackupFile } from "../../src-main/services/backup-file.ts";
import { runApart, type Patience } from "../../src-main/services/backup-apart.ts";
import { GRACE_MS, NEW_BACKUP_FILE, USUAL_BACKUPS, type BackupSettings } from "../../src-main/domain/backups/backup.ts";
import { canHang, hangFolder } from "../helpers/hung-share.ts";
import { startHost } from "../helpers/host-process.ts";
import { CLI, runProgram } from "../helpers/node-program.ts";
import { openTestShop, temporaryFolder, type TestShop } from "../helpers/open-test-shop.ts";
import { refusalOfAsync, takeIn } from "../helpers/orders.ts";

/** Long enough for a process to begin on a busy computer. */
const LONG_MS = 120_000;
const SHORT: Patience = { silentMs: 3000, answerMs: 3000, longestMs: 30_000 };

let outside: string;
let data: string;
let folder: string;
let open: TestShop;
let release: (() => void) | null;

const settings = (changes: Partial<BackupSettings> = {}): BackupSettings => ({ ...USUAL_BACKUPS, folder, ...changes });

beforeEach(() => {
  outside = temporaryFolder();
  [data, folder] = [join(outside, "data"), join(outside, "share")];
  mkdirSync(folder);
  release = null;
});
afterEach(() => {
  release?.();
  rmSync(outside, { recursive: true, force: true });
});

/** Goes on with other work while something runs. @returns how long that was held up at most, ms */
async function heldUpBy(work: Promise<unknown>): Promise<number> {
  let [worst, last, done] = [0, performance.now(), false];
  void work.finally(() => (done = true)).catch(() => undefined);
  while (!done) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    worst = Math.max(worst, performance.now() - last - 5);
    last = performance.now();
  }
  return worst;
}

describe.skipIf(!canHang())("a share that does not answer any more", () => {
  beforeEach(async () => {
    open = openTestShop({ folder: data, patience: SHORT });
    await open.backups.keep(settings(), false, null);
    await expect.poll(() => open.backups.state().running, { timeout: 20_000 }).toBeNull();
    expect(open.backups.state().health).toBe("good");
    takeIn(open);
    release = hangFolder(folder);
  });
  afterEach(() => open.cleanup());

  test("is told, whatever is asked of it, and nobody is held up", async () => {
    const [{ name }] = [open.backups.state().last!];
    const asked = [open.backups.list(), open.backups.compare(name), open.backups.keep(settings({ everyHours: 5 }), false, null), open.backups.make()];
    const held = heldUpBy(Promise.allSettled(asked));
    // Work goes on.
    expect(takeIn(open).number).toContain("R26-000002");
    for (const call of asked) expect(await refusalOfAsync(call)).toMatchObject({ code: "backup.no-answer", data: { folder } });
    expect(await held).toBeLessThan(1000);
    expect(open.backups.state()).toMatchObject({
      health: "failed",
      trouble: { kind: "no-answer", folder },
      running: null,
      settings: { everyHours: 2 },
    });
  });

  test(
    "keeps nobody from closing, and is used again once it answers",
    async () => {
      const making = refusalOfAsync(open.backups.make());
      await open.backups.closing();
      open.cleanup();
      expect(await making).toMatchObject({ code: "backup.stopped" });
      release!();
      open = openTestShop({ folder: data, patience: SHORT });
      await expect.poll(() => open.backups.make().catch((error: unknown) => error), { timeout: 20_000 }).toMatchObject({ holds: { orders: 1 } });
      expect(open.backups.state().health).toBe("good");
    },
    LONG_MS,
  );
});

test.skipIf(!canHang())(
  "a host whose share hangs at its start serves, and ends when it is told to",
  async () => {
    openTestShop({ folder: data }).cleanup();
    const made = await runProgram(CLI, ["backup", folder, "--data", data]);
    expect(made.code).toBe(0);
    await writeBackupFile(data, { ...NEW_BACKUP_FILE, settings: settings(), last: { at: Date.now() - 100 * GRACE_MS, name: "talon-x", ordinal: 0 } });
    release = hangFolder(folder);
    const host = await startHost(data);
    expect((await fetch(host.url, { redirect: "manual" })).status).toBe(303);
    await host.stop();
    expect(readFileSync(join(data, "backups.json"), "utf8")).toContain(folder);
  },
  LONG_MS,
);

test(
  "a pipe in the place of a manifest holds nobody up",
  async () => {
    openTestShop({ folder: data }).cleanup();
    await runProgram(CLI, ["backup", folder, "--data", data]);
    const broken = join(folder, "talon-2026-01-01T00-00-00Z");
    mkdirSync(broken);
    execFileSync("mkfifo", [join(broken, "manifest.json")]);
    expect(await runApart({ name: "list", folder, dataFolder: data })).toMatchObject({ backups: [{}], unreadable: ["talon-2026-01-01T00-00-00Z"] });
  },
  LONG_MS,
);
