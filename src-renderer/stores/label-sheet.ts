/** Which label sheets lie beside this PC's printer, and where the next free label of each is. */
type Places = { readonly size: string; readonly next: Readonly<Record<string, number>> };

const KEY = "talon.label-sheet";

const isPlaces = (value: unknown): value is Places =>
  typeof value === "object" &&
  value !== null &&
  "size" in value &&
  "next" in value &&
  typeof value.size === "string" &&
  typeof value.next === "object" &&
  value.next !== null &&
  Object.values(value.next).every((place) => Number.isInteger(place) && place >= 1);

/** What was printed on last here. */
export function keptPlaces(): Places {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (isPlaces(kept)) return kept;
  } catch {
    // What cannot be read is nothing that was kept.
  }
  return { size: "", next: {} };
}

/** Remembers the next free label, from 1, of a size of sheets. */
export function keepPlaces(size: string, next: number): void {
  localStorage.setItem(KEY, JSON.stringify({ size, next: { ...keptPlaces().next, [size]: next } } satisfies Places));
}
