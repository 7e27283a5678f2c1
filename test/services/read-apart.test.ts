import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readDraftsApart } from "../../src-main/services/read-apart.ts";
import { USUAL_PLAN } from "../../src-main/domain/transfer/import.ts";
import { sniffFile } from "../../src-main/storage/import-file.ts";
import { readDrafts, type Reading, type ReadRow, type ReadRows } from "../../src-main/usecases/transfer/read-drafts.ts";
import { temporaryFolder } from "../helpers/open-test-shop.ts";

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const COLUMNS = ["number", "name", "phone", "brand", "model", "serial", "fault", "received", "price"];

/** A file of so many past orders, some of them with a mistake, and how it is read. */
async function pastOrders(count: number, end = ""): Promise<Reading> {
  const path = join(folder, `${count}${end.length}.csv`);
  const rows = Array.from({ length: count }, (_, index) =>
    [
      `A-${index}`,
      `Нұрлан Қали ${index}`,
      `+7701${String(1_000_000 + index)}`,
      "Samsung",
      "Galaxy S23",
      `SN-${index}/Ž`,
      `Экран разбит ${index}`,
      index % 7 === 3 ? "once upon a time" : "02.03.2024",
      String(index),
    ].join(","),
  );
  writeFileSync(path, `${[COLUMNS.join(","), ...rows].join("\n")}\n\n${end}`);
  return {
    path,
    sniffed: await sniffFile(path),
    columns: COLUMNS,
    plan: { ...USUAL_PLAN, kind: "orders", headRow: 1, mapping: Object.fromEntries(COLUMNS.map((column, index) => [column, [index]])) },
    home: { country: "KZ", currency: "KZT", languages: ["kk", "ru"], timeZone: "Asia/Almaty", today: "2024-05-01" },
    categories: new Map([["", "other"]]),
  };
}

async function rowsOf(pieces: AsyncIterable<ReadRows>): Promise<readonly ReadRow[]> {
  const rows: ReadRow[] = [];
  for await (const piece of pieces) rows.push(...piece.rows);
  return rows;
}

const threads = (): number => process.getActiveResourcesInfo().filter((name) => name === "MessagePort").length;

describe("a large file", () => {
  test("is read by a thread as it would be without one", async () => {
    const reading = await pastOrders(12_000);
    expect(reading.sniffed.bytes).toBeGreaterThan(1_000_000);
    const rows = await rowsOf(readDraftsApart(reading));
    expect(rows).toHaveLength(12_000);
    expect(rows).toEqual(await rowsOf(readDrafts(reading)));
    expect(rows[3]).toMatchObject({ line: 5, draft: [{ field: "received", problem: "date" }] });
  });

  test("that is no CSV further on is refused with the line", async () => {
    const reading = await pastOrders(12_000, `x,"${"never ends ".repeat(200_000)}`);
    await expect(rowsOf(readDraftsApart(reading))).rejects.toMatchObject({ code: "file.not-csv", data: { count: expect.any(Number) } });
  });

  test("that is gone meanwhile is refused with what the system says", async () => {
    const reading = await pastOrders(12_001);
    rmSync(reading.path);
    await expect(rowsOf(readDraftsApart(reading))).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("whose taker goes away leaves no thread behind", async () => {
    const before = threads();
    for await (const piece of readDraftsApart(await pastOrders(12_002))) {
      expect(piece.rows[0]!.line).toBe(2);
      expect(threads()).toBeGreaterThan(before);
      break;
    }
    await expect.poll(threads).toBe(before);
  });
});

test("a small file is read at once", async () => {
  const reading = await pastOrders(3);
  expect((await rowsOf(readDraftsApart(reading))).map(({ line }) => line)).toEqual([2, 3, 4]);
});
