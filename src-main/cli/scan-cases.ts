import type { Writable } from "node:stream";
import { bareScan, namedScan, type ScanExpectation, type ScanLine } from "../contract/devices/scan-line.ts";
import type { Reader } from "../documents/engine/texts.ts";
import { readLabelCode } from "../domain/devices/label-code.ts";
import type { LabelReading } from "../domain/devices/label-reading.ts";
import { answerLines, readCaseLine, type LineProblems } from "./case-lines.ts";

type ReadLine = LabelReading & { readonly name?: string; readonly met?: boolean; readonly unmet?: readonly string[] };

/** Keys in which a reading is not what is expected of it. */
function unmetIn(reading: LabelReading, expected: ScanExpectation): readonly string[] {
  const read = new Map<string, unknown>(Object.entries(reading));
  return Object.keys(expected).filter((key) => JSON.stringify(read.get(key) ?? null) !== JSON.stringify(expected[key]));
}

/** Reads the code of one line. */
function readLine(text: string, today: string): ReadLine | LineProblems {
  const line = readCaseLine<ScanLine, ScanExpectation>(text, bareScan, namedScan);
  if (!("it" in line)) return line;
  const { it, name } = line;
  const expected = line.expect ?? it.expect;
  const reading = readLabelCode(it.scan, it.given ?? {}, today);
  const unmet = expected && unmetIn(reading, expected);
  return { ...reading, ...(name !== undefined && { name }), ...(unmet && { met: unmet.length === 0, unmet }) };
}

/**
 * Reads the scanned codes of a file, one per line, and writes one JSON object per line in the same order: what is sure, or what is wrong
 * with the line.
 * @param today ISO day
 * @param readerOf who reads what is wrong; asked for when something is
 * @returns whether every line could be read
 * @throws DomainError `file.unreadable`
 */
export const scanCases = (file: string, today: string, out: Writable, readerOf: () => Reader): Promise<boolean> =>
  answerLines(file, (text) => readLine(text, today), out, readerOf);
