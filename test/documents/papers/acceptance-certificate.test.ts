import { expect, test } from "vitest";
import { slipCode } from "../../../src-main/domain/papers/paper.ts";
import { SIGNATURE_BOX, type Accessory } from "../../../src-main/domain/orders/order.ts";
import { decodeCode } from "../../helpers/decode-code.ts";
import { exampleOrder, exampleShop } from "../../helpers/example-order.ts";
import { examplePdf, shipped } from "../../helpers/open-test-documents.ts";
import { pdfPage, pdfText, rightEdges, testWith, zbarCodes } from "../../helpers/paper-tools.ts";

const testWithText = testWith("pdftotext");
const testWithPages = testWith("pdftoppm");
const testWithZbar = testWith("zbarimg");

/** Points from the upper edge of an A4 sheet to the perforation, 70 mm above the lower one. */
const SHEET = 841.89;
const PERFORATION = SHEET - (70 / 25.4) * 72;

const accessories = (count: number, name = "Деталь"): Accessory[] =>
  Array.from({ length: count }, (_, index) => ({ id: String(index), name: `${name} ${index + 1}`, returned: false }));

const slipOf = ({ bytes, pages }: { bytes: Uint8Array; pages: number }): string => pdfText(bytes, { page: pages, top: PERFORATION, bottom: SHEET });

testWithText("says on one sheet what was taken in, from whom and on which terms", () => {
  const { bytes, pages, warnings } = examplePdf("certificate", {
    estimateMinor: 1_500_000,
    limitMinor: 2_500_000,
    payments: [{ id: "1", method: "cash", amountMinor: 500_000, note: "", at: 0 }],
  });
  expect(pages).toBe(1);
  expect(warnings).toEqual([]);
  const text = pdfText(bytes).replace(/\s+/g, " ");
  for (const part of [
    "Мастерская «Талон»",
    "ТОО «Талон Сервис» · БИН 180340012345",
    "+7 727 300 1234",
    "Акт приёмки",
    "20.11.2026, 14:15",
    "R26-000123-7",
    "Dreame L20 Ultra",
    "Робот-пылесос",
    "Не заряжается на базе",
    "Нұрлан Ахметов",
    "+7 701 123 4567",
    "45-пәтер",
    "DRM-L20U-2303-0005871",
    "01.03.2026",
    "Технодом",
    "гарантийный талон (с печатью)",
    "Царапины на крышке лидара",
    "5. Гарантийный талон с печатью",
    "04.12.2026",
    "15 000,00 ₸",
    "25 000,00 ₸",
    "5 000,00 ₸",
    "Намокшее, упавшее",
    "Айгерим Сапарова",
  ])
    expect(text).toContain(part);
  expect(text).not.toContain("dreame-kz");
  expect(text).not.toContain("Копия".toUpperCase());
});

testWithText.each([
  ["en", "Acceptance certificate", "Robot vacuum", "20/11/2026, 14:15", "15,000.00"],
  ["lv", "Pieņemšanas akts", "Robots putekļsūcējs", "20.11.2026", "15 000,00"],
  ["kk", "Қабылдау актісі", "Робот-шаңсорғыш", "20.11.2026, 14:15", "15 000,00"],
] as const)("speaks the customer's language: %s", (language, ...parts) => {
  const text = pdfText(examplePdf("certificate", { customer: { language }, estimateMinor: 1_500_000 }).bytes).replace(/\s+/g, " ");
  for (const part of parts) expect(text).toContain(part);
});

testWithText("an American shop writes days the American way", () => {
  const text = pdfText(examplePdf("certificate", { customer: { language: "en" } }, { country: "US", timeZone: "America/New_York" }).bytes);
  expect(text).toContain("12/04/2026");
  expect(text).toContain("11/20/2026");
});

testWithText("the slip repeats what its bearer needs, and alone tells the claim code", () => {
  const paper = examplePdf("certificate");
  const slip = slipOf(paper).replace(/\s+/g, " ");
  for (const part of [
    "Отрывной талон",
    "R26-000123-7",
    "7QK4MZ",
    "Dreame L20 Ultra",
    "20.11.2026, 14:15",
    "04.12.2026",
    "+7 707 000 1234",
    "Сб 11:00–16:00",
    "Мастерская «Талон»",
  ])
    expect(slip).toContain(part);
  expect(slip).not.toContain("Ахметов");
  expect(pdfText(paper.bytes, { page: 1, top: 0, bottom: PERFORATION })).not.toContain("7QK4MZ");
  expect(Buffer.from(paper.bytes).includes("7QK4MZ"), "in the file's description").toBe(false);
});

