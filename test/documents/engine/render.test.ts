import { readFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isUnseen, printable } from "../../../src-main/documents/labels/printable.ts";
import { DocumentError, openPaperMaker } from "../../../src-main/documents/engine/render.ts";
import { PAPER_KINDS, type PaperKind } from "../../../src-main/domain/shop/paper-layout.ts";
import { exampleOrder, exampleShop } from "../../helpers/example-order.ts";
import { examplePdf, exampleWarranty, resourcesDir, shipped } from "../../helpers/open-test-documents.ts";
import { pdfFonts, pdfText, testWith } from "../../helpers/paper-tools.ts";

const testWithText = testWith("pdftotext");
const testWithFonts = testWith("pdffonts");

const withSystemFonts = openPaperMaker(resourcesDir);

const HANDBACK = {
  at: Date.UTC(2026, 11, 3),
  byName: null,
  slipShown: true,
  identityCheck: null,
  identityNote: "",
  outcome: "",
  warrantyUntil: null,
  paidMinor: 0,
  paidMethod: null,
  signature: null,
};

const APPROVAL = { givenOn: "2026-11-20", goodsBackBy: "2026-12-04", address: "", courierAccount: "", person: null };

const fault = (text: string): string => pdfText(examplePdf("certificate", { fault: text }).bytes).replace(/\s+/g, " ");

test.each(PAPER_KINDS)("a %s is PDF/A-2b, the same for the same data, described by its order", (kind) => {
  const render = (): Uint8Array => examplePdf(kind, { handback: HANDBACK, warranty: exampleWarranty({}, { approval: APPROVAL }) }).bytes;
  const pdf = Buffer.from(render());
  expect(pdf.equals(render())).toBe(true);
  const description = pdf.toString("utf8");
  expect(description).toContain("<pdfaid:part>2</pdfaid:part>");
  expect(description).toContain("<pdfaid:conformance>B</pdfaid:conformance>");
  expect(description).toContain(`R26-000123-7${kind === "accessory" ? "/1" : ""}</rdf:li>`);
  expect(description).toContain("Мастерская «Талон»</rdf:li>");
  expect(description).toContain(kind === "handback" ? "2026-12-03T00:00:00Z" : "2026-11-20T09:15:00Z");
});

testWithFonts("every font is embedded", () => {
  const fonts = pdfFonts(examplePdf("certificate").bytes);
  expect(fonts.length).toBeGreaterThan(1);
  for (const line of fonts) expect(line).toMatch(/\+NotoSans\S* .* yes yes yes +\d+ +0$/);
});

testWithText("data is never read as markup", () => {
  const attempts = [
    '#eval("1 + 1")',
    "$x^2$",
    "*bold* _slanted_ `raw`",
    "<script>alert(1)</script>",
    '\\ \\u{41} #"quoted" [a] {b} @c -- ~ \'"',
    "= Title",
    "- item // note /* note */",
  ];
  const text = fault(attempts.join("\n"));
  for (const attempt of attempts) expect(text).toContain(attempt);
});

testWithText("lines of a longer text stay lines", () => {
  const text = pdfText(examplePdf("certificate", { fault: "первая строка\r\nвторая строка\n\nтретья строка" }).bytes);
  for (const line of ["первая", "вторая", "третья"]) expect(text).toMatch(new RegExp(`^${line} строка$`, "m"));
});

testWithText("what cannot be seen is printed as what it is", () => {
  expect(fault("a\u0000b\u001b[31mc\u007fd\u0085e\u202ef\u2066g\ud800h\uffffi")).toContain("a␀b␛[31mc␡d[U+0085]efg[U+D800]h[U+FFFF]i");
});

testWithText("a script without a font is printed as boxes, with a warning and no exception", () => {
  const paper = examplePdf("certificate", { customer: { name: "王小明" }, fault: "არ ირთვება 😀 مكسور" });
  expect(paper.warnings).toHaveLength(1);
  expect(paper.warnings[0]).toMatch(/^missing-glyphs:/);
  for (const letter of "王小明არ😀م") expect(paper.warnings[0]).toContain(letter);
  expect(pdfText(paper.bytes)).toContain("□□□");
});

test("letters that have a glyph each but none together do no harm in any format", () => {
  for (const text of ["□\u0301", "✂\u0489\u0301", "e\u0301\u0489", "☎\ufe0f", "👨\u200d👩\u200d👧", "\u0301", "\u200d", "a\u200db"])
    for (const documents of [shipped, withSystemFonts])
      for (const format of ["pdf", "svg"] as const)
        expect(
          documents.render({ kind: "label", order: exampleOrder({ fault: text }), shop: exampleShop(), copy: false, part: null }, format).pages,
          text,
        ).toBe(1);
});

