/** Times of many runs, µs. */
export type Times = { readonly p50: number; readonly p99: number };

/** The value that so large a share of some numbers does not exceed. */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** The value in the middle. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Between these two lies the middle half of the values. */
export const quartilesOf = (values: readonly number[]): readonly [number, number] => [percentile(values, 0.25), percentile(values, 0.75)];

export const timesOf = (values: readonly number[]): Times => ({ p50: percentile(values, 0.5), p99: percentile(values, 0.99) });

let tries = 1;

/** From now on work that only reads is done so many times and the fastest counts: the others may have been interrupted. */
export const countBestOf = (times: number): void => void (tries = times);

/** How long something takes, µs. */
export function micros(work: () => unknown): number {
  const begun = performance.now();
  work();
  return (performance.now() - begun) * 1000;
}

/** How long something takes that may be done again, µs. */
export const microsToRead = (work: () => unknown): number => Math.min(...Array.from({ length: tries }, () => micros(work)));

/** Runs work on each item, the first ones only to warm up. */
export function times<Item>(items: readonly Item[], warmUp: number, work: (item: Item) => unknown): Times {
  const taken = items.map((item) => microsToRead(() => work(item)));
  return timesOf(taken.slice(warmUp));
}

/**
 * Runs two ways of doing the same in turn, so that what else goes on in the computer hits both alike.
 * @param warmUp rounds that are not counted
 * @param timeOf `microsToRead` where both only read
 */
export function sideBySide(
  rounds: number,
  warmUp: number,
  ours: (round: number) => unknown,
  plain: (round: number) => unknown,
  timeOf: typeof micros = micros,
): { readonly ours: Times; readonly plain: Times } {
  const taken = { ours: [] as number[], plain: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    const oursFirst = round % 2 === 0;
    const first = timeOf(() => (oursFirst ? ours : plain)(round));
    const second = timeOf(() => (oursFirst ? plain : ours)(round));
    if (round < warmUp) continue;
    taken.ours.push(oursFirst ? first : second);
    taken.plain.push(oursFirst ? second : first);
  }
  return { ours: timesOf(taken.ours), plain: timesOf(taken.plain) };
}

/** `times` of work that is waited for. */
export async function timesLater<Item>(items: readonly Item[], warmUp: number, work: (item: Item) => Promise<unknown>): Promise<Times> {
  const taken: number[] = [];
  for (const item of items) {
    let fastest = Infinity;
    for (let round = 0; round < tries; round++) {
      const begun = performance.now();
      await work(item);
      fastest = Math.min(fastest, (performance.now() - begun) * 1000);
    }
    taken.push(fastest);
  }
  return timesOf(taken.slice(warmUp));
}
