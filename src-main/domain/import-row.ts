import { readAmount } from "./amount.ts";
import { dayOf, dayReadings, type DayHome } from "./day-text.ts";
import { readImeis } from "./imei.ts";
import type { ImportField, ImportKind } from "./import.ts";
import { readToldCustomer, type FieldProblem, type Problem } from "./intake.ts";
import { MAX_TEXT, type Customer, type Device } from "./order.ts";
import { isPlaceholder } from "./placeholder.ts";
import { looksLikeOrderNumber, parseOrderNumber } from "./order-number.ts";
import type { ShopSettings } from "./shop.ts";
import { plainLine, plainText, saysNothing } from "./text.ts";

/** A past order as another system tells of it. Days are ISO. */
export type PastOrder = {
  readonly number: string;
  readonly receivedOn: string;
  readonly closedOn: string;
  readonly fault: string;
  readonly condition: string;
  readonly outcome: string;
  readonly priceMinor: number;
};

/** A mistake in a row, by the field that it stands in. */
export type DraftProblem = FieldProblem & { readonly field: ImportField };

/** What one row brings, and what of it was left out: it costs no row, but is told. */
export type RowDraft = {
  readonly customer: Customer | null;
  readonly device: Device | null;
  readonly order: PastOrder | null;
  readonly warnings: readonly DraftProblem[];
};

/** What reading a row needs of the shop. `category` gives the shop's kind of device for a word in any language. */
export type RowHome = Pick<ShopSettings, "country" | "currency" | "languages" | "timeZone"> & {
  readonly today: string;
  readonly category: (word: string) => string;
};

/** Longest number of another system, characters: a barcode can still hold it. */
const LONGEST_NUMBER = 60;

/** Whether a text would be read as one of Talon's own numbers, which count without gaps and are never given from outside. */
function readsAsOwn(number: string): boolean {
  // An exception for each row would cost more than all else.
  if (!looksLikeOrderNumber(number)) return false;
  try {
    parseOrderNumber(number);
    return true;
  } catch {
    return false;
  }
}

/** What a spreadsheet made of a long number: the digits behind are lost. */
const SCIENTIFIC = /^\d(?:[.,]\d+)?e\+?\d+$/i;

/** The day in a cell; undefined where there is none, or where only its order tells which one. A day without its year is none. */
export function dayIn(cell: string, home: DayHome): string | undefined {
  return dayOf(dayReadings(cell, home));
}

/**
 * Reads a row of customers, devices or past orders.
 * @param cell the text in the column of a field, empty where there is none
 * @param mapped whether a field has a column
 */
export function readRow(
  kind: Exclude<ImportKind, "ord">,
  cell: (field: ImportField) => string,
  mapped: (field: ImportField) => boolean,
  prefix: string,
  home: RowHome,
): RowDraft | readonly DraftProblem[] {
  const problems: DraftProblem[] = [];
  const warnings: DraftProblem[] = [];
  const wrong = (field: ImportField, problem: Problem, text?: string): void =>
    void problems.push({ field, problem, ...(text !== undefined && { text }) });
  const text = (field: ImportField, longest: number = MAX_TEXT.short): string => {
    const plain = longest > MAX_TEXT.short ? plainText(cell(field)) : plainLine(cell(field));
    if (plain.length > longest) wrong(field, "too-long");
    return plain;
  };
  const day = (field: ImportField): string | null => {
    if (saysNothing(cell(field))) return null;
    const found = dayIn(cell(field), { ...home, past: true });
    if (found === undefined) wrong(field, "date");
    else if (found > home.today) wrong(field, "date-future");
    return found ?? null;
  };
  const customer = kind === "devices" ? null : readPerson();
  const device = kind === "customers" ? null : readUnit();
  const order = kind === "orders" ? readPast() : null;
  return problems.length > 0 ? problems : { customer, device, order, warnings };

  function readPerson(): Customer | null {
    const [contact, registration] = [cell("contact"), cell("registration")];
    // A past order of someone who left no name still was someone's.
    const reach = [cell("phone"), cell("email")].find((text) => !saysNothing(text)) ?? "";
    const name = plainLine(cell("name")) || (kind === "orders" ? plainLine(reach) : "");
    const input = {
      kind: registration.trim() === "" ? ("person" as const) : ("organisation" as const),
      name,
      contact,
      registration,
      phone: cell("phone"),
      email: cell("email"),
      whatsapp: cell("whatsapp"),
      address: cell("address"),
    };
    const read = readToldCustomer(input, home);
    const inRow = (problem: FieldProblem): DraftProblem => ({ ...problem, field: problem.field.split(".")[1] as ImportField });
    if ("customer" in read) {
      warnings.push(...read.dropped.map(inRow));
      return read.customer;
    }
    problems.push(...read.map(inRow));
    return null;
  }

  function readUnit(): Device {
    const written = text("imei");
    const read = readImeis(written);
    const [imei = "", imei2 = ""] = read.imeis;
    // Other systems take anything for an IMEI: what is none may still be read off the device.
    const serial = text("serial") || (read.wrong ? written : "");
    if (SCIENTIFIC.test(written)) wrong("imei", "imei", written);
    else if (read.wrong && serial !== written) warnings.push({ field: "imei", problem: "imei-left-out", text: written });
    const device = {
      category: home.category(text("category")),
      brand: text("brand"),
      model: text("model"),
      colour: text("colour"),
      serial,
      imei,
      imei2,
      bodyCode: "",
      purchasedOn: day("purchased"),
      receivedOn: null,
      manufacturedOn: null,
      seller: text("seller"),
    };
    if (kind === "devices" && serial === "" && written === "") wrong("serial", "required");
    const nothing = serial !== "" ? isPlaceholder(serial) && serial : read.placeholder && written;
    if (nothing && imei === "") warnings.push({ field: serial === "" ? "imei" : "serial", problem: "placeholder", text: nothing });
    return device;
  }

  function readPast(): PastOrder {
    const own = text("number", LONGEST_NUMBER);
    const number = `${prefix}${own}`;
    if (own === "") wrong("number", "required");
    else if (readsAsOwn(number)) wrong("number", "number-own", number);
    const closedOn = day("closed");
    const receivedOn = day("received") ?? closedOn;
    if (mapped("closed") && closedOn === null && saysNothing(cell("closed"))) wrong("closed", "not-closed");
    if (receivedOn === null && !problems.some(({ field }) => field === "received")) wrong("received", "required");
    if (receivedOn !== null && closedOn !== null && closedOn < receivedOn) wrong("closed", "before-received");
    const price = plainLine(cell("price"));
    const minor = price === "" ? 0 : readAmount(price, home.currency);
    if (typeof minor === "string") wrong("price", minor);
    return {
      number,
      receivedOn: receivedOn ?? home.today,
      closedOn: closedOn ?? receivedOn ?? home.today,
      fault: text("fault", MAX_TEXT.long),
      condition: text("condition", MAX_TEXT.long),
      outcome: text("outcome", MAX_TEXT.long),
      priceMinor: typeof minor === "number" ? minor : 0,
    };
  }
}
