import { parseDay, type DayHome } from "./day-text.ts";
import { MAX_TEXT } from "./limits.ts";
import type { PackProblem } from "../warranty/pack-problem.ts";
import { plainLine, plainText } from "./text.ts";

/** What is wrong with a field; each code has a sentence `problem.<code>`. */
export type Problem =
  | "required"
  | "too-long"
  | "too-many"
  | "too-small"
  | "too-large"
  | "not-json"
  | "type"
  | "choice"
  | "unknown-field"
  | "phone"
  | "phone-dropped"
  | "reach"
  | "email"
  | "email-dropped"
  | "date"
  | "date-future"
  | "imei"
  | "imei-left-out"
  | "placeholder"
  | "same-number"
  | "same-name"
  | "passcode"
  | "amount"
  | "amount-currency"
  | "amount-two-ways"
  | "amount-negative"
  | "currency"
  | "currency-mixed"
  | "signature"
  | "prefix"
  | "pin"
  | "time-zone"
  | "country"
  | "depreciation"
  | "taken"
  | "label-stock"
  | "label-printer"
  | "measure"
  | "too-many-dots"
  | "printer-stock"
  | "printer-host"
  | "printer-port"
  | "printer-scheme"
  | "printer-credentials"
  | "printer-uri"
  | "printer-name"
  | "printer-path"
  | "number-own"
  | "number-known"
  | "number-twice"
  | "number-split"
  | "date-two-ways"
  | "status-unknown"
  | "registration-check"
  | "company-person"
  | "scientific"
  | "before-received"
  | PackProblem;

/** A field that was refused, named by its path, `customer.phone`; `text` is what stands there, where the sentence says it. */
export type FieldProblem = { readonly field: string; readonly problem: Problem; readonly text?: string };

/** What reads the texts of fields. */
export type FieldReader = ReturnType<typeof fieldReader>;

/** Reads texts of fields and notes in `problems` which of them are wrong; things have happened up to `today`. */
export function fieldReader(problems: FieldProblem[], { today, timeZone }: Pick<DayHome, "today" | "timeZone">) {
  const wrong = (field: string, problem: Problem, text?: string): void => void problems.push({ field, problem, ...(text !== undefined && { text }) });
  const text = (field: string, value: string | undefined, longest: number = MAX_TEXT.short): string => {
    // A longer text has lines.
    const plain = longest > MAX_TEXT.short ? plainText(value ?? "") : plainLine(value ?? "");
    if (plain.length > longest) wrong(field, "too-long");
    return plain;
  };
  const needed = (field: string, value: string | undefined, longest?: number): string => {
    const plain = text(field, value, longest);
    if (plain === "") wrong(field, "required");
    return plain;
  };
  const dayOf = (field: string, value: string | null | undefined, past: boolean): string | null => {
    const plain = plainLine(value ?? "");
    if (plain === "") return null;
    const day = parseDay(plain, today, past, timeZone);
    if (day === undefined) wrong(field, "date");
    else if (past && day > today) wrong(field, "date-future");
    return day ?? plain;
  };
  /** A day on which something happened. */
  const day = (field: string, value: string | null | undefined): string | null => dayOf(field, value, true);
  /** A day that is promised. */
  const dayAhead = (field: string, value: string | null | undefined): string | null => dayOf(field, value, false);
  return { wrong, text, needed, day, dayAhead };
}
