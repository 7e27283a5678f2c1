import { readFileSync } from "node:fs";
import { join } from "node:path";
import type * as Compiler from "@myriaddreamin/typst-ts-node-compiler";
import type { NodeTypstDocument } from "@myriaddreamin/typst-ts-node-compiler";
import { isLabel } from "../../domain/papers/paper.ts";
import { PAPER_KINDS, type PaperKind } from "../../domain/shop/paper-layout.ts";
import { DocumentError } from "./document-error.ts";
import { joinGlyphs } from "./join-glyphs.ts";
import { load } from "./load.ts";

/** SVG of our own making; empty where there is none. */
export type Drawings = { readonly signature: string; readonly qr: string };

/** Papers with a template of their own; all labels share one. */
export type Template = Exclude<PaperKind, "accessory">;

/** What the templates read as `filling.json`. */
type Filling = { readonly content: object; readonly drawings: Drawings };

/** Pages as a PDF/A-2b, or the characters that no font could show in it. */
type TypstPdf = { readonly bytes: Uint8Array | null; readonly lacking: readonly string[] };

/** Our templates and fonts, ready to be filled. */
export type Typst = {
  /**
   * Lays a paper out on one page, a little denser where that is enough for it, else on as many as it needs.
   * @param logo shown by the template as the image file `logo`
   * @param fallback whether fonts of this computer may be asked for a glyph
   * @param own source instead of the shipped template's; only where Typst was opened for those
   * @throws DocumentError where the template does not compile
   */
  compile(kind: Template, filling: Filling, logo: Uint8Array | null, fallback: boolean, own?: string): NodeTypstDocument;
  /** @throws DocumentError where the PDF cannot be written for any reason but glyphs that lack */
  pdf(document: NodeTypstDocument): TypstPdf;
  svg(document: NodeTypstDocument): string;
  /** Which of some characters no font of this computer can show. */
  lacking(characters: readonly string[]): readonly string[];
  /** Lets go of what Typst kept for reuse and nothing asked for lately. */
  tidy(): void;
};

/** A look through what Typst keeps costs 2 ms, so that it is not taken after every paper. */
const TIDY_EVERY = 16;

/** Looks that a kept result survives unused. */
const KEPT_LOOKS = 1;

/** Roughly what a laid-out page holds outside of JavaScript's memory, bytes. */
const DOCUMENT_WEIGHT = 2_000_000;

/**
 * Opens Typst with the templates of `<resources>/documents` and the given fonts, which go before this computer's own.
 * Takes some 100 ms, most of it for a look at this computer's fonts, which the compiler cannot be kept from.
 * @param templates sources by template name, instead of the shipped ones
 * @param alone whether templates that others wrote are compiled: all that one can read then is `paper.typ`, the data and the logo
 * @throws the file system's error where a template cannot be read
 */
export function openTypst(resourcesDir: string, fonts: readonly Buffer[], templates: Readonly<Record<string, string>>, alone = false): Typst {
  const folder = join(resourcesDir, "documents");
  const sourceOf = (name: string): string => templates[name] ?? readFileSync(join(folder, `${name}.typ`), "utf8");
  const workspace = alone ? nowhere(resourcesDir) : folder;
  const { NodeCompiler } = load("@myriaddreamin/typst-ts-node-compiler") as typeof Compiler;
  const typst = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: [...fonts] }] });
  const shipped = PAPER_KINDS.filter((kind) => kind !== "accessory");
  for (const name of ["paper", ...(alone ? [] : shipped)]) typst.addSource(join(workspace, `${name}.typ`), sourceOf(name));
  let mapped: Buffer | null = null;
  let papers = 0;

  const weights = new WeakMap<NodeTypstDocument, Buffer>();
  const lay = (kind: Template, fallback: boolean, layout: "one" | "dense" | "many"): NodeTypstDocument => {
    const inputs = { fallback: fallback ? "yes" : "", layout };
    const main = alone ? OWN : `${kind}.typ`;
    const result = typst.compile({ mainFilePath: join(workspace, main), inputs });
    if (!result.result) {
      const error = result.takeError();
      throw alone ? blame(error ? typst.fetchDiagnostics(error) : []) : new DocumentError(diagnosis(kind, error?.shortDiagnostics ?? []));
    }
    if (alone && result.result.numOfPages > MOST_PAGES) throw new DocumentError(`more than ${MOST_PAGES} pages`);
    // V8 takes the document for a few bytes and would let hundreds pile up; a buffer that goes with it has it collected, and being
    // never written to takes no memory itself.
    weights.set(result.result, Buffer.allocUnsafeSlow(DOCUMENT_WEIGHT));
    return result.result;
  };

  const pdf = (document: NodeTypstDocument): TypstPdf => {
    try {
      return { bytes: typst.pdf(document, { pdfStandard: "a-2b" }), lacking: [] };
    } catch (error) {
      const lacking = lackingCharacters(String(error));
      if (lacking.length === 0) throw new DocumentError(firstMessage(String(error)));
      return { bytes: null, lacking };
    }
  };

  return {
    compile(kind, filling, logo, fallback, own) {
      if (own !== undefined && !alone) throw new DocumentError("own templates are compiled elsewhere");
      if (alone) typst.addSource(join(workspace, OWN), checked(own ?? sourceOf(kind)));
      typst.mapShadow(join(workspace, "filling.json"), Buffer.from(JSON.stringify(filling)));
      if (logo && !mapped?.equals(logo)) typst.mapShadow(join(workspace, "logo"), (mapped = Buffer.from(logo)));
      const roomy = lay(kind, fallback, "one");
      // The pages of labels were laid out before.
      if (roomy.numOfPages === 1 || isLabel(kind)) return roomy;
      const dense = roomy.numOfPages === 2 ? lay(kind, fallback, "dense") : roomy;
      return dense.numOfPages === 1 ? dense : lay(kind, fallback, "many");
    },
    pdf,
    svg: (document) => joinGlyphs(groundsInPlace(typst.plainSvg(document))),
    lacking(characters) {
      const sample = { mainFileContent: '#set text(font: "Noto Sans")\n#sys.inputs.sample', inputs: { sample: characters.join(" ") } };
      const document = typst.compile(sample).result;
      if (!document) return characters;
      return pdf(document).lacking;
    },
    tidy() {
      if (++papers % TIDY_EVERY === 0) typst.evictCache(KEPT_LOOKS);
    },
  };
}

