/** So long work goes on before others have their turn, ms. */
const TURN_MS = 15;

/** Lets calls of screens and timers have their turn. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Does work piece by piece; others have their turn in between. */
export async function inPieces(pieces: Iterable<unknown>): Promise<void> {
  for await (const _ of turns(pieces)) void _;
}

/** The same for work that tells how far it is: what the last piece of each turn said. */
export async function* turns<Said>(pieces: Iterable<Said>): AsyncGenerator<Said, void, void> {
  let begun = performance.now();
  for (const said of pieces) {
    if (performance.now() - begun < TURN_MS) continue;
    yield said;
    await nextTurn();
    begun = performance.now();
  }
}
