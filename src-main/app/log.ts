import { randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** Size at which the log is set aside and begun anew, bytes; one old one is kept. */
const LONGEST = 5_000_000;

/**
 * Opens main's log: one JSON object per line, whole errors, no input of people.
 * @returns a function that writes an error and gives its id; it never throws, for a full disk must not break the answer
 */
export function openLog(file: string, clock: () => number): (error: unknown) => string {
  return (error) => {
    const id = randomUUID().slice(0, 8);
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LONGEST) renameSync(file, `${file}.1`);
      appendFileSync(file, `${JSON.stringify({ id, at: new Date(clock()).toISOString(), ...describe(error) })}\n`, { mode: 0o600 });
    } catch {
      process.stderr.write(`talon: ${id} ${describe(error).error}\n`);
    }
    return id;
  };
}

function describe(error: unknown): { error: string; code?: unknown; stack?: string; cause?: unknown } {
  if (!(error instanceof Error)) return { error: String(error) };
  return {
    error: `${error.name}: ${error.message}`,
    code: (error as { code?: unknown }).code,
    stack: error.stack,
    cause: error.cause === undefined ? undefined : describe(error.cause),
  };
}
