/** What ends a program that has caught nothing: the log, and how the program ends. */
export type LastWords = {
  /** Writes the whole error to the log. @returns its id there */
  readonly log: (error: unknown) => string;
  /** Says what happened where somebody may see it, and ends. */
  readonly end: (error: unknown, logId: string) => void;
};

/**
 * Has errors that nothing caught reach the log before the program ends: nobody knows what state it is in. What was written to the
 * database is whole, and the next start takes up the rest. Electron only warns of a rejection; both are the same to us.
 * @returns a function that stops listening
 */
export function keepLastWords({ log, end }: LastWords, program: NodeJS.EventEmitter = process): () => void {
  let ended = false;
  const last = (error: unknown): void => {
    const id = log(error);
    // What fails while it ends is only written down.
    if (!ended) end(error, id);
    ended = true;
  };
  const events = ["uncaughtException", "unhandledRejection"] as const;
  for (const event of events) program.on(event, last);
  return () => events.forEach((event) => program.off(event, last));
}
