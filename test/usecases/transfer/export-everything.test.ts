import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSnapshot } from "../../../src-main/database/transfer/export.ts";
import { readRecords, sniffFile } from "../../../src-main/storage/import-file.ts";
import { exportEverything, type ExportOptions } from "../../../src-main/usecases/transfer/export-everything.ts";
import { exportOpenRepair } from "../../../src-main/usecases/transfer/export-open-repair.ts";
import { addPhotos } from "../../../src-main/usecases/orders/edit-order.ts";
import { handBackDevice } from "../../../src-main/usecases/orders/hand-back-device.ts";
import { oneExport } from "../../../src-main/usecases/transfer/one-export.ts";
import { moveOrder } from "../../../src-main/usecases/orders/move-order.ts";
import { readOrder } from "../../../src-main/usecases/orders/find-orders.ts";
import { bringIn, OLD_ORDERS, ORD_HEAD, ORD_TRAPS, put } from "../../helpers/exchange.ts";
import { openTestShop, type TestShop } from "../../helpers/open-test-shop.ts";
import { CASES } from "../../helpers/intake-cases.ts";
import { handback, moveThrough, refusalOfAsync, SMALL, takeIn, TO_READY } from "../../helpers/orders.ts";
import { png } from "../../helpers/pictures.ts";
import { putPicture } from "../../helpers/put-picture.ts";

let open: TestShop;
beforeEach(() => {
  open = openTestShop({ settings: { name: "Талон" } });
});
afterEach(() => open.cleanup());

async function exportTo(folder: string, options: Partial<ExportOptions> = {}): Promise<number> {
  let steps = 0;
  for await (const step of exportEverything(open.shop, { folder, documents: false, exact: false, ...options })) {
    steps++;
    void step;
  }
  return steps;
}

const text = (...path: readonly string[]): string => readFileSync(join(open.folder, ...path), "utf8");

async function csv(...path: readonly string[]): Promise<readonly Readonly<Record<string, string>>[]> {
  const file = join(open.folder, ...path);
  const rows: string[][] = [];
  for await (const { cells } of readRecords(file, await sniffFile(file))) rows.push([...cells]);
  const [head, ...rest] = rows;
  return rest.map((cells) => Object.fromEntries(head!.map((column, index) => [column, cells[index]!])));
}

