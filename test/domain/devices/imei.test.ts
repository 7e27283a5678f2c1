import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { imeiCheckDigit, isImei, readImeis } from "../../../src-main/domain/devices/imei.ts";

// 3GPP TS 23.003's worked example, and two handsets' well-known sample numbers.
const [A, B] = ["490154203237518", "356938035643809"];

const imeis = (text: string): readonly string[] | "wrong" => {
  const { imeis: read, wrong } = readImeis(text);
  return wrong ? "wrong" : read;
};

test.each([A, B, "352099001761481", "357805023984942"])("%s is an IMEI", (text) => expect(isImei(text)).toBe(true));

test.each(["490154203237517", "49015420323751", "4901542032375180", "", "49015420323751A", "４９０１５４２０３２３７５１８"])("%j is none", (text) =>
  expect(isImei(text)).toBe(false),
);

test.each([
  "490154203237518",
  "49 015420 323751 8",
  "490154-20-323751-8",
  "49015420/323751/8",
  "49-015420-323751-8",
  "IMEI: 490154203237518",
  "IMEI 490154203237518",
  "imei:490154203237518",
  "IMEI1: 490154203237518",
  "IMEI 1: 490154203237518",
  "IMEI (slot 1) 490154203237518",
  "IMEI(1)490154203237518",
  "IMEI/MEID: 490154203237518",
  "49015420323751",
  "4901542032375101",
  "490154203237518/01",
  "490154203237518 / 01",
  "49-015420-323751-01",
  "490154203237518.0",
  "'490154203237518",
  '="490154203237518"',
  "\u202a490154203237518\u202c",
  "49\u00a0015420\u00a0323751\u00a08",
  "490154203237518, 490154203237518",
  "490154203237518 / -",
  "490154203237518; нет",
  "IMEISV: 4901542032375101",
  "IMEI No. 490154203237518",
  "IMEI Number: 490154203237518",
  "IMEI kods: 490154203237518",
  "ИМЕИ 490154203237518",
  "#490154203237518",
  "*490154203237518*",
  "1) 490154203237518",
  "490154203237518 / нет",
  "490154203237518 / нет данных",
  "нет / 490154203237518",
  "490154203237518 (n/a)",
  "４９０１５４２０３２３７５１８",
])("%j reads as one IMEI", (text) => expect(imeis(text)).toEqual([A]));

test.each([
  "490154203237518 / 356938035643809",
  "490154203237518/356938035643809",
  "490154203237518, 356938035643809",
  "490154203237518\n356938035643809",
  "490154203237518 356938035643809",
  "IMEI1: 490154203237518 IMEI2: 356938035643809",
  "IMEI 1 490154203237518 IMEI 2 356938035643809",
  "490154203237518;356938035643809",
  "490154203237518/01 356938035643809/01",
  "490154203237518356938035643809",
  "49-015420-323751-8 / 35-693803-564380-9",
  "490154203237518 и 356938035643809",
  "49015420323751 / 35693803564380",
  "1) 490154203237518 2) 356938035643809",
  "1. 490154203237518 2. 356938035643809",
  "(1) 490154203237518\n(2) 356938035643809",
  "490154203237518 or 356938035643809",
  "490154203237518 vai 356938035643809",
  "SIM1 490154203237518 SIM2 356938035643809",
])("%j reads as two", (text) => expect(imeis(text)).toEqual([A, B]));

test.each([
  "490154203237517",
  "4901542032375",
  "3.57806E+14",
  "3,57806E+14",
  "49015420323751A",
  "490154203237518 / 356938035643808",
  "A10000009296F2",
  "482",
  "490154203237518 / 356938035643809 / 352099001761481",
  "83615928374650918273",
  "2 490154203237518",
  "SN490154203237518",
  "7/490154203237518",
])("%j is wrong, not read as something else", (text) => expect(imeis(text)).toBe("wrong"));

test.each(["", "  ", "нет", "N/A", "000000000000000", "0", "-", "IMEI: -", "nav", "жоқ", "xxxxxxxxxxxxxxx", "00000000000000", "004999010640000"])(
  "%j names none",
  (text) => expect(readImeis(text)).toMatchObject({ imeis: [], wrong: false }),
);

const bodies = fc.stringMatching(/^[1-9]\d{13}$/).filter((body) => readImeis(body + imeiCheckDigit(body)).imeis.length === 1);

test("an IMEI reads the same with or without its check digit, as IMEISV, and in any groups", () => {
  fc.assert(
    fc.property(bodies, fc.stringMatching(/^\d\d$/), fc.constantFrom(" ", "-", ".", "/"), (body, version, by) => {
      const imei = body + imeiCheckDigit(body);
      for (const text of [imei, body, body + version, `${imei}/${version}`, [body.slice(0, 2), body.slice(2, 8), body.slice(8), imei[14]].join(by)])
        expect(imeis(text)).toEqual([imei]);
    }),
  );
});

test("one wrong digit is always noticed", () => {
  fc.assert(
    fc.property(bodies, fc.nat(14), fc.integer({ min: 1, max: 9 }), (body, at, more) => {
      const right = body + imeiCheckDigit(body);
      const wrong = right.slice(0, at) + String((Number(right[at]) + more) % 10) + right.slice(at + 1);
      expect(isImei(wrong)).toBe(false);
      expect(readImeis(wrong).imeis).toEqual([]);
    }),
  );
});

test("whatever is read is an IMEI, and no text is taken by halves", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = readImeis(text);
      for (const imei of read.imeis) expect(isImei(imei)).toBe(true);
      if (read.wrong) expect(read.imeis).toEqual([]);
    }),
  );
});

test.each(["imeisv", "imei-sticker", "imei-label", "imei14", "imei-spaces", "bidi-imei"])("the field case %s says 490154203237518", (name) => {
  const { device } = JSON.parse(readFileSync(join(import.meta.dirname, `../../fixtures/field/${name}.json`), "utf8")) as { device: { imei: string } };
  expect(imeis(device.imei)).toEqual([A]);
});
