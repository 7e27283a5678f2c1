import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decideCases } from "../../src-main/cli/decide-cases.ts";
import { openTexts } from "../../src-main/documents/engine/texts.ts";
import { casesFile, PACKS, POLICY_IDS, workedCases } from "../helpers/policy-cases.ts";
import { CLI, runProgram } from "../helpers/node-program.ts";
import { temporaryFolder } from "../helpers/open-test-shop.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const packs = new Map(Object.entries(PACKS));
const english = () => openTexts(join(ROOT, "resources", "locales"))("en", { country: "GB", timeZone: "Europe/London" });

type JsonLine = Readonly<Record<string, unknown>>;

let folder: string;
beforeAll(() => void (folder = temporaryFolder()));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file into the test's folder. @returns its path */
const file = (content: string | Uint8Array): string => {
  const path = join(folder, "cases.jsonl");
  writeFileSync(path, content);
  return path;
};

async function decided(path: string): Promise<{ readonly good: boolean; readonly lines: readonly JsonLine[] }> {
  let written = "";
  // Slower than what is written into it.
  const out = new Writable({
    highWaterMark: 100,
    decodeStrings: false,
    write(text: string, _, done) {
      written += text;
      setImmediate(done);
    },
  });
  const good = await decideCases(path, packs, out, english);
  await new Promise<void>((resolve) => out.end(resolve));
  const lines = written.split("\n");
  expect(lines.pop()).toBe("");
  return { good, lines: lines.map((line) => JSON.parse(line) as JsonLine) };
}

const CASE = { policy: "figures-en", today: "2026-11-22", request: "repair", purchase: { purchasedOn: "2026-07-01" }, defect: "limb-broken" };
const BARE = JSON.stringify(CASE);

describe("a file of cases", () => {
  test.each(["cases", ...POLICY_IDS])("%s: each line is decided in its place and meets what it expects", async (name) => {
    const { good, lines } = await decided(casesFile(name));
    expect(good).toBe(true);
    expect(lines.map((line) => line["name"])).toEqual(workedCases(name).map((worked) => worked.name));
    expect(lines.filter(({ met, unmet }) => met !== true || (unmet as unknown[]).length > 0)).toEqual([]);
  });

  test("a bare case gets its decision and nothing else, one with a name its name, one with an expectation whether it is met", async () => {
    const { good, lines } = await decided(
      file(
        [
          BARE,
          JSON.stringify({ name: "named", case: CASE }),
          JSON.stringify({ case: CASE, expect: { coverage: "void", offered: "free-repair", class: "A" } }),
          JSON.stringify({ case: CASE, expect: {} }),
        ].join("\n"),
      ),
    );
    expect(good).toBe(true);
    const [bare, named, unmet, met] = lines;
    expect(bare).toMatchObject({ policy: "figures-en", version: 1, coverage: "in-warranty", entitled: ["free-repair", "free-replacement"] });
    expect(Object.keys(bare!)).not.toEqual(expect.arrayContaining(["name"]));
    expect(named).toEqual({ ...bare, name: "named" });
    expect(unmet).toEqual({ ...bare, met: false, unmet: ["coverage", "class"] });
    expect(met).toEqual({ ...bare, met: true, unmet: [] });
  });

  test("what is malformed gets an error in its place, and the rest go on", async () => {
    const { good, lines } = await decided(
      file(
        [
          `\ufeff${BARE}\r`,
          "{",
          "",
          JSON.stringify({ ...CASE, today: "2026-02-30" }),
          "   ",
          JSON.stringify({ name: "x", case: { ...CASE, policy: "gone" } }),
          JSON.stringify({ ...CASE, policy: "gone" }),
          JSON.stringify({ case: { ...CASE, purchase: { purchasedOn: "yesterday" } }, expected: {} }),
          JSON.stringify({ ...CASE, colour: "red", findings: "misuse" }),
          JSON.stringify({ case: CASE, expect: { color: "red" } }),
          "[]",
          "null",
          JSON.stringify({ ...CASE, defect: "\u2028" }),
          BARE,
        ].join("\n"),
      ),
    );
    expect(good).toBe(false);
    expect(lines.map(({ line, code, field, coverage }) => coverage ?? `${String(line)} ${String(code)} ${String(field)}`)).toEqual([
      "in-warranty",
      "2 input.not-json undefined",
      "4 input.date today",
      "6 input.value-unknown case.policy",
      "7 input.value-unknown policy",
      "8 input.date case.purchase.purchasedOn",
      "9 input.type findings",
      "10 input.unknown-field expect.color",
      "11 input.type undefined",
      "12 input.required undefined",
      "void",
      "in-warranty",
    ]);
    expect(lines[3]!["message"]).toContain("gone");
    expect(lines[2]).not.toHaveProperty("errors");
    expect(lines[6]).toEqual({
      line: 9,
      code: "input.type",
      field: "findings",
      message: expect.stringMatching(/^findings: \w/),
      errors: [
        { code: "input.type", field: "findings", message: expect.any(String) },
        { code: "input.unknown-field", field: "colour", message: expect.any(String) },
      ],
    });
  });

  test("no line and no file", async () => {
    expect(await decided(file(""))).toEqual({ good: true, lines: [] });
    expect(await decided(file("\n\n"))).toEqual({ good: true, lines: [] });
    for (const path of [join(folder, "none.jsonl"), folder])
      await expect(decided(path)).rejects.toMatchObject({ code: "file.unreadable", data: { field: "file", text: path } });
  });

  test("lines that lie across the pieces in which a file is read", async () => {
    const name = (index: number): string => `ә${index} `.repeat((index * 7919) % 900);
    const names = Array.from({ length: 700 }, (_, index) => name(index).slice(0, 2000));
    const { lines } = await decided(file(`${names.map((text) => JSON.stringify({ name: text, case: CASE })).join("\n")}\n`));
    expect(lines.map((line) => line["name"])).toEqual(names);
  });

  test("a line without end is refused, and not kept", async () => {
    const { good, lines } = await decided(file(`${"x".repeat(3_000_000)}\n${BARE}\n${" ".repeat(1_200_000)}${BARE}`));
    expect(good).toBe(false);
    expect(lines).toMatchObject([{ line: 1, code: "input.too-long" }, { coverage: "in-warranty" }, { line: 3, code: "input.too-long" }]);
  });
});

