import { balance, type Handback, type OrderLine } from "../../domain/orders/order.ts";
import type { PageFormat } from "../../domain/shop/paper-layout.ts";
import type { PaperData, PaperOrder } from "../../domain/papers/paper.ts";
import {
  customerFacts,
  deviceFacts,
  deviceTitle,
  enumeration,
  fact,
  headContent,
  paperContent,
  type Fact,
  type HeadContent,
  type PaperContent,
} from "./paper-content.ts";
import { lines } from "../labels/printable.ts";
import { columnsOf } from "../labels/text-columns.ts";
import type { Reader } from "../engine/texts.ts";

type List = { readonly title: string; readonly names: readonly string[]; readonly columns: number };
type LongText = { readonly title: string; readonly lines: readonly string[] };
type LineRow = { readonly title: string; readonly quantity: string; readonly price: string; readonly amount: string };

/** What the template `handback.typ` shows, in the reader's language. */
export type HandbackContent = PaperContent &
  HeadContent & {
    readonly device: { readonly kind: string; readonly name: string };
    readonly customer: { readonly title: string; readonly name: string; readonly facts: readonly Fact[] };
    readonly unit: { readonly title: string; readonly facts: readonly Fact[] };
    readonly fault: LongText;
    readonly outcome: LongText | null;
    readonly table: {
      readonly title: string;
      readonly columns: readonly string[];
      readonly groups: readonly { readonly title: string; readonly rows: readonly LineRow[] }[];
    } | null;
    readonly sums: readonly Fact[];
    /** The last sum: what is owed either way, or that nothing is. */
    readonly closing: Fact;
    readonly facts: readonly Fact[];
    readonly lists: readonly List[];
    readonly signatures: readonly { readonly label: string; readonly name: string }[];
  };

/** Words of a handback certificate. @param logo the logo's format, where there is one */
export function handbackContent(paper: PaperData, handback: Handback, reader: Reader, logo: string | null): HandbackContent {
  const { order } = paper;
  const { text } = reader;
  const { sums, closing } = sumsOf(order, reader);
  return {
    ...paperContent(paper, reader, handback.at),
    ...headContent(paper, reader, reader.instant(handback.at), logo),
    device: deviceTitle(order.device, reader),
    customer: { title: text("paper.customer"), ...customerFacts(order, reader) },
    unit: { title: text("paper.device"), facts: unitFacts(order, reader) },
    fault: { title: text(order.request === "repair" ? "paper.handback.fault" : "paper.said"), lines: lines(order.fault) },
    outcome: outcomeContent(order, handback, reader),
    table: tableContent(order, reader),
    sums,
    closing,
    facts: [...handbackFacts(handback, reader), ...fact(text("paper.settle.new-serial"), order.warranty.settlement?.newSerial)],
    lists: listsOf(order, reader, paper.shop.papers.pages.handback.format),
    signatures: [
      {
        label: text(order.warranty.settlement ? `paper.sign.${order.warranty.settlement.kind}` : "paper.sign.collected"),
        name: order.customer.contact || order.customer.name,
      },
      { label: text("paper.sign.handed-back"), name: handback.byName ?? "" },
    ],
  };
}

const unitFacts = (order: PaperOrder, reader: Reader): Fact[] => [
  ...deviceFacts(order, reader),
  ...fact(reader.text("paper.accepted"), reader.dayAt(order.receivedAt)),
];

/** The technician's own words; where there are none, or only a state's name, what that state means to the customer. */
function outcomeContent(order: PaperOrder, handback: Handback, reader: Reader): HandbackContent["outcome"] {
  const own = handback.outcome.trim();
  const known = ENDINGS.find((ending) => ending === (own || order.state));
  if (!own && !known) return null;
  return { title: reader.text("paper.outcome"), lines: known ? [reader.text(`paper.outcome.${known}`)] : lines(own) };
}

const ENDINGS = ["ready", "declined", "unrepairable", "cancelled", "refunded", "replaced"] as const;

function tableContent(order: PaperOrder, reader: Reader): HandbackContent["table"] {
  if (order.lines.length === 0) return null;
  const { text } = reader;
  const groups = (["work", "part"] as const).map((kind) => ({
    title: text(`paper.lines.${kind}`),
    rows: order.lines.filter((line) => line.kind === kind).map((line) => lineRow(line, order.currency, reader)),
  }));
  return {
    title: text("paper.lines"),
    columns: [text("paper.quantity"), text("paper.price"), text("paper.amount")],
    groups: groups.filter(({ rows }) => rows.length > 0),
  };
}

const lineRow = (line: Omit<OrderLine, "id">, currency: string, reader: Reader): LineRow => ({
  title: line.title,
  quantity: reader.quantity(line.quantityMilli),
  price: reader.money(line.unitMinor, currency),
  amount: reader.money(line.totalMinor, currency),
});

function sumsOf(order: PaperOrder, reader: Reader): { readonly sums: readonly Fact[]; readonly closing: Fact } {
  const { total, paid, owed } = balance(order);
  const { text } = reader;
  const money = (minor: number): string => reader.money(minor, order.currency);
  const { settlement } = order.warranty;
  if (settlement?.kind === "refunded") {
    const { priceMinor, restockingMinor, depreciationMinor, refundMinor } = settlement;
    const taken = (key: string, minor: number): Fact[] => (minor > 0 ? [[text(key), money(-minor)]] : []);
    return {
      sums: [
        [text("paper.settle.price"), money(priceMinor)],
        ...taken("paper.settle.restocking", restockingMinor),
        ...taken("paper.settle.depreciation", depreciationMinor),
      ],
      closing: [text("paper.settle.refund"), money(refundMinor)],
    };
  }
  const payments = order.payments.map(({ amountMinor, method, note, at }): Fact => {
    const how = enumeration([reader.dayAt(at), text(`payment-method.${method}`), note].filter((part) => part.trim()));
    return [`${text(amountMinor < 0 ? "paper.paid-back" : "paper.paid")}: ${how}`, money(Math.abs(amountMinor))];
  });
  const closing: Fact =
    owed.minor === 0
      ? [text(total.minor === 0 ? "paper.nothing-to-pay" : "paper.settled"), money(total.minor)]
      : owed.minor > 0
        ? [text("paper.owed"), money(owed.minor)]
        : [text("paper.to-pay-back"), money(-owed.minor)];
  const sums: Fact[] = [[text("paper.total"), money(total.minor)], ...payments];
  if (order.payments.length > 1 && owed.minor !== 0) sums.push([text("paper.paid"), money(paid.minor)]);
  return { sums: total.minor === 0 && payments.length === 0 ? [] : sums, closing };
}

function handbackFacts(handback: Handback, reader: Reader): Fact[] {
  const { text } = reader;
  const until = handback.warrantyUntil;
  const identity = [
    handback.slipShown ? text("paper.identity.slip") : "",
    handback.identityCheck ? text(`identity-check.${handback.identityCheck}`) : "",
    handback.identityNote,
  ];
  return [
    ...fact(text("paper.warranty"), until && text("paper.warranty.until", { date: reader.day(until) })),
    ...fact(text("paper.identity"), enumeration(identity.filter((part) => part.trim()))),
  ];
}

function listsOf(order: PaperOrder, reader: Reader, format: PageFormat): List[] {
  const list = (title: string, returned: boolean): List => {
    const names = order.accessories.filter((accessory) => accessory.returned === returned).map(({ name }) => reader.term("accessory", name));
    return { title, names, columns: columnsOf(names, format) };
  };
  return [list(reader.text("paper.returned"), true), list(reader.text("paper.not-returned"), false)].filter(({ names }) => names.length > 0);
}
