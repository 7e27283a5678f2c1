import { wrapped, type Ruler } from "../engine/ruler.ts";

/** A text of a label: `scale` of the base size, `most` lines. */
export type LabelRow = { readonly text: string; readonly scale: number; readonly bold: boolean; readonly most: number };

/** A word in a box. `solid` is light on ink; one that is `needed` is never left out. */
export type LabelTag = { readonly text: string; readonly solid: boolean; readonly needed: boolean };

/** What stands beside the number and its symbol. Rows come in the order of their importance. */
export type LabelTexts = {
  readonly rows: readonly LabelRow[];
  /** Shown where the rows leave room: a title and its text. */
  readonly extras: readonly { readonly title: string; readonly text: string }[];
  /** The last line: on the left what can be missed first, on the right pairs of a word and what counts. */
  readonly foot: { readonly start: string; readonly end: readonly (readonly [word: string, value: string])[] };
  readonly tags: readonly LabelTag[];
};

/** Where texts may stand, dots; a height of null grows with what is in it. */
export type TextArea = { readonly x: number; readonly y: number; readonly width: number; readonly height: number | null };

/** Base sizes of letters, dots: the smallest that is legible, the usual one, the largest. */
export type TextSizes = { readonly least: number; readonly usual: number; readonly most: number };

/** Height of a line and where in it the base line lies, in parts of the letters' size: Noto Sans from caron to comma. */
export const LINE = 1.2;
export const BASE = 0.93;

/** Between two rows, in parts of the base size. */
export const GAP = 0.14;

/** Sizes of the small things in parts of the base size. */
export const FOOT = 0.88;
export const VALUE = 1.06;
export const TITLE = 0.8;
export const TAG = 0.95;
export const TAG_HEIGHT = 1.5;

/** Texts in lines, not yet in their places. */
export type Plan = {
  readonly size: number;
  readonly tagsAbove: readonly LabelTag[];
  readonly tagsBeside: readonly LabelTag[];
  readonly rows: readonly { readonly row: LabelRow; readonly lines: readonly string[]; readonly tail: boolean }[];
  readonly extras: readonly { readonly title: string; readonly lines: readonly string[] }[];
  readonly foot: "none" | "one" | "two" | "end";
};

/** A row broken into lines. @param size of the letters, dots @param room for a line, dots @param most lines; more end in an ellipsis */
export const rowLines = ({ text, scale, bold }: LabelRow, size: number, room: number, most: number, ruler: Ruler): readonly string[] =>
  wrapped(text, room / (scale * size), most, bold, ruler);

/** Room of a row: the first one shares its place with tags. */
export const roomOf = (index: number, beside: readonly LabelTag[], size: number, width: number, ruler: Ruler): number =>
  index === 0 && beside.length > 0 ? width - tagsWidth(beside, size, ruler) - 0.6 * size : width;

/** Width of a tag with the light inside its frame, dots. @param size of the letters, dots */
export const tagWidth = (tag: LabelTag, size: number, ruler: Ruler): number => Math.ceil((ruler.width(tag.text, true) * TAG + 0.8) * size);

/** Width of tags beside each other, dots. */
export const tagsWidth = (tags: readonly LabelTag[], size: number, ruler: Ruler): number =>
  tags.reduce((sum, tag) => sum + tagWidth(tag, size, ruler), 0) + Math.max(0, tags.length - 1) * 0.3 * size;

/** Tags stand at the right of the first row where it stays whole beside them or has most of its room, else above it. */
export function tagPlaces({ tags, rows }: LabelTexts, size: number, width: number, ruler: Ruler): Pick<Plan, "tagsAbove" | "tagsBeside"> {
  const [first] = rows;
  const needed = first ? Math.min(ruler.width(first.text, first.bold) * first.scale * size, 0.54 * width) : Infinity;
  const beside = needed + 0.6 * size + tagsWidth(tags, size, ruler) <= width;
  return beside ? { tagsAbove: [], tagsBeside: tags } : { tagsAbove: tags, tagsBeside: [] };
}

const startWidth = ({ foot }: LabelTexts, size: number, ruler: Ruler): number => ruler.width(foot.start, false) * FOOT * size;

/** Pieces of the foot's right side. */
export const endPieces = ({ foot }: LabelTexts): readonly { readonly text: string; readonly bold: boolean; readonly scale: number }[] =>
  foot.end.flatMap(([word, value]) => [
    ...(word === "" ? [] : [{ text: `${word} `, bold: false, scale: FOOT }]),
    { text: value, bold: true, scale: VALUE },
  ]);

/** Width of the foot's right side, dots. */
export const endWidth = (texts: LabelTexts, size: number, ruler: Ruler): number =>
  endPieces(texts).reduce((sum, { text, bold, scale }) => sum + ruler.width(text, bold) * scale * size, 0);

/** Whether the foot takes one line, two, its right side alone, or none. @param width of the area, dots */
export function footPlace(texts: LabelTexts, size: number, width: number, ruler: Ruler): Plan["foot"] {
  const { start, end } = texts.foot;
  if (start === "" && end.length === 0) return "none";
  if (start === "") return "end";
  if (end.length === 0 || startWidth(texts, size, ruler) + endWidth(texts, size, ruler) + size <= width) return "one";
  return "two";
}

const footHeight = ({ foot, size }: Plan): number =>
  foot === "none" ? 0 : (foot === "two" ? LINE * FOOT : 0) * size + LINE * VALUE * size + GAP * size;
const rowsHeight = ({ rows, size }: Plan): number =>
  rows.reduce((sum, { row, lines }) => sum + lines.length * LINE * row.scale * size, 0) + Math.max(0, rows.length - 1) * GAP * size;
const extrasHeight = ({ extras, size }: Plan): number =>
  extras.reduce((sum, { lines }) => sum + (0.5 + LINE * TITLE + lines.length * LINE) * size, 0);

/** Height of the tags above the rows, dots. */
export const tagsHeight = ({ tagsAbove, size }: Plan): number => (tagsAbove.length > 0 ? (TAG_HEIGHT + 0.3) * size : 0);

/** Height of all that a plan sets, dots. */
export const heightOf = (plan: Plan): number => tagsHeight(plan) + rowsHeight(plan) + extrasHeight(plan) + footHeight(plan);
