import { execFileSync } from "node:child_process";
import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { openDeviceWay } from "../../../src-main/printing/ways/device.ts";
import { openWay } from "../../../src-main/printing/ways/open-way.ts";
import { wayTimes } from "../../../src-main/printing/ways/way-options.ts";
import type { Shipment } from "../../../src-main/printing/way.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";
import { openPseudoTerminal, type PseudoTerminal } from "../../helpers/pseudo-terminal.ts";

const still = (): AbortSignal => new AbortController().signal;
const deviceWay = (address: string) => openWay({ way: "device", address, language: "tspl" }, { stallMs: 300 });
const label = (changes: Partial<Shipment> = {}): Shipment => ({
  bytes: Buffer.from("SIZE 50 mm,30 mm\r\n\u0003\u0004PRINT 1\r\n"),
  mime: "application/octet-stream",
  name: "talon-1",
  copies: 1,
  ...changes,
});
const LONG = Buffer.alloc(300_000, "talon ");

describe.skipIf(process.platform !== "linux")("a device node", () => {
  const terminals: PseudoTerminal[] = [];
  afterEach(async () => {
    for (const terminal of terminals.splice(0)) await terminal.stop();
  });
  const open = async (): Promise<PseudoTerminal> => {
    const terminal = await openPseudoTerminal();
    terminals.push(terminal);
    return terminal;
  };

  test("gets the very bytes", async () => {
    const { path, received } = await open();
    expect(await deviceWay(path).state(still())).toEqual({ ready: true, troubles: [], asked: false });
    expect(await deviceWay(path).send(label(), still())).toEqual({ end: "printed" });
    await expect.poll(() => received().toString("latin1")).toBe(Buffer.from(label().bytes).toString("latin1"));
    expect(await deviceWay(path).send(label({ bytes: LONG, mime: "application/pdf", copies: 2 }), still())).toEqual({ end: "printed" });
    await expect.poll(() => received().length).toBe(label().bytes.length + 2 * LONG.length);
  });

  test("that takes no more in the middle leaves it unsure", async () => {
    const { path, stall } = await open();
    stall();
    expect(await deviceWay(path).send(label({ bytes: LONG }), still())).toMatchObject({ end: "unsure", trouble: "no-answer" });
    const short = label({ bytes: Buffer.from("P") });
    let sent = await deviceWay(path).send(short, still());
    while (sent.end === "printed") sent = await deviceWay(path).send(short, still());
    // Now its buffer is full: of the next document nothing gets in.
    expect(sent).toMatchObject({ end: "away", trouble: "no-answer" });
    expect(await deviceWay(path).send(short, AbortSignal.timeout(50))).toMatchObject({ end: "away", trouble: "cancelled" });
  });

  test("that has no room leaves it unsure", async () => {
    expect(await deviceWay("/dev/full").send(label(), still())).toMatchObject({ end: "unsure", trouble: "no-space" });
  });

  test("that is not there got nothing", async () => {
    const way = deviceWay("/dev/usb/talon-lp99");
    expect(await way.send(label(), still())).toMatchObject({ end: "away", trouble: "not-found" });
    expect(await way.state(still())).toEqual({ ready: false, troubles: ["not-found"], asked: false });
  });

  test("nothing but a character device below /dev/ is written to", async () => {
    const folder = temporaryFolder();
    const [file, pipe, link, device] = ["file", "pipe", "link", "device"].map((name) => join(folder, name)) as [string, string, string, string];
    writeFileSync(file, "mine");
    execFileSync("mkfifo", [pipe]);
    symlinkSync(file, link);
    symlinkSync("/dev/null", device);
    const times = wayTimes({ stallMs: 300 });
    for (const path of [file, pipe, link, folder, "/dev", "/dev/shm"])
      expect(await openDeviceWay(path, times).send(label(), still())).toMatchObject({ end: "failed", trouble: "not-found" });
    // A link counts as what it points at.
    expect(await openDeviceWay(device, times).send(label(), still())).toEqual({ end: "printed" });
    expect(await deviceWay(file).send(label(), still())).toMatchObject({ end: "failed", trouble: "not-found" });
    rmSync(folder, { recursive: true });
  });
});
