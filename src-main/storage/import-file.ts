import { createReadStream, existsSync, mkdirSync, openSync, closeSync, writeSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { parse, type CsvError } from "csv-parse";
import { DomainError } from "../domain/ground/error.ts";
import { DELIMITERS, MAX_IMPORT_BYTES, type Delimiter, type Encoding, type FileFormat } from "../domain/transfer/import.ts";
import { guessSingleByte, type EncodingGuess } from "./file-encoding.ts";

/** The folder in which files wait that came in pieces, and in which imports are prepared. Files bear the name of the program that they belong to. */
export type ImportFiles = {
  /** Adds a piece at the end of a file. @throws DomainError `file.too-large` */
  readonly append: (id: string, offset: number, bytes: Uint8Array) => void;
  /** @throws DomainError `file.unreadable` where no such file came */
  readonly pathOf: (id: string) => string;
  /** Where an import is prepared. */
  readonly stageOf: (id: string) => string;
  readonly remove: (id: string) => void;
  /** Removes what programs left behind that are gone. */
  readonly clear: (isAlive: (sender: string) => boolean) => void;
};

/** Opens the folder of files that come in; it is made with the first one. @param sender the name of this program */
export function openImportFiles(folder: string, sender: string): ImportFiles {
  const path = (id: string, ending: string): string => {
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new DomainError("file.unreadable", { text: "" });
    return join(folder, `${sender}.${id}.${ending}`);
  };
  return {
    append(id, offset, bytes) {
      const file = path(id, "csv");
      if (offset + bytes.length > MAX_IMPORT_BYTES) throw new DomainError("file.too-large", { megabytes: MAX_IMPORT_BYTES / 1e6 });
      const size = existsSync(file) ? statSync(file).size : 0;
      if (size !== offset) throw new DomainError("file.unreadable", { text: "" });
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const handle = openSync(file, "a", 0o600);
      try {
        for (let done = 0; done < bytes.length;) done += writeSync(handle, bytes, done);
      } finally {
        closeSync(handle);
      }
    },
    pathOf(id) {
      const file = path(id, "csv");
      if (!existsSync(file)) throw new DomainError("file.unreadable", { text: "" });
      return file;
    },
    stageOf(id) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      return path(id, "stage");
    },
    remove(id) {
      for (const ending of ["csv", "stage"]) rmSync(path(id, ending), { force: true });
    },
    clear(isAlive) {
      if (!existsSync(folder)) return;
      for (const name of readdirSync(folder)) {
        const of = name.split(".")[0]!;
        if (of !== sender && !isAlive(of)) rmSync(join(folder, name), { force: true });
      }
    },
  };
}

/** How a file is written, and how many bytes it has. `newline` ends its first line; `sure` is false where another encoding may be the right one. */
export type Sniffed = FileFormat & { readonly newline: string; readonly bytes: number; readonly sure: boolean };

/** So much of a file tells how it is written. */
const SAMPLE_BYTES = 256 * 1024;

/** Largest record, characters: in a file that is no CSV a quote never ends. */
const LARGEST_RECORD = 1_000_000;

/**
 * Finds out how a file is written, by its bytes alone; reads it once to its end, piece by piece.
 * @param chosen what a person says instead
 * @throws DomainError `file.workbook`, `file.web-page`, `file.not-text` where it is no CSV, `file.empty`, `file.too-large`; file system errors as they are
 */
export async function sniffFile(file: string, chosen: Partial<FileFormat> = {}): Promise<Sniffed> {
  const { size } = statSync(file);
  if (size === 0) throw new DomainError("file.empty");
  if (size > MAX_IMPORT_BYTES) throw new DomainError("file.too-large", { megabytes: MAX_IMPORT_BYTES / 1e6 });
  let begin: Buffer | undefined;
  let beyondAscii: Buffer | undefined;
  let utf8 = true;
  let zeros = false;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const chunk of createReadStream(file, { highWaterMark: SAMPLE_BYTES }) as AsyncIterable<Buffer>) {
    begin ??= chunk;
    zeros ||= chunk.includes(0);
    if (utf8)
      try {
        decoder.decode(chunk, { stream: true });
      } catch {
        utf8 = false;
      }
    if (!utf8) beyondAscii ??= chunk;
  }
  checkKind(begin!);
  const guess = guessEncoding(begin!, utf8, beyondAscii);
  const encoding = chosen.encoding ?? guess.encoding;
  const text = new TextDecoder(encoding).decode(begin!);
  if ((zeros && !encoding.startsWith("utf-16")) || isBinary(text)) throw new DomainError("file.not-text");
  if (text.trim() === "") throw new DomainError("file.empty");
  const newline = /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
  const sure = chosen.encoding !== undefined || guess.sure;
  return { encoding, delimiter: chosen.delimiter ?? separatorNamed(text) ?? delimiterOf(text), newline, bytes: size, sure };
}

