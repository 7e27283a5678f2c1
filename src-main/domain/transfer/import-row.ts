import { readAmount } from "../ground/amount.ts";
import { dayOf, isTwoDays, type dayReadings, type DayReadings } from "../ground/day-text.ts";
import { readImeis } from "../devices/imei.ts";
import { isScientific } from "./import-cell.ts";
import { readPast, type PastOrder } from "./import-past.ts";
import { readCustomerKind } from "./import-status.ts";
import type { DayOrder, ImportField, ImportKind, ImportPlan } from "./import.ts";
import type { Language } from "../ground/language.ts";
import { readToldCustomer } from "../customers/customer-input.ts";
import type { FieldProblem, Problem } from "../ground/field-problem.ts";
import type { Device } from "../devices/device.ts";
import type { Customer, CustomerKind } from "../customers/customer.ts";
import { MAX_TEXT } from "../ground/limits.ts";
import { isPlaceholder } from "../devices/placeholder.ts";
import { readRegistration } from "../ground/registration.ts";
import type { ShopSettings } from "../shop/shop.ts";
import { plainLine, plainText, saysNothing } from "../ground/text.ts";

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
  /** Which of day and month stands first where a date could be either; null where nobody knows. */
  readonly dayOrder: DayOrder | null;
  /** `dayReadings`, which may keep what it read: the days of a file come again and again. */
  readonly readings: typeof dayReadings;
};

/**
 * Reads a row of customers, devices or past orders.
 * @param cell the text in the columns of a field, empty where there is none
 */
export function readRow(
  kind: Exclude<ImportKind, "ord">,
  cell: (field: ImportField) => string,
  { prefix, unclosed }: Pick<ImportPlan, "prefix" | "unclosed">,
  home: RowHome,
): RowDraft | readonly DraftProblem[] {
  const problems: DraftProblem[] = [];
  const warnings: DraftProblem[] = [];
  const note =
    (where: DraftProblem[]) =>
    (field: ImportField, problem: Problem, text?: string): void =>
      void where.push({ field, problem, ...(text !== undefined && { text }) });
  const [wrong, warn] = [note(problems), note(warnings)];
  const text = (field: ImportField, longest: number = MAX_TEXT.short): string => {
    const plain = longest > MAX_TEXT.short ? plainText(cell(field)) : plainLine(cell(field));
    if (plain.length > longest) wrong(field, "too-long");
    return plain;
  };
  /** A code; one that a spreadsheet took for a number is none any more. */
  const code = (field: ImportField, longest?: number): string => {
    const plain = text(field, longest);
    if (isScientific(plain)) wrong(field, "scientific", plain);
    return plain;
  };
  const day = (field: ImportField, ahead = false): string | null => {
    const said = cell(field);
    if (saysNothing(said)) return null;
    const readings = home.readings(said, { today: home.today, timeZone: home.timeZone, past: !ahead });
    const happened = ahead ? readings : withoutFuture(readings, home.today);
    if (home.dayOrder === null && isTwoDays(happened)) {
      wrong(field, "date-two-ways", plainLine(said));
      return null;
    }
    const found = dayOf(happened, home.dayOrder ?? undefined);
    if (found === undefined) wrong(field, dayOf(readings) === undefined ? "date" : "date-future");
    return found ?? null;
  };
  const amount = (field: ImportField): number => {
    const price = plainLine(cell(field));
    const minor = price === "" ? 0 : readAmount(price, home.currency);
    if (typeof minor === "number") return minor;
    wrong(field, minor);
    return 0;
  };
  const customer = kind === "devices" ? null : readPerson();
  const device = kind === "customers" ? null : readUnit();
  const isWrong = (of: ImportField): boolean => problems.some(({ field }) => field === of);
  const order = kind === "orders" ? readPast({ cell, text, code, day, amount, wrong, warn, isWrong }, prefix, unclosed, home.today) : null;
  return problems.length > 0 ? problems : { customer, device, order, warnings };

  function readPerson(): Customer | null {
    const registration = readCode();
    const company = plainLine(cell("company"));
    // A past order of someone who left no name still was someone's.
    const reach = [cell("phone"), cell("email")].find((said) => !saysNothing(said)) ?? "";
    const person = plainLine(cell("name"));
    const called = person || company || (kind === "orders" ? plainLine(reach) : "");
    const isPerson = kindOf(registration, company) === "person";
    if (isPerson && company !== "" && called !== company) warn("company", "company-person", company);
    const name = isPerson ? called : company || called;
    const contact = plainLine(cell("contact")) || (isPerson || person === name ? "" : person);
    const input = {
      kind: isPerson ? ("person" as const) : ("organisation" as const),
      name,
      contact,
      registration,
      // Google puts this between several.
      phone: cell("phone").replaceAll(":::", ";"),
      email: cell("email").replaceAll(":::", ";"),
      whatsapp: cell("whatsapp"),
      address: cell("address"),
      language: languageOf(name),
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

  function readCode(): string {
    const said = plainLine(cell("registration"));
    if (saysNothing(said)) return "";
    if (isScientific(said)) {
      warn("registration", "scientific", said);
      return "";
    }
    return said;
  }

  /** Whose name is written in Cyrillic speaks Russian where the shop's own language is written otherwise. */
  function languageOf(name: string): Language | undefined {
    const [own = "en"] = home.languages;
    return ["en", "lv"].includes(own) && home.languages.includes("ru") && /\p{Script=Cyrillic}/u.test(name) ? "ru" : undefined;
  }

  /** Whether a customer is a person: as the file says, else by a company's name, else by how the registration number is made. */
  function kindOf(registration: string, company: string): CustomerKind {
    const { of, checks } = readRegistration(registration, home.country);
    if (checks === false) warn("registration", "registration-check", registration);
    return readCustomerKind(cell("kind")) ?? (company !== "" ? "organisation" : (of ?? (registration === "" ? "person" : "organisation")));
  }

  function readUnit(): Device {
    const written = code("imei");
    const read = readImeis(written);
    const told = code("serial");
    // Many systems have one column for both.
    const shared = written === "" ? wholeImeis(told) : [];
    const [imei = "", imei2 = ""] = shared.length > 0 ? shared : read.imeis;
    // Other systems take anything for an IMEI: what is none may still be read off the device.
    const serial = (shared.length > 0 ? "" : told) || (read.wrong ? written : "");
    if (read.wrong && serial !== written) warn("imei", "imei-left-out", written);
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
    if (kind === "devices" && serial === "" && written === "" && imei === "") wrong("serial", "required");
    const nothing = serial !== "" ? isPlaceholder(serial) && serial : read.placeholder && written;
    if (nothing && imei === "") warn(serial === "" ? "imei" : "serial", "placeholder", nothing);
    return device;
  }
}

/** The IMEIs that a serial number is, all with their check digits: 14 or 16 digits may well be a serial number. */
function wholeImeis(serial: string): readonly string[] {
  const { imeis } = readImeis(serial);
  const digits = serial.replace(/[^\d/,;|]/g, "");
  return imeis.every((imei) => digits.includes(imei)) ? imeis : [];
}

/** What happened has not happened after today. */
const withoutFuture = ({ dayFirst, monthFirst }: DayReadings, today: string): DayReadings => ({
  dayFirst: dayFirst !== undefined && dayFirst > today ? undefined : dayFirst,
  monthFirst: monthFirst !== undefined && monthFirst > today ? undefined : monthFirst,
});
