import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scanCases } from "../../src-main/cli/scan-cases.ts";
import { openTexts } from "../../src-main/documents/engine/texts.ts";
import { CLI, runProgram } from "../helpers/node-program.ts";
import { temporaryFolder } from "../helpers/open-test-shop.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const FIXTURE = join(ROOT, "test", "fixtures", "labels", "scans.jsonl");
const english = () => openTexts(join(ROOT, "resources", "locales"))("en", { country: "GB", timeZone: "Europe/London" });

type JsonLine = Readonly<Record<string, unknown>>;
const jsonLines = (text: string): readonly JsonLine[] =>
  text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as JsonLine);

let folder: string;
beforeAll(() => void (folder = temporaryFolder()));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (...lines: readonly unknown[]): string => {
  const path = join(folder, "scans.jsonl");
  writeFileSync(path, lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"));
  return path;
};

async function read(path: string): Promise<{ readonly good: boolean; readonly lines: readonly JsonLine[] }> {
  let written = "";
  const out = new Writable({ decodeStrings: false, write: (text: string, _, done) => (void (written += text), done()) });
  const good = await scanCases(path, "2026-11-30", out, english);
  return { good, lines: jsonLines(written) };
}

const SCAN = { scan: "004999010640000" };

test("bare scans, named ones and expectations are answered line by line", async () => {
  const { good, lines } = await read(
    file(
      SCAN,
      "",
      { scan: "R58N52ABCDE", given: { brand: "Samsung", kind: "phone", colour: "black" } },
      { name: "one", case: SCAN, expect: { imei: "004999010640000", serial: null, meid: null } },
      { ...SCAN, expect: { imei: null, gtin: "x", madeOneOf: ["2020"] } },
      { scan: "", given: null },
    ),
  );
  expect(good).toBe(true);
  expect(lines).toEqual([
    { imei: "004999010640000" },
    { serial: "R58N52ABCDE", made: "2020-05" },
    { imei: "004999010640000", name: "one", met: true, unmet: [] },
    { imei: "004999010640000", met: false, unmet: ["imei", "gtin", "madeOneOf"] },
    {},
  ]);
});

test("a malformed line gets an error in its place, and the rest go on", async () => {
  const { good, lines } = await read(
    file("{", { given: {} }, { scan: 5 }, { ...SCAN, given: { brand: 1 } }, { case: {} }, { ...SCAN, more: 1 }, SCAN),
  );
  expect(good).toBe(false);
  expect(lines.map(({ line, code, field, imei }) => imei ?? `${String(line)} ${String(code)} ${String(field)}`)).toEqual([
    "1 input.not-json undefined",
    "2 input.required scan",
    "3 input.type scan",
    "4 input.type given.brand",
    "5 input.required case.scan",
    "6 input.unknown-field more",
    "004999010640000",
  ]);
});

test("on the command line it needs no data folder, and exits 2 for a line that could not be read", async () => {
  const home = join(folder, "home");
  const talon = async (...args: readonly string[]) => {
    const { code, out, err } = await runProgram(CLI, args, { env: { HOME: home, XDG_DATA_HOME: home, APPDATA: home } });
    return { code, lines: jsonLines(out), errors: jsonLines(err) };
  };
  const [good, bad, none] = await Promise.all([talon("scan", FIXTURE), talon("scan", file(SCAN, "[]")), talon("scan")]);
  expect(existsSync(home)).toBe(false);
  expect(good).toMatchObject({ code: 0, errors: [] });
  expect(good.lines.length).toBeGreaterThan(20);
  expect(good.lines.filter(({ met }) => met !== true)).toEqual([]);
  expect(bad).toMatchObject({ code: 2, errors: [], lines: [{ imei: "004999010640000" }, { line: 2 }] });
  expect(none).toMatchObject({ code: 2, errors: [{ code: "input.required", field: "file" }] });
});
