const OUTLINE = /<symbol id="([^"]+)"[^>]*>\s*<path d="M 0 0([^"]*)"\s*\/>\s*<\/symbol>/g;
const RUN = /(?:<use xlink:href="#[^"]+" x="[^"]*" y="[^"]*" fill="[^"]*" fill-rule="[^"]*"\/>\s*)+/g;
const GLYPH = /<use xlink:href="#([^"]+)" x="([^"]*)" y="([^"]*)" (fill="[^"]*" fill-rule="[^"]*")\/>/g;
const DEFINITIONS = /<defs id="glyph">[\s\S]*?<\/defs>/;

/** Numbers cut to a thousandth of a point, which is finer than any dot, and no more spaces than SVG asks for. */
const brief = (path: string): string =>
  path
    .replaceAll(/(\.\d{3})\d+/g, "$1")
    .replaceAll(/ ?([a-z]) ?/gi, "$1")
    .replaceAll(" -", "-");

/**
 * Draws each run of glyphs of Typst's SVG as one path. As references, of which a page has thousands, each is a tree of its own to whoever
 * shows the page: taking such a picture away again takes a browser several times as long. A glyph that is no outline, such as an emoji,
 * stays a reference.
 */
export function joinGlyphs(svg: string): string {
  const outlines = new Map<string, string>();
  for (const [, id, path] of svg.matchAll(OUTLINE)) outlines.set(id!, brief(path!));
  let left = false;
  const joined = svg.replaceAll(RUN, (run) => {
    let [path, paint] = ["", ""];
    for (const [, id, x, y, painted] of run.matchAll(GLYPH)) {
      const outline = outlines.get(id!);
      if (outline === undefined || (paint !== "" && paint !== painted)) {
        left = true;
        return run;
      }
      paint = painted!;
      // An outline goes on from its first point, relatively.
      path += `M${x} ${y}${outline}`;
    }
    return `<path ${paint} d="${path}"/>`;
  });
  return left ? joined : joined.replace(DEFINITIONS, "");
}
