import { appendFileSync, copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { keepOwnKey } from "../../src-main/services/backup-file.ts";
import { findRunningHost } from "../../src-main/app/running-host.ts";
import { readManifest } from "../../src-main/contract/backups/backup-manifest.ts";
import { makeBackup } from "../../src-main/database/backups/backup.ts";
import { checkBackup } from "../../src-main/database/backups/backup-check.ts";
import { makeBackupKey } from "../../src-main/database/backups/backup-cipher.ts";
import { openBackupFolder } from "../../src-main/database/backups/backup-folder.ts";
import { careForKey, identityOf, keepSealedKey } from "../../src-main/database/backups/backup-key.ts";
import { USUAL_BACKUPS } from "../../src-main/domain/backups/backup.ts";
import { CLIENTS, examine, openBench, SHOP_PROGRAM, workOn, type Acknowledged, type DataChaos } from "./data-chaos.ts";
import { hangFolder } from "./hung-share.ts";
import { startProgram } from "./node-program.ts";
import { openTestShop } from "./open-test-shop.ts";
import { takeIn } from "./orders.ts";
import { fakeScreens } from "./test-host.ts";

/** What other programs do to the file of an open shop. */
const HARMS: readonly ((file: string) => void)[] = [
  (file) => rmSync(file),
  (file) => rmSync(`${file}-wal`),
  (file) => {
    copyFileSync(file, `${file}.copy`);
    renameSync(`${file}.copy`, file);
  },
  (file) => {
    writeFileSync(`${file}.copy`, "no database");
    renameSync(`${file}.copy`, file);
  },
];

/** How soon a shop has to notice that its file is gone, ms; a busy computer is given some more. */
const NOTICED_MS = 5000;

/**
 * Takes the database file away from a shop at which four benches work, at random moments, and has it save what it holds; then looks at
 * what is there.
 */
export async function fileChaos(folder: string, rounds: number, chance: () => number): Promise<DataChaos> {
  const screens = fakeScreens(folder);
  const data = join(folder, "data");
  const acknowledged: Acknowledged = { intakes: new Map(), moves: [], payments: [], photos: [] };
  for (let round = 0; round < rounds; round++) {
    const running = startProgram(SHOP_PROGRAM, [data, screens], { timeout: 120_000 });
    await running.says("\n");
    const come = async (): Promise<URL> => {
      for (;;) {
        const url = await findRunningHost(data);
        if (url) return new URL(url);
        await pause(100);
      }
    };
    const benches = await Promise.all(Array.from({ length: CLIENTS }, async () => openBench(await come())));
    const browser = await enter(await come());
    const work = benches.map((client) => workOn(client, acknowledged, chance));
    await pause(chance() * 1000);
    HARMS[Math.floor(chance() * HARMS.length)]!(join(data, "talon.db"));
    await saveWhatIsHeld(browser);
    await Promise.all(work);
    running.child.kill("SIGKILL");
    await running.end;
  }
  return examine(data, acknowledged);
}

type Browser = { readonly origin: string; readonly Cookie: string };

async function enter(url: URL): Promise<Browser> {
  const { headers } = await fetch(url, { redirect: "manual" });
  const cookies = headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  return { origin: url.origin, Cookie: cookies.join("; ") };
}

async function saveWhatIsHeld({ origin, Cookie }: Browser): Promise<void> {
  const status = async (): Promise<number> => (await fetch(origin, { headers: { Cookie } })).status;
  for (const began = performance.now(); (await status()) !== 503; await pause(20))
    if (performance.now() - began > NOTICED_MS) throw new Error("nobody noticed that the file is gone");
  const saved = await fetch(`${origin}/rescue`, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie, Origin: origin },
    body: new URLSearchParams({ save: "yes" }),
  });
  if (saved.status !== 303) throw new Error(`what the shop held was not saved: ${await saved.text()}`);
}

