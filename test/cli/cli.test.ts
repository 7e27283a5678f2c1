import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COMMAND_NAMES } from "../../src-main/cli/usage.ts";
import { parseOrderNumber } from "../../src-main/domain/orders/order-number.ts";
import { CASE_NAMES, caseFile } from "../helpers/intake-cases.ts";
import { CLI, runProgram, startProgram, type Running } from "../helpers/node-program.ts";
import { temporaryFolder } from "../helpers/open-test-shop.ts";
import { SMALL } from "../helpers/orders.ts";
import { fakeScreens } from "../helpers/test-host.ts";

const ROOT = join(import.meta.dirname, "..", "..");

type JsonLine = Readonly<Record<string, unknown>>;
type Answer = { readonly code: number | null; readonly lines: readonly JsonLine[]; readonly errors: readonly JsonLine[] };

let outside: string;
let data: string;
beforeAll(() => {
  outside = temporaryFolder();
  data = join(outside, "shop");
});
afterAll(() => rmSync(outside, { recursive: true, force: true }));

/** Every line is JSON, on both outputs, or the test fails here. */
const jsonLines = (text: string): readonly JsonLine[] =>
  text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as JsonLine);

async function talon(...args: readonly string[]): Promise<Answer> {
  const { code, out, err } = await runProgram(CLI, args.includes("--data") ? args : [...args, "--data", data], { env: { TZ: "Asia/Almaty" } });
  return { code, lines: jsonLines(out), errors: jsonLines(err) };
}

/** Writes a file into the test's folder. @returns its path */
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(outside, name), content);
  return join(outside, name);
};

const wrong = (number: string): string => number.slice(0, -1) + (number.endsWith("A") ? "B" : "A");

describe("help", () => {
  const ask = (args: readonly string[], language = "en") =>
    runProgram(CLI, args, { env: { LC_ALL: `${language}.UTF-8`, LANG: `${language}.UTF-8` } });

  test("lists every command in one line, in the reader's language, and touches nothing", async () => {
    for (const args of [["--help"], ["help"], ["-h"]]) {
      const { code, out, err } = await ask([...args, "--data", join(outside, "untouched")]);
      expect([code, err]).toEqual([0, ""]);
      for (const name of COMMAND_NAMES) expect(out).toMatch(new RegExp(`^  talon ${name}\\b`, "m"));
      expect(out).toContain("gives the device back against the slip");
    }
    expect((await ask(["--help"], "ru_RU")).out).toContain("выдаёт устройство по талону");
    expect((await ask(["--help"], "lv_LV")).out).toContain("izsniedz ierīci pret talonu");
    expect((await ask(["--help"], "kk_KZ")).out).toContain("құрылғыны талон бойынша береді");
    expect(existsSync(join(outside, "untouched"))).toBe(false);
  });

  test("tells of one command, and refuses one that there is not", async () => {
    for (const args of [
      ["import", "--help"],
      ["help", "import"],
    ]) {
      const { code, out } = await ask(args);
      expect([code, out.match(/^  talon \w+/gm)]).toEqual([0, ["  talon import", "  talon import"]]);
    }
    expect((await ask(["help", "dance"])).code).toBe(2);
  });

  test("knows every command that the program knows, and no other", async () => {
    const { commandNames } = await import("../../src-main/cli/commands.ts");
    expect([...COMMAND_NAMES].toSorted()).toEqual([...commandNames, "backup", "check", "decide", "host", "policy", "restore"].toSorted());
  });
});

