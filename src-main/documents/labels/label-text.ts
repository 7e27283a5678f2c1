import {
  type Plan,
  type LabelTag,
  type LabelTexts,
  type TextArea,
  type TextSizes,
  FOOT,
  VALUE,
  TITLE,
  TAG,
  TAG_HEIGHT,
  LINE,
  BASE,
  GAP,
  rowLines,
  roomOf,
  tagWidth,
  tagsWidth,
  tagPlaces,
  endPieces,
  endWidth,
  footPlace,
  tagsHeight,
  heightOf,
} from "./label-plan.ts";
import { outline, solid, type Ink, type TextLine } from "./drawing.ts";
import { clipped, wrapped, type Ruler } from "../engine/ruler.ts";

const STEPS = 12;

/** Lines of a condition or of accessories on the longest roll. */
const MOST_EXTRA = 60;

/** What of a text block was set: its ink and lines, and how high it is. */
export type SetText = { readonly ink: readonly Ink[]; readonly lines: readonly TextLine[]; readonly height: number };

/**
 * Sets texts in an area: as large as they fit whole; where they do not, smaller down to the least size; then they are cut short, and
 * what matters least is left out.
 */
export function setText(given: LabelTexts, area: TextArea, sizes: TextSizes, ruler: Ruler): SetText {
  // A row without letters would lend its place to tags that stand beside it, and has none.
  const texts = { ...given, rows: given.rows.filter(({ text }) => text.trim() !== "") };
  const plan = planned(texts, area, sizes, ruler);
  return inPlaces(plan, texts, area, ruler);
}

function planned(texts: LabelTexts, area: TextArea, { least, usual, most }: TextSizes, ruler: Ruler): Plan {
  const { width, height } = area;
  if (height === null) return wholePlan(texts, usual, width, null, ruler);
  const whole = (what: LabelTexts, sizes: readonly number[]): Plan | undefined =>
    firstOf(sizes, (size) => {
      const plan = wholePlan(what, size, width, height, ruler);
      return heightOf(plan) <= height ? plan : undefined;
    });
  const core = { ...texts, extras: [] };
  const withoutStart = { ...core, foot: { ...core.foot, start: "" } };
  // A line of its own for what can be missed first is a line that something else wants.
  const spared = (size: number): LabelTexts => (footPlace(core, size, width, ruler) === "two" ? withoutStart : core);
  const short = (lastLines: number, mayCut: boolean): Plan | undefined =>
    firstOf(steps(usual, least), (size) => {
      const plan = shortPlan(spared(size), size, width, height, ruler);
      return plan && isEnough(plan, lastLines, mayCut) ? plan : undefined;
    });
  const partly = (): Plan | undefined => {
    const plan = shortPlan(texts, usual, width, height, ruler);
    return plan && plan.extras.length > 0 ? plan : undefined;
  };
  return (
    (texts.extras.length > 0 ? (whole(texts, steps(most, Math.max(least, usual * 0.7))) ?? partly()) : undefined) ??
    whole(core, steps(most, least)) ??
    short(Infinity, false) ??
    short(2, false) ??
    short(1, false) ??
    short(1, true) ??
    firstOf(steps(usual, least), (size) => {
      const plan = barePlan(texts, size, width, height, ruler);
      const hasEnd = texts.foot.end.length === 0 || plan.foot !== "none" || plan.rows.some(({ tail }) => tail);
      return plan.rows.length === texts.rows.length && hasEnd ? plan : undefined;
    }) ??
    barePlan(texts, least, width, height, ruler)
  );
}

/** Sizes from one to another. */
const steps = (from: number, to: number): readonly number[] =>
  from === to ? [from] : Array.from({ length: STEPS + 1 }, (_, step) => from + ((to - from) * step) / STEPS);

function firstOf<Made>(sizes: readonly number[], make: (size: number) => Made | undefined): Made | undefined {
  for (const size of sizes) {
    const made = make(size);
    if (made !== undefined) return made;
  }
  return undefined;
}

/** Whether the last row shows so many lines, or all of it, and the ones before it are whole. */
function isEnough({ rows }: Plan, lastLines: number, mayCut: boolean): boolean {
  const last = rows.at(-1);
  const wholeBefore = mayCut || rows.slice(0, -1).every(({ lines }) => !isCut(lines));
  return wholeBefore && (!last || last.lines.length >= lastLines || !isCut(last.lines));
}

