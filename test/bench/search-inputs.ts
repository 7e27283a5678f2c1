import type { Database } from "better-sqlite3";
import type { Chance } from "../../src-main/demo/demo-visit.ts";

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

/** A phone number as people write it, whole or its end. */
export function notations(e164: string): readonly string[] {
  const [country, rest] = e164.startsWith("+7") ? ["+7", e164.slice(2)] : [e164.slice(0, 4), e164.slice(4)];
  const spaced = `${rest.slice(0, 3)} ${rest.slice(3, 6)} ${rest.slice(6)}`;
  // Eight is dialled before numbers at home.
  const home = country === "+7" ? [`8 (${rest.slice(0, 3)}) ${rest.slice(3, 6)}-${rest.slice(6, 8)}-${rest.slice(8)}`, `8${rest}`] : [];
  return [e164, `${country} ${spaced}`, ...home, rest];
}

const HARDEST = [
  "a b c d e f g h i j k l m n o p q r s t",
  "а б в г д е ж з и к л м н о п р с т",
  "1 2 3 4 5 6 7 8 9 0 1 2",
  "7 7 0 7 7 0",
  "8 (7",
  "8 (70",
  "+7 7",
  "+77",
  "770",
  "8 (700) 1",
  "8 (701) 888-86-0",
  "samsung iphone",
  "phone coffee laptop",
  "headphones washing machine",
  "client example kz",
  "client.",
  "александр samsung galaxy не",
  "не включается заряжается",
  "Анна",
  "Александр",
  "Нұрлан",
  "Jānis",
  "Emma",
  "Иванов Александр Сергеевич",
  "ООО",
  "ТОО",
  "ТОО «Алатау Логистик»",
  "R26 R25",
  "R2",
  "r26 0",
  "R58N",
  "R58N 7",
  "the not on it to and of is in",
  "и в не на с по что",
  "қ ә ө ұ",
  "ā ē ī ū",
  "ЁЖ",
  "x1 y2 z3 a4 b5 c6 d7 e8",
  "aa bb cc dd ee ff gg hh ii jj",
  '"samsung" OR "a"*',
  "NEAR(a b, 3)",
  "a AND NOT b",
  "words:samsung",
  "^samsung",
  "sam*",
  "%_%",
  "-1",
  "'; DROP TABLE repair_order; --",
  "\u0000",
  "\u200f\u202e",
  "👩‍🔧 телефон",
  "王小明",
  "é è ê ë ē",
  "Ⅷ ² ½",
];

/** Texts that are hard to look for: one letter, the commonest words and names, mixed scripts, syntax, and forty letters of chance. */
export function hostileInputs({ pick, between }: Chance, count: number): readonly string[] {
  const letters = [..."abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщыьэюяәғқңөұүһіāčēģīķļņšūž0123456789 -.\"'*()+:"];
  return Array.from({ length: count }, (_, index) =>
    index % 3 === 0
      ? Array.from({ length: between(1, 40) }, () => pick(letters)).join("")
      : index % 3 === 1
        ? pick(letters.slice(0, 88))
        : HARDEST[Math.floor(index / 3) % HARDEST.length]!,
  );
}

/** What people type into the search box, letter by letter: inputs of 1 to 40 characters about orders that exist, and some about none. */
export function searchInputs(db: Database, { pick, between, happens }: Chance, count: number): readonly string[] {
  const orders = db.prepare<[], { n: number }>("SELECT max(ordinal) AS n FROM repair_order").get()!.n;
  const find = db.prepare<[number], Known>(`SELECT o.number, o.claim_code, c.name, c.email, d.serial, d.imei, d.brand, d.model, o.fault,
    (SELECT e164 FROM customer_phone p WHERE p.customer_id = c.id AND p.position = 0) AS e164
    FROM repair_order o JOIN customer c ON c.id = o.customer_id JOIN device d ON d.id = o.device_id WHERE o.ordinal = ?`);

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
    ...(known.e164 ? [...notations(known.e164), known.e164.slice(-4), known.e164.slice(-7)] : []),
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