testWithText("a long name under the signature is broken between its words", () => {
  const name = "Константин Константинопольский-Задунайский Рождественский-Преображенский";
  const { bytes } = examplePdf("certificate", { customer: { name } });
  const signed = pdfText(bytes, { page: 1, top: PERFORATION - 45, bottom: PERFORATION });
  for (const word of name.split(/[ -]/)) expect(signed).toContain(word);
});

testWithText.each([45, 200])("%i accessories are all listed, on further pages, and the slip stays whole on the last one", (count) => {
  const paper = examplePdf("certificate", { accessories: accessories(count, "Деталь с длинным названием") });
  expect(paper.pages).toBeGreaterThan(1);
  const text = pdfText(paper.bytes).replace(/\s+/g, " ");
  for (let index = 1; index <= count; index++) expect(text).toContain(`${index}. Деталь с длинным названием ${index}`);
  expect(text).toContain(`Страница ${paper.pages} из ${paper.pages}`);
  const slip = slipOf(paper);
  for (const part of ["R26-000123-7", "7QK4MZ", "Dreame L20 Ultra", "04.12.2026", "+7 707 000 1234"]) expect(slip).toContain(part);
  for (let page = 1; page < paper.pages; page++) expect(pdfText(paper.bytes, { page, top: 0, bottom: SHEET })).not.toContain("7QK4MZ");
  expect(pdfText(paper.bytes, { page: paper.pages, top: 0, bottom: PERFORATION })).not.toContain("7QK4MZ");
});

testWithText("a fault of 10,000 characters is printed to its last word", () => {
  const words = Array.from({ length: 1200 }, (_, index) => `слово${index}`)
    .join(" ")
    .slice(0, 10_000);
  const paper = examplePdf("certificate", { fault: words });
  const text = pdfText(paper.bytes).split(/\s+/);
  for (const word of words.split(" ")) expect(text).toContain(word);
  expect(slipOf(paper)).toContain("7QK4MZ");
});

testWithText("words without a place to break stay inside the sheet and keep every character", () => {
  const long = (letter: string): string => letter.repeat(200);
  const paper = examplePdf(
    "certificate",
    {
      customer: { name: long("Ж"), contact: long("Щ"), email: long("e"), address: long("Ы") },
      device: { brand: long("W"), model: long("M"), serial: long("S"), seller: long("Ю") },
      fault: long("Ф").repeat(20),
      condition: long("q"),
      accessories: [{ id: "1", name: long("К"), returned: false }],
      receivedBy: long("Ц"),
    },
    { name: long("Ш"), address: long("Д"), openingHours: long("9") },
  );
  for (const edge of rightEdges(paper.bytes)) expect(edge).toBeLessThanOrEqual(595);
  const text = pdfText(paper.bytes).replace(/\s/g, "");
  for (const letter of "SЖЫЮКq") expect(text.split(letter).length - 1).toBeGreaterThanOrEqual(200);
  expect(slipOf(paper)).toContain("7QK4MZ");
});

testWithText("what is not known leaves no empty row, and a shop without a name none at its head", () => {
  const paper = examplePdf(
    "certificate",
    {
      customer: { email: "", whatsapp: "", address: "" },
      condition: "",
      accessories: [],
      promisedOn: null,
      proofs: [],
      receivedBy: null,
      device: { brand: "", model: "", serial: "", purchasedOn: null, seller: "" },
    },
    { name: "", legalName: "", registration: "", address: "", phone: "", email: "", statusPhone: "", openingHours: "" },
  );
  const text = pdfText(paper.bytes).replace(/\s+/g, " ");
  for (const label of [
    "Эл. почта",
    "Адрес",
    "Серийный номер",
    "Дата покупки",
    "Продавец",
    "Документы",
    "Внешнее состояние",
    "Срок готовности",
    "Часы работы",
    "Узнать о готовности",
    " · ",
  ])
    expect(text).not.toContain(label);
  expect(text).toContain("Принято без принадлежностей.");
  expect(text.match(/Робот-пылесос/g)).toHaveLength(2);
});

