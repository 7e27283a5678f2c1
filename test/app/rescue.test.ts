import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import { WebSocket } from "ws";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readBackupFile, writeBackupFile } from "../../src-main/services/backup-file.ts";
import { openHost, type Host } from "../../src-main/app/host.ts";
import { hostSecret } from "../../src-main/app/running-host.ts";
import { readManifest } from "../../src-main/contract/backups/backup-manifest.ts";
import { keepSealedKey } from "../../src-main/database/backups/backup-key.ts";
import { makeBackup } from "../../src-main/database/backups/backup.ts";
import { makeBackupKey } from "../../src-main/database/backups/backup-cipher.ts";
import { formatOrderNumber } from "../../src-main/domain/orders/order-number.ts";
import { USUAL_BACKUPS } from "../../src-main/domain/backups/backup.ts";
import { cookieOf } from "../../src-main/transports/host-proof.ts";
import { damage, shopWithBackup } from "../helpers/backups.ts";
import { FAST_PINS, NOON, temporaryFolder } from "../helpers/open-test-shop.ts";
import { takeIn } from "../helpers/orders.ts";
import { errorOf, fakeScreens, type Client } from "../helpers/test-host.ts";

let outside: string;
let data: string;
let folder: string;
let host: Host | undefined;

beforeEach(() => {
  outside = temporaryFolder();
  [data, folder] = [join(outside, "data"), join(outside, "backups")];
});
afterEach(async () => {
  await host?.close();
  host = undefined;
  rmSync(outside, { recursive: true, force: true });
});

const startHost = async (): Promise<void> => {
  host = await openHost(data, { port: 0, screens: fakeScreens(outside), home: { country: "LV", timeZone: "Europe/Riga" }, ...FAST_PINS });
};

/** A browser with the host's cookie that asks as a person does. */
async function browser() {
  const origin = `http://127.0.0.1:${host!.port}`;
  const come = await fetch(host!.url, { redirect: "manual" });
  const cookie = `talon_${host!.port}=${cookieOf(hostSecret(data))}`;
  const look = async () => {
    const response = await fetch(`${origin}/`, { headers: { Cookie: cookie, "Accept-Language": "en" } });
    return { status: response.status, headers: response.headers, body: await response.text() };
  };
  const send = async (form: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(`${origin}/rescue`, {
      method: "POST",
      redirect: "manual",
      headers: { Cookie: cookie, Origin: origin, "Accept-Language": "en", ...headers },
      body: new URLSearchParams(form),
    });
    return { status: response.status, location: response.headers.get("location"), body: await response.text() };
  };
  return { come, look, send };
}

const orders = (): number => host!.running.shop.db.prepare<[], number>("SELECT count(*) FROM repair_order").pluck().get()!;

describe("a start with damaged data", () => {
  test("shows nothing of it, offers the backups, and goes on with the one that is chosen", async () => {
    const { open, backup, done } = await shopWithBackup(data, folder);
    for (let n = 0; n < 20; n++) takeIn(open);
    done();
    damage(join(data, "talon.db"));
    const before = readFileSync(join(data, "talon.db"));
    await startHost();
    const { look, send } = await browser();
    const page = await look();
    expect(page.status).toBe(503);
    expect(page.headers.get("content-security-policy")).toContain("form-action 'self'");
    expect(page.body).toContain("The shop’s data is damaged");
    expect(page.body).toMatch(/20\.11\.2026|20\/11\/2026/);
    expect(page.body).toContain("1 order, the last one R26-000001-R");
    expect(page.body).not.toContain("<script");
    expect(readFileSync(join(data, "talon.db"))).toEqual(before);

    expect(await send({ backup: backup.name })).toMatchObject({ status: 303, location: "/" });
    expect(await look()).toMatchObject({ status: 200, body: "<!doctype html><title>Talon</title>" });
    expect(orders()).toBe(1);
    const aside = readdirSync(data).filter((name) => name.startsWith("replaced-"));
    expect(aside).toHaveLength(1);
    expect(existsSync(join(data, aside[0]!, "talon.db"))).toBe(true);
    // There is nothing to be rescued any more.
    await send({ backup: backup.name });
    expect(readdirSync(data).filter((name) => name.startsWith("replaced-"))).toHaveLength(1);
  });

  test("asks for the passphrase of encrypted backups, and says when it is another one", async () => {
    const key = await makeBackupKey("correct horse battery", 10);
    const { backup, done } = await shopWithBackup(data, folder, key.recipient);
    await keepSealedKey(folder, key.sealed);
    done();
    damage(join(data, "talon.db"));
    await startHost();
    const { look, send } = await browser();
    expect((await look()).body).toContain('type="password"');
    expect(await send({ backup: backup.name, passphrase: "" })).toMatchObject({ status: 503, body: expect.stringContaining("needs the passphrase") });
    expect(await send({ backup: backup.name, passphrase: "wrong" })).toMatchObject({
      status: 503,
      body: expect.stringContaining("not the passphrase"),
    });
    expect(await send({ backup: backup.name, passphrase: "correct horse battery" })).toMatchObject({ status: 303 });
    expect(orders()).toBe(1);
  });

  test("says where the backups should be where their folder is gone", async () => {
    const { done } = await shopWithBackup(data, folder);
    done();
    damage(join(data, "talon.db"));
    rmSync(folder, { recursive: true });
    await startHost();
    const { look } = await browser();
    expect((await look()).body).toContain(`The backups should be in ${folder}`);
  });

  test("takes a form from nobody else, and no name that leads elsewhere", async () => {
    const { backup, done } = await shopWithBackup(data, folder);
    done();
    damage(join(data, "talon.db"));
    await startHost();
    const { send } = await browser();
    expect(await send({ backup: backup.name }, { Origin: "http://evil.example" })).toMatchObject({ status: 403 });
    expect(await send({ backup: backup.name }, { Cookie: "" })).toMatchObject({ status: 403 });
    expect(await send({ backup: "../../etc" })).toMatchObject({ status: 503 });
    expect(await send({ backup: backup.name, passphrase: "x".repeat(10_000) }).catch(() => "cut off")).toBe("cut off");
    expect(readdirSync(data).filter((name) => name.startsWith("replaced-"))).toEqual([]);
  });
});

