import { readFileSync } from "node:fs";
import { join } from "node:path";
import { constants, gzipSync } from "node:zlib";
import { LOGO_PIXELS, type PageKind } from "../../domain/shop/paper-layout.ts";
import { isLabel, slipCode, type PaperData } from "../../domain/papers/paper.ts";
import { checkDots, SHIPPED_SIZES, type PaperSize } from "../../domain/printing/paper-size.ts";
import { certificateContent } from "../papers/acceptance-certificate.ts";
import { qrSvg } from "../labels/barcode.ts";
import { bilingual } from "../labels/bilingual.ts";
import { picture } from "../labels/bitmap.ts";
import { decisionOf } from "../papers/decision-words.ts";
import { DocumentError } from "./document-error.ts";
import { points, type Drawing } from "../labels/drawing.ts";
import { examplePaper, type Example } from "../papers/example-paper.ts";
import { fontCoverage } from "./font-coverage.ts";
import { handbackContent } from "../papers/handback-certificate.ts";
import {
  dpiOf,
  drawLabel,
  drawn,
  extentOf,
  labelFile,
  PAGE_DPI,
  pdfOf,
  warningsOf,
  type EncodeDots,
  type LabelPrinter,
} from "../labels/label-paper.ts";
import { sheetsOf } from "../labels/label-sheet.ts";
import { logoBytes, logoFormat, logoPixels } from "../labels/logo.ts";
import { fileContent } from "../papers/paper-content.ts";
import { mapTexts, printable } from "../labels/printable.ts";
import { approvalContent } from "../papers/return-approval.ts";
import { openRuler, type Ruler } from "./ruler.ts";
import { signatureSvg } from "../labels/signature.ts";
import { testPageDrawing, type TestPageWords } from "../labels/test-page.ts";
import { openTexts, type Reader } from "./texts.ts";
import { NO_DRAWINGS, typesetter, type Filling, type TypesetPaper, type Typesetter } from "./typeset.ts";
import { decisionContent } from "../papers/warranty-decision.ts";
import { openTypst, type Template, type Typst } from "./typst.ts";

export { DocumentError };
export type { EncodeDots, LabelPrinter };

/** A paper ready to be stored, shown or printed. */
export type RenderedPaper = {
  /** A file; of the format `dots` the rows of a `Bitmap`, of `encoded` what the printer gets. */
  readonly bytes: Uint8Array;
  readonly pages: number;
  /** `missing-glyphs:<characters>` that no font could show, `logo-unreadable`, `logo-too-large`. */
  readonly warnings: readonly string[];
  /** Whether the file is packed by gzip (RFC 1952). */
  readonly packed?: true;
  /** Dots across and down, of the format `dots`. */
  readonly dots?: { readonly width: number; readonly height: number };
};

/** `dots` are what a label printer prints, `encoded` the same in its language; only labels and test pages come as such. */
export type PaperFormat = "pdf" | "png" | "svg" | "dots" | "encoded";

export type RenderOptions = {
  /**
   * Dots per inch of a PNG and of what a label is laid out in: 203 for labels and rolls, 600 for labels on pages and sheets, 150 for
   * certificates.
   */
  readonly dpi?: number;
  /** What a label is laid out for, 58 × 40 mm unless said; a certificate is A4 always. */
  readonly size?: PaperSize;
  /** PNG or JPEG, or the file that holds it: a large one need not go through the process that asks. */
  readonly logo?: Uint8Array | { readonly file: string };
  /** Source of a page's template in place of the shipped one; only where documents were opened for such. */
  readonly template?: string;
  /** Of the format `encoded`. */
  readonly printer?: LabelPrinter;
  /** Whether an SVG of many megabytes may come packed by gzip: whoever passes it on holds others up for as long as it is large. */
  readonly mayPack?: boolean;
};

/** Labels for a sheet: `copies` of the same one beside each other. */
export type SheetLabel = { readonly paper: PaperData; readonly copies: number };

export type LabelSheetOptions = { readonly size: PaperSize & { readonly kind: "sheet" }; readonly firstFree: number };

export type TestPageOptions = {
  readonly size: PaperSize;
  readonly dpi: number;
  readonly format: Exclude<PaperFormat, "svg">;
  readonly words: TestPageWords;
  /** Of the format `encoded`. */
  readonly printer?: LabelPrinter;
};

