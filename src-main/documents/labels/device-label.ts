import type { Customer } from "../../domain/customers/customer.ts";
import { partCode, type PaperData } from "../../domain/papers/paper.ts";
import { DocumentError } from "../engine/document-error.ts";
import type { LabelTag, LabelTexts } from "./label-plan.ts";
import { deviceTitle, enumeration } from "../papers/paper-content.ts";
import { mapTexts, printable } from "./printable.ts";
import type { Reader } from "../engine/texts.ts";

/** Words of a label. */
export type LabelWords = { readonly number: string; readonly texts: LabelTexts };

/** More of a text than the largest stock shows. */
const TEXT_LIMIT = 1500;

/**
 * What the label of a device or of an accessory says; see `LABEL_KINDS`.
 * @throws DomainError `document.failed` where the order has no such accessory
 */
export function labelWords(paper: PaperData, reader: Reader): LabelWords {
  return mapTexts(paper.kind === "accessory" ? accessoryWords(paper, reader) : deviceWords(paper, reader), (text) => printable(text.trim()).trim());
}

function deviceWords(paper: PaperData, reader: Reader): LabelWords {
  const { order } = paper;
  const accessories = enumeration(order.accessories.map(({ name }) => name));
  const extras = [
    { title: reader.text("paper.condition"), text: limited(order.condition) },
    { title: reader.text("paper.accessories"), text: limited(accessories) },
  ];
  const pressing: readonly LabelTag[] =
    order.priority === "urgent" || order.priority === "high"
      ? [{ text: reader.text(`priority.${order.priority}`).toUpperCase(), solid: true, needed: order.priority === "urgent" }]
      : [];
  return {
    number: order.number,
    texts: {
      rows: [
        { text: customerName(order.customer, reader), scale: 1.24, bold: true, most: 2 },
        { text: deviceTitle(order.device, reader).name, scale: 1.06, bold: false, most: 2 },
        { text: limited(order.fault), scale: 1, bold: false, most: 40 },
      ].filter((row) => row.text.trim() !== ""),
      extras: extras.filter((extra) => extra.text.trim() !== ""),
      foot: {
        start: `${reader.text("paper.label.accepted")} ${reader.dayAt(order.receivedAt)}`,
        end: order.promisedOn === null ? [] : [[reader.text("paper.label.promised"), reader.day(order.promisedOn)]],
      },
      tags: [...pressing, ...copyTag(paper, reader)],
    },
  };
}

function accessoryWords(paper: PaperData, reader: Reader): LabelWords {
  const { order, part } = paper;
  const accessory = part === null ? undefined : order.accessories[part - 1];
  if (part === null || !accessory) throw new DocumentError(`${order.number} has no accessory ${part ?? ""}`.trimEnd());
  return {
    number: partCode(order.number, part),
    texts: {
      rows: [
        { text: limited(accessory.name), scale: 1.5, bold: true, most: 4 },
        { text: deviceTitle(order.device, reader).name, scale: 1, bold: false, most: 2 },
        { text: customerName(order.customer, reader), scale: 1, bold: false, most: 2 },
      ].filter((row) => row.text.trim() !== ""),
      extras: [],
      foot: { start: "", end: [["", reader.text("paper.accessory.part", { part, parts: order.accessories.length })]] },
      tags: copyTag(paper, reader),
    },
  };
}

const copyTag = ({ copy }: PaperData, reader: Reader): readonly LabelTag[] =>
  copy ? [{ text: reader.text("paper.copy").toUpperCase(), solid: false, needed: true }] : [];

const customerName = (customer: Customer, reader: Reader): string => shortName(customer) || reader.phone(customer.phones[0] ?? "");

const limited = (text: string): string => text.trim().slice(0, TEXT_LIMIT);

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