test("a write-ahead log that was lost is noticed by the backup that holds more", async () => {
  const { open, done } = await shopWithBackup(data, folder);
  const file = join(data, "talon.db");
  open.shop.db.pragma("wal_checkpoint(TRUNCATE)");
  const withoutLog = readFileSync(file);
  takeIn(open);
  const { name, holds } = await makeBackup(
    { dataFolder: data, folder, at: NOON + 1000, talon: "0.1.0", keep: USUAL_BACKUPS.keep, recipient: null },
    readManifest,
    () => undefined,
  );
  const kept = readBackupFile(data, 0);
  await writeBackupFile(data, { ...kept, last: { at: NOON + 1000, name, ordinal: holds.newest!.ordinal } });
  done();
  writeFileSync(file, withoutLog);
  await startHost();
  const { look, send } = await browser();
  expect(await look()).toMatchObject({ status: 503, body: expect.stringContaining("is damaged") });
  expect(await send({ backup: name })).toMatchObject({ status: 303 });
  expect(orders()).toBe(2);
});

test("a database file that is gone, or blank because its log was lost, is no new shop", async () => {
  const { backup, done } = await shopWithBackup(data, folder);
  done();
  const file = join(data, "talon.db");
  rmSync(file);
  await startHost();
  expect((await (await browser()).look()).body).toContain("is missing");
  await host!.close();
  writeFileSync(file, "");
  await startHost();
  const { look, send } = await browser();
  expect((await look()).status).toBe(503);
  expect(await send({ backup: backup.name })).toMatchObject({ status: 303 });
  expect(orders()).toBe(1);
});

describe("data that is damaged while the shop is open", () => {
  test("is found by the first call that touches it, which says so", async () => {
    const { open, done } = await shopWithBackup(data, folder);
    for (let n = 0; n < 60; n++) takeIn(open);
    open.shop.db.pragma("wal_checkpoint(TRUNCATE)");
    const file = join(data, "talon.db");
    const leaves = open.shop.db
      .prepare<[], number>("SELECT pageno FROM dbstat WHERE name = 'repair_order' AND pagetype = 'leaf' ORDER BY path")
      .pluck()
      .all();
    done();
    const bytes = readFileSync(file);
    // Neither the first nor the last: no look at a start comes by there.
    const page = leaves[Math.floor(leaves.length / 2)]!;
    bytes.fill(0xff, (page - 1) * 4096, (page - 1) * 4096 + 64);
    writeFileSync(file, bytes);
    await startHost();
    const { look } = await browser();
    expect((await look()).status).toBe(200);
    const cookie = `talon_${host!.port}=${cookieOf(hostSecret(data))}`;
    const socket = new WebSocket(`ws://127.0.0.1:${host!.port}/rpc`, { headers: { Origin: `http://127.0.0.1:${host!.port}`, Cookie: cookie } });
    await new Promise((resolve) => socket.once("open", resolve));
    const client: Client = createORPCClient(new RPCLink({ websocket: socket as never }));
    const [person] = (await client.session.welcome()).people;
    await client.session.signIn({ personId: person!.id, pin: "" });
    const all = async (): Promise<void> => {
      for (let running = 1; running <= 61; running++) await client.order.find({ text: formatOrderNumber({ prefix: "R", year: 26, running }) });
    };
    expect(await errorOf(all())).toMatchObject({ code: "TROUBLE", data: { kind: "database-damaged" } });
    await expect.poll(async () => (await look()).status, { timeout: 10_000 }).toBe(503);
    expect((await look()).body).toContain("is damaged");
  });

  test("is served no longer, and the backup takes its place without a new start of Talon", async () => {
    const { open, backup, done } = await shopWithBackup(data, folder);
    for (let n = 0; n < 50; n++) takeIn(open);
    done();
    await startHost();
    const { look, send } = await browser();
    expect((await look()).status).toBe(200);
    host!.running.doorway.damaged(Object.assign(new Error("malformed"), { code: "SQLITE_CORRUPT" }));
    await expect.poll(async () => (await look()).status, { timeout: 10_000 }).toBe(503);
    expect(() => host!.running).toThrow();
    expect(await send({ backup: backup.name })).toMatchObject({ status: 303 });
    expect(orders()).toBe(1);
  });
});
