import { readFileSync } from "node:fs";
import { join } from "node:path";
import { NodeCompiler, type NodeTypstDocument } from "@myriaddreamin/typst-ts-node-compiler";
import { PAPER_KINDS, type PaperKind } from "../domain/order.ts";

/** A template does not compile, or data cannot be shown even with stand-ins. The message is Typst's own, in short. */
export class DocumentError extends Error {
  override readonly name = "DocumentError";
}

/** Texts that a template reads as `sys.inputs`. */
export type TypstInputs = {
  readonly data: string;
  readonly signature: string;
  /** Whether fonts of this computer may be asked for a glyph. */
  readonly fallback: "yes" | "";
};

/** Pages as a PDF/A-2b, or the characters that no font could show in it. */
export type TypstPdf = { readonly bytes: Uint8Array | null; readonly lacking: readonly string[] };

/** Our templates and fonts, ready to be filled. */
export type Typst = {
  /**
   * @param logo shown by the template as the image file `logo`
   * @throws DocumentError where the template does not compile
   */
  compile(kind: PaperKind, inputs: TypstInputs, logo: Uint8Array | null): NodeTypstDocument;
  /** @throws DocumentError where the PDF cannot be written for any reason but glyphs that lack */
  pdf(document: NodeTypstDocument): TypstPdf;
  svg(document: NodeTypstDocument): string;
  /** Which of some characters no font of this computer can show. */
  lacking(characters: readonly string[]): readonly string[];
  /** Lets go of what Typst kept for reuse and nothing asked for lately. */
  tidy(): void;
};

/** A look through what is kept costs 2 ms, so that it is not taken after every paper. */
const TIDY_EVERY = 32;

/** Looks that a kept result survives unused. */
const CACHE_AGE = 2;

/**
 * Opens Typst with the templates of `<resources>/documents` and the given fonts, which go before this computer's own.
 * Takes some 100 ms, most of it for a look at this computer's fonts, which the compiler cannot be kept from.
 * @param templates sources by template name, instead of the shipped ones
 * @throws the file system's error where a template cannot be read
 */
export function openTypst(resourcesDir: string, fonts: readonly Buffer[], templates: Readonly<Record<string, string>>): Typst {
  const workspace = join(resourcesDir, "documents");
  const typst = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: [...fonts] }] });
  for (const name of ["paper", ...PAPER_KINDS])
    typst.addSource(join(workspace, `${name}.typ`), templates[name] ?? readFileSync(join(workspace, `${name}.typ`), "utf8"));
  let mapped: Uint8Array | null = null;
  let papers = 0;

  const lay = (kind: PaperKind, inputs: Record<string, string>): NodeTypstDocument => {
    const result = typst.compile({ mainFilePath: join(workspace, `${kind}.typ`), inputs });
    if (!result.result) throw new DocumentError(diagnosis(kind, result.takeError()?.shortDiagnostics ?? []));
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
    compile(kind, inputs, logo) {
      if (logo && logo !== mapped) typst.mapShadow(join(workspace, "logo"), Buffer.from((mapped = logo)));
      const document = lay(kind, { ...inputs, pages: "one" });
      return document.numOfPages === 1 ? document : lay(kind, { ...inputs, pages: "many" });
    },
    pdf,
    svg: (document) => typst.plainSvg(document),
    lacking(characters) {
      const sample = { mainFileContent: '#set text(font: "Noto Sans")\n#sys.inputs.sample', inputs: { sample: characters.join(" ") } };
      const document = typst.compile(sample).result;
      if (!document) return characters;
      return pdf(document).lacking;
    },
    tidy() {
      if (++papers % TIDY_EVERY === 0) typst.evictCache(CACHE_AGE);
    },
  };
}

/** Typst tells of glyphs that lack only in words, each text quoted and escaped as Rust does. */
const lackingCharacters = (message: string): string[] =>
  Array.from(message.matchAll(/the text `\\"(.*?)\\"` could not be displayed/g), ([, text]) =>
    Array.from(text!.replace(/\\+u\{([0-9a-f]+)\}/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))),
  ).flat();

const firstMessage = (message: string): string => /message: "((?:[^"\\]|\\.)*)"/.exec(message)?.[1]?.replaceAll('\\"', '"') ?? message.slice(0, 200);

type Diagnostic = { readonly message?: string; readonly path?: string; readonly range?: string };

const diagnosis = (kind: PaperKind, diagnostics: readonly Diagnostic[]): string =>
  diagnostics.map(({ message, path, range }) => [path?.split(/[\\/]/).at(-1) ?? `${kind}.typ`, range, message].filter(Boolean).join(" ")).join("; ") || `${kind}.typ`;