const jsonLines = (...path: readonly string[]): readonly Record<string, unknown>[] =>
  text(...path)
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe("everything", () => {
  test("every table and column is told of, or left out with a reason", () => {
    const { tables, leftOut } = open.shop.exchange.about();
    const names = open.shop.db
      .prepare<[], string>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%\\_search%' ESCAPE '\\'",
      )
      .pluck()
      .all();
    const there = names.flatMap((table) =>
      leftOut[table]
        ? []
        : (open.shop.db.pragma(`table_xinfo(${table})`) as { name: string }[]).map(({ name }) => `${table}.${name}`).filter((name) => !leftOut[name]),
    );
    // Rows that name others by their ordinals are written with their ids, and packed facts in the open.
    const written = there.map((name) => name.replace(/(order|job|person|bench)_ordinal$/, "$1_id").replace("paper.facts", "paper.data"));
    const told = Object.entries(tables).flatMap(([table, { columns }]) => Object.keys(columns).map((column) => `${table}.${column}`));
    expect(told.sort()).toEqual(written.sort());
    expect(
      Object.values(tables)
        .flatMap(({ about, columns }) => [about, ...Object.values(columns)])
        .filter((means) => means.trim() === ""),
    ).toEqual([]);
  });

  test("CSV for people and JSON for programs, with photos and papers, and no secret in any file", async () => {
    const order = takeIn(open, {
      ...SMALL,
      fault: '=cmd|" /C calc"!A0',
      device: { category: "phone", passcode: { kind: "pin", value: "86420975" } },
    });
    const photo = putPicture(open.shop, png(3, 2));
    addPhotos(open.shop, { id: order.id, version: order.version, photos: [photo.sha256] }, open.caller);
    await bringIn(open, put(open, "old.csv", OLD_ORDERS));
    const steps = await exportTo(join(open.folder, "out"), { documents: true });
    expect(steps).toBeGreaterThan(30);
    expect(readdirSync(join(open.folder, "out")).sort()).toEqual(["README.txt", "csv", "documents", "json", "photos", "tables.json"]);
    const orders = await csv("out", "csv", "repair_order.csv");
    expect(text("out", "csv", "repair_order.csv").startsWith("\ufeffordinal,id,number,")).toBe(true);
    expect(orders.map(({ number, fault }) => [number, fault]).sort()).toEqual([
      ["1001", "Не заряжается,\nгаснет"],
      ["1002", "Шумит"],
      ["1003", "Экран"],
      [order.number, `'=cmd|" /C calc"!A0`],
    ]);
    expect(orders.find(({ id }) => id === order.id)?.["received_at"]).toBe(new Date(order.receivedAt).toISOString());
    expect(jsonLines("out", "json", "repair_order.jsonl").find(({ id }) => id === order.id)).toMatchObject({
      fault: '=cmd|" /C calc"!A0',
      received_at: order.receivedAt,
      closed_at: null,
    });
    expect((await csv("out", "csv", "customer_phone.csv")).map(({ e164 }) => e164)).toContain("+77025554433");
    expect(readFileSync(join(open.folder, "out", "photos", `${order.number}-1.png`))).toEqual(Buffer.from(png(3, 2)));
    expect(readdirSync(join(open.folder, "out", "documents"))).toEqual([`${order.number}-certificate.pdf`]);
    expect(
      readFileSync(join(open.folder, "out", "documents", `${order.number}-certificate.pdf`))
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
    const all = ["csv", "json"].flatMap((part) => readdirSync(join(open.folder, "out", part)).map((name) => text("out", part, name))).join("\n");
    expect(all).not.toContain("86420975");
    expect(all).not.toContain("pin_hash");
    expect(text("out", "README.txt")).toContain("repair_order (4 rows)");
    expect(JSON.parse(text("out", "tables.json"))).toMatchObject({ tables: { repair_order: { rows: 4 } } });
    await exportTo(join(open.folder, "exact"), { exact: true });
    expect((await csv("exact", "csv", "repair_order.csv")).find(({ id }) => id === order.id)?.["fault"]).toBe('=cmd|" /C calc"!A0');
  });

  test("a number from elsewhere leads nowhere, and a lost photo is told of", async () => {
    await bringIn(open, put(open, "evil.csv", "Number,Received,Name\n../../../evil,2020-01-02,Ana\n"));
    const { id } = open.shop.db.prepare("SELECT id FROM repair_order").get() as { id: string };
    const photo = putPicture(open.shop, png(3, 2));
    open.shop.db.prepare("INSERT INTO photo (order_id, position, sha256) VALUES (?, 0, ?)").run(id, photo.sha256);
    await exportTo(join(open.folder, "out"));
    expect(readdirSync(join(open.folder, "out", "photos"))).toEqual([`_evil-${id.slice(-8)}-1.png`]);
    open.shop.db
      .prepare("INSERT INTO picture (sha256, mime, width, height, bytes, created_at) VALUES (?, 'image/png', 1, 1, 1, 1)")
      .run("f".repeat(64));
    await exportTo(join(open.folder, "again"));
    expect(text("again", "README.txt")).toContain(`pictures/${"f".repeat(64)}.png`);
  });

  test("photos and papers are written after the moment was let go: the log can be emptied, and later ones are not among them", async () => {
    const placed = Buffer.concat([readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "field", "exif6.jpg")), Buffer.from("56.9496N")]);
    const { sha256 } = putPicture(open.shop, placed, undefined, true);
    const order = takeIn(open, { ...SMALL, photos: [sha256] });
    let later: string | undefined;
    const logged: unknown[] = [];
    for await (const step of exportEverything(open.shop, { folder: join(open.folder, "out"), documents: true, exact: false })) {
      if (step.kind !== "progress" || !/^(photos|documents)/.test(step.file)) continue;
      later ??= takeIn(open).number;
      logged.push(open.shop.db.pragma("wal_checkpoint(TRUNCATE)"));
    }
    expect(logged).toEqual(Array.from({ length: 2 }, () => [expect.objectContaining({ busy: 0 })]));
    expect(readdirSync(join(open.folder, "out", "documents"))).toEqual([`${order.number}-certificate.pdf`]);
    expect(text("out", "json", "repair_order.jsonl")).not.toContain(later);
    expect(readFileSync(join(open.folder, "out", "photos", `${order.number}-1.jpg`)).includes("56.9496N")).toBe(false);
  });

  test("how much there is, is known at once: rows by numbers, and those of orders by some orders", () => {
    const about = (table: string): number => {
      const snapshot = openSnapshot(open.shop.db);
      const rows = snapshot.countRoughly(table);
      snapshot.close();
      return rows;
    };
    expect(["repair_order", "event", "accessory", "setting"].map(about)).toEqual([0, 0, 0, 0]);
    for (let index = 0; index < 130; index++)
      takeIn(open, { ...CASES["phone-en"], accessories: index % 2 ? ["case"] : ["case", "charger", "cable"] });
    expect(about("repair_order")).toBe(130);
    expect(about("event")).toBe(130);
    expect(Math.abs(about("accessory") - 260)).toBeLessThan(80);
  });

  test("nothing is overwritten, nothing half-done looks whole, and a stopped one leaves nothing", async () => {
    for (let index = 0; index < 3; index++) takeIn(open);
    mkdirSync(join(open.folder, "taken"));
    writeFileSync(join(open.folder, "taken", "diary.txt"), "mine");
    expect((await refusalOfAsync(exportTo(join(open.folder, "taken")))).code).toBe("file.taken");
    expect((await refusalOfAsync(exportTo(join(open.folder, "taken", "diary.txt")))).code).toBe("file.taken");
    expect(readdirSync(join(open.folder, "taken"))).toEqual(["diary.txt"]);
    const end = new AbortController();
    const stopped = (async () => {
      for await (const step of exportEverything(open.shop, {
        folder: join(open.folder, "out"),
        documents: false,
        exact: false,
        signal: end.signal,
      })) {
        expect(existsSync(join(open.folder, "out"))).toBe(false);
        if (step.kind === "progress") end.abort();
      }
    })();
    await expect(stopped).rejects.toThrow("abort");
    expect(readdirSync(open.folder).filter((name) => name.startsWith("out"))).toEqual([]);
    mkdirSync(join(open.folder, "empty"));
    await exportTo(join(open.folder, "empty"));
    expect(existsSync(join(open.folder, "empty", "README.txt"))).toBe(true);
  });
});

