/** Keys from the whole to a part of it. Not a text: ids of rules have points of their own. */
export type Path = readonly (string | number)[];

/** What stands at a path; undefined where the way there ends early. */
export const getIn = (whole: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (part, key) => (typeof part === "object" && part !== null ? (part as Readonly<Record<string | number, unknown>>)[key] : undefined),
    whole,
  );

/** A copy of the whole with something else at a path; `undefined` takes the field away. What lies beside the path is shared. */
export function putIn<Whole>(whole: Whole, path: Path, next: unknown): Whole {
  const [key, ...rest] = path;
  if (key === undefined) return next as Whole;
  if (Array.isArray(whole)) return whole.with(Number(key), putIn<unknown>(whole[Number(key)], rest, next)) as Whole;
  const { [key]: before, ...others } = (whole ?? {}) as Readonly<Record<string | number, unknown>>;
  const part = putIn(before, rest, next);
  if (part === undefined) return others as Whole;
  // A field that is there keeps its place.
  return { ...whole, [key]: part } as Whole;
}

/** Whether two values say the same, whatever the order of their fields; a field that is undefined is none. */
export function alike(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) || Array.isArray(other))
    return Array.isArray(one) && Array.isArray(other) && one.length === other.length && one.every((entry, index) => alike(entry, other[index]));
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => alike((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]));
}
