import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { chanceFrom } from "../../src-main/demo/demo-visit.ts";
import { csvLine } from "../../src-main/domain/ground/csv.ts";
import { addDays } from "../../src-main/domain/ground/date.ts";
import { USUAL_PLAN, type ImportPlan, type ImportStep } from "../../src-main/domain/transfer/import.ts";
import type { Caller } from "../../src-main/domain/shop/shop.ts";
import { exportEverything } from "../../src-main/usecases/transfer/export-everything.ts";
import { exportImport } from "../../src-main/usecases/transfer/export-open-repair.ts";
import { findOrders } from "../../src-main/usecases/orders/find-orders.ts";
import { importRecords, lookAtFile } from "../../src-main/usecases/transfer/import-records.ts";
import type { Shop } from "../../src-main/usecases/ground/shop.ts";
import { undoImport } from "../../src-main/usecases/transfer/undo-import.ts";
import { copyOf, openQuiet } from "./compared.ts";
import type { Line } from "./report.ts";
import { customers, demoTexts } from "./visits.ts";

const ROWS = 100_000;

/** Past orders as another program would write them, of the same people and faults as the workshop's. */
function oldOrders(folder: string): string {
  const next = customers(demoTexts(), chanceFrom(23));
  const lines = [
    csvLine([
      "Номер заказа",
      "Дата приема",
      "Дата выдачи",
      "ФИО",
      "Телефон",
      "Категория",
      "Бренд",
      "Модель",
      "Серийный номер",
      "Неисправность",
      "Сумма",
    ]),
  ];
  for (let row = 0; row < ROWS; row++) {
    const received = addDays("2015-01-01", Math.floor((row * 3650) / ROWS));
    const { customer, device, fault } = next(received);
    const { category, brand = "", model = "", serial = "" } = device;
    lines.push(
      csvLine([
        `OLD-${row}`,
        received,
        addDays(received, 5),
        customer.name,
        customer.phone ?? "",
        category,
        brand,
        model,
        serial,
        fault,
        String(row % 9000),
      ]),
    );
  }
  const file = join(folder, "old-orders.csv");
  writeFileSync(file, `${lines.join("\r\n")}\r\n`);
  return file;
}

type Watched = { readonly ms: number; readonly cpu: number; readonly pause: number };

/** How long work takes, ms; how much of it the processor was at it, which tells on a computer that has other work; and the longest that it kept others from their turn. */
async function watched(work: () => Promise<unknown>): Promise<Watched> {
  const cpu = process.cpuUsage();
  const delay = monitorEventLoopDelay({ resolution: 2 });
  delay.enable();
  await pause(10);
  const from = performance.now();
  await work();
  const ms = performance.now() - from;
  await pause(10);
  delay.disable();
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpu: (user + system) / 1000, pause: delay.max / 1e6 };
}

async function followed(steps: AsyncIterable<ImportStep>): Promise<string> {
  let id = "";
  for await (const step of steps) if (step.kind === "done") id = step.id;
  return id;
}

const oneOf = (shop: Shop, table: string): string => (shop.db.prepare(`SELECT id FROM ${table} LIMIT 1`).get() as { id: string }).id;

/** Data in and out: a file of past orders checked, brought in, and undone; everything exported; real Open Repair Data there and back. */
export async function measureExchange(ours: string): Promise<readonly Line[]> {
  const folder = copyOf(ours, `${ours}-exchange`);
  const { shop, close } = openQuiet(folder);
  const caller: Caller = { personId: oneOf(shop, "person"), benchId: oneOf(shop, "bench") };
  const path = oldOrders(folder);
  const plan: ImportPlan = { ...(await lookAtFile(path, {})), ...USUAL_PLAN };
  const source = { path, name: "old-orders.csv" };
  const checked = await watched(() => followed(importRecords(shop, source, plan, caller, { dryRun: true })));
  let most = 0;
  const watching = setInterval(() => (most = Math.max(most, process.memoryUsage.rss() / 1e6)), 100);
  const before = process.memoryUsage.rss() / 1e6;
  let id = "";
  const made = await watched(async () => (id = await followed(importRecords(shop, source, plan, caller, { dryRun: false }))));
  clearInterval(watching);
  if (findOrders(shop, "OLD-77777")[0]?.number !== "OLD-77777") throw new Error("what came in is not found");
  const exported = await watched(async () => {
    for await (const step of exportEverything(shop, { folder: join(folder, "out"), documents: false, exact: false })) void step;
  });
  const undone = await watched(() => undoImport(shop, id));
  const real = await openRepair(shop, caller, folder);
  close();
  const seconds = (operation: string, { ms, cpu, pause: longest }: Watched, most?: number): Line => ({
    operation,
    value: ms,
    unit: "ms",
    ...(most !== undefined && { bar: { of: "value", most } }),
    note: `processor ${(cpu / 1000).toFixed(1)} s, longest pause for others ${Math.round(longest)} ms`,
  });
  return [
    seconds(`${ROWS.toLocaleString("en")} past orders checked (dry run)`, checked),
    seconds(`${ROWS.toLocaleString("en")} past orders brought in, ${Math.round(statSync(path).size / 1e6)} MB`, made, 20_000),
    { operation: "process grows while they come in", value: Math.max(0, most - before), unit: "MB" },
    seconds("they are undone", undone),
    seconds("everything exported, CSV and JSON", exported),
    ...real,
  ];
}

/** Published files of Open Repair Data in the folder that TALON_ORD names: in, found, and out again with the same bytes. */
async function openRepair(shop: Shop, caller: Caller, folder: string): Promise<readonly Line[]> {
  const real = process.env["TALON_ORD"];
  if (real === undefined)
    return [{ operation: "Open Repair Data there and back", unit: "ms", note: "not measured: TALON_ORD names a folder of published files" }];
  const lines: Line[] = [];
  for (const name of readdirSync(real).filter((each) => /_\d{6}\.csv$/.test(each))) {
    const path = join(real, name);
    const plan: ImportPlan = { ...(await lookAtFile(path, {})), ...USUAL_PLAN };
    const file = join(folder, name);
    let id = "";
    const there = await watched(async () => (id = await followed(importRecords(shop, { path, name }, plan, caller, { dryRun: false }))));
    const back = await watched(async () => {
      for await (const step of exportImport(shop, id, { file })) void step;
    });
    const same = readFileSync(file).equals(readFileSync(path));
    lines.push({
      operation: name.replace("OpenRepairData_v0.3_", "").replace(".csv", ""),
      value: there.ms,
      unit: "ms",
      note: `processor ${(there.cpu / 1000).toFixed(1)} s; back in ${Math.round(back.ms)} ms, ${same ? "byte for byte the same" : "NOT the same"}`,
    });
  }
  return lines;
}
