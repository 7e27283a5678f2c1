import type { Reader } from "../documents/engine/texts.ts";
import { describeError } from "../cli/describe-error.ts";

/** Exit code of a start that Talon refused after saying why; another front door would refuse as well. */
export const REFUSED = 3;

/**
 * What to tell of an error that keeps Talon from starting.
 * @param log writes the whole error; @returns its id there
 */
export function refusalOf(error: unknown, reader: Reader, log: (error: unknown) => string): string {
  const id = log(error);
  const { syscall, port = 0 } = error as { syscall?: string; port?: number };
  if (syscall === "listen") return reader.text("start.port", { port });
  return describeError(error, reader)
    .map(({ line }) => (line.code === "bug" ? reader.text("start.bug", { id, message: line.message }) : line.message))
    .join("\n");
}