/** Makes papers of orders, here and now; see `documents.ts` for whoever must not wait. */
export type PaperMaker = {
  /**
   * Renders a paper in its customer's language; the same data gives the same bytes.
   * `pdf` is PDF/A-2b (ISO 19005-2), `svg` and `png` have the pages of a certificate below one another. The PNG of a
   * label has one bit per dot and exactly `round(mm / 25.4 × dpi)` dots, as `dots` have; on a roll it is as long as it needs. Of a
   * sheet of labels one of them is rendered.
   * @throws DocumentError where the template does not compile, where a handback certificate is asked for before handback, the label
   *   of an accessory that the order has not, or the dots of what is no label
   */
  render(paper: PaperData, format: PaperFormat, options?: RenderOptions): RenderedPaper;
  /**
   * Renders labels in their places on sheets, as PDF/A-2b.
   * @throws DocumentError where there is no label, what is none, or `firstFree` is no place of the sheet (the first is 1)
   */
  renderLabelSheet(labels: readonly SheetLabel[], options: LabelSheetOptions): RenderedPaper;
  /**
   * Renders a page of an order that is no shop's, to show how the shop's pages look.
   * @throws DocumentError where the template does not compile, or where a policy is needed and not given
   */
  renderExample(kind: PageKind, example: Example, format: PaperFormat, options?: RenderOptions): RenderedPaper;
  /** Renders a page that shows what a printer does. */
  renderTestPage(options: TestPageOptions): RenderedPaper;
};

