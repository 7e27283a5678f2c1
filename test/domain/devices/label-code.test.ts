import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isGs1Number, isLuhnNumber, isMod97Number } from "../../../src-main/domain/devices/check-digit.ts";
import { isLabelCode, numberToFind, readLabelCode, serialTextOf } from "../../../src-main/domain/devices/label-code.ts";
import type { LabelGiven, LabelReading } from "../../../src-main/domain/devices/label-reading.ts";

const TODAY = "2026-11-30";
const GS = "\u001d";
const [RS, EOT] = ["\u001e", "\u0004"];
const GTIN = "09521234543213";
const [IMEI, IMEI2] = ["004999010640000", "004999010640018"];

const read = (scan: string, given: LabelGiven = {}): LabelReading => readLabelCode(scan, given, TODAY);

type Case = { readonly scan: string; readonly given?: LabelGiven; readonly expect: Readonly<Record<string, unknown>> };
const CASES = readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "labels", "scans.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Case);

test.each(CASES)("worked scan $scan", ({ scan, given, expect: expected }) => {
  const reading = new Map<string, unknown>(Object.entries(read(scan, given)));
  for (const [key, value] of Object.entries(expected)) expect([key, reading.get(key) ?? null]).toEqual([key, value]);
});

describe("element strings", () => {
  test.each<[string, LabelReading]>([
    [`]C1${GS}01${GTIN}21AB-7${GS}`, { gtin: GTIN, serial: "AB-7" }],
    [`${GS}01${GTIN}${GS}21AB-7`, { gtin: GTIN, serial: "AB-7" }],
    ["]C121AB-7", { serial: "AB-7" }],
    [`]Q301${GTIN}8008251103142530`, { gtin: GTIN, made: "2025-11-03" }],
    [`]d201${GTIN}11251103${GS}80082511040000${GS}`, { gtin: GTIN }],
    [`]e001${GTIN}10L1${GS}21S-1`, { gtin: GTIN, lot: "L1", serial: "S-1" }],
    [`]J101${GTIN}<GS>21S-1`, { gtin: GTIN, serial: "S-1" }],
    [`]d201${GTIN}21S-1^]240M-2`, { gtin: GTIN, serial: "S-1", additionalId: "M-2" }],
    [`]d201${GTIN}21S-1\u2194240M-2`, { gtin: GTIN, serial: "S-1", additionalId: "M-2" }],
    [`]d201${GTIN}21S-1|240M-2`, { gtin: GTIN, serial: "S-1", additionalId: "M-2" }],
    [`(01)${GTIN}(21)AB-7(10)L42`, { gtin: GTIN, serial: "AB-7", lot: "L42" }],
    // AIs that nobody knows end with the next separator.
    [`]d201${GTIN}8999XYZ${GS}21S-1`, { gtin: GTIN, serial: "S-1" }],
    [
      `]d201${GTIN}21S-1${GS}8040004999010640001${GS}804289049032000000000000000000000163`,
      { gtin: GTIN, serial: "S-1", eid: "89049032000000000000000000000163" },
    ],
    [`]d201${GTIN}21S-1${GS}80438937104000000000018`, { gtin: GTIN, serial: "S-1", iccid: "8937104000000000018" }],
    // One AI with two values says nothing.
    [`]d201${GTIN}21S-1${GS}21S-2`, { gtin: GTIN }],
    // A second serial number, a brand's own numbers.
    [`]d201${GTIN}250S-2${GS}91EE06`, { gtin: GTIN }],
    [`]d2019521234543214${GS}21S-1`, {}],
    ["]C100095212345000000018", { sscc: "095212345000000018" }],
  ])("%j", (scan, expected) => expect(read(scan)).toEqual(expected));

  test.each<[string, LabelReading]>([
    [`01${GTIN}21AB-7`, { gtin: GTIN, serial: "AB-7" }],
    // 10 may begin a lot, 91 a brand's own number: the serial number may end before them.
    [`]C101${GTIN}21AB-710L42`, { gtin: GTIN }],
    [`01${GTIN}215'WkQ7;a"Bz%91EE0692dGVzdC1vbmx5LW5vdC1hLXJlYWwtc2lnbmF0dXJlLTAwMDA=`, { gtin: GTIN }],
    [`]d201${GTIN}21R5CX30TALON8040${IMEI}8041${IMEI2}`, { gtin: GTIN }],
    // No serial number has 24 characters, so this one ends before 240.
    [`]d201${GTIN}11251103`, { gtin: GTIN, made: "2025-11-03" }],
    ["]C180060952123454321301022" + "1AB-7", { gtin: GTIN, serial: "AB-7" }],
  ])("without separators: %j", (scan, expected) => expect(read(scan)).toEqual(expected));
});

