import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { findElectron, runElectron } from "../../src-main/app/find-electron.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "talon-program-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test("what is found is there, and looking fetches nothing", () => {
  const program = findElectron();
  expect(program === undefined || existsSync(program)).toBe(true);
});

describe.skipIf(process.platform === "win32")("a program that stands in for Electron", () => {
  const program = (script: string): string => {
    const file = join(folder, "electron");
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o700);
    return file;
  };

  test("it is given Talon and the data folder, and never runs as plain Node", async () => {
    vi.stubEnv("ELECTRON_RUN_AS_NODE", "1");
    const out = join(folder, "out");
    const code = await runElectron(program(`echo "$1|$2|$3|$ELECTRON_RUN_AS_NODE" > ${out}; exit 7`), "/data");
    expect([code, readFileSync(out, "utf8")]).toEqual([7, `${join(import.meta.dirname, "..", "..")}|--data|/data|\n`]);
  });

  test("a signal is passed on, and ending by it is no crash", async () => {
    const ready = join(folder, "ready");
    const running = runElectron(program(`trap 'exit 9' TERM; echo > ${ready}; while :; do sleep 0.05; done`), "/data");
    await expect.poll(() => existsSync(ready)).toBe(true);
    process.emit("SIGTERM");
    expect(await running).toBe(0);
    expect(process.listenerCount("SIGHUP")).toBe(0);
  });

  test("a crash and a program that cannot be run give no code", async () => {
    expect(await runElectron(program("kill -SEGV $$"), "/data")).toBeNull();
    expect(await runElectron(join(folder, "missing"), "/data")).toBeNull();
  });
});
