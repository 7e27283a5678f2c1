import { formatNumber } from "../../../src-main/domain/ground/locale.ts";
import { csvLine, withoutFormula } from "../../../src-main/domain/ground/csv.ts";
import { LETTER_PX, cut, type Drawing, type Tone } from "./drawing.ts";

/**
 * Rows as CSV (RFC 4180) as spreadsheets of the reader's country open it by a double click: with a byte order mark, and with semicolons
 * where a comma is the decimal sign.
 */
export function csvOf(rows: readonly (readonly (string | number)[])[], language: string): string {
  const comma = formatNumber(1.5, language).includes(",");
  const separator = comma ? ";" : ",";
  const text = (cell: string | number): string => (typeof cell === "number" ? String(cell).replace(".", comma ? "," : ".") : withoutFormula(cell));
  return `\uFEFF${rows.map((row) => csvLine(row.map(text), separator)).join("\r\n")}\r\n`;
}

/** Gives bytes to the browser as a file. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** A picture is seen on paper and in letters: it is light whatever the screen is. */
const INK: Readonly<Record<Tone, string>> = { first: "#0072b2", second: "#d55e00", text: "#1b1f23", quiet: "#52606d", line: "#d9dee3" };

const SCALE = 2;
const MARGIN = 24;
const TITLE_PX = 20;
const LINE_PX = 19;

export type Legend = readonly (readonly [Tone, string])[];

/** A chart as a PNG of twice its size on the screen, with its title, the sentence that sums it up, and what its colours mean. */
export function pngOf(drawing: Drawing, title: string, sentence: string, legend: Legend): Promise<Blob> {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d")!;
  const family = getComputedStyle(document.body).fontFamily;
  const font = (px: number, weight = 400): string => `${weight} ${px}px ${family}`;
  pen.font = font(LETTER_PX);
  const lines = wrapped(sentence, drawing.width, (text) => pen.measureText(text).width);
  const titles = ((): readonly string[] => {
    pen.font = font(TITLE_PX, 700);
    return wrapped(title, drawing.width, (text) => pen.measureText(text).width);
  })();
  const head = titles.length * (TITLE_PX + 6) + lines.length * LINE_PX + (legend.length > 0 ? LINE_PX + 4 : 0) + 12;
  canvas.width = (drawing.width + MARGIN * 2) * SCALE;
  canvas.height = (drawing.height + head + MARGIN * 2) * SCALE;
  pen.scale(SCALE, SCALE);
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.translate(MARGIN, MARGIN);
  const write = (text: string, x: number, y: number, tone: Tone, anchor: CanvasTextAlign = "start"): void => {
    pen.fillStyle = INK[tone];
    pen.textAlign = anchor;
    pen.fillText(text, x, y);
  };
  pen.font = font(TITLE_PX, 700);
  titles.forEach((line, index) => write(line, 0, TITLE_PX + index * (TITLE_PX + 6), "text"));
  pen.font = font(LETTER_PX);
  const below = titles.length * (TITLE_PX + 6);
  lines.forEach((line, index) => write(line, 0, below + LETTER_PX + index * LINE_PX, "quiet"));
  let x = 0;
  for (const [tone, word] of legend) {
    const y = below + lines.length * LINE_PX + 6;
    pen.fillStyle = INK[tone];
    pen.fillRect(x, y, 12, 12);
    write(word, x + 18, y + 11, "text");
    x += 18 + pen.measureText(word).width + 20;
  }
  pen.translate(0, head);
  for (const shape of drawing.shapes) {
    if (shape.kind === "text") {
      write(
        shape.most === undefined ? shape.text : cut(shape.text, shape.most),
        shape.x,
        shape.y,
        shape.tone,
        shape.anchor === "middle" ? "center" : shape.anchor,
      );
      continue;
    }
    pen.fillStyle = INK[shape.tone];
    pen.fillRect(shape.x, shape.y, shape.width, shape.height);
  }
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture could be made"))), "image/png"),
  );
}

/** A text in lines that are no wider than a width. */
function wrapped(text: string, width: number, widthOf: (text: string) => number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
