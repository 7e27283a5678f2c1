import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { formatOrderNumber } from "../../../src-main/domain/orders/order-number.ts";
import { searchQuery, searchWords, type Searchable } from "../../../src-main/domain/ground/search.ts";
import { orderNumberWords } from "../../../src-main/domain/orders/order-search.ts";
import { foldCode, foldWords } from "../../../src-main/domain/ground/text.ts";

const db = openDatabase(":memory:");
const put = db.prepare("INSERT OR REPLACE INTO open_search (rowid, words) VALUES (?, ?)");
const match = db.prepare<[string], { rowid: number }>("SELECT rowid FROM open_search WHERE open_search MATCH ?");
const empty = db.prepare("DELETE FROM open_search");

/** Rows that the real full-text index finds for what was typed. */
const find = (text: string, country = "KZ"): number[] => {
  const query = searchQuery(text, country);
  return query === undefined ? [] : match.all(query).map(({ rowid }) => rowid);
};

const store = (...rows: Partial<Searchable>[]): void => {
  empty.run();
  rows.forEach((row, index) => put.run(index + 1, searchWords({ texts: [], codes: [], phones: [], ...row })));
};

beforeAll(() => void store());
afterAll(() => void db.close());

const trade = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
  fc.stringMatching(/^[a-zA-ZĀ-žА-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі0-9 ."'-]{1,40}$/),
);

describe("in the real index", () => {
  test("any beginning of any word of any text finds it", () => {
    fc.assert(
      fc.property(trade, fc.nat(), fc.nat(), (text, which, cut) => {
        const words = foldWords(text);
        fc.pre(words.length > 0);
        store({ texts: [text] }, { texts: ["бетономешалка"] });
        const letters = [...words[which % words.length]!];
        const beginning = letters.slice(0, 1 + (cut % letters.length)).join("");
        expect(find(beginning)).toContain(1);
      }),
      { numRuns: 300 },
    );
  });

  test("all its words together find it, in any order", () => {
    fc.assert(
      fc.property(trade, (text) => {
        const words = foldWords(text).slice(0, 12);
        fc.pre(words.length > 0);
        store({ texts: [text] });
        expect(find(text)).toEqual([1]);
        expect(find(words.toReversed().join(" "))).toEqual([1]);
      }),
      { numRuns: 200 },
    );
  });

  test("nothing that can be typed breaks it", () => {
    store({ texts: ["что угодно"] });
    const any = fc.oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 40 }),
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
      fc.stringMatching(/^["*()^:+{}\\\-~. AORNDTEa0-9]{1,40}$/),
      fc.stringMatching(/^[\d ()+-]{1,40}$/),
    );
    fc.assert(
      fc.property(any, fc.constantFrom("KZ", "LV", "XX"), (text, country) => void find(text, country)),
      { numRuns: 1000 },
    );
  });

  // Letters by Unicode, marks by SQLite's older tables: its tokenizer ends the word there, which once was an error of syntax.
  test.each(["xa\u19b0bx", "xa\u19c9bx", "\u1cf2\u1cf3"])("a word with %j is searched for like any other", (text) => {
    store({ texts: [text] });
    expect(() => find(text)).not.toThrow();
    for (const word of foldWords(text)) expect(find(word)).toEqual([1]);
  });

  test("no letter or digit of Unicode breaks a word", () => {
    const broken: string[] = [];
    for (let code = 0x30; code < 0x20000; code++) {
      // Of the many ideographs and syllables a sample will do.
      if (code > 0x3400 && code < 0xd800 && code % 64 !== 0) continue;
      const character = String.fromCodePoint(code);
      if (!/[\p{L}\p{N}]/u.test(character)) continue;
      try {
        find(`xa${character}bx`);
      } catch {
        broken.push(code.toString(16));
      }
    }
    expect(broken).toEqual([]);
  });

  test("an empty search finds nothing rather than everything", () => {
    expect(searchQuery("", "KZ")).toBeUndefined();
    expect(searchQuery('  - * " ', "KZ")).toBeUndefined();
  });
});