describe("numbers", () => {
  test.each<[string, LabelReading]>([
    ["]E0012345678905", { gtin: "00012345678905" }],
    ["012345678905", { gtin: "00012345678905" }],
    ["]E3952123454321312", { gtin: GTIN }],
    ["]I109521234543213", { gtin: GTIN }],
    ["]E09521234543214", {}],
    // Not of EAN, and one number of ten is right by chance.
    ["]C09521234543213", {}],
    // A shop's own number, a price in it.
    ["2012345600012", {}],
    // It may be a MAC address, or an IMEI without its check digit.
    ["080000000002", {}],
    ["35000000000004", {}],
    [`${IMEI},${IMEI2}`, { imei: IMEI, imei2: IMEI2 }],
    [`${IMEI}${IMEI2}`, { imei: IMEI, imei2: IMEI2 }],
    [`${IMEI}\n${IMEI}`, { imei: IMEI }],
    [`${IMEI}/${IMEI2}/490154203237518`, {}],
    ["49-015420-323751-8", { imei: "490154203237518" }],
    ["490154203237518/01", { imei: "490154203237518" }],
    ["4901542032375101", {}],
    ["000000000000000", {}],
    ["A0000012345678", {}],
    ["8937104000000000018F", { iccid: "8937104000000000018" }],
    ["8937104000000000019", {}],
    ["89049032000000000000000000000164", {}],
    ["ac:de:48:00:11:22", { mac: "AC:DE:48:00:11:22" }],
    ["ACDE48001122", { mac: "ACDE48001122" }],
    ["FF:FF:FF:FF:FF:FF", {}],
    ["095212345000000018", {}],
    ["+A123BJC5D6E71G", {}],
  ])("%j", (scan, expected) => expect(read(scan)).toEqual(expected));
});

describe("links", () => {
  test.each<[string, LabelReading]>([
    [`https://id.gs1.org/01/${GTIN}/22/2A/10/L1/21/S1?linkType=gs1:pip&17=261231#top`, { gtin: GTIN, lot: "L1", serial: "S1" }],
    [`http://brand.example/some/way/01/${GTIN}/235/TPX1?240=M%2F9`, { gtin: GTIN, additionalId: "M/9" }],
    [`https://example.com/8006/${GTIN}0102/21/S1`, { gtin: GTIN, serial: "S1" }],
    ["https://example.com/00/095212345000000018", { sscc: "095212345000000018" }],
    [`https://example.com/01/${GTIN}?21=S1`, { gtin: GTIN }],
    [`https://example.com/01/${GTIN}?8040=${IMEI}`, { gtin: GTIN }],
    [`https://example.com/01/${GTIN}/21/S1/10/L1`, {}],
    [`https://example.com/01/${GTIN}/about`, {}],
    [`https://example.com/gtin/${GTIN}`, {}],
    ["https://example.com/01/09521234543214", {}],
    [`https://example.com/01/${GTIN}/21/%ZZ`, {}],
    [`https://example.com/?imei=${IMEI}`, {}],
    ["https://eprel.ec.europa.eu/screen/product/electronicdisplays/123456?navigatingfrom=qr", { eprel: "123456" }],
    ["HTTPS://EPREL.EC.EUROPA.EU/QR/123456", { eprel: "123456" }],
    ["https://eprel.ec.europa.eu.example.com/qr/123456", {}],
  ])("%s", (scan, expected) => expect(read(scan)).toEqual(expected));
});

