/**
 * What a scanner types: keys that come much faster than a person's, ended by Enter or Tab. It speaks the layout of a US keyboard, whatever
 * layout the PC is set to, so a code is read by the places of its keys.
 */

/** Keys further apart than this belong to two bursts, ms. */
export const BURST_GAP_MS = 120;
/** Mean time between keys of a scanner at the most, ms; a fast typist needs twice as long. */
const SCANNER_PACE_MS = 45;
/** Fewest keys of a code: a claim code has six. */
const SHORTEST_CODE = 6;

export type Field = HTMLInputElement | HTMLTextAreaElement;
export const fieldOf = (target: EventTarget | null): Field | null =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : null;

/** Keys that came one after another: what they typed, what they type on a US keyboard, and the field's text before. */
export type Burst = {
  readonly typed: string;
  /** The same with the separators of a code, for which no field gets a sign. */
  readonly signs: string;
  readonly keys: string;
  readonly count: number;
  readonly first: number;
  readonly last: number;
  readonly field: Field | null;
  readonly before: string;
  /** Where in the field's text it went. */
  readonly from: number;
  readonly to: number;
};
const NO_BURST: Burst = { typed: "", signs: "", keys: "", count: 0, first: 0, last: -BURST_GAP_MS, field: null, before: "", from: 0, to: 0 };

/** What the keys of a US keyboard type, without and with Shift (ANSI INCITS 154), by their codes (W3C UI Events KeyboardEvent code Values). */
const SIGNS: Readonly<Record<string, string>> = {
  Backquote: "`~",
  Digit1: "1!",
  Digit2: "2@",
  Digit3: "3#",
  Digit4: "4$",
  Digit5: "5%",
  Digit6: "6^",
  Digit7: "7&",
  Digit8: "8*",
  Digit9: "9(",
  Digit0: "0)",
  Minus: "-_",
  Equal: "=+",
  BracketLeft: "[{",
  BracketRight: "]}",
  Backslash: "\\|",
  IntlBackslash: "\\|",
  Semicolon: ";:",
  Quote: "'\"",
  Comma: ",<",
  Period: ".>",
  Slash: "/?",
  Space: "  ",
  NumpadDecimal: "..",
  NumpadSubtract: "--",
  NumpadAdd: "++",
  NumpadMultiply: "**",
  NumpadDivide: "//",
};

type Key = Pick<KeyboardEvent, "code" | "shiftKey" | "key"> & { readonly getModifierState?: KeyboardEvent["getModifierState"] };

/** What a key types on a US keyboard; undefined where it types nothing there. */
export function usKey(event: Key): string | undefined {
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  if (letter) return event.shiftKey !== (event.getModifierState?.("CapsLock") ?? false) ? letter : letter.toLowerCase();
  const digit = /^Numpad(\d)$/.exec(event.code)?.[1];
  return digit ?? SIGNS[event.code]?.[event.shiftKey ? 1 : 0];
}

/** Keys that only a person presses: what comes after them belongs to no code. */
const PERSONS_KEYS = /^(?:Arrow|Page|Backspace|Delete|Home|End|Escape)/;

/** Parts the fields of a code (GS1 General Specifications, FNC1): scanners type it as Ctrl+] or as F8, for no key bears it. */
const SEPARATOR = "\u001d";

/** A code without what parts its fields. */
export const withoutSeparators = (text: string): string => text.replaceAll(SEPARATOR, "");

const isSeparator = (event: KeyboardEvent): boolean =>
  event.altKey || event.metaKey ? false : event.ctrlKey ? event.code === "BracketRight" : event.key === "F8" && !event.shiftKey;

/** Follows keys into a burst. A chord is a person's, and so is a key that moves or takes away. */
export function follow(burst: Burst, event: KeyboardEvent): Burst {
  // The first half of Ctrl+].
  if (event.key === "Control") return burst;
  if (isSeparator(event)) return event.timeStamp - burst.last < BURST_GAP_MS ? grown(burst, "", SEPARATOR, event.timeStamp) : NO_BURST;
  if (event.ctrlKey || event.altKey || event.metaKey || PERSONS_KEYS.test(event.key)) return NO_BURST;
  // A key whose sign only comes with the next one has no sign of its own, but has its place.
  const key = usKey(event) ?? (event.key.length === 1 ? event.key : undefined);
  if (key === undefined) return burst;
  const now = event.timeStamp;
  const field = fieldOf(event.target);
  const begun: Burst =
    now - burst.last < BURST_GAP_MS
      ? burst
      : {
          ...NO_BURST,
          first: now,
          field,
          before: field?.value ?? "",
          from: field?.selectionStart ?? field?.value.length ?? 0,
          to: field?.selectionEnd ?? field?.value.length ?? 0,
        };
  return grown(begun, event.key.length === 1 ? event.key : "", key, now);
}

const grown = ({ typed, signs, keys, count, ...burst }: Burst, sign: string, key: string, last: number): Burst => ({
  ...burst,
  typed: typed + sign,
  signs: signs + (key === SEPARATOR ? key : sign),
  keys: keys + key,
  count: count + 1,
  last,
});

/** Whether a key ends a burst as a scanner does. */
export function endsScan({ count, first, last }: Burst, event: KeyboardEvent): boolean {
  const ends = event.key === "Enter" || event.key === "Tab";
  // A chord is a person's: Ctrl+Enter right behind a word that was typed quickly sends the form.
  if (!ends || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || event.timeStamp - last >= BURST_GAP_MS) return false;
  return count >= SHORTEST_CODE && (last - first) / (count - 1) <= SCANNER_PACE_MS;
}

export const newBurst = (): Burst => NO_BURST;

const isCode = (text: string): boolean => /^[\w\-./:+ ]+$/.test(withoutSeparators(text));

/** What was scanned: by the places of the keys, unless the scanner was set to the PC's own layout, which leaves odd signs there and none in what was typed. */
export const scannedText = ({ signs, keys, count }: Burst): string =>
  (signs.length === count && isCode(signs) && !isCode(keys) ? signs : keys).trim();

/** Puts a text into a field so that React sees the change too. */
export function putText(field: Field, value: string): void {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(field, value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
