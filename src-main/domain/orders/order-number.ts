import { DomainError } from "../ground/error.ts";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/**
 * Check character of ISO/IEC 7064 MOD 37,36 (hybrid system, clause 9): catches every single wrong character and
 * nearly every swap of neighbours.
 * @param text upper-case letters and digits only
 */
export function checkCharacter(text: string): string {
  let product = 36;
  for (const character of text) {
    const sum = (product + ALPHABET.indexOf(character)) % 36 || 36;
    product = (sum * 2) % 37;
  }
  return ALPHABET[(37 - product) % 36]!;
}

/** What an order number says. `year` is two digits, `running` counts from 1 within prefix and year. */
export type OrderNumberParts = { readonly prefix: string; readonly year: number; readonly running: number };

/** The shop's part of the number: one to four Latin letters. */
export const PREFIX_PATTERN = /^[A-Z]{1,4}$/;

/** `R`, 26, 123 → `R26-000123-K`. Runs past six digits grow, they are never cut. */
export function formatOrderNumber({ prefix, year, running }: OrderNumberParts): string {
  const head = `${prefix}${String(year).padStart(2, "0")}`;
  const body = String(running).padStart(6, "0");
  return `${head}-${body}-${checkCharacter(head + body)}`;
}

/** Cyrillic capitals that look like Latin ones on a paper, typed on a Cyrillic keyboard. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  А: "A",
  В: "B",
  Е: "E",
  К: "K",
  М: "M",
  Н: "H",
  О: "O",
  Р: "P",
  С: "C",
  Т: "T",
  У: "Y",
  Х: "X",
  І: "I",
};

const NUMBER = /^([A-Z]{1,4})(\d{2})[-‐‑–—\s]?(\d{6,9})[-‐‑–—\s]?([0-9A-Z])$/;

const upper = (text: string): string =>
  text
    .trim()
    .toUpperCase()
    .replace(/[АВЕКМНОРСТУХІ]/g, (letter) => LOOKALIKES[letter]!);

/** Whether a text has the shape of an order number, right or mistyped. */
export const looksLikeOrderNumber = (text: string): boolean => NUMBER.test(upper(text));

/**
 * Reads an order number as people type it: any case, with or without hyphens, Cyrillic look-alikes included.
 * @returns the number in its canonical form
 * @throws DomainError `order-number.malformed` where it is no order number, `order-number.check` where a character is wrong
 */
export function parseOrderNumber(text: string): string {
  const match = NUMBER.exec(upper(text));
  if (!match) throw new DomainError("order-number.malformed", { field: "number", text });
  const [, prefix, year, running, check] = match;
  if (checkCharacter(`${prefix}${year}${running}`) !== check) throw new DomainError("order-number.check", { field: "number", text });
  return `${prefix}${year}-${running}-${check}`;
}

/** Whether a number is one of Talon's own, in its canonical form; other systems' numbers may be anything else. */
export const isOwnNumber = (number: string): boolean => {
  const match = /^([A-Z]{1,4}\d{2})-(\d{6,9})-([0-9A-Z])$/.exec(number);
  return match !== null && checkCharacter(`${match[1]}${match[2]}`) === match[3];
};
