import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openShop } from "../../src-main/app/open-shop.ts";
import { clearLeft } from "../../src-main/database/transfer/import-undo.ts";
import { findOrders } from "../../src-main/usecases/orders/find-orders.ts";
import { readImports } from "../../src-main/usecases/transfer/undo-import.ts";
import { ORD_HEAD, ORD_TRAPS } from "../helpers/exchange.ts";
import { CLI, runProgram, startProgram } from "../helpers/node-program.ts";
import { FAST_PINS, temporaryFolder } from "../helpers/open-test-shop.ts";

// Each command is a program of its own.
vi.setConfig({ testTimeout: 60_000 });
const lines = (text: string): readonly Record<string, unknown>[] =>
  text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

let outside: string;
let data: string;
beforeAll(() => {
  outside = temporaryFolder();
  data = join(outside, "shop");
});
afterAll(() => rmSync(outside, { recursive: true, force: true }));

async function talon(...args: readonly string[]) {
  const { code, out, err } = await runProgram(CLI, [...args, "--data", data], { env: { TZ: "Asia/Almaty" } });
  return { code, lines: lines(out), errors: lines(err) };
}

const file = (name: string, content: string): string => {
  writeFileSync(join(outside, name), content);
  return join(outside, name);
};

test("an import is tried, made with a mapping of its own, listed, written back and undone", async () => {
  const path = file("jobs.csv", "ref|who|in|what\n17|Ana|2020-01-02|no power\n18|Bo|2020-01-03|no sound\n");
  const mapping = file("mapping.json", JSON.stringify({ number: "ref", name: 2, received: "in", fault: "what" }));
  const tried = await talon("import", path, "--as", "orders", "--mapping", mapping, "--dry-run");
  expect(tried).toMatchObject({ code: 0, errors: [], lines: [{ dryRun: true, right: 2, orders: 2, columns: { number: "ref", name: "who" } }] });
  expect((await talon("import", "list")).lines).toEqual([]);
  const made = await talon("import", path, "--as", "orders", "--mapping", mapping, "--prefix", "A-", "--unclosed", "handed-back");
  expect(made).toMatchObject({ code: 0, lines: [{ import: expect.any(String), orders: 2, customers: 2 }] });
  expect((await talon("show", "A-17")).lines).toMatchObject([{ number: "A-17", fault: "no power", state: "handed-back" }]);
  const id = String(made.lines[0]!["import"]);
  expect((await talon("import", "list")).lines).toMatchObject([{ id, file: "jobs.csv", undoneAt: null, orders: 2 }]);
  expect((await talon("export", join(outside, "back.csv"), "--import", id)).lines).toMatchObject([{ rows: 2 }]);
  expect(readFileSync(join(outside, "back.csv"), "utf8")).toBe("ref,who,in,what\n17,Ana,2020-01-02,no power\n18,Bo,2020-01-03,no sound\n");
  expect(await talon("import", "undo", id)).toMatchObject({ code: 0, lines: [{ undone: id }] });
  expect((await talon("find", "A-17")).lines).toEqual([]);
});

test("what is wrong is told line by line, and nothing is stored", async () => {
  const path = file("wrong.csv", "Number,Received,Name\n1,2020-01-02,Ana\n2,soon,Bo\n");
  const refused = await talon("import", path, "--as", "orders");
  expect(refused).toMatchObject({
    code: 2,
    lines: [],
    errors: [{ code: "input.date", field: "3: Received" }, { code: "import.wrong-rows" }],
  });
  expect(await talon("import", path, "--as", "orders", "--skip-wrong", "--unclosed", "handed-back")).toMatchObject({
    code: 0,
    lines: [{ orders: 1, wrong: 1 }, { leftOut: { field: "3: Received", problem: "date" } }],
  });
  for (const [args, code] of [
    [["import", path], "input.required"],
    [["import", path, "--as", "cats"], "input.choice"],
    [["import", join(outside, "nowhere.csv"), "--as", "orders"], "file.unreadable"],
    [["import", path, "--as", "ord"], "import.not-open-repair"],
    [["import", path, "--as", "orders", "--mapping", file("m.json", '{"price":"no such","cat":1}')], "input.value-unknown"],
    [["import", process.execPath, "--as", "orders"], "file.not-text"],
    [["import", "undo", "01997000-0000-7000-8000-000000000001"], "import.unknown"],
    [["export", outside], "file.taken"],
  ] as const)
    expect(await talon(...args), args.join(" ")).toMatchObject({
      code: 2,
      lines: [],
      errors: expect.arrayContaining([expect.objectContaining({ code })]),
    });
});

test("everything goes out into a folder, repairs as Open Repair Data into a file", async () => {
  await talon("import", file("ord.csv", `${ORD_HEAD}\n${ORD_TRAPS.join("\n")}\n`), "--as", "ord");
  expect((await talon("export", join(outside, "out"))).lines).toMatchObject([{ path: join(outside, "out"), files: expect.any(Number) }]);
  expect(readdirSync(join(outside, "out"))).toContain("README.txt");
  expect((await talon("export", join(outside, "own.csv"), "--as", "ord")).lines).toMatchObject([{ rows: 1 }]);
  expect(readFileSync(join(outside, "own.csv"), "utf8").split("\n")[0]).toBe(ORD_HEAD);
});

test("an import that is killed leaves nothing, whenever that was", { timeout: 120_000 }, async () => {
  const path = file(
    "many.csv",
    `${ORD_HEAD}\n${Array.from({ length: 12_000 }, (_, index) => `x_${index},P,LVA,Lamp,Lamp,15,Brand,,,Fixed,,G${index % 9},2024-01-02,word${index} and some more`).join("\n")}\n`,
  );
  const count = (table: string): number => {
    const db = new Sqlite(join(data, "talon.db"), { readonly: true });
    try {
      return db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!;
    } finally {
      db.close();
    }
  };
  const tables = ["repair_order", "customer", "device", "event", "import_row", "import", "closed_search_docsize", "customer_search_docsize"] as const;
  const before = tables.map(count);
  let running = 0;
  for (const until of ["reading", "import", "repair_order"] as const) {
    const { child, end } = startProgram(CLI, ["import", path, "--as", "ord", "--data", data]);
    const stages = join(data, "imports");
    while (!(existsSync(stages) && readdirSync(stages).length > 0) && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5));
    // Once the import is noted its words come in, piece by piece, and then its rows.
    if (until === "reading") await new Promise((resolve) => setTimeout(resolve, 300));
    else while (count(until) === before[tables.indexOf(until)] && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill("SIGKILL");
    expect((await end).signal).toBe("SIGKILL");
    running += count("import") - before[5]!;
    const { shop, close } = openShop(data, FAST_PINS);
    expect([findOrders(shop, "word7"), findOrders(shop, "x_7"), readImports(shop).filter(({ file: from }) => from === "many.csv")]).toEqual([
      [],
      [],
      [],
    ]);
    for (const piece of clearLeft(shop.db)) void piece;
    close();
    expect(tables.map(count)).toEqual(before);
    expect(readdirSync(stages)).toEqual([]);
  }
  expect(running).toBe(2);
  expect((await talon("import", path, "--as", "ord")).lines).toMatchObject([{ orders: 12_000 }]);
});
