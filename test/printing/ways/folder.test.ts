import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openWay } from "../../../src-main/printing/ways/open-way.ts";
import type { Shipment } from "../../../src-main/printing/way.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const still = (): AbortSignal => new AbortController().signal;
const send = (changes: Partial<Shipment> = {}, to = folder, signal = still()) =>
  openWay({ way: "folder", address: to, language: "zpl" }).send(
    { bytes: Buffer.from("^XA^XZ"), mime: "application/octet-stream", name: "talon-1", copies: 1, ...changes },
    signal,
  );

test("a document becomes a file with the very bytes, and nothing else", async () => {
  expect(await send()).toEqual({ end: "printed" });
  expect(await send({ mime: "application/pdf", bytes: Buffer.from("%PDF") })).toEqual({ end: "printed" });
  expect(await send({ bytes: Buffer.from("^XA^XA") })).toEqual({ end: "printed" });
  expect(readdirSync(folder).sort()).toEqual(["talon-1.pdf", "talon-1.prn"]);
  expect(readFileSync(join(folder, "talon-1.prn"), "latin1")).toBe("^XA^XA");
});

test("no name leads out of the folder", async () => {
  for (const name of ["../../etc/passwd", "..", "/", "C:\\x", "a\u0000b", ".hidden", "", "x".repeat(500)])
    expect(await send({ name })).toEqual({ end: "printed" });
  for (const file of readdirSync(folder)) expect(file).toMatch(/^[\w-][\w.-]{0,119}\.prn$/);
  expect(readdirSync(join(folder, "..")).includes("passwd.prn")).toBe(false);
});

test("where there is no folder nothing was sent", async () => {
  const none = join(folder, "none");
  expect(await send({}, none)).toMatchObject({ end: "away", trouble: "not-found" });
  writeFileSync(none, "");
  expect(await send({}, none)).toMatchObject({ end: "away", trouble: "not-found" });
  const state = (address: string) => openWay({ way: "folder", address, language: "zpl" }).state(still());
  expect(await state(none)).toEqual({ ready: false, troubles: ["not-found"], asked: false });
  expect(await state(folder)).toEqual({ ready: true, troubles: [], asked: false });
});

test("a file that cannot be put in its place leaves nothing behind", async () => {
  mkdirSync(join(folder, "talon-1.prn"));
  expect(await send()).toMatchObject({ end: "away" });
  expect(readdirSync(folder)).toEqual(["talon-1.prn"]);
});

test("told to stop, it writes nothing", async () => {
  expect(await send({}, folder, AbortSignal.abort())).toMatchObject({ end: "away", trouble: "cancelled" });
  expect(readdirSync(folder)).toEqual([]);
});
