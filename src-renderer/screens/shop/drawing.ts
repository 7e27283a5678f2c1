/** What a shape's colour says; the screen and a picture paint it in their own way. */
export type Tone = "first" | "second" | "text" | "quiet" | "line";

export type TextShape = {
  readonly kind: "text";
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly tone: Tone;
  readonly anchor: "start" | "middle" | "end";
  /** Longest width, px; a longer text is cut with an ellipsis. */
  readonly most?: number;
};

export type Shape =
  | { readonly kind: "bar"; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly tone: Tone }
  | TextShape;

/** A chart as shapes, px. */
export type Drawing = { readonly width: number; readonly height: number; readonly shapes: readonly Shape[] };

/** Size of the letters, px. */
export const LETTER_PX = 13;

/** Widest letters of each kind in Noto Sans at that size, px; nothing may run over what stands beside it. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u, LETTER_PX],
  [/[WMШЩЖЮФЫ@—…%]/u, 12.5],
  [/\p{Lu}/u, 9.6],
  [/[mwшщжюфым]/u, 11],
  [/[\s.,:;!'|ilj()–-]/u, 4.6],
];
const USUAL_WIDTH = 7.7;

/** About how wide a text is, px, rather too much than too little. */
export const widthOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? USUAL_WIDTH), 0);

/** A text that fits into a width, px, cut with an ellipsis where it is longer. */
export function cut(text: string, most: number): string {
  if (widthOf(text) <= most) return text;
  const letters = [...text];
  while (letters.length > 1 && widthOf(`${letters.join("")}…`) > most) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

/** Ends of an axis that whole numbers from 0 to `most` stand on, with two to five round marks. */
export function marksUpTo(most: number): readonly number[] {
  const rough = Math.max(1, most / 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power);
  return Array.from({ length: Math.max(1, Math.ceil(most / step)) + 1 }, (_, index) => index * step);
}

export type Pair = { readonly label: string; readonly first: number; readonly second: number };

const HEIGHT = 216;
const TOP = 12;
const FOOT = 24;
const LABEL_GAP = 14;

/** Two bars side by side for each step of time. Labels stand where there is room for them. */
export function drawPairs(pairs: readonly Pair[], width: number, number: (value: number) => string): Drawing {
  const marks = marksUpTo(Math.max(0, ...pairs.flatMap(({ first, second }) => [first, second])));
  const top = marks.at(-1)!;
  const left = 12 + widthOf(number(top));
  const room = HEIGHT - TOP - FOOT;
  const y = (value: number): number => TOP + room * (1 - value / top);
  const step = (width - left) / Math.max(1, pairs.length);
  const bar = Math.max(1, Math.min(28, step * 0.4));
  const every = Math.max(1, Math.ceil((Math.max(...pairs.map(({ label }) => widthOf(label)), 1) + LABEL_GAP) / step));
  const grid = marks.flatMap((mark): readonly Shape[] => [
    { kind: "bar", x: left, y: y(mark) - 0.5, width: width - left, height: 1, tone: "line" },
    { kind: "text", x: left - 6, y: y(mark) + 4, text: number(mark), tone: "quiet", anchor: "end" },
  ]);
  const bars = pairs.flatMap(({ label, first, second }, index): readonly Shape[] => {
    const middle = left + step * (index + 0.5);
    const of = (value: number, x: number, tone: Tone): readonly Shape[] =>
      value > 0 ? [{ kind: "bar", x, y: y(value), width: bar, height: y(0) - y(value), tone }] : [];
    const half = widthOf(label) / 2;
    const x = Math.max(left + half, Math.min(width - half, middle));
    return [
      ...of(first, middle - bar - 0.5, "first"),
      ...of(second, middle + 0.5, "second"),
      ...(index % every === 0 ? [{ kind: "text", x, y: HEIGHT - 6, text: label, tone: "quiet", anchor: "middle" } as const] : []),
    ];
  });
  return { width, height: HEIGHT, shapes: [...grid, ...bars] };
}

export type NamedBar = { readonly label: string; readonly value: number; readonly shown: string };

const ROW = 28;
const BAR = 16;

/** A bar for each name, its value behind it. Long names are cut, never the bars. */
export function drawBars(bars: readonly NamedBar[], width: number): Drawing {
  const names = Math.min(width * 0.36, Math.max(60, ...bars.map(({ label }) => widthOf(label) + 12)));
  const values = Math.max(30, ...bars.map(({ shown }) => widthOf(shown) + 12));
  const most = Math.max(1e-9, ...bars.map(({ value }) => value));
  const shapes = bars.flatMap(({ label, value, shown }, index): readonly Shape[] => {
    const length = Math.max(value > 0 ? 2 : 0, ((width - names - values) * value) / most);
    const middle = ROW * index + ROW / 2;
    return [
      { kind: "text", x: 0, y: middle + 4.5, text: label, tone: "text", anchor: "start", most: names - 8 },
      { kind: "bar", x: names, y: middle - BAR / 2, width: length, height: BAR, tone: "first" },
      { kind: "text", x: names + length + 6, y: middle + 4.5, text: shown, tone: "text", anchor: "start" },
    ];
  });
  return { width, height: Math.max(1, bars.length) * ROW, shapes };
}
