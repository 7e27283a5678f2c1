import { once } from "node:events";
import { createReadStream } from "node:fs";
import type { Writable } from "node:stream";
import { namedCase } from "../contract/case-line.ts";
import { policyCase } from "../contract/policy-pack.ts";
import { problemsOf } from "../contract/problem.ts";
import type { Reader } from "../documents/texts.ts";
import { DomainError } from "../domain/error.ts";
import type { FieldProblem } from "../domain/intake.ts";
import type { PolicyCase } from "../domain/policy-case.ts";
import { unmetBy, type Expectation } from "../domain/policy-expectation.ts";
import type { PolicyPack } from "../domain/policy-pack.ts";
import { decide, type Decision } from "../domain/policy.ts";
import { unreadable } from "./command-line.ts";
import { describeError } from "./describe-error.ts";

/** Characters of the longest line that is read; a case takes a thousand. */
const LONGEST = 1_000_000;
/** Characters that are written at a time. */
const PIECE = 65_536;

/** A line as it was understood; `within` is the way to the case. */
type CaseLine = { readonly within: string; readonly it: PolicyCase; readonly name?: string; readonly expect?: Expectation };
type DecidedLine = Decision & { readonly name?: string; readonly met?: boolean; readonly unmet?: readonly string[] };

function readLine(text: string): CaseLine | readonly FieldProblem[] {
  if (text.length > LONGEST) return [{ field: "", problem: "too-long" }];
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return [{ field: "", problem: "not-json" }];
  }
  if (typeof data === "object" && data !== null && "case" in data) {
    const read = namedCase.safeParse(data);
    return read.success ? { within: "case.", it: read.data.case, name: read.data.name, expect: read.data.expect } : problemsOf(read.error.issues);
  }
  const read = policyCase.safeParse(data);
  return read.success ? { within: "", it: read.data } : problemsOf(read.error.issues);
}

/** Decides one line. @returns the decision, or everything that is wrong with the line */
function decideLine(text: string, packs: ReadonlyMap<string, PolicyPack>): DecidedLine | readonly FieldProblem[] {
  const line = readLine(text);
  if (!("it" in line)) return line;
  const { within, it, name, expect } = line;
  const pack = packs.get(it.policy);
  if (!pack) return [{ field: `${within}policy`, problem: "value-unknown", text: it.policy }];
  const decision = decide(pack, it);
  if (!expect) return name === undefined ? decision : { ...decision, name };
  const unmet = unmetBy(decision, expect);
  return { ...decision, name, met: unmet.length === 0, unmet };
}

/** What is wrong with a line, as one object in its place. */
function errorLine(line: number, problems: readonly FieldProblem[], reader: Reader) {
  const errors = describeError(new DomainError("input.invalid", { problems }), reader).map((described) => described.line);
  return { line, ...errors[0], ...(errors.length > 1 && { errors }) };
}

/** The lines of a text file without their ends; of one that is too long no more than shows it. @throws DomainError `file.unreadable` */
async function* linesOf(file: string): AsyncGenerator<string[]> {
  let rest: string | undefined;
  try {
    for await (const chunk of createReadStream(file, { encoding: "utf8", highWaterMark: PIECE * 4 }) as AsyncIterable<string>) {
      const lines = (rest === undefined ? chunk.replace(/^\ufeff/, "") : chunk).split("\n");
      lines[0] = (rest ?? "").length > LONGEST ? rest! : (rest ?? "") + lines[0]!;
      rest = lines.pop()!;
      yield lines;
    }
  } catch (error) {
    throw unreadable(file, error);
  }
  yield [rest ?? ""];
}

/**
 * Decides every case of a file, one per line, and writes one JSON object per line in the same order: the decision, or what is wrong with
 * the line. Empty lines are passed over. Takes as little memory for a million cases as for one.
 * @param readerOf who reads what is wrong; asked for when something is
 * @returns whether every line could be decided
 * @throws DomainError `file.unreadable`
 */
export async function decideCases(file: string, packs: ReadonlyMap<string, PolicyPack>, out: Writable, readerOf: () => Reader): Promise<boolean> {
  let [number, good, piece] = [0, true, ""];
  let reader: Reader | undefined;
  for await (const lines of linesOf(file)) {
    for (const line of lines) {
      number++;
      if (line.length <= LONGEST && line.trim() === "") continue;
      const decided = decideLine(line, packs);
      const wrong = "coverage" in decided ? undefined : errorLine(number, decided, (reader ??= readerOf()));
      if (wrong) good = false;
      piece += `${JSON.stringify(wrong ?? decided)}\n`;
      if (piece.length < PIECE) continue;
      if (!out.write(piece)) await once(out, "drain");
      piece = "";
    }
  }
  if (piece !== "") out.write(piece);
  return good;
}
