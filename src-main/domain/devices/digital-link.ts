import { isValueOf, type Elements } from "./gs1-elements.ts";

/** Keys that may begin the path of a Digital Link, and the qualifiers that may follow them, in this order (GS1 Digital Link URI Syntax 1.6, 4.10). */
const QUALIFIERS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "00": [[]],
  "01": [["22", "10", "21"], ["235"]],
  "8006": [["22", "10", "21"]],
  "414": [["254"], ["7040"]],
  "417": [["7040"]],
  "8004": [["7040"]],
  "8010": [["8011"]],
  "253": [[]],
  "255": [[]],
  "8003": [[]],
  "8013": [[]],
  "8017": [["8019"]],
  "8018": [["8019"]],
};

/** AIs that a query may not hold: keys and qualifiers belong into the path, the others into no link (GS1 Barcode Syntax Dictionary, `dlpkey`). */
const NOT_IN_QUERY = new Set([
  ...Object.keys(QUALIFIERS),
  ...Object.values(QUALIFIERS).flat(2),
  "03",
  "8014",
  "8020",
  "8040",
  "8041",
  "8042",
  "8043",
  "8200",
]);

/** A piece of an address as it was meant; undefined where it is written wrongly. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The elements of a path that begins with a key and holds nothing but its qualifiers. */
function readPath(segments: readonly string[]): Map<string, string> | undefined {
  const [key = "", value = "", ...rest] = segments;
  const allowed = Object.hasOwn(QUALIFIERS, key) ? QUALIFIERS[key] : undefined;
  if (!allowed || rest.length % 2 !== 0 || !isValueOf(key, value)) return undefined;
  const pairs = rest.flatMap((name, at) => (at % 2 === 0 ? [[name, rest[at + 1]!] as const] : []));
  const ordered = allowed.some((names) => {
    const places = pairs.map(([name]) => names.indexOf(name));
    return places.every((place, at) => place >= 0 && (at === 0 || place > places[at - 1]!));
  });
  if (!ordered || !pairs.every(([name, text]) => isValueOf(name, text))) return undefined;
  return new Map([[key, value], ...pairs]);
}

/**
 * Reads a GS1 Digital Link of any host, with any path before its key. The fragment and queries that are none of GS1's are passed over.
 * @returns undefined where the text is none; a compressed one is not read
 */
export function readDigitalLink(text: string): Elements | undefined {
  const [, path = "", query = ""] = /^https?:\/\/[^/?#\s]+(\/[^?#\s]*)(?:\?([^#\s]*))?(?:#\S*)?$/i.exec(text) ?? [];
  const segments = path
    .replace(/\/$/, "")
    .split("/")
    .slice(1)
    .map((segment) => decoded(segment));
  // From the end: a shop's own path may hold such numbers as well. A key and its qualifiers are at most four pairs.
  for (let from = segments.length - 2; from >= Math.max(0, segments.length - 8); from--) {
    const rest = segments.slice(from);
    if (rest.some((segment) => segment === undefined)) return undefined;
    const found = readPath(rest as string[]);
    if (!found) continue;
    for (const pair of query.split(/[&;]/)) {
      const [name = "", value = ""] = pair.split("=").map((part) => decoded(part));
      if (!NOT_IN_QUERY.has(name) && isValueOf(name, value)) found.set(name, value);
    }
    return found;
  }
  return undefined;
}

/**
 * The number of a model in EPREL, the EU's register of energy labels, that the QR code of such a label holds (Regulation (EU) 2017/1369, article
 * 12 and the annexes of its delegated acts).
 */
export const eprelOf = (text: string): string | undefined =>
  /^https?:\/\/eprel\.ec\.europa\.eu\/(?:qr|(?:screen\/)?product\/[a-z0-9_-]+)\/0*([1-9]\d{0,9})\/?(?:[?#]\S*)?$/i.exec(text)?.[1];