function guessEncoding(begin: Buffer, utf8: boolean, beyondAscii: Buffer | undefined): EncodingGuess {
  const utf16 = utf16Of(begin);
  if (utf16) return { encoding: utf16, sure: true };
  return utf8 ? { encoding: "utf-8", sure: true } : guessSingleByte(beyondAscii ?? begin);
}

/** Office files by their first bytes: packed ones (ZIP: xlsx, ods) and older ones (OLE 2: xls). */
const PACKED = "PK\u0003\u0004";
const OLE2 = "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1";

/** What programs save under the name of a table and is none. @throws DomainError `file.workbook`, `file.web-page` */
function checkKind(begin: Buffer): void {
  const bytes = begin.subarray(0, 8).toString("latin1");
  if (bytes.startsWith(PACKED) || bytes === OLE2) throw new DomainError("file.workbook");
  const text = new TextDecoder(utf16Of(begin) ?? "utf-8").decode(begin.subarray(0, 4096)).trimStart();
  if (/^(?:<\?xml[^>]*\?>\s*)?(?:<\?mso[^>]*\?>\s*)?<(?:\w+:)?Workbook[\s>]/i.test(text)) throw new DomainError("file.workbook");
  if (/^(?:<!--.*?-->\s*)*(?:<\?xml[^>]*\?>\s*)?<(?:!doctype\s+html|html|head|body|meta|style|table)[\s>]/is.test(text))
    throw new DomainError("file.web-page");
}

/** UTF-16 by its mark, or by the zeros that stand beside Latin letters, digits and delimiters. */
function utf16Of(bytes: Buffer): Encoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const places = [0, 0];
  for (let index = 0; index < bytes.length; index++) if (bytes[index] === 0) places[index % 2]!++;
  const [even, odd] = places as [number, number];
  if (even + odd < bytes.length / 20) return undefined;
  if (odd > even * 10) return "utf-16le";
  return even > odd * 10 ? "utf-16be" : undefined;
}

/** Control characters, which no text has but for tabs, line ends and the like, and what could not be decoded: one in two hundred is too many. */
function isBinary(text: string): boolean {
  let strange = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if ((code < 32 && !(code >= 9 && code <= 13) && code !== 27) || code === 0xfffd) strange++;
  }
  return text.startsWith("%PDF-") || strange > text.length / 200;
}

/** The delimiter in a first line `sep=;`, which Excel reads and hides. */
const separatorNamed = (text: string): Delimiter | undefined => {
  const named = /^\ufeff?"?sep=(.)"?(?:\r|\n|$)/i.exec(text)?.[1];
  return DELIMITERS.find((delimiter) => delimiter === named);
};

/** Whether a first record is such a line, whatever it was split at. */
const isSeparatorLine = (cells: readonly string[]): boolean => /^sep=.?$/i.test(cells[0] ?? "") && cells.slice(1).every((cell) => cell === "");

/** The delimiter that splits the first lines most evenly outside of quotes, lines above the table aside; a file of one column has a comma. */
function delimiterOf(text: string): Delimiter {
  const lines = text
    .slice(0, 100_000)
    .replace(/"(?:[^"]|"")*"/g, "")
    .split(/\r\n|\n|\r/)
    .filter(Boolean)
    .slice(0, 50);
  const scores = DELIMITERS.map((delimiter) => {
    const times = new Map<number, number>();
    for (const line of lines) {
      const count = line.split(delimiter).length - 1;
      times.set(count, (times.get(count) ?? 0) + 1);
    }
    return Math.max(...[...times].map(([count, lineCount]) => count * (lineCount / lines.length) ** 2));
  });
  const best = Math.max(...scores);
  return best === 0 ? "," : DELIMITERS[scores.indexOf(best)]!;
}

/** A record with how far into the file the reading is, of 1. */
export type FileRecord = { readonly cells: readonly string[]; readonly share: number };

/**
 * Reads the records of a file one by one. Cells stand as they are in the file; a first line `sep=;` is no record.
 * @throws DomainError `file.not-csv` with the line where quotes cannot be understood; file system errors as they are
 */
export async function* readRecords(file: string, { encoding, delimiter, bytes }: Omit<Sniffed, "sure">): AsyncGenerator<FileRecord, void, void> {
  let read = 0;
  async function* texts(): AsyncGenerator<string> {
    const decoder = new TextDecoder(encoding);
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      read += chunk.length;
      const text = decoder.decode(chunk, { stream: true });
      if (text !== "") yield text;
    }
    const rest = decoder.decode();
    if (rest !== "") yield rest;
  }
  const source = Readable.from(texts(), { objectMode: true, highWaterMark: 1 });
  const parser = parse({
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: LARGEST_RECORD,
  });
  source.once("error", (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    let first = true;
    for await (const cells of parser as AsyncIterable<string[]>) {
      if (!first || !isSeparatorLine(cells)) yield { cells, share: Math.min(1, read / bytes) };
      first = false;
    }
  } catch (error) {
    if ((error as CsvError).code?.startsWith("CSV_")) throw new DomainError("file.not-csv", { count: (error as { lines?: number }).lines ?? 0 });
    throw error;
  } finally {
    source.destroy();
    parser.destroy();
  }
}
