/**
 * A filled box, in dots from the upper left corner. `percent` of its dots carry ink; where boxes lie over one another, ink stays ink.
 */
export type Ink = { readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly percent: number };

/** A line of text on its base line, in dots. `light` stands on ink; what is longer than `room` is set smaller. */
export type TextLine = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly bold: boolean;
  readonly light: boolean;
  /** Null where the width is certain. */
  readonly room: number | null;
};

/** What stands where on a label, to the dot. */
export type Drawing = { readonly width: number; readonly height: number; readonly ink: readonly Ink[]; readonly lines: readonly TextLine[] };

/** A box full of ink. */
export const solid = (x: number, y: number, width: number, height: number): Ink => ({ x, y, width, height, percent: 100 });

/** The outline of a box, inside of it. */
export const outline = (x: number, y: number, width: number, height: number, thickness: number): readonly Ink[] => [
  solid(x, y, width, thickness),
  solid(x, y + height - thickness, width, thickness),
  solid(x, y + thickness, thickness, height - 2 * thickness),
  solid(x + width - thickness, y + thickness, thickness, height - 2 * thickness),
];

/** What the template `label.typ` shows, lengths in points: a drawing's upper left corner on its page and what is in it. */
export type PlacedDrawing = {
  readonly x: number;
  readonly y: number;
  readonly ink: readonly (readonly number[])[];
  readonly lines: readonly (Omit<TextLine, "room"> & { readonly room: number | null })[];
};

/** Points of an inch. */
const INCH = 72;

/** Points of a length in mm. */
export const points = (mm: number): number => (mm / 25.4) * INCH;

/** Dots of a length in mm, `round(mm / 25.4 × dpi)`. */
export const dotsOf = (mm: number, dpi: number): number => Math.round((mm / 25.4) * dpi);

/**
 * A drawing for the template.
 * @param x points from the page's left edge @param y points from its upper edge
 * @param withInk whether the template is to draw the ink, or only the text because the ink is set dot by dot
 */
export function placed({ ink, lines }: Drawing, dpi: number, x: number, y: number, withInk: boolean): PlacedDrawing {
  const dot = INCH / dpi;
  return {
    x,
    y,
    ink: withInk ? ink.map((box) => [box.x * dot, box.y * dot, box.width * dot, box.height * dot, box.percent]) : [],
    lines: lines.map((line) => ({
      ...line,
      x: line.x * dot,
      y: line.y * dot,
      size: line.size * dot,
      room: line.room === null ? null : line.room * dot,
      light: line.light && withInk,
    })),
  };
}