/** What came of backups whose folder hangs, or whose key is damaged, over and over: what went wrong, in words. */
export type BackupChaos = { readonly hung: number; readonly damagedKeys: number; readonly wrong: readonly string[] };

/** Lets the folder hang at random moments of a backup: each ends, is told, and the next one is made once the folder answers. */
export async function hungChaos(folder: string, rounds: number, chance: () => number): Promise<BackupChaos> {
  const share = join(folder, "share");
  mkdirSync(share);
  const open = openTestShop({ folder: join(folder, "data"), patience: { silentMs: 2000, answerMs: 2000, longestMs: 60_000 } });
  const wrong: string[] = [];
  let hung = 0;
  try {
    await open.backups.keep({ ...USUAL_BACKUPS, folder: share, on: false }, false, null);
    for (let round = 0; round < rounds; round++) {
      takeIn(open);
      const made = open.backups.make().then(
        () => "made",
        (error: { code?: string }) => error.code ?? String(error),
      );
      await pause(chance() * 1500);
      const release = hangFolder(share);
      if (!release) return { hung, damagedKeys: 0, wrong };
      hung++;
      const end = await made;
      if (end !== "made" && end !== "backup.no-answer") wrong.push(`round ${round}: ${end}`);
      release();
      for (let tries = 0; ; tries++) {
        const again = await open.backups.make().then(
          () => undefined,
          (error: unknown) => error,
        );
        if (again === undefined) break;
        if (tries === 20) throw again as Error;
        await pause(500);
      }
    }
  } finally {
    open.cleanup();
  }
  return { hung, damagedKeys: 0, wrong };
}

/** Changes, cuts or takes away the key of encrypted backups, in the folder or here: each backup opens, and the damage is told. */
export async function keyChaos(folder: string, rounds: number, chance: () => number): Promise<BackupChaos> {
  const [data, share, phrase] = [join(folder, "data"), join(folder, "share"), "correct horse battery"];
  await openBackupFolder(share);
  const open = openTestShop({ folder: data });
  takeIn(open);
  const wrong: string[] = [];
  const key = await makeBackupKey(phrase, 10);
  const { keySha256: sha256 } = await keepOwnKey(data, key.sealed);
  for (let round = 0; round < rounds; round++) {
    rmSync(join(share, "talon-key.age"), { force: true });
    await keepSealedKey(share, key.sealed);
    const [there, here] = [join(share, "talon-key.age"), join(data, "backup-key.age")];
    writeFileSync(here, key.sealed);
    const harmed = chance() < 0.5 ? there : here;
    const bytes = readFileSync(harmed);
    const dice = chance();
    if (dice < 0.4) bytes[Math.floor(chance() * bytes.length)]! ^= 1 << Math.floor(chance() * 8);
    if (dice < 0.6) writeFileSync(harmed, dice < 0.4 ? bytes : bytes.subarray(0, Math.floor(chance() * bytes.length)));
    else if (dice < 0.8) appendFileSync(harmed, "x");
    else rmSync(harmed);
    const sealed = dice >= 0.8 && harmed === here ? null : readFileSync(here);
    const care = await careForKey(share, { sealed, recipient: key.recipient, sha256 });
    const expected = harmed === here ? "good" : dice >= 0.8 ? "missing" : "changed";
    if (care.state !== expected) wrong.push(`round ${round}: ${care.state} instead of ${expected}`);
    const at = 1_800_000_000_000 + round * 3_600_000;
    const job = { dataFolder: data, folder: share, at, talon: "0.1.0", keep: USUAL_BACKUPS.keep, recipient: key.recipient, sealed: care.sealed };
    const { name } = await makeBackup(job, readManifest, () => undefined);
    const identity = await identityOf(share, name, phrase, key.recipient);
    const check = await checkBackup(share, name, identity, join(data, "scratch.db"), readManifest, () => undefined);
    if (!check.sound || !check.opened) wrong.push(`round ${round}: ${name} does not open`);
  }
  open.cleanup();
  return { hung: 0, damagedKeys: rounds, wrong };
}