/** Typst draws the white ground of every page where the first one lies, over all that stands there; what is on a page is moved. */
const groundsInPlace = (svg: string): string =>
  svg.replaceAll(/^( {4}<path)( class="typst-shape"[^>]*\/>\n {4}<g)( transform="[^"]*")>$/gm, "$1$3$2$3>");

/** Typst tells of glyphs that lack only in words, each text quoted and escaped as Rust does. */
const lackingCharacters = (message: string): string[] =>
  Array.from(message.matchAll(/the text `\\"(.*?)\\"` could not be displayed/g), ([, text]) =>
    Array.from(text!.replace(/\\+u\{([0-9a-f]+)\}/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))),
  ).flat();

const firstMessage = (message: string): string => /message: "((?:[^"\\]|\\.)*)"/.exec(message)?.[1]?.replaceAll('\\"', '"') ?? message.slice(0, 200);

/** The name of a template that somebody wrote, in a folder that is not there: what it names is not found, and nothing lies outside. */
const OWN = "template.typ";
export const nowhere = (resourcesDir: string): string => join(resourcesDir, "documents", "nowhere");

/** A template that counts pages wrongly makes them without an end, and each page of a picture may be megabytes. */
const MOST_PAGES = 20;

/** Packages come from the network or from folders of this computer. The process that compiles has neither; this says so beside the line. */
const PACKAGE = /@[\w-]+\/[\w-]+:\d/;

/** @throws DocumentError where a template names a package */
function checked(source: string): string {
  const at = source.split("\n").findIndex((line) => PACKAGE.test(line));
  if (at >= 0) throw new DocumentError("packages cannot be imported", { line: at + 1 });
  return source;
}

/** What is wrong with somebody's template, and in which of its lines, be it the one that called where it shows. */
function blame(diagnostics: readonly Diagnostic[]): DocumentError {
  const error = diagnostics.find(({ severity }) => severity === 1);
  const place = diagnostics.find(({ path, range }) => range && path.split(/[\\/]/).at(-1) === OWN);
  // Where it was looked for is nobody's business.
  const message = error?.message.replace(/ \(searched (at|for) .*\)$|, hints: .*$/s, "") ?? "does not compile";
  return new DocumentError(message, { line: place?.range ? place.range.start.line + 1 : null });
}

/** Severity 1 is an error; others tell the way to it. */
type Diagnostic = {
  readonly message: string;
  readonly path: string;
  readonly severity: number;
  readonly range?: { readonly start: { readonly line: number } } | null;
};

const diagnosis = (kind: Template, diagnostics: readonly Diagnostic[]): string =>
  diagnostics
    .filter(({ severity }) => severity === 1)
    .map(({ message, path }) => `${path.split(/[\\/]/).at(-1)}: ${message}`)
    .join("; ") || `${kind}.typ does not compile`;