describe("envelopes", () => {
  const envelope = (format: string, ...fields: readonly string[]): string =>
    `[)>${RS}${format}${fields.map((field) => GS + field).join("")}${RS}${EOT}`;
  test.each<[string, LabelReading]>([
    [
      envelope("06", "3SBOX1", "4SBOX2", "9D20240101", "4VDHL", "10D2544", "1TL9", "23SACDE48001122"),
      { made: "2025-W44", lot: "L9", mac: "ACDE48001122" },
    ],
    [`]d1${envelope("06", "SX7-0001", "16D20251100", "10D2544")}`, { serial: "X7-0001", made: "2025-11" }],
    [envelope("05", `01${GTIN}`, "21AB-7"), { gtin: GTIN, serial: "AB-7" }],
    [envelope("12", "MFR 0CVA5", "SER 786950", "PNR 12-3"), { serial: "786950", partNumber: "12-3" }],
    [`[)>${RS}05${GS}01${GTIN}${RS}06${GS}SAB-7${GS}1PM-1${RS}${EOT}`, { gtin: GTIN, serial: "AB-7", partNumber: "M-1" }],
    [envelope("06", "SA1", "SA2", "1PM-1"), { partNumber: "M-1" }],
    [`[)>06${GS}1PM-1${GS}SAB-7`, { partNumber: "M-1", serial: "AB-7" }],
    ["[)>\u25b206\u21941PM-1\u2194SAB-7\u25b2\u2666", { partNumber: "M-1", serial: "AB-7" }],
    // Where one field ends and the next begins is lost.
    ["[)>061PAB-1SX7-0001", {}],
    [`[)>0501${GTIN}21AB-7`, { gtin: GTIN, serial: "AB-7" }],
    [envelope("06", "16D20251331", "10D2560", "S"), {}],
  ])("%j", (scan, expected) => expect(read(scan)).toEqual(expected));
});

describe("labels", () => {
  test.each<[string, LabelReading, LabelGiven?]>([
    [`IMEI1:${IMEI};IMEI2:${IMEI2};SN:AB12CD34`, { imei: IMEI, imei2: IMEI2, serial: "AB12CD34" }],
    [`IMEI 2: ${IMEI2}\nIMEI 1: ${IMEI}`, { imei: IMEI, imei2: IMEI2 }],
    [`${IMEI} ${IMEI2} S/N AB12CD34`, { imei: IMEI, imei2: IMEI2, serial: "AB12CD34" }],
    ["S/N: R58N52ABCDE", { serial: "R58N52ABCDE", made: "2020-05" }, { brand: "Samsung" }],
    [
      '{"sn":"AB12CD34","mac":"AC:DE:48:00:11:22","pwd":"hunter22","model":"RX 9"}',
      { serial: "AB12CD34", mac: "AC:DE:48:00:11:22", model: "RX 9", secret: "password" },
    ],
    ["Модель: ТВ-5; Серийный номер: AB12CD34", { model: "ТВ-5", serial: "AB12CD34" }],
    [
      "EAN: 9521234543213, P/N: M-1/2, EID: 8904 9032 0000 0000 0000 0000 0000 0163",
      { gtin: GTIN, partNumber: "M-1/2", eid: "89049032000000000000000000000163" },
    ],
    ["SN: n/a", {}],
    ["SN-12345-A", {}],
    ["KEY-77 model-B", {}],
    ["SN: 1, SN: 2", {}],
    ["SSID:Shop,WPA2 KEY:topsecret,SN:AB12CD34", { serial: "AB12CD34", secret: "wifi" }],
  ])("%j", (scan, expected, given) => expect(read(scan, given)).toEqual(expected));

  test.each([
    ["WIFI:S:Shop;T:WPA;P:hunter22;;", "wifi"],
    ["MT:Y.K9042C00KA0648G00", "matter"],
    ["X-HM://0023ISYWYHUNT", "homekit"],
    ["BEGIN:VCARD\nFN:Anna\nEND:VCARD", "vcard"],
    ["LPA:1$smdp.example.com$hunter22", "esim"],
    ["otpauth://totp/a?secret=hunter22", "otp"],
  ])("of %j only its kind is kept", (scan, secret) => expect(read(scan)).toEqual({ secret }));
});

