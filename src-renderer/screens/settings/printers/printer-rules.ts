import { isLabel } from "../../../../src-main/domain/papers/paper.ts";
import { type PaperKind, PAPER_KINDS } from "../../../../src-main/domain/shop/paper-layout.ts";
import type { PaperSize } from "../../../../src-main/domain/printing/paper-size.ts";
import { usualRoute, type PrintRoute, type PrintRoutes } from "../../../../src-main/domain/printing/print-job.ts";
import type { FoundPrinter, MediaKind, Printer, PrinterLanguage } from "../../../../src-main/domain/printing/printer.ts";
import { printerFormOf, type PrinterForm } from "../../../stores/printer-form.ts";

/** What can be set for a printer of a language. Media are how it finds the end of a label that is cut to measure. */
type Abilities = {
  readonly dpi: boolean;
  readonly media: readonly MediaKind[];
  readonly gap: boolean;
  readonly darkness: boolean;
  readonly speed: boolean;
  readonly drawer: boolean;
  readonly twoColour: boolean;
};

/** As the encoders in `printing/languages` heed the settings. */
const ABILITIES: Readonly<Record<Exclude<PrinterLanguage, "pdf">, Abilities>> = {
  zpl: { dpi: true, media: ["gap", "continuous", "mark"], gap: false, darkness: true, speed: true, drawer: false, twoColour: false },
  tspl: { dpi: true, media: ["gap", "continuous", "mark"], gap: true, darkness: true, speed: true, drawer: false, twoColour: false },
  epl: { dpi: true, media: ["gap", "continuous", "mark"], gap: true, darkness: true, speed: true, drawer: false, twoColour: false },
  escpos: { dpi: true, media: ["continuous", "mark"], gap: false, darkness: true, speed: false, drawer: true, twoColour: false },
  // Their tapes are known at 300 dpi alone.
  brother: { dpi: false, media: ["gap", "continuous"], gap: false, darkness: false, speed: false, drawer: false, twoColour: true },
};

/** What can be set for a printer of this language; undefined where all is up to the printer. */
export const abilitiesOf = (language: PrinterLanguage): Abilities | undefined => (language === "pdf" ? undefined : ABILITIES[language]);

/** Whether a printer of this language can hold a size: label printers hold labels and rolls. */
export const holds = (language: PrinterLanguage, { kind }: PaperSize): boolean => language === "pdf" || kind === "label" || kind === "roll";

const USUAL: Readonly<Record<PrinterLanguage, { readonly size: string; readonly dpi: number }>> = {
  pdf: { size: "a4", dpi: 300 },
  zpl: { size: "58x40", dpi: 203 },
  tspl: { size: "58x40", dpi: 203 },
  epl: { size: "58x40", dpi: 203 },
  escpos: { size: "roll-80", dpi: 203 },
  brother: { size: "62x29", dpi: 300 },
};

/** Gives a form another language, and what such a printer usually holds. */
export function speaking(form: PrinterForm, language: PrinterLanguage): PrinterForm {
  if (language === form.language) return form;
  const media = abilitiesOf(language)?.media ?? [];
  const alike = ["zpl", "tspl", "epl"];
  const usual = alike.includes(language) && alike.includes(form.language) ? {} : USUAL[language];
  return { ...form, ...usual, language, media: media.length === 0 || media.includes(form.media) ? form.media : media[0]! };
}

/** Gives a form another way; by IPP a printer takes pages alone. The address stays: it may have been typed first. */
export const reachedBy = (form: PrinterForm, way: Printer["way"]): PrinterForm => ({ ...(way === "ipp" ? speaking(form, "pdf") : form), way });

/** The form of a printer that was found on the network. */
export function formOfFound({ name, way, address, language }: FoundPrinter): PrinterForm {
  return { ...speaking(reachedBy(printerFormOf(), way), way === "ipp" ? "pdf" : language), name, address };
}

/** What is seen at one edge of a test page: its frame lies there, is cut off by so much, or so much is blank before it, mm. */
export type EdgeReading = { readonly seen: "frame" | "cut" | "blank"; readonly mm: number };

/** The most that an offset can be, mm. */
const MOST_MM = 50;

/**
 * The offset that brings a test page's frame to the edge, mm to a tenth.
 * @param offsetMm with which the test page was printed
 */
export function calibrated(offsetMm: number, { seen, mm }: EdgeReading): number {
  const moved = offsetMm + (seen === "cut" ? mm : seen === "blank" ? -mm : 0);
  return Math.round(Math.min(MOST_MM, Math.max(-MOST_MM, moved)) * 10) / 10 + 0;
}

/** Every paper's route at this bench, as main finds it. */
export const routesHere = ({ bench, everywhere }: PrintRoutes): readonly PrintRoute[] =>
  PAPER_KINDS.map((kind) => bench.find((route) => route.kind === kind) ?? everywhere.find((route) => route.kind === kind) ?? usualRoute(kind));

/** Every paper's route at benches without routes of their own. */
export const routesEverywhere = ({ everywhere }: PrintRoutes): readonly PrintRoute[] => routesHere({ bench: [], everywhere });

/** Whether a printer can print a kind of paper: label printers print labels alone. */
export const canPrint = ({ language }: Pick<Printer, "language">, kind: PaperKind): boolean => language === "pdf" || isLabel(kind);
