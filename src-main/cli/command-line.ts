import { readFileSync } from "node:fs";
import { DomainError } from "../domain/ground/error.ts";
import type { Problem } from "../domain/ground/field-problem.ts";
import type { Caller } from "../domain/shop/shop.ts";
import type { Spooler } from "../printing/spooler.ts";
import type { Doorway } from "../router/doorway.ts";
import type { Shop } from "../usecases/ground/shop.ts";

/** The options of all commands. */
export const OPTIONS = {
  help: { type: "boolean", short: "h" },
  data: { type: "string" },
  out: { type: "string" },
  state: { type: "string" },
  note: { type: "string" },
  by: { type: "string" },
  slip: { type: "string" },
  paid: { type: "string" },
  method: { type: "string" },
  refund: { type: "boolean" },
  dpi: { type: "string" },
  port: { type: "string" },
  orders: { type: "string" },
  size: { type: "string" },
  language: { type: "string" },
  copies: { type: "string" },
  first: { type: "string" },
  part: { type: "string" },
  name: { type: "string" },
  way: { type: "string" },
  address: { type: "string" },
  printer: { type: "string" },
  encrypt: { type: "boolean" },
  yes: { type: "boolean" },
  as: { type: "string" },
  mapping: { type: "string" },
  prefix: { type: "string" },
  encoding: { type: "string" },
  delimiter: { type: "string" },
  "head-row": { type: "string" },
  "day-order": { type: "string" },
  unclosed: { type: "string" },
  import: { type: "string" },
  "dry-run": { type: "boolean" },
  "skip-wrong": { type: "boolean" },
  documents: { type: "boolean" },
  exact: { type: "boolean" },
  problem: { type: "boolean" },
} as const;

export type Options = { readonly [Name in keyof typeof OPTIONS]?: (typeof OPTIONS)[Name]["type"] extends "boolean" ? boolean : string };

/** What went wrong, and with which of several files. */
export type Failure = { readonly error: unknown; readonly file?: string };

/** What a command on the shop's data works with. */
export type Work = {
  readonly shop: Shop;
  readonly caller: Caller;
  readonly words: readonly string[];
  readonly options: Options;
  readonly dataFolder: string;
  readonly spooler: Spooler;
  readonly printers: Doorway["printers"];
};

/** One line of output. */
export const print = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

/** @throws DomainError `input.invalid` */
export const refuse = (field: string, problem: Problem): never => {
  throw new DomainError("input.invalid", { problems: [{ field, problem }] });
};

/** A word or option that has to be there. @throws DomainError `input.invalid` */
export const needed = (value: string | undefined, field: string): string => value ?? refuse(field, "required");

/** A file that cannot be read, as it is told. */
export const unreadable = (file: string, error: unknown): DomainError =>
  new DomainError("file.unreadable", { field: "file", text: file, reason: (error as Error).message });

/** The text of a file. @throws DomainError `file.unreadable` */
export function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw unreadable(file, error);
  }
}