describe("a shop worked from the command line", () => {
  const taken: { number: string; claimCode: string; certificate: string; label: string }[] = [];

  test("intake takes the four devices of the issue and writes their papers", async () => {
    const out = join(outside, "papers");
    const { code, lines, errors } = await talon("intake", ...CASE_NAMES.map(caseFile), "--out", out);
    expect([code, errors]).toEqual([0, []]);
    taken.push(...(lines as unknown as typeof taken));
    expect(taken).toHaveLength(4);
    for (const [index, line] of taken.entries()) {
      expect(Object.keys(line)).toEqual(["number", "claimCode", "certificate", "label"]);
      expect(parseOrderNumber(line.number)).toBe(line.number);
      expect(line.number).toMatch(new RegExp(`^R\\d\\d-00000${index + 1}-`));
      expect(line.claimCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/);
      expect([line.certificate, line.label]).toEqual([join(out, `${line.number}-certificate.pdf`), join(out, `${line.number}-label.png`)]);
      expect(readFileSync(line.certificate).subarray(0, 5).toString()).toBe("%PDF-");
      expect(readFileSync(line.label).subarray(1, 4).toString()).toBe("PNG");
    }
  });

  test("find finds by anything, and queue lists what is open in a state", async () => {
    const [found, nothing, all, asleep] = await Promise.all([
      talon("find", "8", "(701)", "123-45-67"),
      talon("find"),
      talon("queue", "--state", "RECEIVED"),
      talon("queue", "--state", "asleep"),
    ]);
    expect(found.code).toBe(0);
    expect(found.lines).toMatchObject([
      { number: taken[CASE_NAMES.indexOf("robot-vacuum-ru")]!.number, customer: "Нұрлан Ахметов", state: "received", model: "L20 Ultra" },
    ]);
    expect(nothing).toMatchObject({ code: 2, lines: [], errors: [{ code: "input.required", field: "text", message: expect.any(String) }] });
    expect(all.lines.map(({ number }) => number).sort()).toEqual(taken.map(({ number }) => number));
    expect(asleep).toMatchObject({ code: 2, errors: [{ code: "input.choice", field: "state" }] });
  });

  test("a number that is mistyped is told apart from one that is none", async () => {
    const { number } = taken[0]!;
    const [mistyped, none] = await Promise.all([talon("show", wrong(number)), talon("move", "mixer", "diagnosing")]);
    expect(mistyped).toMatchObject({
      code: 2,
      lines: [],
      errors: [{ code: "order-number.check", field: "number", message: expect.stringContaining(wrong(number)) }],
    });
    expect(none).toMatchObject({ code: 2, errors: [{ code: "order-number.malformed", field: "number" }] });
  });

  test("move moves, says what can come next, and refuses with the moves that are allowed", async () => {
    const { number } = taken[CASE_NAMES.indexOf("phone-en")]!;
    expect(await talon("move", number, "Diagnosing", "--note", "смотрю")).toEqual({
      code: 0,
      lines: [{ number, state: "diagnosing", version: 2, moves: ["awaiting-approval", "approved", "unrepairable", "cancelled"], mayHandBack: false }],
      errors: [],
    });
    expect(await talon("move", number, "ready")).toMatchObject({
      code: 2,
      lines: [],
      errors: [{ code: "move.not-allowed", message: expect.stringContaining("Approved") }],
    });
  });

  test("show tells everything about an order, with its events, and not the passcode", async () => {
    const phone = taken[CASE_NAMES.indexOf("phone-en")]!;
    const { code, lines } = await talon("show", phone.number.toLowerCase().replaceAll("-", ""));
    expect(code).toBe(0);
    expect(lines).toMatchObject([
      {
        number: phone.number,
        claimCode: phone.claimCode,
        state: "diagnosing",
        hasPasscode: true,
        bench: "command line",
        receivedBy: null,
        signed: false,
        customer: { name: "Ana Souza" },
        device: { imei: "490154203237518" },
        moves: ["awaiting-approval", "approved", "unrepairable", "cancelled"],
        owed: "0.00",
        handback: null,
        receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        events: [
          { kind: "received", bench: "command line", at: expect.stringMatching(/Z$/) },
          { kind: "moved", data: { from: "received", to: "diagnosing", note: "смотрю" } },
        ],
      },
    ]);
    expect(JSON.stringify(lines)).not.toContain("1-4-7-8-9");
  });

  test("handback refuses a wrong state, no slip and a wrong one, then closes the order and writes the certificate", async () => {
    const { number, claimCode } = taken[CASE_NAMES.indexOf("mixer-en")]!;
    expect(await talon("handback", number, "--slip", claimCode)).toMatchObject({
      code: 2,
      lines: [],
      errors: [{ code: "handback.state", message: expect.stringContaining("Ready") }],
    });
    expect((await talon("move", number, "cancelled", "--note", "передумал")).lines[0]).toMatchObject({ mayHandBack: true });
    expect(await talon("handback", number)).toMatchObject({ code: 2, lines: [], errors: [{ code: "input.required", field: "slip" }] });
    expect(await talon("handback", number, "--slip", "AAAAAA")).toMatchObject({
      code: 2,
      lines: [],
      errors: [{ code: "claim-code.wrong", field: "claimCode" }],
    });
    const { code, lines } = await talon("handback", number, "--slip", claimCode.toLowerCase(), "--paid", "10", "--note", "без ремонта");
    expect(code).toBe(0);
    expect(lines).toEqual([
      {
        number,
        state: "handed-back",
        warrantyUntil: null,
        owed: "-10.00",
        currency: "GBP",
        handback: join(data, "papers", `${number}-handback.pdf`),
      },
    ]);
    expect(
      readFileSync(lines[0]!["handback"] as string)
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
    expect((await talon("show", number)).lines[0]).toMatchObject({
      state: "handed-back",
      moves: [],
      handback: { outcome: "без ремонта", slipShown: true, signed: false },
    });
  });

  test("document writes any paper in any form, and names what is wrong with the ask", async () => {
    const { number } = taken[0]!;
    const made = (
      [
        ["certificate", "a.pdf", "%PDF"],
        ["label", "deep/er/b.PNG", "\x89PNG"],
        ["label", "c.svg", "<svg"],
      ] as const
    ).map(async ([kind, name, head]) => {
      const out = join(outside, "documents", name);
      const { code, lines } = await talon("document", number, kind, "--out", out, ...(name.endsWith("PNG") ? ["--dpi", "300"] : []));
      expect([code, lines]).toEqual([0, [{ number, document: kind, file: out, pages: expect.any(Number), warnings: [] }]]);
      expect(readFileSync(out, "latin1").slice(0, 4)).toBe(head);
    });
    const out = join(outside, "x.pdf");
    const refused = (
      [
        [["handback", "--out", out], { code: "document.unknown", field: "document" }],
        [["label", "--out", join(outside, "x.docx")], { code: "input.choice", field: "out" }],
      ] as const
    ).map(async ([args, error]) => expect(await talon("document", number, ...args)).toMatchObject({ code: 2, lines: [], errors: [error] }));
    await Promise.all([...made, ...refused]);
    const png = readFileSync(join(outside, "documents", "deep/er/b.PNG"));
    // 58 × 40 mm at 300 dots per inch.
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([685, 472]);
    expect(existsSync(out)).toBe(false);
  });
});

describe("intake of files that are not all right", () => {
  test("takes those that are, names each that is not, and exits 2", async () => {
    const folder = join(outside, "mixed");
    const good = JSON.stringify(SMALL);
    const { code, lines, errors } = await talon(
      "intake",
      file("приёмка Ā.json", good),
      file("bom.json", `\ufeff${good}`),
      file("bad.json", JSON.stringify({ ...SMALL, customer: { name: "", phone: "x" }, colour: "red", device: { ...SMALL.device, warp: 9 } })),
      file("odd.json", JSON.stringify({ ...SMALL, colour: "red", priority: "soon" })),
      file("worse.json", JSON.stringify({ ...SMALL, customer: { name: "", phone: "x" } })),
      file("cut.json", good.slice(0, -5)),
      file("utf16.json", Buffer.from(good, "utf16le")),
      file("empty.json", ""),
      file("list.json", "[1]"),
      join(outside, "нет такого.json"),
      outside,
      file("last.json", good),
      "--data",
      folder,
      "--out",
      join(folder, "бумаги"),
    );
    expect(code).toBe(2);
    expect(lines.map(({ number }) => String(number).slice(4, 10))).toEqual(["000001", "000002", "000003"]);
    for (const { certificate } of lines) expect(existsSync(certificate as string)).toBe(true);
    expect(errors.map(({ code: kind, field }) => [kind, field])).toEqual([
      ["input.unknown-field", "device.warp"],
      ["input.unknown-field", "colour"],
      ["input.required", "customer.name"],
      ["input.phone", "customer.phone"],
      ["input.choice", "priority"],
      ["input.unknown-field", "colour"],
      ["input.required", "customer.name"],
      ["input.phone", "customer.phone"],
      ["file.not-json", "file"],
      ["file.not-json", "file"],
      ["file.not-json", "file"],
      ["input.type", undefined],
      ["file.unreadable", "file"],
      ["file.unreadable", "file"],
    ]);
    for (const { message } of errors) expect(message).toEqual(expect.stringMatching(/\w.*[.!]$/));
    expect(errors.find(({ code: kind }) => kind === "file.unreadable")!["message"]).toContain("нет такого.json");
    const db = new Sqlite(join(folder, "talon.db"), { readonly: true });
    expect(db.prepare("SELECT count(*) FROM repair_order").pluck().get()).toBe(3);
    db.close();
  });

  test("where papers cannot be written still prints the number of what was stored, and exits 1", async () => {
    const folder = join(outside, "no-paper");
    const { code, lines, errors } = await talon(
      "intake",
      file("one.json", JSON.stringify(SMALL)),
      "--data",
      folder,
      "--out",
      join(file("in-the-way", ""), "papers"),
    );
    expect(code).toBe(1);
    expect(lines).toMatchObject([{ number: expect.stringMatching(/-000001-/), claimCode: expect.any(String), certificate: null, label: null }]);
    expect(errors).toMatchObject([{ message: expect.stringMatching(/ENOTDIR|EEXIST/) }, { message: expect.any(String) }]);
  });
});

test("a command line that is not understood is refused, in JSON, and nothing is made", async () => {
  const folder = join(outside, "untouched");
  const refused = (
    [
      [["queue", "--colour", "red"], { code: "input.unknown-field", field: "--colour" }],
      [["queue", "--state"], { code: "input.required", field: "--state" }],
      [["queue", "--yes=3"], { code: "input.choice", field: "--yes" }],
      [["constructor"], { code: "input.choice", field: "command" }],
      [[], { code: "input.choice", field: "command" }],
      [["host", "--port", "70000"], { code: "input.choice", field: "port" }],
    ] as const
  ).map(async ([args, error]) => expect(await talon("--data", folder, ...args)).toMatchObject({ code: 2, lines: [], errors: [error] }));
  await Promise.all(refused);
  expect(existsSync(join(folder, "talon.db"))).toBe(false);
});

describe("trouble of the world exits 1", () => {
  test("as a data folder that cannot be one", async () => {
    expect(await talon("queue", "--data", join(file("a-file", ""), "shop"))).toMatchObject({ code: 1, lines: [], errors: [{ code: "disk-error" }] });
  });

  test("as data of a newer Talon, left untouched", async () => {
    const folder = join(outside, "newer");
    mkdirSync(folder);
    const db = new Sqlite(join(folder, "talon.db"));
    db.pragma("user_version = 9999");
    db.close();
    const before = readFileSync(join(folder, "talon.db"));
    expect(await talon("queue", "--data", folder)).toMatchObject({
      code: 1,
      lines: [],
      errors: [{ code: "database.newer", message: expect.stringContaining("newer") }],
    });
    expect(readFileSync(join(folder, "talon.db")).equals(before)).toBe(true);
  });
});

test("messages come in the language of the PC", async () => {
  const { err } = await runProgram(CLI, ["show", "x", "--data", data], { env: { LC_ALL: "lv_LV.UTF-8", LANG: "lv_LV.UTF-8" } });
  expect(jsonLines(err)[0]!["message"]).toMatch(/[āčēģīķļņšūž]/);
});

describe("host", () => {
  let program: string;
  const hosts: Running[] = [];
  beforeAll(() => {
    // The program as it is built, with a few files in the place of the screens.
    program = join(outside, "program");
    cpSync(join(ROOT, "out", "main"), join(program, "out", "main"), { recursive: true });
    cpSync(join(ROOT, "package.json"), join(program, "package.json"));
    for (const name of ["resources", "node_modules"]) symlinkSync(join(ROOT, name), join(program, name), "junction");
    cpSync(fakeScreens(outside), join(program, "out", "renderer"), { recursive: true });
  });
  afterAll(() => hosts.forEach(({ child }) => child.kill("SIGKILL")));

  const host = (...args: readonly string[]): Running => {
    const running = startProgram(join(program, "out", "main", "cli.js"), ["host", "--data", data, ...args]);
    hosts.push(running);
    return running;
  };
  const printed = async (running: Running): Promise<JsonLine> => {
    await running.says("\n");
    return jsonLines(running.out())[0]!;
  };

  test("prints an address with a key, serves the screens there, and a second start leads to it", async () => {
    const first = host("--port", "0");
    const { url } = await printed(first);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?key=[\w-]{32}$/);
    const entered = await fetch(url as string, { redirect: "manual" });
    expect(entered.status).toBe(303);
    const cookies = entered.headers
      .getSetCookie()
      .map((cookie) => cookie.split(";")[0])
      .join("; ");
    expect(await (await fetch(new URL("/", url as string), { headers: { Cookie: cookies } })).text()).toContain("<title>Talon</title>");
    expect((await fetch(new URL("/", url as string))).status).toBe(401);

    const second = await host("--port", "0").end;
    expect(second).toMatchObject({ code: 0, err: "" });
    expect(jsonLines(second.out)).toEqual([{ url: expect.stringContaining(`${new URL(url as string).origin}/?key=`), alreadyRunning: true }]);

    // The command line works beside it on the same data.
    expect((await talon("queue")).code).toBe(0);

    first.child.kill("SIGTERM");
    expect(await first.end).toMatchObject({ code: 0, err: "" });
    expect(existsSync(join(data, "host.json"))).toBe(false);
  });

  test("killed leaves no note that keeps the next one from starting", async () => {
    const first = host("--port", "0");
    const { url } = await printed(first);
    first.child.kill("SIGKILL");
    await first.end;
    expect(existsSync(join(data, "host.json"))).toBe(true);
    const port = new URL(url as string).port;
    const next = host("--port", port);
    expect(await printed(next)).toEqual({ url: expect.stringContaining(`:${port}/?key=`) });
    next.child.kill("SIGINT");
    expect((await next.end).code).toBe(0);
  });
});

