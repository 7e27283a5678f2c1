import { fontAdvances } from "./font-coverage.ts";

/** Measures text as the templates of labels set it: without kerning and ligatures, so that widths add up. Lengths in parts of the letters' size. */
export type Ruler = {
  width(text: string, bold: boolean): number;
  /** Whether every letter is one of the shipped fonts; others are measured generously. */
  knows(text: string): boolean;
};

/** Wider than any letter of a font that is not ours. */
const FOREIGN = 1.4;

/** @param fonts regular, bold, then those that are asked for what these two lack */
export function openRuler(fonts: readonly Uint8Array[]): Ruler {
  const advances = fonts.map(fontAdvances);
  const [regular, bold, ...others] = advances as [ReadonlyMap<number, number>, ReadonlyMap<number, number>, ...ReadonlyMap<number, number>[]];
  const find = (code: number, first: ReadonlyMap<number, number>): number | undefined => {
    const known = first.get(code);
    return known ?? others.find((font) => font.has(code))?.get(code);
  };
  return {
    width(text, isBold) {
      let width = 0;
      for (const character of text) width += find(character.codePointAt(0)!, isBold ? bold : regular) ?? FOREIGN;
      return width;
    },
    knows: (text) => Array.from(text).every((character) => find(character.codePointAt(0)!, regular) !== undefined),
  };
}

/** A letter with all that hangs on it. */
const clusters = (text: string): readonly string[] => text.match(/\P{M}[\p{M}\u200d]*|\p{M}+/gsu) ?? [];

/** A text in one line of that room, cut short with an ellipsis where it is longer. */
export function clipped(text: string, room: number, bold: boolean, ruler: Ruler): string {
  if (ruler.width(text, bold) <= room) return text;
  return `${beginning(text, room - ruler.width("…", bold), bold, ruler).trimEnd()}…`;
}

function beginning(text: string, room: number, bold: boolean, ruler: Ruler): string {
  let taken = "";
  let width = 0;
  for (const cluster of clusters(text)) {
    width += ruler.width(cluster, bold);
    if (width > room) break;
    taken += cluster;
  }
  return taken;
}

/**
 * A text in lines of that room, at the most so many: the last one is cut short where there would be more. Words stay whole unless
 * they are wider than a line.
 */
export function wrapped(text: string, room: number, most: number, bold: boolean, ruler: Ruler): readonly string[] {
  const lines: string[] = [];
  const space = ruler.width(" ", bold);
  let line = "";
  let width = 0;
  const words = text.split(/ +/).filter((word) => word !== "");
  for (let index = 0; index < words.length && lines.length < most; index++) {
    let word = words[index]!;
    let wide = ruler.width(word, bold);
    if (line !== "" && width + space + wide <= room) {
      line += ` ${word}`;
      width += space + wide;
      continue;
    }
    if (line !== "") lines.push(line);
    while (wide > room && lines.length < most) {
      // A line takes at least one letter, however narrow it is.
      const part = beginning(word, room, bold, ruler) || clusters(word)[0]!;
      lines.push(part);
      word = word.slice(part.length);
      wide = ruler.width(word, bold);
    }
    [line, width] = [word, wide];
    if (lines.length >= most) return cutShort(lines, [word, ...words.slice(index + 1)].join(" "), room, bold, ruler);
  }
  if (line !== "") lines.push(line);
  return lines;
}

/** So many lines, the last of which tells that there is more. */
function cutShort(lines: readonly string[], rest: string, room: number, bold: boolean, ruler: Ruler): readonly string[] {
  if (rest.trim() === "") return lines;
  return [...lines.slice(0, -1), clipped(`${lines.at(-1)} ${rest}${"…".repeat(2)}`, room, bold, ruler)];
}