const isCut = (lines: readonly string[]): boolean => lines.at(-1)?.endsWith("…") ?? false;

/** Everything, in as many lines as it needs; lines that are more than the height holds are not looked at. */
function wholePlan(texts: LabelTexts, size: number, width: number, height: number | null, ruler: Ruler): Plan {
  const tags = tagPlaces(texts, size, width, ruler);
  const held = (scale: number, most: number): number => (height === null ? most : Math.min(most, Math.floor(height / (LINE * scale * size)) + 1));
  return {
    size,
    ...tags,
    rows: texts.rows.map((row, index) => {
      const room = roomOf(index, tags.tagsBeside, size, width, ruler);
      return { row, lines: rowLines(row, size, room, held(row.scale, row.most), ruler), tail: false };
    }),
    extras: texts.extras.map(({ title, text }) => ({ title, lines: wrapped(text, width / size, held(1, MOST_EXTRA), false, ruler) })),
    foot: footPlace(texts, size, width, ruler),
  };
}

/** All rows in at least one line each, the first ones in more where there is room; undefined where there is not. */
function shortPlan(texts: LabelTexts, size: number, width: number, height: number, ruler: Ruler): Plan | undefined {
  const whole = wholePlan(texts, size, width, height, ruler);
  const counts = whole.rows.map(() => 1);
  const isHeld = (): boolean =>
    heightOf({ ...whole, extras: [], rows: whole.rows.map((one, index) => ({ ...one, lines: one.lines.slice(0, counts[index]) })) }) <= height;
  if (!isHeld()) return undefined;
  for (const [index, { lines }] of whole.rows.entries())
    for (let more = counts[index]! + 1; more <= lines.length; more++) {
      counts[index] = more;
      if (isHeld()) continue;
      counts[index] = more - 1;
      break;
    }
  const rows = whole.rows.map((one, index) => {
    const room = roomOf(index, whole.tagsBeside, size, width, ruler);
    return counts[index]! < one.lines.length ? { ...one, lines: rowLines(one.row, size, room, counts[index]!, ruler) } : one;
  });
  return withExtras({ ...whole, rows, extras: [] }, whole.extras, height);
}

/** A plan and what of the extras finds room in it. */
function withExtras(plan: Plan, extras: Plan["extras"], height: number): Plan {
  let filled = plan;
  for (const { title, lines } of extras) {
    const spare = Math.floor((height - heightOf({ ...filled, extras: [...filled.extras, { title, lines: [] }] })) / (LINE * plan.size));
    if (spare < 1) break;
    const shown = lines.slice(0, spare);
    filled = {
      ...filled,
      extras: [
        ...filled.extras,
        { title, lines: shown.length < lines.length ? [...shown.slice(0, -1), `${shown.at(-1)!.slice(0, -1).trimEnd()}…`] : shown },
      ],
    };
  }
  return filled;
}

/** The most important rows, one line each, as long as there is room. */
function barePlan(texts: LabelTexts, size: number, width: number, height: number, ruler: Ruler): Plan {
  const needed = { ...texts, tags: texts.tags.filter((tag) => tag.needed) };
  const tags = tagPlaces(needed, size, width, ruler);
  let plan: Plan = { size, ...tags, rows: [], extras: [], foot: "none" };
  for (const [index, row] of texts.rows.entries()) {
    const lines = rowLines(row, size, roomOf(index, tags.tagsBeside, size, width, ruler), 1, ruler);
    const longer: Plan = { ...plan, rows: [...plan.rows, { row, lines, tail: false }] };
    if (heightOf(longer) > height) break;
    plan = longer;
  }
  if (texts.foot.end.length === 0) return plan;
  for (const foot of ["one", "end"] as const)
    if (heightOf({ ...plan, foot }) <= height && (foot === "end" || footPlace(texts, size, width, ruler) === "one")) return { ...plan, foot };
  // A short row has room for it beside its text.
  const end = endWidth(texts, size, ruler) + size;
  const host = plan.rows.findLastIndex(
    ({ row, lines }, index) => (index > 0 || tags.tagsBeside.length === 0) && ruler.width(lines[0] ?? "", row.bold) * row.scale * size + end <= width,
  );
  return { ...plan, rows: plan.rows.map((one, index) => ({ ...one, tail: index === host })) };
}