describe("a phone number in any notation", () => {
  const notations = [
    "8 (702) 555-44-33",
    "+7 702 555 44 33",
    "87025554433",
    "77025554433",
    "7025554433",
    "+7(702)5554433",
    "702 555",
    "8 702 555",
    "8 (702) 555-4",
    "5554433",
    "4433",
    "8702555",
  ];
  test.each(notations)("%s finds +77025554433", (text) => {
    store({ phones: ["+77025554433"] }, { phones: ["+77011234567"] });
    expect(find(text)).toContain(1);
  });

  test.each(["+371 26 123 456", "26 123 456", "26123456", "00 371 26123456", "0037126123456", "123456", "261234"])(
    "%s finds +37126123456 in Latvia",
    (text) => {
      store({ phones: ["+37126123456"] });
      expect(find(text, "LV")).toEqual([1]);
    },
  );

  test("another number does not", () => {
    store({ phones: ["+77025554433"] });
    expect(find("+7 702 555 44 34")).toEqual([]);
    expect(find("8 (702) 555-44-34")).toEqual([]);
  });
});

describe("codes", () => {
  test("a serial number is found by its beginning, its parts, its end, and without dashes", () => {
    store({ codes: ["DRM-L20U-2303-0005871"] });
    for (const text of ["DRM-L20U-2303-0005871", "drml20u23030005871", "drm-l20u", "l20u", "0005871", "5871", "23030005871"])
      expect([text, find(text)]).toEqual([text, [1]]);
    expect(find("5872")).toEqual([]);
  });

  test("the first digits of an IMEI find it, and the last four or more", () => {
    store({ codes: ["490154203237518"] });
    for (const text of ["4", "49", "4901542", "7518", "37518", "90154203237518", "49 015420 323751 8", "32 37518"])
      expect([text, find(text)]).toEqual([text, [1]]);
    for (const text of ["518", "7519", "0323", "8157"]) expect([text, find(text)]).toEqual([text, []]);
  });

  test("whatever a code is, its beginning and its end of four or more find it, however it is written", () => {
    const code = fc.stringMatching(/^[A-Za-z0-9ĀŽЯЁҚ][A-Za-z0-9ĀŽЯЁҚ./ -]{0,30}$/);
    fc.assert(
      fc.property(code, fc.nat(), fc.boolean(), (typed, cut, fromEnd) => {
        const letters = [...foldCode(typed)];
        fc.pre(letters.length >= 4);
        store({ codes: [typed] }, { codes: ["XXXXXXXX"] });
        const count = 4 + (cut % (letters.length - 3));
        expect(find((fromEnd ? letters.slice(-count) : letters.slice(0, count)).join(""))).toContain(1);
      }),
      { numRuns: 300 },
    );
  });

  test("an order number is found as a whole, in parts and by its bare running number", () => {
    const number = formatOrderNumber({ prefix: "R", year: 26, running: 123 });
    store({ texts: orderNumberWords(number) });
    for (const text of [number, number.toLowerCase(), number.replaceAll("-", ""), "R26-000123", "r26 000123", "r26000123", "000123", "123"])
      expect([text, find(text)]).toEqual([text, [1]]);
  });
});

describe("names and words", () => {
  test("are found without diacritics, in any case, by every word's beginning", () => {
    store(
      { texts: ["Līga Kalniņa-Bērziņa", "Pēc trim mēnešiem pārklājumā parādījās plaisas"] },
      { texts: ["Нұрлан Ахметов", "Не заряжается на базе"] },
    );
    expect(find("liga berzina")).toEqual([1]);
    expect(find("BĒRZ kaln")).toEqual([1]);
    expect(find("parklajum plais")).toEqual([1]);
    expect(find("нурлан")).toEqual([2]);
    expect(find("НҰРЛАН ахм")).toEqual([2]);
    expect(find("заряж баз")).toEqual([2]);
    expect(find("нурлан berzina")).toEqual([]);
  });

  test("words that SQLite's query language keeps for itself are words like others", () => {
    store({ texts: ["NOT AND OR NEAR words: the near miss"] });
    for (const text of ["NOT", "AND OR", "NEAR", "words:", "near miss", "NOT NEAR"]) expect([text, find(text)]).toEqual([text, [1]]);
  });

  test("only the first 200 characters and 12 words of a pasted text count", () => {
    store({ texts: ["один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать"] });
    expect(find("один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать")).toEqual([1]);
    expect(() => find("слово ".repeat(5000))).not.toThrow();
    expect(() => find("я".repeat(100_000))).not.toThrow();
  });
});
