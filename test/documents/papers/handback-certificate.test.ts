import { expect, test } from "vitest";
import { DocumentError } from "../../../src-main/documents/engine/render.ts";
import type { Handback, OrderLine, Payment } from "../../../src-main/domain/orders/order.ts";
import { decodeCode } from "../../helpers/decode-code.ts";
import { exampleOrder, exampleShop, type OrderOverrides } from "../../helpers/example-order.ts";
import { examplePdf, shipped } from "../../helpers/open-test-documents.ts";
import { pdfText, testWith } from "../../helpers/paper-tools.ts";

const testWithText = testWith("pdftotext");

const handback = (changes: Partial<Handback> = {}): Handback => ({
  at: Date.UTC(2026, 11, 3, 8, 20),
  byName: "Айгерим Сапарова",
  slipShown: true,
  identityCheck: null,
  identityNote: "",
  outcome: "Заменён шлейф зарядки.",
  warrantyUntil: "2027-03-03",
  paidMinor: 0,
  paidMethod: null,
  signature: null,
  ...changes,
});

const LINES: readonly OrderLine[] = [
  { id: "1", kind: "work", title: "Замена шлейфа", quantityMilli: 1500, unitMinor: 400_000, totalMinor: 600_000 },
  { id: "2", kind: "part", title: "Шлейф зарядки", quantityMilli: 2000, unitMinor: 350_000, totalMinor: 700_000 },
];

const paid = (amountMinor: number): Payment => ({ id: String(amountMinor), method: "card", amountMinor, note: "", at: Date.UTC(2026, 11, 3) });

const textOf = (order: OrderOverrides): string =>
  pdfText(examplePdf("handback", { state: "handed-back", handback: handback(), ...order }).bytes).replace(/\s+/g, " ");

testWithText("says what was done, what it cost, until when it is warranted and against what it was given", () => {
  const text = textOf({
    lines: LINES,
    payments: [paid(1_300_000)],
    accessories: exampleOrder().accessories.map((one, index) => ({ ...one, returned: index < 4 })),
  });
  for (const part of [
    "Акт выдачи",
    "03.12.2026, 13:20",
    "R26-000123-7",
    "Dreame L20 Ultra",
    "Заменён шлейф зарядки.",
    "Не заряжается на базе",
    "Замена шлейфа 1,5 4 000,00 ₸ 6 000,00 ₸",
    "Шлейф зарядки 2 3 500,00 ₸ 7 000,00 ₸",
    "Итого 13 000,00 ₸",
    "Оплачено полностью 13 000,00 ₸",
    "до 03.03.2027",
    "отрывной талон",
    "Выдано вместе с устройством",
    "База-станция",
    "Не выдано 1. Гарантийный талон с печатью",
    "Айгерим Сапарова",
  ])
    expect(text).toContain(part);
});

testWithText("says who owes whom", () => {
  expect(textOf({ lines: LINES, payments: [paid(300_000)] })).toContain("К оплате 10 000,00 ₸");
  expect(textOf({ lines: LINES, payments: [paid(1_500_000)] })).toContain("К возврату клиенту 2 000,00 ₸");
  expect(textOf({ lines: LINES, payments: [paid(1_500_000), paid(-200_000)] })).toContain("Возвращено: 03.12.2026, карта 2 000,00 ₸");
  const free = textOf({});
  expect(free).toContain("Оплата не требуется 0,00 ₸");
  expect(free).not.toContain("Итого");
});

testWithText("names the check that stood in for the slip", () => {
  const text = textOf({ handback: handback({ slipShown: false, identityCheck: "id-card", identityNote: "№ 045" }) });
  expect(text).toContain("Удостоверение личности, № 045");
  expect(text).not.toContain("отрывной талон");
});

testWithText("a device that goes back unrepaired says why", () => {
  expect(textOf({ handback: handback({ outcome: "unrepairable" }) })).toContain("Возвращено без ремонта: не подлежит ремонту");
  expect(textOf({ state: "declined", handback: handback({ outcome: "" }) })).toContain("Возвращено без ремонта: клиент отказался");
});

testWithText("two hundred lines flow over pages to the last one", () => {
  const lines = Array.from({ length: 200 }, (_, index): OrderLine => ({ ...LINES[1]!, id: String(index), title: `Деталь ${index + 1}` }));
  const text = textOf({ lines });
  for (const { title } of lines) expect(text).toContain(`${title} 2 3 500,00`);
});

test("its barcode is read", async () => {
  const order = exampleOrder({ state: "handed-back", handback: handback() });
  const { bytes } = shipped.render({ kind: "handback", order, shop: exampleShop(), copy: false, part: null }, "png");
  expect(await decodeCode(bytes)).toEqual([order.number]);
});

test("there is none before the handback", () => expect(() => examplePdf("handback")).toThrow(DocumentError));