/** Puts a plan in its places; what is left of the height parts the rows a little, and the foot stands at the bottom. */
function inPlaces(plan: Plan, texts: LabelTexts, area: TextArea, ruler: Ruler): SetText {
  const { size } = plan;
  const ink: Ink[] = [];
  const lines: TextLine[] = [];
  const height = Math.ceil(area.height ?? heightOf(plan));
  const gaps = plan.rows.length + plan.extras.length;
  const spread = Math.min(0.5 * size, Math.max(0, height - heightOf(plan)) / Math.max(1, gaps));
  const write = (text: string, x: number, y: number, letters: number, bold: boolean, room: number, light = false): void => {
    if (text !== "") lines.push({ text, x, y: Math.round(y), size: letters, bold, light, room: ruler.knows(text) ? null : room });
  };
  const drawTags = (tags: readonly LabelTag[], right: number, top: number, letters: number): void => {
    let x = Math.floor(right - tagsWidth(tags, letters, ruler));
    const [y, tall] = [Math.round(top), Math.round(TAG_HEIGHT * letters)];
    for (const tag of tags) {
      const wide = tagWidth(tag, letters, ruler);
      ink.push(...(tag.solid ? [solid(x, y, wide, tall)] : outline(x, y, wide, tall, Math.max(2, Math.round(0.09 * letters)))));
      write(tag.text, x + 0.4 * letters, y + tall / 2 + 0.357 * TAG * letters, TAG * letters, true, wide - 0.8 * letters, tag.solid);
      x += wide + Math.round(0.3 * letters);
    }
  };

  let y = area.y;
  if (plan.tagsAbove.length > 0) {
    const letters = Math.min(size, (size * area.width) / (tagsWidth(plan.tagsAbove, size, ruler) + 2));
    drawTags(plan.tagsAbove, area.x + tagsWidth(plan.tagsAbove, letters, ruler) + 1, y, letters);
    y += tagsHeight(plan);
  }
  plan.rows.forEach(({ row, lines: parts, tail }, index) => {
    const letters = row.scale * size;
    const room = roomOf(index, plan.tagsBeside, size, area.width, ruler) - (tail ? endWidth(texts, size, ruler) + 0.5 * size : 0);
    // Capitals of the first line stand at the upper edge, where tags stand too.
    if (index === 0 && plan.tagsBeside.length > 0) drawTags(plan.tagsBeside, area.x + area.width, y + (LINE * letters - TAG_HEIGHT * size) / 2, size);
    for (const part of parts) {
      write(part, area.x, y + BASE * letters, letters, row.bold, room);
      if (tail) writeEnd(y + BASE * letters);
      y += LINE * letters;
    }
    y += GAP * size + spread;
  });
  for (const { title, lines: parts } of plan.extras) {
    y += 0.5 * size - GAP * size;
    write(clipped(title, area.width / (TITLE * size), true, ruler), area.x, y + BASE * TITLE * size, TITLE * size, true, area.width);
    y += LINE * TITLE * size;
    for (const part of parts) {
      write(part, area.x, y + BASE * size, size, false, area.width);
      y += LINE * size;
    }
    y += GAP * size + spread;
  }
  if (plan.foot !== "none") {
    const base = area.y + height - (LINE - BASE) * VALUE * size;
    const { start } = texts.foot;
    const above = plan.foot === "two" ? base - LINE * VALUE * size : base;
    if (plan.foot !== "end") write(clipped(start, area.width / (FOOT * size), false, ruler), area.x, above, FOOT * size, false, area.width);
    writeEnd(base, plan.foot === "two");
  }
  return { ink, lines, height };

  function writeEnd(base: number, fromLeft = false): void {
    const wide = endWidth(texts, size, ruler);
    // Longer than the area only where an area is narrower than a date.
    const shrink = Math.min(1, area.width / wide);
    let x = fromLeft ? area.x : area.x + area.width - wide * shrink;
    for (const { text, bold, scale } of endPieces(texts)) {
      write(text, x, base, scale * size * shrink, bold, area.width);
      x += ruler.width(text, bold) * scale * size * shrink;
    }
  }
}
