import fc from "fast-check";
import bwip from "bwip-js/node";
import { describe, expect, test } from "vitest";
import { isGs1Number } from "../../../src-main/domain/devices/check-digit.ts";
import { readElements } from "../../../src-main/domain/devices/gs1-elements.ts";
import { readLabelCode } from "../../../src-main/domain/devices/label-code.ts";
import { readDigitalLink } from "../../../src-main/domain/devices/digital-link.ts";
import { scanOf } from "../../helpers/label-symbols.ts";

const GS = "\u001d";

/** Whether bwip-js, which has GS1's own rules, encodes elements. */
function isAllowed(printed: string): boolean {
  try {
    bwip.raw("gs1datamatrix", printed, "");
    return true;
  } catch {
    return false;
  }
}

const withCheckDigit = (body: string): string => body + [..."0123456789"].find((digit) => isGs1Number(body + digit))!;
const digits = (length: number) => fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: length, maxLength: length });
const gtin = digits(12).map((body) => withCheckDigit(`0${body}`));
/** Values as labels have them; brackets would end a value as bwip-js writes it. */
const text = (most: number) => fc.string({ unit: fc.constantFrom(..."0123456789ABCDEFXYZabc-/.%+;\"'&_"), minLength: 1, maxLength: most });
const day = fc
  .date({ min: new Date("1990-01-01"), max: new Date("2049-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(2, 10).replaceAll("-", ""));

/** Elements, each AI once, the GTIN first. */
const elements = fc
  .tuple(
    gtin,
    fc.shuffledSubarray([
      ["21", text(20)],
      ["10", text(20)],
      ["11", day],
      ["240", text(30)],
      ["17", day],
      ["91", text(30)],
      ["20", digits(2)],
    ] as const),
  )
  .chain(([number, others]) =>
    fc.tuple(...others.map(([ai, value]) => value.map((it) => [ai, it] as const))).map((rest) => [["01", number] as const, ...rest]),
  );

const WITHOUT_END = new Set(["01", "11", "17", "20"]);
const printedOf = (all: readonly (readonly [string, string])[]): string => all.map(([ai, value]) => `(${ai})${value}`).join("");
const scannedOf = (all: readonly (readonly [string, string])[]): string =>
  all.map(([ai, value], at) => `${ai}${value}${WITHOUT_END.has(ai) || at === all.length - 1 ? "" : GS}`).join("");

describe("element strings", () => {
  test("what bwip-js encodes comes back whole where its separators are kept", () => {
    fc.assert(
      fc.property(elements, (all) => {
        fc.pre(scannedOf(all).includes(GS));
        expect(isAllowed(printedOf(all))).toBe(true);
        expect([...readElements(scannedOf(all))!]).toEqual(all);
      }),
    );
  });

  test("without separators nothing comes back that was not encoded, and the GTIN always", () => {
    fc.assert(
      fc.property(elements, (all) => {
        const found = readElements(scannedOf(all).replaceAll(GS, ""))!;
        expect(found.get("01")).toBe(all[0]![1]);
        const encoded = new Map<string, string>(all);
        for (const [ai, value] of found) expect([ai, value]).toEqual([ai, encoded.get(ai)]);
      }),
      {
        examples: [
          // What follows the serial number's AI could be read as a second GTIN.
          [
            [
              ["01", "08278549457360"],
              ["21", "0"],
              ["17", "900101"],
              ["11", "900101"],
              ["20", "24"],
              ["91", "0"],
              ["10", "0"],
            ],
          ],
        ],
      },
    );
  });

  // Those that stand alone or beside a GTIN, of every kind of value.
  test.each([
    ["00", "095212345000000018", true],
    ["00", "095212345000000019", false],
    ["01", "09521234543213", true],
    ["01", "09521234543214", false],
    ["11", "251100", true],
    ["11", "251131", false],
    ["11", "251301", false],
    ["21", "A".repeat(21), false],
    ["21", "A B", false],
    ["240", "M-9", true],
    ["242", "12A", false],
    ["8006", "095212345432130102", true],
    ["8006", "095212345432130201", false],
    ["8008", "2511031425", true],
    ["8005", "123456", true],
    ["8005", "12345", false],
    ["3103", "001250", true],
    ["410", "9521234543213", true],
    ["410", "9521234543214", false],
    ["90", "OWN", true],
  ])("%s %s is judged as bwip-js does: %s", (ai, value, right) => {
    const beside = ["00", "01", "8006", "410"].includes(ai) ? "" : "(01)09521234543213";
    expect(isAllowed(`${beside}(${ai})${value}`)).toBe(right);
    const scanned = beside.replace(/[()]/g, "") + ai + value;
    // A day that does not exist is left out where it becomes a date.
    const found = readElements(`${scanned}${GS}`)?.get(ai);
    const date = ai === "11" && found !== undefined ? readLabelCode(`]d2${scanned}`, {}, "2026-11-30").made : found;
    expect(date !== undefined).toBe(right);
  });

  test.each(["gs1datamatrix", "gs1-128", "gs1qrcode", "databarexpanded"])("a printed %s reads as it was encoded", async (kind) => {
    const scan = await scanOf(kind, "(01)09521234543213(21)AB-7(240)M%9(11)251103");
    expect(readLabelCode(scan, {}, "2026-11-30")).toEqual({ gtin: "09521234543213", serial: "AB-7", additionalId: "M%9", made: "2025-11-03" });
  });

  test.each([
    ["ean13", "9521234543213", "09521234543213"],
    ["ean8", "95200019", "00000095200019"],
    ["upca", "012345678905", "00012345678905"],
    ["upce", "01234565", "00012345000065"],
    ["itf14", "09521234543213", "09521234543213"],
  ])("a printed %s reads as a GTIN", async (kind, text, number) => {
    expect(readLabelCode(await scanOf(kind, text), {}, "2026-11-30")).toEqual({ gtin: number });
  });

  test("a phone's numbers survive print and scan", async () => {
    const scan = await scanOf(
      "gs1datamatrix",
      "(01)09521234543213(21)R5CX30TALON(8040)004999010640000(8041)004999010640018(8042)89049032000000000000000000000163",
    );
    expect(readLabelCode(scan, {}, "2026-11-30")).toEqual({
      gtin: "09521234543213",
      serial: "R5CX30TALON",
      imei: "004999010640000",
      imei2: "004999010640018",
      eid: "89049032000000000000000000000163",
    });
  });
});

describe("Digital Links", () => {
  const isLink = (link: string): boolean => {
    try {
      bwip.raw("gs1dlqrcode", link, "");
      return true;
    } catch {
      return false;
    }
  };

  test("what bwip-js encodes as one is read", () => {
    fc.assert(
      fc.property(gtin, text(20), text(20), day, (number, lot, serial, made) => {
        const link = `https://example.com/a/01/${number}/10/${encodeURIComponent(lot)}/21/${encodeURIComponent(serial)}?11=${made}`;
        fc.pre(!/\/\.{1,2}(?:\/|\?|$)/.test(link));
        expect(isLink(link)).toBe(true);
        expect([...readDigitalLink(link)!]).toEqual([
          ["01", number],
          ["10", lot],
          ["21", serial],
          ["11", made],
        ]);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    "https://example.com/01/09521234543214",
    "https://example.com/01/09521234543213/21/AB-7/10/L1",
    "https://example.com/01/09521234543213/21/",
    "https://example.com/gtin/09521234543213",
    "https://example.com/21/AB-7",
  ])("%s is none to either", (link) => {
    expect(isLink(link)).toBe(false);
    expect(readDigitalLink(link)).toBeUndefined();
  });
});