test("what was acknowledged before kill -9 is there, without a gap, in a whole database", async () => {
  const folder = join(outside, "killed");
  const loop = join(ROOT, "test", "helpers", "intake-loop.ts");
  let acknowledged: readonly string[] = [];
  for (let round = 0; round < 2; round++) {
    const program = startProgram(loop, [folder, "0"]);
    await program.says("ready");
    program.child.stdin.write("go\n");
    await program.says(/(R\d\d-.*\n){8}/);
    program.child.kill("SIGKILL");
    const { out, signal } = await program.end;
    expect(signal).toBe("SIGKILL");
    acknowledged = [...acknowledged, ...out.split("\n").slice(1, -1)];
  }
  const db = new Sqlite(join(folder, "talon.db"));
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(db.pragma("foreign_key_check")).toEqual([]);
  const stored = db.prepare<[], string>("SELECT number FROM repair_order ORDER BY ordinal").pluck().all();
  expect(acknowledged.length).toBeGreaterThanOrEqual(16);
  expect(acknowledged.filter((number) => !stored.includes(number))).toEqual([]);
  expect(stored.map((number) => Number(number.slice(4, 10)))).toEqual(stored.map((_, index) => index + 1));
  // Whole orders: each with its papers queued, its event, and in the search.
  for (const [table, each] of [
    ["print_job", 2],
    ["paper", 1],
    // Received, and decided on under the maker's policy.
    ["event", 2],
    ["open_search_content", 1],
  ] as const)
    expect([table, db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]).toEqual([table, stored.length * each]);
  db.close();
  expect((await talon("find", acknowledged.at(-1)!, "--data", folder)).lines[0]).toMatchObject({ number: acknowledged.at(-1) });
}, 60_000);
