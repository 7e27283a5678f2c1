/**
 * Hands a stream on for as long as a session lasts: what comes after its end reaches nobody.
 * @param msLeft how long the session lasts without a sign of life; 0 where it is over
 * @throws what `signedOut` gives, as soon as the session is over
 */
export async function* whileSignedIn<Step>(
  steps: AsyncIterator<Step, void, void>,
  msLeft: () => number,
  signedOut: () => Error,
): AsyncGenerator<Step, void, void> {
  const takeNext = (): Promise<IteratorResult<Step, void>> => {
    const next = steps.next();
    // Nobody waits any more for the one that is under way at the end.
    next.catch(() => undefined);
    return next;
  };
  try {
    let next = takeNext();
    for (;;) {
      const step = await within(next, msLeft());
      if (msLeft() === 0) throw signedOut();
      if (step === undefined) continue;
      if (step.done) return;
      yield step.value;
      next = takeNext();
    }
  } finally {
    // Not waited for: it ends behind a step that may take its time.
    steps.return?.().catch(() => undefined);
  }
}

/** What a promise gives, or undefined where that takes longer, ms. */
async function within<Value>(value: Promise<Value>, ms: number): Promise<Value | undefined> {
  if (ms === Infinity) return value;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
    timer.unref();
  });
  try {
    return await Promise.race([value, late]);
  } finally {
    clearTimeout(timer);
  }
}
