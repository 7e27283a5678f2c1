import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { damage } from "../helpers/backups.ts";
import { startHost } from "../helpers/host-process.ts";
import { CLI, runProgram } from "../helpers/node-program.ts";
import { openTestShop, temporaryFolder } from "../helpers/open-test-shop.ts";
import { takeIn } from "../helpers/orders.ts";

let outside: string;
let data: string;
let folder: string;
beforeAll(() => {
  outside = temporaryFolder();
  [data, folder] = [join(outside, "data"), join(outside, "stick")];
  const open = openTestShop({ folder: data });
  takeIn(open);
  takeIn(open);
  open.cleanup();
});
afterAll(() => rmSync(outside, { recursive: true, force: true }));

type Line = Readonly<Record<string, unknown>>;

async function talon(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { code, out, err } = await runProgram(CLI, [...args, "--data", data], { env, timeout: 120_000 });
  const lines = (text: string): readonly Line[] =>
    text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line);
  return { code, line: lines(out)[0], error: lines(err)[0] };
}

const backups = (): readonly string[] => readdirSync(folder).filter((name) => name.startsWith("talon-2"));

test("a sound shop is said to be so", async () => {
  expect(await talon(["check"])).toMatchObject({
    code: 0,
    line: { sound: true, integrity: [], references: 0, gaps: [], missingPictures: [], damagedPictures: [], orders: 2, newest: "R26-000002-P" },
  });
});

test("a backup is made, looked into, and restored over damaged data", async () => {
  const made = await talon(["backup", folder]);
  expect(made).toMatchObject({ code: 0, line: { orders: 2, encrypted: false, missing: 0 } });
  const backup = made.line!["backup"] as string;
  expect(backup).toBe(join(folder, backups()[0]!));

  const open = openTestShop({ folder: data });
  takeIn(open);
  open.cleanup();
  // Without --yes it only tells.
  expect(await talon(["restore", backup])).toMatchObject({ code: 0, line: { restored: false, backup: { orders: 2 }, here: { orders: 3 } } });
  damage(join(data, "talon.db"));
  expect(await talon(["check"])).toMatchObject({ code: 1, line: { sound: false } });
  expect(await talon(["queue"])).toMatchObject({ code: 1, error: { code: "database.damaged" } });
  const restored = await talon(["restore", join(backup, "manifest.json"), "--yes"]);
  expect(restored).toMatchObject({ code: 0, line: { restored: true, backup: { orders: 2 }, here: null, missingPictures: 0 } });
  expect(existsSync(join(restored.line!["replaced"] as string, "talon.db"))).toBe(true);
  expect(await talon(["check"])).toMatchObject({ code: 0, line: { sound: true, orders: 2 } });
}, 120_000);

test("an encrypted one takes its passphrase from the environment, and tells nobody", async () => {
  const phrase = "correct horse battery staple";
  expect(await talon(["backup", folder, "--encrypt"], { TALON_PASSPHRASE: "short" })).toMatchObject({
    code: 2,
    error: { code: "backup.short-passphrase" },
  });
  const made = await talon(["backup", folder, "--encrypt"], { TALON_PASSPHRASE: phrase });
  expect(made).toMatchObject({ code: 0, line: { encrypted: true } });
  const backup = made.line!["backup"] as string;
  expect(await talon(["restore", backup, "--yes"], { TALON_PASSPHRASE: "another one" })).toMatchObject({
    code: 2,
    error: { code: "backup.wrong-passphrase" },
  });
  // Nothing is piped in, and nobody can be asked.
  expect(await talon(["restore", backup, "--yes"])).toMatchObject({ code: 2, error: { code: "backup.needs-passphrase" } });
  expect(await talon(["restore", backup, "--yes"], { TALON_PASSPHRASE: phrase })).toMatchObject({ code: 0, line: { restored: true } });
  const log = join(data, "talon.log");
  expect(existsSync(log) ? readFileSync(log, "utf8") : "").not.toContain(phrase);
}, 240_000);

test("numbers and pictures that are missing are named", async () => {
  const open = openTestShop({ folder: data });
  open.shop.db.exec("UPDATE number_counter SET last = 4");
  open.shop.db.prepare("INSERT INTO picture VALUES (?, 'image/png', 1, 1, 1, 0)").run("a".repeat(64));
  open.cleanup();
  mkdirSync(join(data, "pictures", "bb"), { recursive: true });
  expect(await talon(["check"])).toMatchObject({
    code: 1,
    line: { sound: false, gaps: [expect.stringMatching(/^R26-000003-/), expect.stringMatching(/^R26-000004-/)], missingPictures: ["a".repeat(64)] },
  });
});

test("rows of an import that broke off are nobody's, and no fault", async () => {
  const other = join(outside, "broken-off");
  const open = openTestShop({ folder: other });
  const { ordinal } = open.shop.db.prepare<[], { ordinal: number }>("SELECT max(ordinal) AS ordinal FROM repair_order").get()!;
  takeIn(open);
  takeIn(open);
  open.shop.db
    .prepare("UPDATE hidden_range SET orders_from = ?, orders_to = ?, customers_from = 2, customers_to = 9")
    .run((ordinal ?? 0) + 1, (ordinal ?? 0) + 1);
  open.cleanup();
  const { code, out } = await runProgram(CLI, ["check", "--data", other]);
  expect([code, JSON.parse(out)]).toMatchObject([0, { sound: true, orders: 1, customers: 1 }]);
});

test("a folder without a shop is called that, with the next step, and stays as it was", async () => {
  const empty = join(outside, "empty");
  mkdirSync(empty);
  const check = async (command: readonly string[]): Promise<unknown> => {
    const { code, err } = await runProgram(CLI, [...command, "--data", empty], { env: { LC_ALL: "en_GB.UTF-8" } });
    return [code, JSON.parse(err)];
  };
  const none = [2, { code: "data.none", field: "data", message: expect.stringContaining(empty) }];
  expect(await check(["check"])).toMatchObject(none);
  expect(await check(["backup", folder])).toMatchObject(none);
  expect(readdirSync(empty).filter((name) => name !== "talon.log")).toEqual([]);
  writeFileSync(join(empty, "passcode.key"), "x");
  expect(await check(["check"])).toMatchObject([1, { code: "database.missing" }]);
});

test("while Talon is open nothing is replaced", async () => {
  const host = await startHost(data);
  try {
    const [name] = backups();
    const args = ["restore", join(folder, name!), "--yes"];
    expect(await talon(args, { TALON_PASSPHRASE: "correct horse battery staple" })).toMatchObject({ code: 1, error: { code: "database-busy" } });
  } finally {
    await host.stop();
  }
});

test.each([
  [["backup"], "input.required"],
  [["restore"], "input.required"],
  [["restore", "/nowhere/at-all"], "backup.unreadable"],
])("%j is refused", async (args, code) => {
  expect(await talon(args)).toMatchObject({ code: 2, error: { code } });
});
