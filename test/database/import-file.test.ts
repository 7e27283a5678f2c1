import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openImportFiles, readRecords, sniffFile } from "../../src-main/database/import-file.ts";
import { csvLine, withoutFormula } from "../../src-main/domain/csv.ts";
import { temporaryFolder } from "../helpers/open-test-shop.ts";
import { refusalOf, refusalOfAsync } from "../helpers/orders.ts";
import { jpeg } from "../helpers/pictures.ts";

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (content: string | Uint8Array): string => {
  const path = join(folder, "some.csv");
  writeFileSync(path, content);
  return path;
};

async function recordsOf(path: string): Promise<readonly (readonly string[])[]> {
  const records: (readonly string[])[] = [];
  for await (const { cells } of readRecords(path, await sniffFile(path))) records.push(cells);
  return records;
}

/** Russian and Baltic letters as the one-byte encodings have them. */
const encode = (text: string, encoding: "windows-1251" | "windows-1257"): Uint8Array => {
  const table = new Map(Array.from({ length: 256 }, (_, byte) => [new TextDecoder(encoding).decode(new Uint8Array([byte])), byte]));
  return new Uint8Array([...text].map((letter) => table.get(letter)!));
};

const utf16 = (text: string, bigEndian: boolean, mark: boolean): Buffer => {
  const bytes = Buffer.from((mark ? "\ufeff" : "") + text, "utf16le");
  return bigEndian ? bytes.swap16() : bytes;
};

describe("how a file is written is found out", () => {
  const RU = "Имя;Телефон\r\nИванов Иван;87011112233\r\nПётр;8702\r\n";
  const LV = "Vārds;Tālrunis\r\nJānis Bērziņš;26123456\r\nŽanete Ķēniņa;2\r\n";
  test.each([
    ["UTF-8", Buffer.from(RU), "utf-8"],
    ["UTF-8 with its mark", Buffer.from(`\ufeff${RU}`), "utf-8"],
    ["UTF-16 as Excel saves it", utf16(RU, false, true), "utf-16le"],
    ["UTF-16 of the other order", utf16(RU, true, true), "utf-16be"],
    ["Windows' Cyrillic", encode(RU, "windows-1251"), "windows-1251"],
  ])("%s", async (_, bytes, encoding) => {
    expect(await sniffFile(file(bytes))).toMatchObject({ encoding, delimiter: ";", newline: "\r\n" });
    expect(await recordsOf(file(bytes))).toEqual([
      ["Имя", "Телефон"],
      ["Иванов Иван", "87011112233"],
      ["Пётр", "8702"],
    ]);
  });
  test("Windows' Baltic, and UTF-16 without a mark", async () => {
    expect(await sniffFile(file(encode(LV, "windows-1257")))).toMatchObject({ encoding: "windows-1257" });
    expect((await recordsOf(file(encode(LV, "windows-1257"))))[1]).toEqual(["Jānis Bērziņš", "26123456"]);
    expect(await sniffFile(file(utf16(LV, false, false)))).toMatchObject({ encoding: "utf-16le" });
    expect(await sniffFile(file(utf16(LV, true, false)))).toMatchObject({ encoding: "utf-16be" });
  });
  test.each([
    ["a,b;c\n1,2;3\n", ","],
    ["a;b\n1,5;2,5\n1,7;2\n", ";"],
    ["a\tb\n1,2,3\t2\n", "\t"],
    ["a|b|c\n1|2|3\n", "|"],
    ["only\none\n", ","],
    ['"a;b;c",d\n"1;2",3\n', ","],
  ])("the delimiter of %j", async (text, delimiter) => expect(await sniffFile(file(text))).toMatchObject({ delimiter }));
  test("a person's word counts more", async () =>
    expect(await sniffFile(file("a;b\n"), { delimiter: ",", encoding: "windows-1251" })).toMatchObject({ delimiter: ",", encoding: "windows-1251" }));
});

describe("what is no CSV is refused", () => {
  test.each([
    ["a picture", jpeg(4, 3), "file.not-text"],
    ["a workbook", Buffer.from("PK\u0003\u0004 and so on, compressed"), "file.not-text"],
    ["a PDF", Buffer.from("%PDF-1.7\n%âãÏÓ"), "file.not-text"],
    ["a text with a zero in it", Buffer.concat([Buffer.from("a,b\n".repeat(200_000)), Buffer.from([0])]), "file.not-text"],
    ["nothing", Buffer.alloc(0), "file.empty"],
    ["only blanks", Buffer.from("\n \n"), "file.empty"],
  ])("%s", async (_, bytes, code) => expect((await refusalOfAsync(sniffFile(file(bytes)))).code).toBe(code));
  test("quotes that never end are told with their line", async () =>
    expect(await refusalOfAsync(recordsOf(file('a,b\n1,"2\n3,4\n')))).toMatchObject({ code: "file.not-csv", data: { count: expect.any(Number) } }));
});

describe("pieces of a file", () => {
  const id = "01997000-0000-7000-8000-000000000001";
  test("follow one another, stay in their folder, and go with their program", () => {
    const files = openImportFiles(join(folder, "imports"), "77-abc");
    files.append(id, 0, Buffer.from("a,b\n"));
    files.append(id, 4, Buffer.from("1,2\n"));
    expect(refusalOf(() => files.append(id, 4, Buffer.from("x"))).code).toBe("file.unreadable");
    expect(refusalOf(() => files.append(id, 499_999_999, Buffer.from("xx"))).code).toBe("file.too-large");
    for (const outside of ["../../etc/passwd", `../${id}`, "", `${id}/../x`])
      expect(refusalOf(() => files.pathOf(outside)).code).toBe("file.unreadable");
    const path = files.pathOf(id);
    expect(path.startsWith(join(folder, "imports"))).toBe(true);
    openImportFiles(join(folder, "imports"), "78-abc").clear(() => true);
    expect(files.pathOf(id)).toBe(path);
    openImportFiles(join(folder, "imports"), "78-abc").clear(() => false);
    expect(refusalOf(() => files.pathOf(id)).code).toBe("file.unreadable");
  });
});

test("any cells go into a file and come out the same", async () => {
  const cell = fc.oneof(
    fc.string({ unit: "binary" }).map((text) => text.replaceAll("\0", "").toWellFormed()),
    fc.constantFrom("", " ", '"', '""', "\r\n", "\n", ",", "=1", "ž\n"),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 6 }), async (rows) => {
      const all = [["first", "second"], ...rows];
      const path = file(all.map((cells) => `${csvLine(cells)}\n`).join(""));
      const records: (readonly string[])[] = [];
      const sniffed = { encoding: "utf-8", delimiter: ",", newline: "\n", bytes: 1 } as const;
      for await (const { cells } of readRecords(path, sniffed)) records.push(cells);
      expect(records).toEqual(all);
    }),
    { numRuns: 150 },
  );
});

test("a cell that a spreadsheet would compute gets an apostrophe, a number and a phone number none", () => {
  for (const formula of ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+A1", "\t=1"]) expect(withoutFormula(formula)).toBe(`'${formula}`);
  for (const plain of ["+77011112233", "-12.50", "+7 (701) 111-22-33", "12", "", "a=b", "‑5 °C"]) expect(withoutFormula(plain)).toBe(plain);
});
