import { once } from "node:events";
import { createReadStream } from "node:fs";
import type { Writable } from "node:stream";
import type { ZodType } from "zod";
import { problemsOf } from "../contract/ground/problem.ts";
import type { Reader } from "../documents/engine/texts.ts";
import { DomainError } from "../domain/ground/error.ts";
import type { FieldProblem } from "../domain/ground/field-problem.ts";
import { unreadable } from "./command-line.ts";
import { describeError } from "./describe-error.ts";

/** Characters of the longest line that is read; a case takes a thousand. */
const LONGEST = 1_000_000;
/** Characters that are written at a time. */
const PIECE = 65_536;

/** What is wrong with a line. */
export type LineProblems = { readonly problems: readonly FieldProblem[] };

/** A line as it was understood; `within` is the way to the case. */
export type CaseLine<Case, Expected> = { readonly within: string; readonly it: Case; readonly name?: string; readonly expect?: Expected };

type Named<Case, Expected> = { readonly name?: string | undefined; readonly case: Case; readonly expect?: Expected | undefined };

/** Reads a line: a bare case, or one with a name and what is expected of it. */
export function readCaseLine<Case, Expected>(
  text: string,
  bare: ZodType<Case>,
  named: ZodType<Named<Case, Expected>>,
): CaseLine<Case, Expected> | LineProblems {
  if (text.length > LONGEST) return { problems: [{ field: "", problem: "too-long" }] };
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { problems: [{ field: "", problem: "not-json" }] };
  }
  if (typeof data === "object" && data !== null && "case" in data) {
    const read = named.safeParse(data);
    if (!read.success) return { problems: problemsOf(read.error.issues) };
    const { case: it, name, expect } = read.data;
    return { within: "case.", it, ...(name !== undefined && { name }), ...(expect !== undefined && { expect }) };
  }
  const read = bare.safeParse(data);
  return read.success ? { within: "", it: read.data } : { problems: problemsOf(read.error.issues) };
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
 * Answers every line of a file with one JSON object per line in the same order: the answer, or what is wrong with the line. Empty lines are
 * passed over. Takes as little memory for a million lines as for one.
 * @param readerOf who reads what is wrong; asked for when something is
 * @returns whether every line could be answered
 * @throws DomainError `file.unreadable`
 */
export async function answerLines(
  file: string,
  answer: (text: string) => object | LineProblems,
  out: Writable,
  readerOf: () => Reader,
): Promise<boolean> {
  let [number, good, piece] = [0, true, ""];
  let reader: Reader | undefined;
  for await (const lines of linesOf(file)) {
    for (const line of lines) {
      number++;
      if (line.length <= LONGEST && line.trim() === "") continue;
      const answered = answer(line);
      const wrong = "problems" in answered ? errorLine(number, answered.problems, (reader ??= readerOf())) : undefined;
      if (wrong) good = false;
      piece += `${JSON.stringify(wrong ?? answered)}\n`;
      if (piece.length < PIECE) continue;
      if (!out.write(piece)) await once(out, "drain");
      piece = "";
    }
  }
  if (piece !== "") out.write(piece);
  return good;
}
