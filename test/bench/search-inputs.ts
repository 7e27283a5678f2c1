import type { Database } from "better-sqlite3";
import type { Chance } from "../../src-main/app/demo-visit.ts";

type Known = {
  number: string;
  claim_code: string;
  name: string;
  e164: string | null;
  email: string;
  serial: string;
  imei: string;
  brand: string;
  model: string;
  fault: string;
};

/** What people type into the search box, letter by letter: inputs of 1 to 40 characters about orders that exist, and some about none. */
export function searchInputs(db: Database, { pick, between, happens }: Chance, count: number): readonly string[] {
  const orders = db.prepare<[], { n: number }>("SELECT max(ordinal) AS n FROM repair_order").get()!.n;
  const find = db.prepare<[number], Known>(`SELECT o.number, o.claim_code, c.name, c.email, d.serial, d.imei, d.brand, d.model, o.fault,
    (SELECT e164 FROM customer_phone p WHERE p.customer_id = c.id AND p.position = 0) AS e164
    FROM repair_order o JOIN customer c ON c.id = o.customer_id JOIN device d ON d.id = o.device_id WHERE o.ordinal = ?`);

  const notations = (e164: string): readonly string[] => {
    const [country, rest] = e164.startsWith("+7") ? ["+7", e164.slice(2)] : [e164.slice(0, 4), e164.slice(4)];
    const spaced = `${rest.slice(0, 3)} ${rest.slice(3, 6)} ${rest.slice(6)}`;
    return [
      e164,
      `${country} ${spaced}`,
      `8 (${rest.slice(0, 3)}) ${rest.slice(3, 6)}-${rest.slice(6, 8)}-${rest.slice(8)}`,
      `8${rest}`,
      rest,
      rest.slice(-4),
      spaced.slice(4),
    ];
  };
  const words = (text: string): readonly string[] => text.split(/\s+/);
  const texts = (known: Known): readonly string[] => [
    known.number,
    known.number.replaceAll("-", ""),
    known.number.slice(4, 10),
    String(Number(known.number.slice(4, 10))),
    known.claim_code,
    known.name,
    words(known.name).toReversed().join(" "),
    known.name.toLowerCase(),
    known.email,
    ...(known.e164 ? notations(known.e164) : []),
    known.serial,
    known.serial.slice(-5),
    known.serial.toLowerCase().replaceAll("-", ""),
    known.imei,
    known.imei.slice(-6),
    `${known.brand} ${known.model}`,
    known.model,
    known.fault,
    words(known.fault).slice(1, 4).join(" "),
    `${words(known.name)[0]} ${known.brand}`,
    `${known.model} ${words(known.fault)[0]}`,
    `${words(known.name).at(-1)} ${known.e164?.slice(-4) ?? ""}`,
  ];
  const stray = [
    "а",
    "к",
    "s",
    "ā",
    "қ",
    "7",
    "0",
    "+7",
    "8 7",
    "и в",
    "no",
    "не",
    "ne",
    "xyzzy",
    "щщщ",
    "王",
    "R2",
    "700",
    "a b c",
    "1 2 3 4",
    "samsung samsung",
    "…",
    "%",
    '"',
    "TALON:",
  ];

  return Array.from({ length: count }, () => {
    if (happens(0.08)) return pick(stray);
    const whole = pick(texts(find.get(between(1, orders))!).filter((text) => text.trim() !== "")).slice(0, 40);
    return whole.slice(0, between(1, whole.length));
  });
}
