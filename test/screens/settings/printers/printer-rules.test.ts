import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SHIPPED_SIZES } from "../../../../src-main/domain/printing/paper-size.ts";
import { PRINTER_LANGUAGES, PRINTER_WAYS, USUAL_SETTINGS, waysOn, type PrinterLanguage } from "../../../../src-main/domain/printing/printer.ts";
import {
  abilitiesOf,
  calibrated,
  formOfFound,
  holds,
  reachedBy,
  routesEverywhere,
  routesHere,
  speaking,
} from "../../../../src-renderer/screens/settings/printers/printer-rules.ts";
import { printerFormOf, printerOf, type PrinterForm } from "../../../../src-renderer/stores/printer-form.ts";

describe("calibrating", () => {
  test("a frame that is cut off moves in, one behind a blank strip moves out", () => {
    expect(calibrated(0, { seen: "cut", mm: 2.5 })).toBe(2.5);
    expect(calibrated(1, { seen: "blank", mm: 3 })).toBe(-2);
    expect(calibrated(-1.5, { seen: "frame", mm: 7 })).toBe(-1.5);
  });

  test("what was read of the page that is printed next is the edge, whatever the printer's own fault is", () => {
    // A printer that is wrong by so much shows the frame at its fault and the offset together, in tenths of a mm.
    const tenths = fc.integer({ min: -200, max: 200 });
    fc.assert(
      fc.property(tenths, tenths, (fault, offset) => {
        const frame = (fault + offset) / 10;
        const seen = frame < 0 ? "cut" : frame > 0 ? "blank" : "frame";
        const next = calibrated(offset / 10, { seen, mm: Math.abs(frame) });
        expect(Math.abs(next + fault / 10)).toBeLessThan(0.001);
      }),
    );
  });

  test("an offset stays within what can be kept", () => {
    expect(calibrated(40, { seen: "cut", mm: 30 })).toBe(50);
    expect(calibrated(-40, { seen: "blank", mm: 30 })).toBe(-50);
    expect(Object.is(calibrated(0, { seen: "blank", mm: 0 }), 0)).toBe(true);
  });
});

describe("a form that changes its language or its way", () => {
  const language = fc.constantFrom<PrinterLanguage>(...PRINTER_LANGUAGES);
  const step = fc.oneof(
    language,
    fc.constantFrom(...PRINTER_WAYS).map((way) => ({ way })),
  );

  test("always holds paper and finds its end as printers of that language do; by IPP it prints pages", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const begun = { ...printerFormOf(), address: "192.168.1.50" };
        const form = steps.reduce<PrinterForm>((now, to) => {
          if (typeof to !== "string") return reachedBy(now, to.way);
          return now.way === "ipp" ? now : speaking(now, to);
        }, begun);
        expect(
          holds(
            form.language,
            SHIPPED_SIZES.find(({ id }) => id === form.size)!,
          ),
        ).toBe(true);
        if (form.language !== "pdf") expect(abilitiesOf(form.language)!.media).toContain(form.media);
        if (form.language === "brother") expect(form.dpi).toBe(300);
        if (form.way === "ipp") expect(form.language).toBe("pdf");
        expect(form.address).toBe("192.168.1.50");
      }),
    );
  });

  test("between languages of label printers it keeps its paper", () => {
    const form = { ...printerFormOf(), size: "100x50", dpi: 300 };
    expect(speaking(form, "tspl")).toMatchObject({ language: "tspl", size: "100x50", dpi: 300 });
  });

  test("a printer that was found fills the form", () => {
    const zebra = { name: "ZD421", way: "tcp", address: "192.168.1.9:9100", language: "zpl", make: "Zebra" } as const;
    expect(formOfFound(zebra)).toMatchObject({ name: "ZD421", way: "tcp", address: "192.168.1.9:9100", language: "zpl", size: "58x40" });
    expect(formOfFound({ ...zebra, way: "ipp", address: "ipp://h:631/ipp/print" })).toMatchObject({ language: "pdf", size: "a4" });
  });
});

test("a form says what is stored, and emptied numbers are those of the printer", () => {
  const settings = { ...USUAL_SETTINGS, darkness: 60, speedMmS: 100, offsetXMm: -1.5 };
  const printer = { name: "Zebra", way: "tcp", address: "h:9100", language: "zpl", dpi: 300, size: "58x40", settings } as const;
  expect(printerOf(printerFormOf(printer))).toEqual(printer);
  const emptied = { ...printerFormOf(printer), darkness: "", speedMmS: "", offsetXMm: "", gapMm: "" };
  expect(printerOf(emptied).settings).toEqual(USUAL_SETTINGS);
});

test("a bench prints as it says itself, else as all do, else by hand", () => {
  const everywhere = [{ kind: "label", printerId: "a", copies: 2, atIntake: true }] as const;
  const bench = [{ kind: "certificate", printerId: "b", copies: 1, atIntake: false }] as const;
  const routes = { bench, everywhere };
  expect(routesHere(routes).slice(0, 2)).toEqual([bench[0], everywhere[0]]);
  expect(routesEverywhere(routes)[0]).toEqual({ kind: "certificate", printerId: null, copies: 1, atIntake: true });
  expect(routesHere(routes)).toHaveLength(6);
});

test("only ways that the system has are offered", () => {
  expect(waysOn("win32")).toEqual(["tcp", "ipp", "windows", "folder"]);
  expect(waysOn("linux")).toEqual(["tcp", "ipp", "cups", "device", "folder"]);
});
