/**
 * How many rows those in sight have moved down, as most of them see it: one that was itself moved elsewhere does not drag the
 * others along.
 * @param first the index that the first of them had
 */
export function shiftOf(seen: readonly { readonly id: string }[], first: number, places: ReadonlyMap<string, number>): number {
  const shifts = seen.flatMap(({ id }, index) => {
    const now = places.get(id);
    return now === undefined ? [] : [now - (first + index)];
  });
  return shifts.sort((one, other) => one - other)[Math.floor(shifts.length / 2)] ?? 0;
}
