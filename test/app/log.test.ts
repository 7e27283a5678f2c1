import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openLog } from "../../src-main/app/log.ts";
import { temporaryFolder } from "../helpers/open-test-shop.ts";

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lines = (file: string): readonly Record<string, unknown>[] =>
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test("each error is one line with its id, time, code, stack and causes, for nobody else to read", () => {
  const file = join(folder, "data", "talon.log");
  const log = openLog(file, () => Date.UTC(2026, 10, 20));
  const id = log(Object.assign(new TypeError("outer\nsecond line", { cause: new Error("inner", { cause: "root" }) }), { code: "E1" }));
  const other = log("a plain text");
  expect(lines(file)).toMatchObject([
    {
      id,
      at: "2026-11-20T00:00:00.000Z",
      error: "TypeError: outer\nsecond line",
      code: "E1",
      stack: expect.stringContaining("log.test.ts"),
      cause: { error: "Error: inner", cause: { error: "root" } },
    },
    { id: other, error: "a plain text" },
  ]);
  expect(id).not.toBe(other);
  if (process.platform !== "win32") expect(statSync(file).mode & 0o077).toBe(0);
});

test("a log turns over before it grows long, three old ones are kept, and one that cannot be set aside is written on", () => {
  const file = join(folder, "talon.log");
  const log = openLog(file, Date.now);
  for (let turn = 0; turn < 6; turn++) {
    log(`turn ${turn}`);
    writeFileSync(file, `${turn}`.padEnd(2_000_001, "x"), { flag: "a" });
  }
  log("fresh");
  expect(readdirSync(folder).toSorted()).toEqual(["talon.log", "talon.log.1", "talon.log.2", "talon.log.3"]);
  expect(lines(file)).toHaveLength(1);
  for (const [age, turn] of [
    [1, 5],
    [2, 4],
    [3, 3],
  ] as const)
    expect(readFileSync(`${file}.${age}`, "utf8")).toContain(`turn ${turn}`);
  for (const age of [1, 2, 3]) rmSync(`${file}.${age}`);
  mkdirSync(join(`${file}.1`, "held"), { recursive: true });
  writeFileSync(file, "x".repeat(2_000_001), { flag: "a" });
  log("goes on");
  expect(readFileSync(file, "utf8")).toContain("goes on");
});

test("what JSON.parse was given is not written down, nor more of an error than a page", () => {
  const file = join(folder, "talon.log");
  const log = openLog(file, Date.now);
  for (const text of ["Нұрлан Ахметов", '{"name": Нұрлан Ахметов, "phone": "+77025554433"}', "Нұрлан\nАхметов"]) {
    try {
      JSON.parse(text);
    } catch (error) {
      log(new Error("draft", { cause: error }));
    }
  }
  log(new Error("x".repeat(100_000)));
  let deep: Error = new Error("root");
  for (let depth = 0; depth < 100; depth++) deep = new Error(`cause ${depth}`, { cause: deep });
  log(deep);
  const written = readFileSync(file, "utf8");
  expect(lines(file)).toHaveLength(5);
  expect(written).not.toMatch(/Нұрлан|Ахметов|7702/);
  expect(written).toContain("Unexpected token in JSON");
  expect(written.length).toBeLessThan(60_000);
});

test("a log that cannot be written never breaks the answer, and says its line where someone may see it", () => {
  const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const file = join(folder, "talon.log");
  mkdirSync(file);
  const id = openLog(file, Date.now)(new Error("disk full"));
  expect(id).toMatch(/^[0-9a-f]{8}$/);
  expect(written).toHaveBeenCalledWith(`talon: ${id} Error: disk full\n`);
  expect(existsSync(`${file}.1`)).toBe(false);
});
