import type { Order } from "../../domain/orders/order.ts";
import type { PaperData } from "../../domain/papers/paper.ts";
import { type PaperKind, isPage, USUAL_PAPERS } from "../../domain/shop/paper-layout.ts";
import { type Device, deviceName } from "../../domain/devices/device.ts";
import type { ShopSettings } from "../../domain/shop/shop.ts";
import { code128, type Code128 } from "../labels/barcode.ts";
import { lines } from "../labels/printable.ts";
import type { Reader } from "../engine/texts.ts";

/** A label and its value; a value of several lines is a list. */
export type Fact = readonly [label: string, value: string | readonly string[]];

/** A fact, or nothing where the value is empty: an empty field is no row. */
export const fact = (label: string, value: string | null | undefined): Fact[] => (value?.trim() ? [[label, value]] : []);

/** `Чек, гарантийный талон`: one capital, as people write it; abbreviations keep theirs. */
export const enumeration = (names: readonly string[]): string =>
  names.map((name, index) => (index > 0 && /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name)).join(", ");

/** What every file says of itself. */
export type FileContent = {
  readonly language: string;
  readonly name: string;
  readonly author: string;
  /** Year, month, day, hour, minute, second, UTC. */
  readonly issued: readonly number[];
};

/** What every paper says of itself, and what is at the head of every A4 paper. */
export type PaperContent = FileContent & {
  readonly number: string;
  readonly barcode: Code128;
  readonly copy: string | null;
};

export type HeadContent = {
  readonly title: string;
  /** With `{page}` and `{pages}`, which only the typesetter knows. */
  readonly page: string;
  /** When the paper was issued. */
  readonly at: string;
  readonly logo: string | null;
  readonly shop: { readonly name: string; readonly lines: readonly string[] };
  readonly layout: LayoutContent;
};

/** How the shop wants the paper to look. */
export type LayoutContent = {
  readonly format: string;
  /** Names of the sections, in their order. */
  readonly sections: readonly string[];
  /** Millimetres. */
  readonly logo: number;
  /** Whether labels have two languages on a line. */
  readonly wideLabels: boolean;
};

/** What a file says of itself. @param name its title @param at when it was issued, epoch ms */
export const fileContent = (shop: Pick<ShopSettings, "name" | "legalName">, language: string, name: string, at: number): FileContent => ({
  language,
  name,
  author: shop.name || shop.legalName || "Talon",
  issued: utcParts(at),
});

/** What every paper says of itself. @param at when it was issued, epoch ms */
export const paperContent = ({ kind, order, shop, copy }: PaperData, reader: Reader, at: number): PaperContent => ({
  ...fileContent(shop, reader.language, reader.text(`paper.${kind}.name`, { number: order.number }), at),
  number: order.number,
  barcode: code128(order.number),
  copy: copy ? reader.text("paper.copy") : null,
});

/** The head of an A4 paper. */
export const headContent = ({ kind, order, shop }: PaperData, reader: Reader, at: string, logo: string | null): HeadContent => ({
  title: reader.text(`paper.${kind}.title`),
  page: reader.text("paper.page", { page: "{page}", pages: "{pages}" }),
  // What was written at intake is not what the first paper said.
  at: order.correctedAt === null ? at : [at, reader.text("paper.corrected", { date: reader.instant(order.correctedAt) })].join(" · "),
  logo,
  shop: shopContent(shop, reader),
  layout: layoutContent(kind, shop, reader),
});

function layoutContent(kind: PaperKind, { papers }: ShopSettings, { language }: Reader): LayoutContent {
  const { format, sections } = (isPage(kind) ? papers : USUAL_PAPERS).pages[isPage(kind) ? kind : "certificate"];
  const { second } = papers;
  return { format, sections, logo: papers.logo.heightMm, wideLabels: second?.placed === "beside" && second.language !== language };
}

function shopContent(shop: ShopSettings, reader: Reader): HeadContent["shop"] {
  const name = shop.name || shop.legalName;
  // A registration, `БИН 180340012345`, is not broken over lines.
  const legal = [shop.legalName === name ? "" : shop.legalName, shop.registration.replaceAll(" ", "\u00a0")];
  const reach = [shop.phone && reader.phone(shop.phone), shop.email];
  const joined = (parts: readonly string[]): string => parts.filter((part) => part.trim()).join(" · ");
  return { name, lines: [...lines(shop.papers.header), joined(legal), shop.address, joined(reach)].filter((line) => line.trim()) };
}

/** The device's kind and its name; where neither brand nor model is known the kind is the name. */
export function deviceTitle(device: Device, reader: Reader): { readonly kind: string; readonly name: string } {
  const kind = reader.term("category", device.category);
  const name = deviceName(device, kind);
  return { kind: name === kind ? "" : kind, name };
}

/** Both IMEIs of a phone with two SIM slots in one line. */
const imeiText = ({ imei, imei2 }: Pick<Device, "imei" | "imei2">): string => [imei, imei2].filter(Boolean).join(" / ");

/** What identifies the unit, known facts only. */
export function deviceFacts({ device }: Pick<Order, "device">, reader: Reader): Fact[] {
  return [
    ...fact(reader.text("paper.serial"), device.serial),
    ...fact(reader.text("paper.imei"), imeiText(device)),
    // Some makers print the serial number on the body as well; once is enough.
    ...fact(reader.text("paper.body-code"), device.bodyCode === device.serial ? "" : device.bodyCode),
    ...fact(reader.text("paper.colour"), device.colour),
  ];
}

/** The customer, person or organisation, known facts only. */
export function customerFacts({ customer }: Pick<Order, "customer">, reader: Reader): { readonly name: string; readonly facts: readonly Fact[] } {
  const phones = customer.phones.map(reader.phone);
  const sameNumber = customer.whatsapp === customer.phones[0];
  return {
    name: customer.name,
    facts: [
      ...fact(reader.text("paper.contact"), customer.contact),
      ...fact(reader.text("paper.registration"), customer.registration),
      ...(phones.length > 0 ? [[reader.text("paper.phone"), phones] as const] : []),
      ...fact(reader.text("paper.whatsapp"), sameNumber ? "" : reader.phone(customer.whatsapp)),
      ...fact(reader.text("paper.email"), customer.email),
      ...(customer.address.trim() ? [[reader.text("paper.address"), lines(customer.address)] as const] : []),
    ],
  };
}

const utcParts = (at: number): number[] => {
  const date = new Date(at);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()];
};
