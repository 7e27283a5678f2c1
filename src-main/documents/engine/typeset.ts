import type { NodeTypstDocument } from "@myriaddreamin/typst-ts-node-compiler";
import { DocumentError } from "./document-error.ts";
import { allText, breakable, isUnseen, mapTexts, printable, withoutMissing } from "../labels/printable.ts";
import type { Drawings, Template, Typst } from "./typst.ts";

/** What a template is filled with. Every text in `content` is shown letter by letter, none is ever read as markup. */
export type Filling = {
  readonly content: object;
  readonly drawings: Drawings;
  /** PNG or JPEG. */
  readonly logo: Uint8Array | null;
};

/** Of papers without a signature and a symbol. */
export const NO_DRAWINGS: Drawings = { signature: "", qr: "" };

/** A paper laid out; `missing` lists the characters that no font could show, in order of appearance. */
export type TypesetPaper = { readonly pages: number; readonly missing: string; pdf(): Uint8Array; svg(): string };

/** Fills a template, or a source in its place. @throws DocumentError where it does not compile */
export type Typesetter = (kind: Template, filling: Filling, own?: string) => TypesetPaper;

/** Each round knows more characters that cannot be shown than the one before. */
const ROUNDS = 5;

/**
 * Makes a typesetter that does not fail for want of a glyph: what the shipped fonts lack is shown in a font of this
 * computer, what those lack too as `□`.
 * @param shipped code points that the shipped fonts have
 * @param systemFonts whether fonts of this computer may be used
 */
export function typesetter(typst: Typst, shipped: ReadonlySet<number>, systemFonts: boolean): Typesetter {
  const inSystem = new Map<string, boolean>();
  const lackingInSystem = (characters: readonly string[]): string[] => {
    const unasked = characters.filter((character) => !inSystem.has(character));
    const lacking = new Set(unasked.length > 0 ? typst.lacking(unasked) : []);
    for (const character of unasked) inSystem.set(character, !lacking.has(character));
    return characters.filter((character) => !inSystem.get(character));
  };

  return (kind, { content, drawings, logo }, own) => {
    const shown = mapTexts(content, printable);
    const used = [...new Set(allText(shown))];
    const foreign = used.filter((character) => !shipped.has(character.codePointAt(0)!));
    // Letters and marks that each have a glyph may have none together; only writing the PDF tells.
    const joining = used.filter((character) => isUnseen(character) || /\p{M}/u.test(character));
    const certain = foreign.length === 0 && joining.length === 0;
    let fallback = systemFonts && foreign.length > 0;
    const missing = new Set(fallback ? lackingInSystem(foreign) : foreign);

    for (let round = 1; round <= ROUNDS; round++) {
      const filled = mapTexts(shown, (text) => breakable(missing.size > 0 ? withoutMissing(text, missing) : text));
      const document = typst.compile(kind, { content: filled, drawings }, logo, fallback, own);
      const pages = document.numOfPages;
      const svg = (): string => typst.svg(document);
      if (certain) return { pages, missing: "", svg, pdf: () => wholePdf(typst, document) };

      const { bytes, lacking } = tryPdf(typst, document, fallback);
      if (bytes)
        return { pages, missing: used.filter((character) => missing.has(character) && !isUnseen(character)).join(""), svg, pdf: () => bytes };
      const culprits = [foreign, joining, used]
        .map((suspects) => suspects.filter((one) => lacking.includes(one) && !missing.has(one)))
        .find((list) => list.length > 0);
      for (const character of culprits ?? [...foreign, ...joining]) missing.add(character);
      if (!culprits) fallback = false;
    }
    throw new DocumentError(`${kind}.typ: characters that no font shows: ${[...missing].join("")}`);
  };
}

function wholePdf(typst: Typst, document: NodeTypstDocument): Uint8Array {
  const { bytes, lacking } = typst.pdf(document);
  if (!bytes) throw new DocumentError(`characters that no font shows: ${lacking.join("")}`);
  return bytes;
}

/** A font of this computer may forbid being embedded; then it is of no use, which is no reason to fail. */
function tryPdf(typst: Typst, document: NodeTypstDocument, fallback: boolean): { bytes: Uint8Array | null; lacking: readonly string[] } {
  try {
    return typst.pdf(document);
  } catch (error) {
    if (!fallback) throw error;
    return { bytes: null, lacking: [] };
  }
}
