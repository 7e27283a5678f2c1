import { createReadStream, existsSync, mkdirSync, openSync, closeSync, writeSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { parse, type CsvError } from "csv-parse";
import { DomainError } from "../domain/error.ts";
import { DELIMITERS, MAX_IMPORT_BYTES, type Delimiter, type Encoding, type FileFormat } from "../domain/import.ts";

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

/** How a file is written, and how many bytes it has. `newline` ends its first line. */
export type Sniffed = FileFormat & { readonly newline: string; readonly bytes: number };

/** So much of a file tells how it is written. */
const SAMPLE_BYTES = 256 * 1024;

/** Largest record, characters: in a file that is no CSV a quote never ends. */
const LARGEST_RECORD = 1_000_000;

/**
 * Finds out how a file is written, by its bytes alone; reads it once to its end, piece by piece.
 * @param chosen what a person says instead
 * @throws DomainError `file.not-text` where it is no text, `file.empty`, `file.too-large`; file system errors as they are
 */
export async function sniffFile(file: string, chosen: Partial<FileFormat> = {}): Promise<Sniffed> {
  const { size } = statSync(file);
  if (size === 0) throw new DomainError("file.empty");
  if (size > MAX_IMPORT_BYTES) throw new DomainError("file.too-large", { megabytes: MAX_IMPORT_BYTES / 1e6 });
  let sample: Buffer | undefined;
  let utf8 = true;
  let zeros = false;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const chunk of createReadStream(file, { highWaterMark: SAMPLE_BYTES }) as AsyncIterable<Buffer>) {
    sample ??= chunk;
    zeros ||= chunk.includes(0);
    if (!utf8) continue;
    try {
      decoder.decode(chunk, { stream: true });
    } catch {
      utf8 = false;
    }
  }
  const begin = sample!;
  const encoding = chosen.encoding ?? utf16Of(begin) ?? (utf8 ? "utf-8" : singleByteOf(begin));
  const text = new TextDecoder(encoding).decode(begin);
  if ((zeros && !encoding.startsWith("utf-16")) || isBinary(text)) throw new DomainError("file.not-text");
  if (text.trim() === "") throw new DomainError("file.empty");
  const newline = /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
  return { encoding, delimiter: chosen.delimiter ?? delimiterOf(text), newline, bytes: size };
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

/**
 * Of the two single-byte encodings, Cyrillic or Baltic: Russian words are made of high bytes alone, Latvian ones have a few among
 * Latin letters.
 */
function singleByteOf(bytes: Buffer): Encoding {
  const words = bytes.toString("latin1").match(/[A-Za-z\x80-\xff]+/g) ?? [];
  let [whole, mixed] = [0, 0];
  for (const word of words) {
    if (!/[\x80-\xff]/.test(word)) continue;
    if (/[A-Za-z]/.test(word)) mixed++;
    else if (word.length > 1) whole++;
  }
  return whole >= mixed ? "windows-1251" : "windows-1257";
}

/** Control characters, which no text has but for tabs, line ends and the like, and what could not be decoded: one in two hundred is too many. */
function isBinary(text: string): boolean {
  let strange = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if ((code < 32 && !(code >= 9 && code <= 13) && code !== 27) || code === 0xfffd) strange++;
  }
  return text.startsWith("PK\u0003\u0004") || text.startsWith("%PDF-") || strange > text.length / 200;
}

/** The delimiter that splits the first lines most evenly outside of quotes; a file of one column has a comma. */
function delimiterOf(text: string): Delimiter {
  const lines = text
    .slice(0, 100_000)
    .replace(/"(?:[^"]|"")*"/g, "")
    .split(/\r\n|\n|\r/)
    .filter(Boolean)
    .slice(0, 50);
  const scores = DELIMITERS.map((delimiter) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const first = counts[0] ?? 0;
    return first === 0 ? 0 : first * (counts.filter((count) => count === first).length / counts.length);
  });
  const best = Math.max(...scores);
  return best === 0 ? "," : DELIMITERS[scores.indexOf(best)]!;
}

/** A record with how far into the file the reading is, of 1. */
export type FileRecord = { readonly cells: readonly string[]; readonly share: number };

/**
 * Reads the records of a file one by one, the headings first. Cells stand as they are in the file.
 * @throws DomainError `file.not-csv` with the line where quotes cannot be understood; file system errors as they are
 */
export async function* readRecords(file: string, { encoding, delimiter, bytes }: Sniffed): AsyncGenerator<FileRecord, void, void> {
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
    for await (const cells of parser as AsyncIterable<string[]>) yield { cells, share: Math.min(1, read / bytes) };
  } catch (error) {
    if ((error as CsvError).code?.startsWith("CSV_")) throw new DomainError("file.not-csv", { count: (error as { lines?: number }).lines ?? 0 });
    throw error;
  } finally {
    source.destroy();
    parser.destroy();
  }
}
