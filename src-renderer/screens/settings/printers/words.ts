import { numberParts } from "../../../../src-main/domain/ground/locale.ts";
import type { PaperSize } from "../../../../src-main/domain/printing/paper-size.ts";
import type { Printer } from "../../../../src-main/domain/printing/printer.ts";
import { sizeWords } from "../../../components/size-words.ts";
import type { Texts } from "../../../components/text.tsx";

/** What stands before the tenths of a number, as the reader writes it. */
export const decimalSeparator = (language: string): string => numberParts(0.5, language).find(({ type }) => type === "decimal")?.value ?? ".";

/** What a printer is: its language, its dots where they matter, and what it holds. */
export function printerWords(printer: Printer, sizes: readonly PaperSize[], texts: Pick<Texts, "t" | "language">): string {
  const size = sizes.find(({ id }) => id === printer.size);
  return [
    texts.t(`printer-language.${printer.language}`),
    ...(printer.language === "pdf" ? [] : [`${printer.dpi} dpi`]),
    size ? sizeWords(size, texts) : printer.size,
  ].join(" · ");
}

/** A refusal of an address in a sentence. */
export const addressProblem = (problem: string): string => (problem === "empty" ? "problem.required" : `problem.printer-${problem}`);
