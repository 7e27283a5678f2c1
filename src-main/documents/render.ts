import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PaperKind } from "../domain/order.ts";
import { slipCode, type PaperData } from "../domain/paper.ts";
import { certificateContent } from "./acceptance-certificate.ts";
import { qrSvg } from "./barcode.ts";
import { bitmap, picture } from "./bitmap.ts";
import { labelContent, labelPixels } from "./device-label.ts";
import { decisionOf } from "./decision-words.ts";
import { DocumentError } from "./document-error.ts";
import { fontCoverage } from "./font-coverage.ts";
import { handbackContent } from "./handback-certificate.ts";
import { logoFormat } from "./logo.ts";
import { approvalContent } from "./return-approval.ts";
import { signatureSvg } from "./signature.ts";
import { openTexts, type Reader } from "./texts.ts";
import { typesetter, type Filling, type TypesetPaper, type Typesetter } from "./typeset.ts";
import { decisionContent } from "./warranty-decision.ts";
import { openTypst, type Typst } from "./typst.ts";

export { DocumentError };

/** A paper ready to be stored, shown or printed. */
export type RenderedPaper = {
  readonly bytes: Uint8Array;
  readonly pages: number;
  /** `missing-glyphs:<characters>` that no font could show, `logo-unreadable`. */
  readonly warnings: readonly string[];
};

export type PaperFormat = "pdf" | "png" | "svg";

export type RenderOptions = {
  /** Dots per inch of a PNG, and of the dots that a label's bars are made of: 203 for labels, 150 for certificates. */
  readonly dpi?: number;
  /** PNG or JPEG. */
  readonly logo?: Uint8Array;
};

/** Makes papers of orders. */
export type Documents = {
  /**
   * Renders a paper in its customer's language; the same data gives the same bytes.
   * `pdf` is PDF/A-2b (ISO 19005-2), `svg` and `png` have the pages of a certificate below one another. The PNG of a
   * label has one bit per dot and exactly `round(mm / 25.4 × dpi)` dots.
   * @throws DocumentError where the template does not compile, or a handback certificate is asked for before handback
   */
  render(paper: PaperData, format: PaperFormat, options?: RenderOptions): RenderedPaper;
};

export type DocumentsOptions = {
  /** Sources of templates by paper kind, instead of the shipped ones. */
  readonly templates?: Readonly<Record<string, string>>;
  /** Whether scripts that the shipped fonts lack may be shown in a font of this computer; yes unless said otherwise. */
  readonly systemFonts?: boolean;
};

/** In the order in which they are asked for a glyph. */
const FONT_FILES = [
  "NotoSans-Regular.ttf",
  "NotoSans-Bold.ttf",
  "NotoSansMath-Regular.ttf",
  "NotoSansSymbols-Regular.ttf",
  "NotoSansSymbols2-Regular.ttf",
];

const LABEL_DPI = 203;
const CERTIFICATE_DPI = 150;

/**
 * Opens the templates, fonts and texts in a folder of resources. Nothing is read before the first paper, which takes
 * some 300 ms longer than those after it.
 */
export function openDocuments(
  resourcesDir: string,
  { templates = {}, systemFonts = true }: DocumentsOptions = {},
): Documents & {
  /** Reads all that the first paper would wait for. */
  open(): void;
} {
  const textsFor = openTexts(join(resourcesDir, "locales"));
  let opened: { readonly typst: Typst; readonly typeset: Typesetter } | undefined;
  const open = (): { readonly typst: Typst; readonly typeset: Typesetter } => {
    if (opened) return opened;
    const fonts = FONT_FILES.map((file) => readFileSync(join(resourcesDir, "fonts", file)));
    const typst = openTypst(resourcesDir, fonts, templates);
    return (opened = { typst, typeset: typesetter(typst, new Set(fonts.flatMap((font) => [...fontCoverage(font)])), systemFonts) });
  };

  return {
    open,
    render(paper, format, { logo = null, dpi } = {}) {
      const { typst, typeset } = open();
      const reader = textsFor(paper.order.customer.language, paper.shop);
      const draw = (usable: Uint8Array | null): RenderedPaper => {
        const laidOut = typeset(paper.kind, filling(paper, reader, usable, dpi ?? LABEL_DPI, format === "png"));
        const warnings = [...(usable === logo ? [] : ["logo-unreadable"]), ...(laidOut.missing ? [`missing-glyphs:${laidOut.missing}`] : [])];
        return { bytes: bytesOf(laidOut, paper.kind, format, dpi), pages: laidOut.pages, warnings };
      };
      try {
        return logo && logoFormat(logo) ? drawWithLogo(draw, logo) : draw(null);
      } finally {
        typst.tidy();
      }
    },
  };
}

/** A logo may be cut short or of a kind that Typst cannot read; the paper is needed all the same. */
function drawWithLogo(draw: (logo: Uint8Array | null) => RenderedPaper, logo: Uint8Array): RenderedPaper {
  try {
    return draw(logo);
  } catch (error) {
    if (error instanceof DocumentError) return draw(null);
    throw error;
  }
}

function filling(paper: PaperData, reader: Reader, logo: Uint8Array | null, labelDpi: number, forBitmap: boolean): Filling {
  const { kind, order } = paper;
  const format = logo && logoFormat(logo);
  if (kind === "label") return { content: labelContent(paper, reader, labelDpi, forBitmap), drawings: { signature: "", qr: "" }, logo: null };
  if (kind === "certificate") {
    const drawings = { signature: signatureSvg(order.signature), qr: qrSvg(slipCode(order.number, order.claimCode)) };
    return { content: certificateContent(paper, reader, format), drawings, logo };
  }
  const unsigned = { signature: "", qr: "" };
  if (kind === "decision") {
    const known = decisionOf(paper);
    if (!known) throw new DocumentError(`${order.number} has no decision`);
    return { content: decisionContent(paper, known.made, known.pack, reader, format), drawings: unsigned, logo };
  }
  if (kind === "approval") {
    const { approval } = order.warranty;
    if (!approval) throw new DocumentError(`${order.number} has no approval`);
    return { content: approvalContent(paper, approval, reader, format), drawings: unsigned, logo };
  }
  if (order.handback === null) throw new DocumentError(`${order.number} was not handed back`);
  const drawings = { signature: signatureSvg(order.handback.signature), qr: "" };
  return { content: handbackContent(paper, order.handback, reader, format), drawings, logo };
}

function bytesOf(paper: TypesetPaper, kind: PaperKind, format: PaperFormat, dpi: number | undefined): Uint8Array {
  if (format === "pdf") return paper.pdf();
  const svg = paper.svg();
  if (format === "svg") return new TextEncoder().encode(svg);
  return kind === "label" ? bitmap(svg, labelPixels(dpi ?? LABEL_DPI), dpi ?? LABEL_DPI) : picture(svg, dpi ?? CERTIFICATE_DPI);
}
