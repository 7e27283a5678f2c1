import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openImportFiles, readRecords, sniffFile } from "../../src-main/storage/import-file.ts";
import { csvLine } from "../../src-main/domain/ground/csv.ts";
import type { Encoding } from "../../src-main/domain/transfer/import.ts";
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

/** A text as a single-byte encoding has it. */
const encode = (text: string, encoding: Encoding): Uint8Array => {
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
    ["Cyrillic of DOS", encode(RU, "ibm866"), "ibm866"],
    ["Cyrillic of Unix", encode(RU, "koi8-r"), "koi8-r"],
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
  test.each<[string, Encoding]>([
    ["ФИО;Телефон\nЩукин Жора;1\n", "windows-1251"],
    ["НОМЕР;ФИО\n1;ПЕТРОВА АННА\n", "ibm866"],
    ["Клиент;Неисправность\nТОО Ромашка;Не включается № 5\n", "ibm866"],
    ["Клиент;Неисправность\nТОО «Ромашка»;Не включается № 5\n", "windows-1251"],
    ["VĀRDS;UZVĀRDS\nPĒTERIS;KRŪMIŅŠ\n", "windows-1257"],
    ["Vardas;Pavardė\nŽydrūnas Šaulys;Ąžuolas\n", "windows-1257"],
    ["Prénom;Nom\nHélène;Lefèvre\nFrançois;Müller\n", "windows-1252"],
    ["Nombre\nJosé Núñez\nMaría\n", "windows-1252"],
    ["Navn\nSøren Ærø\nÅse\n", "windows-1252"],
    ["Imię;Nazwisko\nZbigniew Wójcik;Łukasz Błaszczykowski\n", "windows-1250"],
    ["Jméno\nJiří Dvořák\nTomáš Růžička\n", "windows-1250"],
  ])("%j is told by its letters", async (text, encoding) => {
    expect(await sniffFile(file(encode(text, encoding)))).toMatchObject({ encoding });
    // The first letter beyond ASCII may come late.
    expect(await sniffFile(file(encode(`${"a;b\n".repeat(100_000)}${text}`, encoding)))).toMatchObject({ encoding });
  });
  test("few letters leave it open, and it says so; German reads the same in three", async () => {
    expect(await sniffFile(file(encode("Имя\nЖора\n", "windows-1251")))).toMatchObject({ sure: false });
    expect(await sniffFile(file(encode(RU, "ibm866")))).toMatchObject({ sure: true });
    expect(await sniffFile(file(encode("Straße;Größe\nMüller\nJäger\nKöln\nBärbel\nGrün\n", "windows-1252")))).toMatchObject({ sure: true });
  });
  test.each([
    ["sep=;\r\nName;Phone\r\nA, B, C;1\r\n", ";"],
    ["sep=|\nName|Phone\nA|1\n", "|"],
    ["\ufeffsep=,\nName,Phone\nA;B,1\n", ","],
  ])("a first line names the delimiter and is no row: %j", async (text, delimiter) => {
    expect(await sniffFile(file(text))).toMatchObject({ delimiter });
    expect((await recordsOf(file(text)))[0]).toEqual(["Name", "Phone"]);
  });
  test.each([
    ["a,b;c\n1,2;3\n", ","],
    ["Customers of January, all\n\nName;Phone\nA;1\nB;2\n", ";"],
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
    ["a workbook", Buffer.from("PK\u0003\u0004 and so on, compressed"), "file.workbook"],
    ["an older workbook", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 1]), "file.workbook"],
    [
      "a workbook in XML",
      Buffer.from('\ufeff<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="x">'),
      "file.workbook",
    ],
    ["a web page", Buffer.from("<html><body><table><tr><td>Name</td></tr></table></body></html>"), "file.web-page"],
    ["a web page of Windows", utf16("\r\n<!DOCTYPE html PUBLIC>\r\n<table><tr>", false, true), "file.web-page"],
    ["a table alone", Buffer.from("<style>td{}</style><table border=1>"), "file.web-page"],
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
