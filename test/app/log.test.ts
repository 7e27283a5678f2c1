import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
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

test("a log that grew long is set aside once, not grown forever", () => {
  const file = join(folder, "talon.log");
  writeFileSync(file, "x".repeat(5_000_001));
  openLog(file, Date.now)("fresh");
  expect(lines(file)).toHaveLength(1);
  expect(readFileSync(`${file}.1`, "utf8")).toHaveLength(5_000_001);
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
