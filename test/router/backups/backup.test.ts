import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { USUAL_BACKUPS } from "../../../src-main/domain/backups/backup.ts";
import { SMALL } from "../../helpers/orders.ts";
import { errorOf, openTestHost, type Client, type TestHost } from "../../helpers/test-host.ts";

let open: TestHost;
let client: Client;
let outside: string;
let folder: string;
beforeEach(async () => {
  outside = mkdtempSync(join(tmpdir(), "talon-backups-"));
  folder = join(outside, "stick");
  open = await openTestHost();
  ({ client } = await open.signIn());
});
afterEach(async () => {
  await open.close();
  rmSync(outside, { recursive: true, force: true });
});

const settings = () => ({ ...USUAL_BACKUPS, folder });
const choose = async () => {
  await client.backup.keep({ settings: settings(), encrypt: false, passphrase: null });
  // The first one is made by itself; its folder is free again once it has been noted.
  await expect.poll(async () => client.backup.state(), { timeout: 20_000 }).toMatchObject({ last: expect.anything(), running: null });
};

test("a backup is made, listed, checked and compared through the contract, and screens hear of it", async () => {
  const heard: string[] = [];
  const end = new AbortController();
  const changes = await client.changes(undefined, { signal: end.signal });
  void (async () => {
    for await (const { kind } of changes) heard.push(kind);
  })().catch(() => undefined);
  await choose();
  const { order } = await client.order.intake(SMALL);
  const made = await client.backup.make();
  expect(made).toMatchObject({ holds: { orders: 1, newest: { number: order.number } }, encrypted: false });
  const { backups, unreadable } = await client.backup.list();
  expect([backups[0], unreadable]).toEqual([made, []]);
  expect(await client.backup.check({ name: made.name, passphrase: null })).toMatchObject({ sound: true });
  expect(await client.backup.compare({ name: made.name })).toMatchObject({ backup: made, here: { orders: 1 } });
  expect(heard).toContain("backup");
  end.abort();
});

test("a restore replaces the data while the host goes on, and everybody signs in anew", async () => {
  await choose();
  const [backup] = (await client.backup.list()).backups;
  await client.order.intake(SMALL);
  const { aside } = await client.backup.restore({ name: backup!.name, passphrase: null });
  await expect.poll(() => existsSync(join(aside, "talon.db")), { timeout: 10_000 }).toBe(true);
  await expect.poll(async () => (await open.ask("/", { Cookie: await open.enter() })).status, { timeout: 10_000 }).toBe(200);
  const again = await open.connect();
  expect(await errorOf(again.client.backup.state())).toMatchObject({ code: "SIGNED_OUT" });
  const { client: fresh } = await open.signIn();
  expect(await fresh.order.find({ text: "R26-000001" }).catch(() => [])).toEqual([]);
  expect(await fresh.backup.state()).toMatchObject({ settings: settings(), last: null });
});

test("only a supervisor says where backups go and what replaces the data; everybody may make one", async () => {
  await choose();
  await client.shop.storePerson({ id: null, name: "Ivo", pin: "2468", active: true, role: "technician" });
  const ivo = (await client.shop.people()).find(({ name }) => name === "Ivo")!;
  const line = await open.connect();
  await line.client.session.signIn({ personId: ivo.id, pin: "2468" });
  const refused = { code: "REFUSED", data: { code: "person.not-supervisor" } };
  expect(await errorOf(line.client.backup.keep({ settings: settings(), encrypt: false, passphrase: null }))).toMatchObject(refused);
  expect(await errorOf(line.client.backup.list())).toMatchObject(refused);
  const [backup] = (await client.backup.list()).backups;
  expect(await errorOf(line.client.backup.restore({ name: backup!.name, passphrase: null }))).toMatchObject(refused);
  expect(await line.client.backup.make()).toMatchObject({ missing: 0 });
});

test("no name leads out of the folder, and no setting past its bounds", async () => {
  await choose();
  for (const name of ["../data", "talon-2026-11-20T09-15-00Z/..", "", "/etc"]) {
    expect(await errorOf(client.backup.compare({ name }))).toMatchObject({ code: "INVALID" });
    expect(await errorOf(client.backup.restore({ name, passphrase: null }))).toMatchObject({ code: "INVALID" });
  }
  expect(await errorOf(client.backup.compare({ name: "talon-2026-11-20T09-15-00Z" }))).toMatchObject({ data: { code: "backup.unreadable" } });
  for (const everyHours of [0, 1.5, 1000])
    expect(await errorOf(client.backup.keep({ settings: { ...settings(), everyHours }, encrypt: false, passphrase: null }))).toMatchObject({
      code: "INVALID",
    });
  rmSync(folder, { recursive: true });
  expect(await errorOf(client.backup.list())).toMatchObject({ code: "REFUSED", data: { code: "backup.folder-gone" } });
  expect(readdirSync(outside)).toEqual([]);
});
