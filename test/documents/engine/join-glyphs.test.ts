import { Resvg } from "@resvg/resvg-js";
import { expect, test } from "vitest";
import { joinGlyphs } from "../../../src-main/documents/engine/join-glyphs.ts";

const use = (id: string, x: number, fill = "#000000", y = 0): string =>
  `<use xlink:href="#${id}" x="${x}" y="${y}" fill="${fill}" fill-rule="nonzero"/>`;
const symbol = (id: string, inside: string): string => `<symbol id="${id}" overflow="visible">\n  ${inside}\n</symbol>`;
const SQUARE = symbol("square", `<path d="M 0 0m 1.00049 2 h 3.00000019 v 4 h -3 Z "/>`);
const BEAM = symbol("beam", `<path d="M 0 0m 0 0 l 2 0 q 1 1 0 5 l -2 0 Z m 0.5 1 h 0.5 v 1 h -0.5 Z "/>`);
const EMOJI = symbol("emoji", `<image width="4" height="4" href="data:image/png;base64,"/>`);

const page = (runs: readonly string[]): string => `<svg class="typst-doc" viewBox="0 0 60 30" width="60pt" height="30pt"
  xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
  <path class="typst-shape" fill="#ffffff" d="M 0 0v 30h 60v -30Z"/>
  ${runs.map((run, index) => `<g class="typst-text" transform="matrix(1 0 0 1 3 ${3 + index * 9})">\n    ${run}\n  </g>`).join("\n  ")}
  <defs id="glyph">${SQUARE}${BEAM}${EMOJI}</defs>
  <defs id="clip-path"></defs>
</svg>`;

const pixels = (svg: string): Buffer => new Resvg(svg, { fitTo: { mode: "width", value: 600 } }).render().pixels;

test("a page looks the same, with one path for each run of glyphs", () => {
  const plain = page([`${use("square", 0)}\n    ${use("beam", 6.25)}\n    ${use("square", 12, "#000000", 1.5)}`, use("beam", 2, "#5a5a5a")]);
  const joined = joinGlyphs(plain);
  expect(joined).not.toMatch(/<use|<symbol/);
  expect(joined.match(/<path/g)).toHaveLength(3);
  expect(joined).toContain("clip-path");
  const [before, after] = [pixels(plain), pixels(joined)];
  expect(before.some((value) => value < 128)).toBe(true);
  expect(before.filter((value, index) => Math.abs(value - after[index]!) > 2)).toHaveLength(0);
});

test("runs of more than one colour, and glyphs that are no outlines, stay as they are", () => {
  const colours = `${use("square", 0)}${use("square", 9, "#ff0000")}`;
  const emoji = `${use("square", 0)}${use("emoji", 9)}`;
  const joined = joinGlyphs(page([colours, emoji, use("beam", 0)]));
  expect(joined).toContain(colours);
  expect(joined).toContain(emoji);
  expect(joined).toContain("<symbol");
  expect(joined.match(/<use/g)).toHaveLength(4);
});

test("a page without text is left alone", () => expect(joinGlyphs(`<svg><path d="M 0 0"/></svg>`)).toBe(`<svg><path d="M 0 0"/></svg>`));
