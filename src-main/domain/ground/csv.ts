/** One record of a CSV file as RFC 4180 has it, without its line end. Empty cells are quoted, so that a record of one empty cell is no blank line. */
export const csvLine = (cells: readonly string[], separator = ","): string =>
  cells.map((cell) => (cell === "" || /["\r\n]/.test(cell) || cell.includes(separator) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(separator);

/** Where a formula can begin in a cell beside its start: behind each sign at which a spreadsheet of another country splits the line. */
const SPLIT = /([,;|\t\r\n])/;

/** Beginnings that a spreadsheet takes for a formula (owasp.org, CSV Injection), full-width signs as well, behind blanks and quotes. */
const FORMULA = /^[\s"]*[=+\-@＝＋－＠]/;
/** Numbers and phone numbers with their sign are none. */
const NUMBER = /^[+-][\d\s().,/+-]*$/;
const APOSTROPHE = /^'/;
/** Without one of these a cell is left alone. */
const SUSPICIOUS = /[=+\-@＝＋－＠\t\r\n]|^'/;

const marked = (part: string, first: boolean): string => {
  const bare = part.replace(/^'+/, "");
  const isFormula = FORMULA.test(bare) && !(bare === part && NUMBER.test(part));
  return isFormula || (first && APOSTROPHE.test(part)) ? `'${part}` : part;
};

/**
 * A cell that no spreadsheet computes, whether it splits lines at commas, semicolons, tabs or bars: an apostrophe before what it would
 * take for a formula. `plainCell` takes it away again.
 */
export function withoutFormula(cell: string): string {
  if (!SUSPICIOUS.test(cell)) return cell;
  const safe = cell
    .split(SPLIT)
    .map((part, index) => (index % 2 === 0 ? marked(part, index === 0) : part))
    .join("");
  // A line that begins with a tab or a line end begins with an empty cell, which some take for a formula as well.
  return /^[\t\r\n]/.test(cell) ? `'${safe}` : safe;
}

/** What stands behind an apostrophe that spreadsheets, or `withoutFormula`, put before a cell. */
const BEHIND = /^'(?=['\d\t\r\n]|[\s"]*[=+\-@＝＋－＠])/;

/** A cell as it was meant: without the apostrophe that spreadsheets put before a text, and without `="…"` around it. */
export function plainCell(cell: string): string {
  const first = cell.charCodeAt(0);
  if (first === 61) return /^="((?:[^"]|"")*)"$/.exec(cell)?.[1]?.replaceAll('""', '"') ?? cell;
  if (!cell.includes("'")) return cell;
  const led = cell.replace(BEHIND, "");
  return led
    .split(SPLIT)
    .map((part, index) => (index > 0 && index % 2 === 0 && INNER.test(part) ? part.slice(1) : part))
    .join("");
}

const INNER = /^'+[\s"]*[=+\-@＝＋－＠]/;