describe("on the command line", () => {
  const jsonLines = (text: string): readonly JsonLine[] =>
    text
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as JsonLine);
  /** Runs a command where a data folder would be made if one were. */
  const talon = async (...args: readonly string[]) => {
    const home = join(folder, "home");
    const { code, out, err } = await runProgram(CLI, args, { env: { HOME: home, XDG_DATA_HOME: home, APPDATA: home } });
    expect(existsSync(home)).toBe(false);
    return { code, lines: jsonLines(out), errors: jsonLines(err) };
  };

  test("decide opens no data folder, and exits 2 for a line that could not be decided", async () => {
    const [good, bad, none, lost] = await Promise.all([
      talon("decide", casesFile("cases")),
      talon("decide", file(`${BARE}\n{\n${BARE}\n`)),
      talon("decide"),
      talon("decide", join(folder, "lost.jsonl")),
    ]);
    expect(good).toMatchObject({ code: 0, errors: [] });
    expect(good.lines).toHaveLength(workedCases("cases").length);
    expect(good.lines.filter(({ met }) => met !== true)).toEqual([]);
    expect(bad).toMatchObject({
      code: 2,
      errors: [],
      lines: [{ coverage: "in-warranty" }, { line: 2, code: "input.not-json" }, { coverage: "in-warranty" }],
    });
    expect(none).toMatchObject({ code: 2, lines: [], errors: [{ code: "input.required", field: "file" }] });
    expect(lost).toMatchObject({ code: 2, lines: [], errors: [{ code: "file.unreadable", field: "file" }] });
  });

  test("policy check tells what a pack is, or every place where it is wrong", async () => {
    const broken = JSON.stringify({ ...PACKS["figures-en"], colour: "red", version: -1 });
    const half = JSON.stringify({ ...PACKS["figures-en"], name: { en: "Figures" } });
    const path = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const [good, own, wrong, halfway, cut, what, none] = await Promise.all([
      talon("policy", "check", join(ROOT, "resources", "policies", "dreame-kz.json")),
      talon("policy", "check", join(ROOT, "test", "fixtures", "policies", "zephyr-ebikes.json")),
      talon("policy", "check", path("broken.json", broken)),
      talon("policy", "check", path("half.json", half)),
      talon("policy", "check", path("cut.json", broken.slice(0, -1))),
      talon("policy", "chek", "x.json"),
      talon("policy", "check"),
    ]);
    expect(good).toEqual({ code: 0, errors: [], lines: [{ policy: "dreame-kz", version: 1, languages: ["ru", "kk", "en", "lv"], rules: 17 }] });
    expect(own).toMatchObject({ code: 0, errors: [], lines: [{ policy: "zephyr-ebikes", languages: ["en", "lv"] }] });
    expect(wrong).toMatchObject({
      code: 2,
      lines: [],
      errors: [
        { code: "input.too-small", field: "version", message: expect.stringMatching(/^version: \w/) },
        { code: "input.unknown-field", field: "colour" },
      ],
    });
    expect(halfway.errors.map(({ code, field }) => [code, field])).toEqual(
      ["ru", "lv", "kk"].map((language) => ["input.text-missing", `name.${language}`]),
    );
    expect(cut).toMatchObject({
      code: 2,
      lines: [],
      errors: [{ code: "file.not-json", field: "file", message: expect.stringContaining("cut.json") }],
    });
    expect(what).toMatchObject({ code: 2, errors: [{ code: "input.choice", field: "command" }] });
    expect(none).toMatchObject({ code: 2, errors: [{ code: "input.required", field: "file" }] });
  });
});
