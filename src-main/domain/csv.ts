/** One record of a CSV file as RFC 4180 has it, without its line end. Empty cells are quoted, so that a record of one empty cell is no blank line. */
export const csvLine = (cells: readonly string[]): string =>
  cells.map((cell) => (cell === "" || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",");

/** Beginnings that a spreadsheet takes for a formula (owasp.org, CSV Injection); numbers and phone numbers with their sign are none. */
const FORMULA = /^(?:[=@\t\r]|[+-](?![\d\s().,/+-]*$))/;

/** A cell that no spreadsheet computes: an apostrophe before what it would take for a formula. */
export const withoutFormula = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);