testWithText("a script that a font of this computer has is printed in it", () => {
  const paper = examplePdf("certificate", { customer: { name: "王小明" } }, {}, { documents: withSystemFonts });
  const [warning] = paper.warnings;
  if (warning) expect(warning, "no font for it here").toBe("missing-glyphs:王小明");
  else expect(pdfText(paper.bytes)).toContain("王小明");
});

test("common signs need no font of this computer", () => {
  expect(
    examplePdf("certificate", { fault: "USB → HDMI, 12 В ± 5 %, ≥ 3 А ≈ −5 °C, № 5, ① ✓ ✗ ★ ☎ ⚠ ⚙ ½ × ÷ ⌀ µ Ω ₸ ₽ € £ “ ” „ … – —" }).warnings,
  ).toEqual([]);
});

/** Strings of people, of scanners and of those who try things. */
const anyText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(..."#$*_`<>\\\"'@[]{}()=-/~ \n\t\u0000\u0007\u200b\u202eЖқēA1"), maxLength: 250 }),
);

testWithText(
  "any text in any field comes out as itself, as its stand-in, or as a box with a warning",
  () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 16, maxLength: 16 }), (texts) => {
        const [name, contact, registration, email, address, brand, model, colour, serial, seller, words, condition, accessory, shopName, hours, by] =
          texts as [string, ...string[]];
        const order = {
          customer: { name, contact, registration, email, address, whatsapp: email },
          device: { brand, model, colour, serial, seller, category: colour! },
          fault: words!,
          condition: condition!,
          accessories: [{ id: "1", name: accessory!, returned: false }],
          proofs: [seller!],
          receivedBy: by!,
        };
        const paper = examplePdf("certificate", order, {
          name: shopName!,
          openingHours: hours!,
          address: address!,
          terms: { en: "", ru: words!, lv: "", kk: "" },
        });
        const printed = pdfText(paper.bytes).normalize("NFKD");
        const missing = paper.warnings.join("");
        for (const text of [name, serial, words, condition, accessory, shopName, hours, by])
          for (const character of printable(text!.trim()))
            if (!/\s/.test(character) && !isUnseen(character) && !/\p{M}/u.test(character) && !missing.includes(character))
              expect(printed, `U+${character.codePointAt(0)!.toString(16)}`).toContain(character.normalize("NFKD").trim());
      }),
      { numRuns: 25 },
    );
  },
  60_000,
);

test("a broken template is told of in short, and others go on", () => {
  const documents = openPaperMaker(resourcesDir, { templates: { label: "#let x = (", certificate: "#nothing-here()" } });
  const render = (kind: PaperKind) => () => examplePdf(kind, { handback: HANDBACK }, {}, { documents });
  expect(render("label")).toThrow(DocumentError);
  expect(render("label")).toThrow("label.typ: unclosed delimiter");
  expect(render("certificate")).toThrow("certificate.typ: unknown variable: nothing-here");
  expect(render("handback")().pages).toBe(1);
});

const withLogo = (logo: Uint8Array): ReturnType<typeof examplePdf> =>
  shipped.render({ kind: "certificate", order: exampleOrder(), shop: exampleShop(), copy: false, part: null }, "pdf", { logo });

/** A PNG of one black pixel. */
function blackPixel(): Buffer {
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", Buffer.from("00000001000000010800000000", "hex")),
    chunk("IDAT", deflateSync(Buffer.from([0, 0]))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

test("a logo is printed; one that cannot be read is left out with a warning", () => {
  const good = withLogo(blackPixel());
  expect(good.warnings).toEqual([]);
  expect(Buffer.from(good.bytes).includes("/Subtype /Image")).toBe(true);
  for (const bad of [
    blackPixel().subarray(0, 40),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    Buffer.alloc(0),
    Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  ]) {
    const paper = withLogo(bad);
    expect(paper.warnings).toEqual(["logo-unreadable"]);
    expect(paper.pages).toBe(1);
  }
});

test("every letter of the shipped texts has a glyph in the shipped fonts", () => {
  for (const language of ["en", "ru", "lv", "kk"]) {
    const texts = JSON.parse(readFileSync(`${resourcesDir}/locales/${language}.json`, "utf8")) as Record<string, string>;
    const papers = Object.entries(texts).filter(([key]) =>
      /^(paper|category|accessory|request|priority|channel|state|proof|payment-method|identity-check)\./.test(key),
    );
    const letters = [...new Set(papers.map(([, text]) => text).join(""))].join("");
    expect(examplePdf("certificate", { fault: letters }).warnings, language).toEqual([]);
  }
});
