import { readStatus, readYesNo } from "./import-status.ts";
import type { ImportField, Unclosed } from "./import.ts";
import type { Problem } from "../ground/field-problem.ts";
import { MAX_TEXT } from "../ground/limits.ts";
import { looksLikeOrderNumber, parseOrderNumber } from "../orders/order-number.ts";
import type { OrderState } from "../orders/order-state.ts";

/** An order as another system tells of it. Days are ISO. */
export type PastOrder = {
  readonly number: string;
  /** `handed-back` where the device has left. */
  readonly state: OrderState;
  readonly receivedOn: string;
  readonly promisedOn: string | null;
  /** Null where the device is still here, or where nobody says when it left. */
  readonly closedOn: string | null;
  readonly fault: string;
  readonly condition: string;
  readonly outcome: string;
  readonly priceMinor: number;
};

/** What reads the cells of a row, and takes down what is wrong with them. */
export type RowTools = {
  readonly cell: (field: ImportField) => string;
  readonly text: (field: ImportField, longest?: number) => string;
  /** The same of a number, which a spreadsheet may have spoilt. */
  readonly code: (field: ImportField, longest?: number) => string;
  /** The ISO day in a cell; one that is to come only where `ahead` says so. */
  readonly day: (field: ImportField, ahead?: boolean) => string | null;
  /** The amount in a cell, minor units; 0 where it is empty. */
  readonly amount: (field: ImportField) => number;
  readonly wrong: (field: ImportField, problem: Problem, text?: string) => void;
  readonly warn: (field: ImportField, problem: Problem, text?: string) => void;
  readonly isWrong: (field: ImportField) => boolean;
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

/** Reads an order. @param unclosed what becomes of one of which the file does not say whether the device has left */
export function readPast(tools: RowTools, prefix: string, unclosed: Unclosed, today: string): PastOrder {
  const { cell, text, code, day, wrong, isWrong } = tools;
  const own = code("number", LONGEST_NUMBER);
  const number = `${prefix}${own}`;
  if (own === "") wrong("number", "required");
  else if (readsAsOwn(number)) wrong("number", "number-own", number);
  // Some say only whether it was closed.
  const closed = readYesNo(cell("closed"));
  const closedOn = closed === undefined ? day("closed") : null;
  const receivedOn = day("received") ?? closedOn;
  if (receivedOn === null && !isWrong("received")) wrong("received", "required");
  if (receivedOn !== null && closedOn !== null && closedOn < receivedOn) wrong("closed", "before-received");
  return {
    number,
    state: closedOn !== null || closed === true ? "handed-back" : stateOf(tools, closed === false ? "open" : unclosed),
    receivedOn: receivedOn ?? today,
    promisedOn: day("promised", true),
    closedOn,
    fault: text("fault", MAX_TEXT.long),
    condition: text("condition", MAX_TEXT.long),
    outcome: text("outcome", MAX_TEXT.long),
    priceMinor: tools.amount("price"),
  };
}

/** How far an order is that has no day of closing. */
function stateOf({ cell, warn }: RowTools, unclosed: Unclosed): OrderState {
  const said = cell("status").trim();
  const otherwise = unclosed === "open" ? "received" : "handed-back";
  if (said === "") return otherwise;
  const state = readStatus(said);
  if (state === undefined) warn("status", "status-unknown", said.slice(0, MAX_TEXT.short));
  return state ?? otherwise;
}
