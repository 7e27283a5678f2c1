import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MAX_TEXT } from "../../src-main/domain/ground/limits.ts";

/** Where the records of the Open Repair Alliance lie (openrepair.org, CC BY-SA 4.0), if they do; they are read and never copied into the project. */
const RECORDS = process.env["TALON_ORDS"] ?? join(import.meta.dirname, "..", "..", "..", "shared", "data", "ords");

/** What people wrote into the column `problem` of real repair records; empty where there are no records here. */
export function realFaults(folder: string = RECORDS): readonly string[] {
  if (!existsSync(folder)) return [];
  const faults = new Set<string>();
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(".csv"))
    .toSorted()) {
    const [head = [], ...rows] = csvRows(readFileSync(join(folder, file), "utf8"));
    const column = head.indexOf("problem");
    for (const row of column < 0 ? [] : rows) {
      const fault = (row[column] ?? "").trim().slice(0, MAX_TEXT.long);
      if (fault !== "") faults.add(fault);
    }
  }
  return [...faults];
}

/** Rows of a CSV text: cells may stand in quotes, with quotes doubled and line breaks inside (RFC 4180). */
export function csvRows(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain!);
    if (end !== ",") rows.push([]);
  }
  return rows.filter((row) => row.length > 1 || row[0]);
}