export type DocumentsOptions = {
  /** Sources of templates by paper kind, instead of the shipped ones. */
  readonly templates?: Readonly<Record<string, string>>;
  /**
   * Whether templates are compiled that somebody wrote: they can read their data and what they share, no other file. What they cost in
   * time and memory, and whether they reach the network, is up to the process; see `apart.ts`.
   */
  readonly alone?: boolean;
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

const CERTIFICATE_DPI = 150;
/** An SVG of a usual page has 700 kB. */
const PACKED_FROM = 1_000_000;
const USUAL_SIZE = SHIPPED_SIZES[0]!;
/** Of an A4 page. */
const SQUARE_INCHES = (210 * 297) / 25.4 ** 2;

/**
 * Opens the templates, fonts and texts in a folder of resources. Nothing is read before the first paper, which takes
 * some 300 ms longer than those after it.
 * @param encode for the format `encoded`: the languages are the printers'
 */
export function openPaperMaker(
  resourcesDir: string,
  { templates = {}, alone = false, systemFonts = true }: DocumentsOptions = {},
  encode?: EncodeDots,
): PaperMaker & {
  /** Reads all that the first paper would wait for. */
  open(): void;
} {
  const textsFor = openTexts(join(resourcesDir, "locales"));
  let opened: Opened | undefined;
  const open = (): Opened => {
    if (opened) return opened;
    const fonts = FONT_FILES.map((file) => readFileSync(join(resourcesDir, "fonts", file)));
    const typst = openTypst(resourcesDir, fonts, templates, alone);
    const typeset = typesetter(typst, new Set(fonts.flatMap((font) => [...fontCoverage(font)])), systemFonts);
    return (opened = { typst, typeset, ruler: openRuler(fonts) });
  };
  const tidily = <Made>(make: (tools: Opened) => Made): Made => {
    const tools = open();
    try {
      return make(tools);
    } finally {
      tools.typst.tidy();
    }
  };
  const readerOf = ({ order, shop }: PaperData): Reader => textsFor(order.customer.language, shop);

  /** A page as the shop wants it: in the customer's language, or with labels and terms in another one beside it. */
  const bothLanguages = (paper: PaperData, reader: Reader, logo: Uint8Array | null): [Template, Filling] => {
    const { second } = paper.shop.papers;
    if (!second || second.language === reader.language) return filling(paper, reader, logo);
    const other = textsFor(second.language, paper.shop);
    const [kind, { content, ...rest }] = filling(paper, reader, logo, other);
    return [kind, { content: bilingual(content, filling(paper, other, logo)[1].content, second.placed), ...rest }];
  };

  const papers: PaperMaker = {
    render: (paper, format, options = {}) =>
      tidily(({ typeset, ruler }) => {
        const reader = readerOf(paper);
        const { size, dpi } = options;
        const logo = paper.shop.papers.logo.shown && options.logo ? logoBytes(options.logo) : null;
        if (isLabel(paper.kind)) {
          const stock = size ?? USUAL_SIZE;
          const dotsPerInch = dpi ?? dpiOf(stock);
          const drawing = drawLabel(paper, reader, stock, dotsPerInch, ruler);
          const file = labelFile(paper, paper.kind, reader);
          return drawn(
            { drawing, file, extent: extentOf(stock, drawing, dotsPerInch), dpi: dotsPerInch, printer: options.printer },
            format,
            typeset,
            encode,
          );
        }
        if (format === "dots" || format === "encoded") throw new DocumentError(`${paper.kind}: only labels come as dots`);
        const draw = (usable: Uint8Array | null, trouble = "logo-unreadable"): RenderedPaper => {
          const laidOut = typeset(...bothLanguages(paper, reader, usable), options.template);
          const warnings = [...(usable === logo ? [] : [trouble]), ...warningsOf(laidOut)];
          const bytes = bytesOf(laidOut, format, dpi ?? CERTIFICATE_DPI);
          const made = { pages: laidOut.pages, warnings };
          const packs = options.mayPack && format === "svg" && bytes.length > PACKED_FROM;
          return packs ? { ...made, bytes: gzipSync(bytes, { level: constants.Z_BEST_SPEED }), packed: true } : { ...made, bytes };
        };
        if (!logo || !logoFormat(logo)) return draw(null);
        return logoPixels(logo) > LOGO_PIXELS ? draw(null, "logo-too-large") : drawWithLogo(draw, logo);
      }),

    renderExample: (kind, example, format, options = {}) =>
      papers.render(examplePaper(kind, example, textsFor(example.language, example.shop)), format, options),

    renderLabelSheet: (labels, { size, firstFree }) =>
      tidily(({ typeset, ruler }) => {
        const drawings = labels.flatMap(({ paper, copies }) => Array<Drawing>(copies).fill(drawLabel(paper, readerOf(paper), size, PAGE_DPI, ruler)));
        const first = labels[0]?.paper;
        if (!first || drawings.length === 0) throw new DocumentError("a sheet without labels");
        const pages = sheetsOf(drawings, size, firstFree, PAGE_DPI);
        return pdfOf(pages, labelFile(first, "label", readerOf(first)), points(size.widthMm), points(size.heightMm), typeset);
      }),

    renderTestPage: ({ size, dpi, format, words, printer }) =>
      tidily(({ typeset, ruler }) => {
        const drawing = testPageDrawing(size, dpi, mapTexts(words, printable), ruler);
        const file = fileContent({ name: words.printer, legalName: "" }, "en", words.title, 0);
        const whole: PaperSize = size.kind === "sheet" ? { ...size, kind: "page" } : size;
        return drawn({ drawing, file, extent: extentOf(whole, drawing, dpi), dpi, printer }, format, typeset, encode);
      }),
  };
  return { ...papers, open };
}

type Opened = { readonly typst: Typst; readonly typeset: Typesetter; readonly ruler: Ruler };

/** A logo may be cut short or of a kind that Typst cannot read; the paper is needed all the same. */
function drawWithLogo(draw: (logo: Uint8Array | null) => RenderedPaper, logo: Uint8Array): RenderedPaper {
  try {
    return draw(logo);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return draw(null);
  }
}

function filling(paper: PaperData, reader: Reader, logo: Uint8Array | null, second: Reader | null = null): [Template, Filling] {
  const { kind, order } = paper;
  const format = logo && logoFormat(logo);
  if (kind === "certificate") {
    // What was signed was another text: a corrected one has room for a signature of its own.
    const signature = signatureSvg(order.correctedAt === null ? order.signature : null);
    const drawings = { signature, qr: qrSvg(slipCode(order.number, order.claimCode)) };
    return [kind, { content: certificateContent(paper, reader, format, second), drawings, logo }];
  }
  if (kind === "decision") {
    const known = decisionOf(paper);
    if (!known) throw new DocumentError(`${order.number} has no decision`);
    return [kind, { content: decisionContent(paper, known.made, known.pack, reader, format), drawings: NO_DRAWINGS, logo }];
  }
  if (kind === "approval") {
    const { approval } = order.warranty;
    if (!approval) throw new DocumentError(`${order.number} has no approval`);
    return [kind, { content: approvalContent(paper, approval, reader, format), drawings: NO_DRAWINGS, logo }];
  }
  if (order.handback === null) throw new DocumentError(`${order.number} was not handed back`);
  const drawings = { signature: signatureSvg(order.handback.signature), qr: "" };
  return ["handback", { content: handbackContent(paper, order.handback, reader, format), drawings, logo }];
}

function bytesOf(paper: TypesetPaper, format: "pdf" | "png" | "svg", dpi: number): Uint8Array {
  if (format === "pdf") return paper.pdf();
  if (format === "png") checkDots(paper.pages * SQUARE_INCHES * dpi ** 2);
  return format === "svg" ? new TextEncoder().encode(paper.svg()) : picture(paper.svg(), dpi);
}
