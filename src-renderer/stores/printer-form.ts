import type { PaperSize } from "../../src-main/domain/printing/paper-size.ts";
import { PRINTER_DPI, USUAL_SETTINGS, type Printer, type PrinterSettings } from "../../src-main/domain/printing/printer.ts";

/** A number as it is typed; an emptied field is a text. */
export type Typed = number | string;

type Numbers = "gapMm" | "darkness" | "speedMmS" | "offsetXMm" | "offsetYMm";

/** A printer as it is typed. Darkness and speed are empty where the printer's own setting holds. */
export type PrinterForm = Omit<Printer, "id" | "settings"> & Omit<PrinterSettings, Numbers> & { readonly [name in Numbers]: Typed };

/** What a form without a printer starts from: a label printer on the network. */
const FRESH: Omit<Printer, "id"> = {
  name: "",
  way: "tcp",
  address: "",
  language: "zpl",
  dpi: 203,
  size: "58x40",
  settings: USUAL_SETTINGS,
};

/** What a printer's form starts from. */
export function printerFormOf(printer: Omit<Printer, "id"> = FRESH): PrinterForm {
  const { name, way, address, language, dpi, size, settings } = printer;
  return { name, way, address, language, dpi, size, ...settings, darkness: settings.darkness ?? "", speedMmS: settings.speedMmS ?? "" };
}

const orNone = (typed: Typed): number | null => (typed === "" ? null : Number(typed));

/** A printer as it is sent, with one of the resolutions that there are. */
type SentPrinter = Omit<Printer, "id" | "dpi"> & { readonly dpi: (typeof PRINTER_DPI)[number] };

/** What a printer's form sends; an emptied offset is none, an emptied gap the usual one. */
export function printerOf(form: PrinterForm): SentPrinter {
  const { name, way, address, language, size, media, cut, twoColour, drawer } = form;
  const settings: PrinterSettings = {
    media,
    cut,
    twoColour,
    drawer,
    gapMm: orNone(form.gapMm) ?? USUAL_SETTINGS.gapMm,
    darkness: orNone(form.darkness),
    speedMmS: orNone(form.speedMmS),
    offsetXMm: orNone(form.offsetXMm) ?? 0,
    offsetYMm: orNone(form.offsetYMm) ?? 0,
  };
  const dpi = PRINTER_DPI.find((one) => one === form.dpi) ?? PRINTER_DPI[0];
  return { name, way, address, language, dpi, size, settings };
}

/** Measures of a sheet of labels. */
export const GRID_FIELDS = ["columns", "rows", "labelWidthMm", "labelHeightMm", "leftMm", "topMm", "pitchXMm", "pitchYMm"] as const;

/** A paper size as it is typed; which measures it has depends on its kind. */
export type SizeForm = { readonly kind: PaperSize["kind"]; readonly measures: Readonly<Record<string, Typed>> };
