import { afterEach, beforeEach, expect, test } from "vitest";
import { SHIPPED_SIZES } from "../../../src-main/domain/printing/paper-size.ts";
import { USUAL_SETTINGS } from "../../../src-main/domain/printing/printer.ts";
import {
  dropPrinter,
  dropSize,
  keepPrinter,
  keepRoutes,
  keepSize,
  readPrinterByName,
  readPrinters,
  readRoutes,
  readSizes,
  sizeOf,
  type PrinterInput,
} from "../../../src-main/usecases/printing/keep-printers.ts";
import { openTestShop, type TestShop } from "../../helpers/open-test-shop.ts";
import { refusalOf } from "../../helpers/orders.ts";

let open: TestShop;
beforeEach(() => void (open = openTestShop()));
afterEach(() => open.cleanup());

const ZEBRA: PrinterInput = {
  id: null,
  name: " Zebra ",
  way: "tcp",
  address: " 192.168.1.50 ",
  language: "zpl",
  dpi: 203,
  size: "58x40",
  settings: USUAL_SETTINGS,
};

test("a printer is kept with its address in full, changed by its id and found by its name in any case", () => {
  const kept = keepPrinter(open.shop, ZEBRA);
  expect(kept).toMatchObject({ name: "Zebra", address: "192.168.1.50:9100" });
  keepPrinter(open.shop, { ...kept, name: "Этикетки", settings: { ...USUAL_SETTINGS, darkness: 60, offsetXMm: -1.5 } });
  expect(readPrinters(open.shop)).toEqual([{ ...kept, name: "Этикетки", settings: { ...USUAL_SETTINGS, darkness: 60, offsetXMm: -1.5 } }]);
  expect(readPrinterByName(open.shop, "ЭТИКЕТКИ").id).toBe(kept.id);
  expect(refusalOf(() => readPrinterByName(open.shop, "Zebra"))).toMatchObject({ code: "printer.unknown", data: { text: "Zebra" } });
});

test.each<[name: string, change: Partial<PrinterInput>, field: string, problem: string]>([
  ["no name", { name: "  " }, "name", "required"],
  ["no address", { address: "" }, "address", "required"],
  ["a port that is none", { address: "10.0.0.1:99999" }, "address", "printer-port"],
  ["a size that nobody knows", { size: "57x41" }, "size", "choice"],
  ["pages in a label printer", { size: "a4" }, "size", "label-stock"],
  ["stock that this maker does not have", { language: "brother", dpi: 300 }, "size", "printer-stock"],
  ["dots for an IPP printer", { way: "ipp", address: "ipp://10.0.0.1/" }, "language", "choice"],
])("%s is refused beside its field, and nothing is kept", (_, change, field, problem) => {
  expect(refusalOf(() => keepPrinter(open.shop, { ...ZEBRA, ...change }))).toMatchObject({
    code: "input.invalid",
    data: { problems: [{ field, problem }] },
  });
  expect(readPrinters(open.shop)).toEqual([]);
});

test("two printers never have one name, unless the first one is gone", () => {
  const { id } = keepPrinter(open.shop, ZEBRA);
  expect(refusalOf(() => keepPrinter(open.shop, { ...ZEBRA, name: "ZEBRA" })).data).toEqual({ problems: [{ field: "name", problem: "taken" }] });
  dropPrinter(open.shop, id);
  expect(readPrinters(open.shop)).toEqual([]);
  expect(keepPrinter(open.shop, ZEBRA).id).not.toBe(id);
  expect(refusalOf(() => dropPrinter(open.shop, id)).code).toBe("printer.unknown");
  expect(refusalOf(() => keepPrinter(open.shop, { ...ZEBRA, id, name: "Other" })).code).toBe("printer.unknown");
});

test("routes name printers that can print what they are given", () => {
  const zebra = keepPrinter(open.shop, ZEBRA);
  const label = { kind: "label", printerId: zebra.id, copies: 3, atIntake: true } as const;
  keepRoutes(open.shop, [label], false, open.caller);
  expect(readRoutes(open.shop, open.caller)).toEqual({ bench: [label], everywhere: [] });
  expect(readRoutes(open.shop, { ...open.caller, benchId: "other" })).toEqual({ bench: [], everywhere: [] });
  const refused = refusalOf(() =>
    keepRoutes(
      open.shop,
      [label, { ...label, kind: "certificate" }, { ...label, kind: "handback", printerId: open.shop.newId() }],
      true,
      open.caller,
    ),
  );
  expect(refused.data).toEqual({
    problems: [
      { field: "routes.certificate", problem: "label-printer" },
      { field: "routes.handback", problem: "choice" },
    ],
  });
  expect(readRoutes(open.shop, open.caller).everywhere).toEqual([]);
  dropPrinter(open.shop, zebra.id);
  expect(readRoutes(open.shop, open.caller).bench).toEqual([]);
});

test("the shop adds sizes of its own, and keeps those that a printer holds", () => {
  const size = { id: "57x32", kind: "label", widthMm: 57, heightMm: 32 } as const;
  keepSize(open.shop, size);
  expect(readSizes(open.shop)).toEqual([...SHIPPED_SIZES, size]);
  const printer = keepPrinter(open.shop, { ...ZEBRA, size: "57x32" });
  expect(refusalOf(() => dropSize(open.shop, "57x32"))).toEqual({ code: "paper-size.in-use", data: { text: "Zebra" } });
  dropPrinter(open.shop, printer.id);
  dropSize(open.shop, "57x32");
  expect(refusalOf(() => sizeOf(open.shop, "57x32")).code).toBe("paper-size.unknown");
});

test("a label of more dots than are made is refused, by itself or with the printer that holds it", () => {
  const wall = { id: "wall", kind: "label", widthMm: 600, heightMm: 600 } as const;
  const tooMany = (field: string): unknown => [{ field, problem: "too-many-dots" }];
  expect(refusalOf(() => keepSize(open.shop, { ...wall, widthMm: 1200, heightMm: 1200 })).data["problems"]).toEqual(tooMany("widthMm"));
  keepSize(open.shop, wall);
  expect(refusalOf(() => keepPrinter(open.shop, { ...ZEBRA, size: "wall", dpi: 600 })).data["problems"]).toEqual(tooMany("size"));
  // Pages go to their printer as PDF.
  keepPrinter(open.shop, { ...ZEBRA, name: "Plotter", language: "pdf", size: "wall", dpi: 600 });
  keepPrinter(open.shop, { ...ZEBRA, size: "wall", dpi: 203 });
  expect(refusalOf(() => keepSize(open.shop, { ...wall, widthMm: 1000 })).data["problems"]).toEqual(tooMany("widthMm"));
});

test("a size that no stock has is refused", () => {
  const refused = (size: Parameters<typeof keepSize>[1]): unknown => refusalOf(() => keepSize(open.shop, size)).data["problems"];
  expect(refused({ id: "58x40", kind: "label", widthMm: 58, heightMm: 41 })).toEqual([{ field: "id", problem: "taken" }]);
  expect(refused({ id: "x", kind: "label", widthMm: 0, heightMm: 5000 })).toEqual([
    { field: "widthMm", problem: "measure" },
    { field: "heightMm", problem: "measure" },
  ]);
  expect(refused({ id: "x", kind: "roll", widthMm: 58, printableMm: 60 })).toEqual([{ field: "printableMm", problem: "measure" }]);
  const sheet = SHIPPED_SIZES.find(({ id }) => id === "a4-3x8")!;
  expect(refused({ ...sheet, id: "x", rows: 9 } as typeof sheet)).toEqual([{ field: "rows", problem: "measure" }]);
});