describe("makers", () => {
  test.each<[string, string | undefined, LabelReading]>([
    ["1S20XW0012EEPF1ABC2D", "Lenovo", { model: "20XW0012EE", serial: "PF1ABC2D" }],
    ["1S7661A12R8ABC12", undefined, { brand: "Lenovo", model: "7661A12", serial: "R8ABC12" }],
    ["1S20XW0012EEPF1ABC2D", "Samsung", {}],
    ["r5cx30talon", "Samsung Electronics", { serial: "R5CX30TALON", made: "2024-03" }],
    ["0A1B2C3R412345K", "Samsung", { serial: "0A1B2C3R412345K", madeOneOf: ["2001-04", "2021-04"] }],
    ["R58N52ABCDE", undefined, {}],
    ["612KWAB12345", "LG", { serial: "612KWAB12345", madeOneOf: ["2006-12", "2016-12"] }],
    ["485130250386000434", "Bosch", {}],
    ["485070250386000438", "Siemens", {}],
    ["E-Nr. WAT28461GB/12  FD 9507 200123", "Bosch", { model: "WAT28461GB", made: "2015-07" }],
    ["FD 0007", "Neff", { made: "2020-07" }],
    ["KX1A1225123456", "Philips", { serial: "KX1A1225123456", made: "2012-W25" }],
    [
      "NXMEPEK00144015E0E7600",
      "Acer",
      { serial: "NXMEPEK00144015E0E7600", partNumber: "NXMEPEK001", madeOneOf: ["2004-W40", "2014-W40", "2024-W40"] },
    ],
    ["44008961476", "Acer", { snid: "44008961476", madeOneOf: ["2004-W40", "2014-W40", "2024-W40"] }],
    ["U63885F5N123456", "Brother", { serial: "U63885F5N123456", madeOneOf: ["2005-06", "2015-06", "2025-06"] }],
    ["U63885I5N123456", "Brother", {}],
    ["302290001", "Indesit", {}],
    ["402290001", "Hotpoint-Ariston", { serial: "402290001", madeOneOf: ["2004-02-29", "2024-02-29"] }],
    ["ABC1234", "Dell", { serial: "ABC1234" }],
    ["22453156048", "Dell", { serial: "ABC1234" }],
    ["CND8123ABC", "HP", { serial: "CND8123ABC" }],
    ["SGH8123ABC", "HP", { serial: "SGH8123ABC" }],
    ["XAW10075273452", undefined, { serial: "XAW10075273452" }],
    ["XAW10075273453", "Nintendo", {}],
    ["C39Z12ABCDEF", "Apple", { serial: "C39Z12ABCDEF", made: "2019-W27" }],
    ["W80321ABCDE", "Apple", { serial: "W80321ABCDE", madeOneOf: ["2000-W32", "2010-W32"] }],
    ["GX7K2M9QRT", "Apple Inc.", { serial: "GX7K2M9QRT" }],
    // S may be its first character or a data identifier.
    ["SGX7K2M9QRT", "Apple", {}],
    ["1PMLPF3LL/A", "Apple", { partNumber: "MLPF3LL/A" }],
    // They may be other numbers as well: MAC address, MEID, UPC.
    ["C02D9001ACDE", "Apple", {}],
    ["A0000012345678", "Apple", {}],
    ["512345678900", "Acer", {}],
    // Nobody publishes these forms.
    ["R12ABC3456789", "Roborock", {}],
  ])("%s of %s", (scan, brand, expected) => expect(read(scan, { brand })).toEqual(expected));
});

test("the form of a phone's number holds for what is carried about", () => {
  for (const kind of [undefined, "phone", "Smartphone", "планшеты", ""])
    expect(read("R58N52ABCDE", { brand: "Samsung", kind }).serial).toBe("R58N52ABCDE");
  for (const kind of ["tv", "washing-machine", "Телевизоры"]) expect(read("R58N52ABCDE", { brand: "Samsung", kind })).toEqual({});
});

describe("keyboards", () => {
  test.each<[string, LabelReading, LabelGiven?]>([
    [`]c101${GTIN}21ab-7`, { gtin: GTIN, serial: "AB-7" }],
    [`]D201${GTIN}21kx01${GS}10l42`, { gtin: GTIN, serial: "KX01", lot: "L42" }],
    [`ъС101${GTIN}21ФИ-7`, { gtin: GTIN, serial: "AB-7" }],
    ["К58Т52ФИСВУ", { serial: "R58N52ABCDE", made: "2020-05" }, { brand: "Samsung" }],
    // 1 is " there, 0 is қ.
    ['ЧФЦ"ққ.ғә.іңғә', { serial: "XAW10075273452" }],
    [`реезыЖ..шв.пы1.щкп.01.${GTIN}.21.ФИ`, { gtin: GTIN, serial: "AB" }],
    ["004999010640000\r\n", { imei: IMEI }],
    ["Номер 15", {}],
  ])("%j", (scan, expected, given) => expect(read(scan, given)).toEqual(expected));
});

