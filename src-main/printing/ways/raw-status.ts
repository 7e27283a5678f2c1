import type { PrinterLanguage, PrinterTrouble } from "../../domain/printing/printer.ts";
import type { Line } from "./line.ts";

/** What a raw printer says of itself; undefined where it does not answer. */
export type RawStatus = readonly PrinterTrouble[] | undefined;

const ZPL_QUESTION = Buffer.from("~HS");
const STX = "\u0002";
const ETX = "\u0003";

const zplLines = (answer: string): readonly (readonly string[])[] =>
  answer
    .split(STX)
    .slice(1)
    .filter((line) => line.includes(ETX))
    .map((line) =>
      line
        .slice(0, line.indexOf(ETX))
        .split(",")
        .map((field) => field.trim()),
    );

/**
 * Host status of a Zebra printer (ZPL II Programming Guide, `~HS`): three lines between STX and ETX.
 * The ribbon counts in thermal transfer only. Too cold is no trouble: it prints when warm.
 */
export function zplTroubles(answer: string): readonly PrinterTrouble[] {
  const [first = [], second = [], third = []] = zplLines(answer);
  if (first.length !== 12 || second.length !== 11 || third.length !== 2 || ![...first, ...second].every((field) => /^[\dA-F]+$/i.test(field)))
    return ["nonsense"];
  const troubles: PrinterTrouble[] = [];
  if (second[2] === "1") troubles.push("door-open");
  if (first[1] === "1") troubles.push("paper-out");
  if (second[3] === "1" && second[4] === "1") troubles.push("ribbon-out");
  if (first[11] === "1") troubles.push("too-hot");
  if (first[2] === "1") troubles.push("paused");
  return troubles;
}

async function askZpl(line: Line, ms: number): Promise<RawStatus> {
  const answer = (await line.ask(ZPL_QUESTION, (bytes) => zplLines(bytes.toString("latin1")).length >= 3, ms)).toString("latin1");
  return answer === "" ? undefined : zplTroubles(answer);
}

/** Bits that every status byte of ESC/POS has set or clear, which tells it from XON, XOFF and text. */
const isEscposStatus = (byte: number): boolean => (byte & 0b1001_0011) === 0b0001_0010;

/** Most bytes of an answer: the status, flow control and an automatic status of four bytes. Whoever says more is no receipt printer. */
const ESCPOS_ANSWER = 8;

/** Status bytes of ESC/POS by their number, as far as they came. */
export type EscposStatus = { readonly 1?: number; readonly 2?: number; readonly 3?: number; readonly 4?: number };

/** Real-time status (Epson ESC/POS reference, `DLE EOT n`): 1 printer, 2 cause of being offline, 3 cause of an error, 4 roll paper. */
export function escposTroubles({ 1: printer = 0, 2: offline = 0, 3: error = 0, 4: paper = 0 }: EscposStatus): readonly PrinterTrouble[] {
  const troubles: PrinterTrouble[] = [];
  if (offline & 0x04) troubles.push("door-open");
  if (offline & 0x20 || paper & 0x60) troubles.push("paper-out");
  if (error & 0x08) troubles.push("paper-jam");
  if (error & 0x40) troubles.push("too-hot");
  if (error & 0x20 || (offline & 0x40 && troubles.length === 0)) troubles.push("stopped");
  if (printer & 0x08 && troubles.length === 0) troubles.push("offline");
  return troubles;
}

async function askEscpos(line: Line, ms: number): Promise<RawStatus> {
  const status: { 1?: number; 2?: number; 3?: number; 4?: number } = {};
  for (const which of [1, 2, 3, 4] as const) {
    const answer = await line.ask(Uint8Array.of(0x10, 0x04, which), (bytes) => bytes.some(isEscposStatus), ms);
    const byte = answer.find(isEscposStatus);
    if (answer.length > ESCPOS_ANSWER || (byte === undefined && answer.some((other) => other !== 0x11 && other !== 0x13))) return ["nonsense"];
    if (byte === undefined) break;
    status[which] = byte;
  }
  return status[1] === undefined ? undefined : escposTroubles(status);
}

/** How printers of a language are asked for their state on the line that prints; others cannot be asked. */
export const RAW_QUESTIONS: Readonly<Partial<Record<PrinterLanguage, (line: Line, ms: number) => Promise<RawStatus>>>> = {
  zpl: askZpl,
  escpos: askEscpos,
};

/** XON and XOFF. */
const isFlowControl = (byte: number): boolean => byte === 0x11 || byte === 0x13;

/** Length of a Brother printer's status, the head that each begins with, and where it says what kind it is. */
const BROTHER_STATUS = 32;
const BROTHER_HEAD = [0x80, 0x20, 0x42] as const;
const BROTHER_KIND = 18;
const BROTHER_ERROR = 2;

/**
 * What is wrong where a printer spoke that nobody asked: whatever answers words to a label is no printer of ours. Flow control is none
 * of it, and a Brother printer may tell that it is printing (Raster Command Reference, status information).
 */
export function unaskedTroubles(said: Buffer, language: PrinterLanguage): readonly PrinterTrouble[] {
  const words = said.filter((byte) => !isFlowControl(byte));
  if (words.length === 0) return [];
  if (language !== "brother" || words.length % BROTHER_STATUS !== 0) return ["nonsense"];
  for (let at = 0; at < words.length; at += BROTHER_STATUS) {
    if (BROTHER_HEAD.some((byte, index) => words[at + index] !== byte)) return ["nonsense"];
    if (words[at + BROTHER_KIND] === BROTHER_ERROR) return ["stopped"];
  }
  return [];
}