testWithText("the shop's own terms stand in the place of the shipped ones", () => {
  const terms = { en: "", ru: "Чиним честно.\nПлатите после.", lv: "", kk: "" };
  const text = pdfText(examplePdf("certificate", {}, { terms }).bytes);
  expect(text).toContain("Чиним честно.");
  expect(text).not.toContain("Намокшее");
});

testWithText("a repeated print says so, on the slip as well", () => {
  const paper = examplePdf("certificate", {}, {}, { copy: true });
  expect(pdfText(paper.bytes, { page: 1, top: 0, bottom: PERFORATION })).toContain("КОПИЯ");
  expect(slipOf(paper)).toContain("КОПИЯ");
});

testWithPages("both codes are read from a print at 150 dpi, whatever the number's length", async () => {
  for (const number of ["R26-000123-7", "ABCD26-123456789-0"]) {
    const page = pdfPage(examplePdf("certificate", { number }).bytes, 1, 150);
    expect([...(await decodeCode(page))].sort()).toEqual([number, slipCode(number, "7QK4MZ")].sort());
  }
});

testWithZbar("both codes are read by ZBar too", () => {
  const png = shipped.render({ kind: "certificate", order: exampleOrder(), shop: exampleShop(), copy: false, part: null }, "png").bytes;
  expect([...zbarCodes(png)].sort()).toEqual(["R26-000123-7", slipCode("R26-000123-7", "7QK4MZ")].sort());
});

test("a signature drawn on the screen is printed, and nothing that only pretends to be one", () => {
  const { width, height } = SIGNATURE_BOX;
  const drawn = (signature: string | null): string =>
    new TextDecoder().decode(
      shipped.render({ kind: "certificate", order: exampleOrder({ signature }), shop: exampleShop(), copy: false, part: null }, "svg").bytes,
    );
  const images = (svg: string): number => svg.split("<image").length - 1;
  expect(images(drawn(`M 0 0 L ${width} ${height}`))).toBe(images(drawn(null)) + 1);
  expect(drawn('M 0 0"/><script>')).toBe(drawn(null));
});

test("pages stand below one another in a picture, none over another", async () => {
  const paper = { kind: "certificate" as const, order: exampleOrder({ accessories: accessories(45) }), shop: exampleShop(), copy: false, part: null };
  const png = Buffer.from(shipped.render(paper, "png", { dpi: 50 }).bytes);
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([413, 1169]);
  // The barcode stands on the first page, the slip's code on the last one.
  const sharp = shipped.render(paper, "png").bytes;
  expect([...(await decodeCode(sharp))].sort()).toEqual(["R26-000123-7", slipCode("R26-000123-7", "7QK4MZ")].sort());
});

testWithText.each(["ru", "en", "lv", "kk"] as const)(
  "a corrected one says what was corrected, and bears no signature of the old text (%s)",
  (language) => {
    const signature = "M10 60L60 30 90 70 130 25 170 60 240 40";
    const customer = { language };
    const signed = examplePdf("certificate", { customer, signature });
    const corrected = { customer, correctedAt: Date.UTC(2026, 10, 21, 9, 15), correctedFacts: ["unit", "model", "serial", "imei", "accessories"] };
    const { bytes, pages, warnings } = examplePdf("certificate", { ...corrected, signature });
    expect([pages, warnings]).toEqual([1, []]);
    expect(bytes).toEqual(examplePdf("certificate", { ...corrected, signature: null }).bytes);
    expect(signed.bytes).not.toEqual(examplePdf("certificate", { customer, signature: null }).bytes);
    const text = pdfText(bytes).replace(/\s+/g, " ");
    const said = {
      ru: ["Исправлено после приёмки", "Устройство, серийный номер, IMEI, комплектность", "С исправленным текстом и условиями согласен"],
      en: ["Corrected since acceptance", "Device, serial no., IMEI, accepted with the device", "Agrees to the corrected text and the terms"],
      lv: ["Labots pēc pieņemšanas", "Ierīce, sērijas Nr., IMEI", "Labotajam tekstam un noteikumiem piekrīt"],
      kk: ["Қабылдаудан кейін түзетілді", "Құрылғы, ", "Түзетілген мәтінмен және шарттармен келіседі"],
    }[language];
    for (const part of said) expect(text).toContain(part);
    expect(pdfText(signed.bytes)).not.toContain(said[0]);
  },
);