describe("at a field", () => {
  test.each([
    [`]C101${GTIN}21AB-7`, true],
    [`01${GTIN}21AB-7`, true],
    ["1S20XW0012EEPF1ABC2D", true],
    [`https://example.com/01/${GTIN}`, true],
    ["WIFI:S:a;P:b;;", true],
    [`SN:AB12CD34;IMEI:${IMEI}`, true],
    ["AC:DE:48:00:11:22", true],
    // A number alone is what the field is for.
    ["9521234543213", false],
    [IMEI, false],
    ["XAW10075273452", false],
    ["SN-12345-A", false],
    ["DRM-L20U-2303-0005871", false],
    ["R26-000123-K", false],
  ])("%j tells what it holds: %s", (scan, tells) => expect(isLabelCode(scan)).toBe(tells));

  test("a device is looked for by its serial number, or its IMEI", () => {
    expect(numberToFind(`]C101${GTIN}21AB-7`)).toBe("AB-7");
    expect(numberToFind(`IMEI1:${IMEI}`)).toBe(IMEI);
    expect(numberToFind("Smith")).toBe("Smith");
    expect(numberToFind("WIFI:S:a;P:b;;")).toBe("WIFI:S:a;P:b;;");
  });

  test.each<[string, string | undefined]>([
    ["AB-7 C", "AB-7 C"],
    ["]C0AB-7", "AB-7"],
    ["]E09521234543214", undefined],
    ["https://example.com/?sn=1", undefined],
    [`AB${GS}7`, undefined],
    ["+A123BJC5D6E71G", undefined],
    ["A0000012345678", undefined],
    ["ACDE48001122", undefined],
    ["9".repeat(61), undefined],
  ])("%j may be the serial number %j", (scan, serial) => expect(serialTextOf(scan)).toBe(serial));
});

const RIGHT: Readonly<Record<string, (value: string) => boolean>> = {
  gtin: (value) => value.length === 14 && isGs1Number(value),
  sscc: (value) => value.length === 18 && isGs1Number(value),
  imei: (value) => value.length === 15 && isLuhnNumber(value),
  imei2: (value) => value.length === 15 && isLuhnNumber(value),
  iccid: (value) => value.length >= 18 && isLuhnNumber(value),
  eid: (value) => value.length === 32 && isMod97Number(value),
};

describe("whatever is scanned", () => {
  const brand = fc.constantFrom(undefined, "Apple", "Samsung", "Bosch", "Acer", "Dell", "LG", "HP", "Philips", "Brother");
  const pieces = fc.constantFrom(
    ..."01 21 10 11 240 8040 8006 ]C1 ]d2 ]E0 [)> 06 05 SN: IMEI: IMEI2 MODEL: PWD= FD https://a/ /01/ ( ) % , ; | / - : S 1P 16D 1S 89 00 ъ Ф".split(
      " ",
    ),
    GS,
    RS,
    EOT,
    GTIN,
    IMEI,
    "4901542032375",
  );
  const scans = fc.oneof(
    fc.string({ unit: "binary", maxLength: 80 }),
    fc
      .array(fc.oneof(pieces, fc.string({ unit: fc.constantFrom(..."0123456789ABCXZaz-."), maxLength: 20 })), { maxLength: 30 })
      .map((parts) => parts.join("")),
  );

  test("nothing throws, and no number comes out with a wrong check digit", () => {
    fc.assert(
      fc.property(scans, brand, (scan, given) => {
        for (const [key, value] of Object.entries(read(scan, { brand: given }))) {
          expect(value.length).toBeGreaterThan(0);
          expect([key, RIGHT[key]?.(value as string) ?? true]).toEqual([key, true]);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test("a secret's text never comes out", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(..."abcdefgh"), minLength: 8, maxLength: 12 }),
        fc.constantFrom("WIFI:S:x;P:", "LPA:1$", "PWD:", "Wi-Fi Key: ", "MECARD:N:"),
        (secret, before) => {
          expect(JSON.stringify(read(`${before}${secret};`))).not.toContain(secret);
        },
      ),
    );
  });

  test("a long text costs no more than its length", () => {
    // Some 4,000 characters each of what makes a reader begin again and again: it has to come to an end.
    for (const part of ["21", "S/N ", "IMEI ", "(21)A", "10A", "0101", "/01", "1P", `${GS}21`, "FD ", "AB/12 ", "a:", "  ", "89", "ъ"])
      expect(() => read(`]C101${GTIN}${part.repeat(4000 / part.length)}`)).not.toThrow();
    expect(read("9".repeat(200_000))).toEqual({});
  });
});