describe("own repairs as Open Repair Data", () => {
  const write = async (problem: boolean): Promise<readonly Readonly<Record<string, string>>[]> => {
    const file = `ord-${String(problem)}.csv`;
    for await (const step of exportOpenRepair(open.shop, { file: join(open.folder, file), problem })) void step;
    return csv(file);
  };
  const done = (): void => {
    const intake = {
      ...SMALL,
      customer: { name: "Нұрлан Ахметов", phone: "87025554433" },
      fault: "НҰРЛАН: звоните 8 702 555 44 33 или n@mail.kz, экран 15 см, SN SECRET77",
    };
    const fixed = moveThrough(
      open,
      takeIn(open, { ...intake, device: { category: "laptop", brand: "Lenovo", serial: "SECRET77", manufacturedOn: "2020-05-01" } }),
      ...TO_READY,
    );
    handBackDevice(open.shop, handback(fixed), open.caller);
    const dead = moveThrough(open, takeIn(open, { ...intake, device: { category: "Дрон" } }), "diagnosing", "unrepairable");
    handBackDevice(open.shop, handback(dead), open.caller);
    takeIn(open);
  };

  test("tells outcomes by the standard's own words, and of nobody", async () => {
    done();
    await bringIn(open, put(open, "ord.csv", `${ORD_HEAD}\n${ORD_TRAPS.join("\n")}\n`));
    const rows = await write(false);
    expect(rows).toEqual([
      {
        id: expect.stringMatching(/^r-26000001$/),
        data_provider: "Талон",
        country: "KAZ",
        partner_product_category: "laptop",
        product_category: "Laptop",
        product_category_id: "16",
        brand: "Lenovo",
        year_of_manufacture: "2020",
        product_age: "6",
        repair_status: "Fixed",
        repair_barrier_if_end_of_life: "",
        group_identifier: "Талон",
        event_date: "2026-11-20",
        problem: "",
      },
      expect.objectContaining({
        id: "r-26000002",
        product_category: "Misc",
        product_category_id: "18",
        brand: "Unknown",
        repair_status: "End of life",
        problem: "",
      }),
    ]);
    for (const { id } of rows) expect(id).toMatch(/^[a-z]+-[0-9]+$/);
  });

  test("with faults, without what names a person", async () => {
    done();
    const [row] = await write(true);
    expect(row?.["problem"]).toBe("…: звоните … или …, экран 15 см, SN …");
    expect(JSON.stringify(row)).not.toMatch(/нұрлан|Ахметов|SECRET77|555/i);
  });

  test("the shop's imported past counts as its own, under ids that never change", async () => {
    await bringIn(open, put(open, "old.csv", OLD_ORDERS));
    const rows = await write(false);
    expect(rows.map(({ id, repair_status: status }) => [id, status])).toEqual([
      ["past-3", "Unknown"],
      ["past-2", "Unknown"],
      ["past-1", "Unknown"],
    ]);
  });
});

test("a move after handback keeps the state that it was handed back from", () => {
  const order = moveThrough(open, takeIn(open), ...TO_READY);
  const { order: closed } = handBackDevice(open.shop, handback(order), open.caller);
  expect(() => moveOrder(open.shop, { id: closed.id, version: closed.version, to: "testing" }, open.caller)).toThrow("order.closed");
  expect(readOrder(open.shop, order.id).events.find(({ kind }) => kind === "handed-back")?.data["from"]).toBe("ready");
});

test("one export is written at a time; the next one may begin when it is done or stopped", async () => {
  takeIn(open);
  const everything = (folder: string) =>
    oneExport(open.shop, exportEverything(open.shop, { folder: join(open.folder, folder), documents: true, exact: false }));
  const outcomes = (file: string) => oneExport(open.shop, exportOpenRepair(open.shop, { file: join(open.folder, file), problem: false }));
  const first = everything("first");
  expect((await first.next()).value).toMatchObject({ kind: "progress" });
  expect(await refusalOfAsync(everything("second").next())).toMatchObject({ code: "export.busy" });
  expect(await refusalOfAsync(outcomes("second.csv").next())).toMatchObject({ code: "export.busy" });
  await first.return();
  for (const next of [outcomes("third.csv"), everything("fourth")]) for await (const step of next) void step;
  expect(readdirSync(open.folder).filter((name) => /first|second|third|fourth/.test(name))).toEqual(["fourth", "third.csv"]);
});
