import type { Customer } from "../domain/order.ts";
import { LABEL_SIZE, type PaperData } from "../domain/paper.ts";
import { CODE128_QUIET } from "./barcode.ts";
import { deviceTitle, fact, paperContent, type Fact, type PaperContent } from "./paper-content.ts";
import type { Reader } from "./texts.ts";

/** What the template `label.typ` shows. Lengths in points; those of the barcode are whole dots of the printer. */
export type LabelContent = PaperContent & {
  readonly width: number;
  readonly height: number;
  readonly dot: number;
  readonly module: number;
  readonly barcodeX: number;
  readonly customer: string;
  readonly device: string;
  readonly fault: string;
  readonly priority: string | null;
  readonly accepted: Fact;
  readonly promised: readonly Fact[];
};

/** Points of an inch. */
const INCH = 72;

const points = (mm: number): number => (mm / 25.4) * INCH;

/** More of a fault than a label can show in one line. */
const FAULT_LIMIT = 160;

/** Pixels of a label at a resolution: `round(mm / 25.4 × dpi)`. */
export const labelPixels = (dpi: number): { readonly width: number; readonly height: number } => ({
  width: Math.round((LABEL_SIZE.widthMm / 25.4) * dpi),
  height: Math.round((LABEL_SIZE.heightMm / 25.4) * dpi),
});

/**
 * Words and measures of a device label.
 * @param dpi the printer's resolution: bars are whole dots of it
 * @param bitmap whether the page is to be whole dots too, else it has its size to the millimetre
 */
export function labelContent(paper: PaperData, reader: Reader, dpi: number, bitmap: boolean): LabelContent {
  const { order } = paper;
  const content = paperContent(paper, reader, order.receivedAt);
  const { width, height } = labelPixels(dpi);
  const moduleDots = Math.max(1, Math.floor(width / (content.barcode.modules + 2 * CODE128_QUIET)));
  const dot = INCH / dpi;
  const device = deviceTitle(order.device, reader);
  const isPressing = order.priority === "urgent" || order.priority === "high";
  return {
    ...content,
    width: bitmap ? width * dot : points(LABEL_SIZE.widthMm),
    height: bitmap ? height * dot : points(LABEL_SIZE.heightMm),
    dot,
    module: moduleDots * dot,
    barcodeX: Math.floor((width - moduleDots * content.barcode.modules) / 2) * dot,
    customer: shortName(order.customer) || reader.phone(order.customer.phones[0] ?? ""),
    device: device.name,
    fault: order.fault.trim().slice(0, FAULT_LIMIT),
    priority: isPressing ? reader.text(`priority.${order.priority}`) : null,
    accepted: [reader.text("paper.label.accepted"), reader.dayAt(order.receivedAt)],
    promised: fact(reader.text("paper.label.promised"), order.promisedOn && reader.day(order.promisedOn)),
  };
}

/** Legal forms that tell nothing on a shelf. */
const LEGAL_FORM = /^(?:SIA|AS|IK|ТОО|ООО|АО|ИП|ЖК|ЖШС|АҚ|ОАО|ЗАО|ПАО)\s+|[\s,]+(?:Ltd|LLC|Inc|GmbH|PLC|LLP|ЖШС|АҚ)\.?$/giu;

/** `Нұрлан Ахметов` → `Нұрлан А.`; an organisation without its legal form and quotation marks. */
export function shortName({ kind, name }: Pick<Customer, "kind" | "name">): string {
  const whole = name.trim();
  if (kind === "organisation")
    return (
      whole
        .replace(LEGAL_FORM, "")
        .replace(/^["«„“”']+|["»“”']+$/gu, "")
        .trim() || whole
    );
  const [first = "", ...others] = whole.split(/\s+/);
  if (others.length === 0 || /^\p{L}\.?$/u.test(first)) return whole;
  return [first, ...others.map((other) => `${Array.from(other)[0]}.`)].join(" ");
}
