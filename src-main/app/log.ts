import { randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** Size at which the log is set aside and begun anew, bytes, and how many old ones are kept. */
const LONGEST = 2_000_000;
const KEPT = 3;
/** Longest text of an error that is written, characters, and how many causes behind it. */
const LONGEST_TEXT = 8000;
const MOST_CAUSES = 5;

/**
 * Opens main's log: one JSON object per line, whole errors, no input of people.
 * @returns a function that writes an error and gives its id; it never throws, for a full disk must not break the answer
 */
export function openLog(file: string, clock: () => number): (error: unknown) => string {
  return (error) => {
    const id = randomUUID().slice(0, 8);
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      turnOver(file);
      appendFileSync(file, `${JSON.stringify({ id, at: new Date(clock()).toISOString(), ...describe(error) })}\n`, { mode: 0o600 });
    } catch {
      process.stderr.write(`talon: ${id} ${describe(error).error}\n`);
    }
    return id;
  };
}

/** Sets a long log aside as `.1`, the one before as `.2` and so on; the oldest goes. One that cannot be set aside is written on. */
function turnOver(file: string): void {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) <= LONGEST) return;
  for (let age = KEPT; age >= 1; age--) {
    try {
      renameSync(age === 1 ? file : `${file}.${age - 1}`, `${file}.${age}`);
    } catch {
      // None of that age yet, or another program has it open.
    }
  }
}

/** JSON.parse quotes what it was given, and that may be anybody's. */
const withoutInput = (text: string): string => text.replace(/Unexpected token [\s\S]* is not valid JSON/, "Unexpected token in JSON");

const cut = (text: string): string => (text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text);

function describe(error: unknown, causes = 0): { error: string; code?: unknown; stack?: string; cause?: unknown } {
  if (!(error instanceof Error)) return { error: cut(String(error)) };
  const plain = (text: string): string => cut(error instanceof SyntaxError ? withoutInput(text) : text);
  return {
    error: plain(`${error.name}: ${error.message}`),
    code: (error as { code?: unknown }).code,
    stack: error.stack === undefined ? undefined : plain(error.stack),
    cause: error.cause === undefined || causes >= MOST_CAUSES ? undefined : describe(error.cause, causes + 1),
  };
}
