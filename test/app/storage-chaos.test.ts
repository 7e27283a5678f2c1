import { rmSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { canHang } from "../helpers/hung-share.ts";
import { temporaryFolder } from "../helpers/open-test-shop.ts";
import { fileChaos, hungChaos, keyChaos } from "../helpers/storage-chaos.ts";

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const LONG_MS = 600_000;

test.skipIf(process.platform === "win32")(
  "a shop whose file is taken away at random moments loses nothing that it said yes to",
  { timeout: LONG_MS },
  async () => {
    const { lost, broken, intakes } = await fileChaos(folder, 3, Math.random);
    expect({ lost, broken }).toEqual({ lost: [], broken: [] });
    expect(intakes).toBeGreaterThan(0);
  },
);

test.skipIf(!canHang())("backups whose folder hangs at random moments end, and are made again once it answers", { timeout: LONG_MS }, async () => {
  expect(await hungChaos(folder, 2, Math.random)).toMatchObject({ hung: 2, wrong: [] });
});

test("backups whose key is damaged open all the same, and the damage is told", { timeout: LONG_MS }, async () => {
  expect(await keyChaos(folder, 25, Math.random)).toMatchObject({ damagedKeys: 25, wrong: [] });
});
