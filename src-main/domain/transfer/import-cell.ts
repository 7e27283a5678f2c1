import { plainCell } from "../ground/csv.ts";
import type { ImportField, Mapping } from "./import.ts";

/** What stands between the cells of several columns that are joined into one field. */
const BETWEEN: Readonly<Partial<Record<ImportField, string>>> = {
  phone: "; ",
  email: "; ",
  whatsapp: "; ",
  imei: " / ",
  address: ", ",
  fault: "\n",
  condition: "\n",
  outcome: "\n",
};

/**
 * Reads fields out of the cells of rows: cells as they were meant, those of several columns joined in their order, each once.
 * @returns what gives the text of a field, empty where it has no column
 */
export function fieldsOf(mapping: Mapping): (cells: readonly string[], field: ImportField) => string {
  return (cells, field) => {
    const places = mapping[field];
    if (places === undefined) return "";
    if (places.length === 1) return plainCell(cells[places[0]!] ?? "");
    const said = new Map<string, string>();
    for (const place of places) {
      const text = plainCell(cells[place] ?? "").trim();
      if (text !== "" && !said.has(text.toLowerCase())) said.set(text.toLowerCase(), text);
    }
    return [...said.values()].join(BETWEEN[field] ?? " ");
  };
}
/** A number as a spreadsheet shows one that is too long for it, `3.57806E+14`: its last digits are lost. */
const SCIENTIFIC = /^[+-]?\d(?:[.,]\d+E\+?|E\+)\d{1,3}$/i;

/** Whether a spreadsheet made a number of a code. */
export const isScientific = (text: string): boolean => SCIENTIFIC.test(text.trim());
