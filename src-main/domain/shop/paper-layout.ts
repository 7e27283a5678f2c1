import type { Language } from "../ground/language.ts";

/** Papers that come as pages; their look is the shop's. */
export const PAGE_KINDS = ["certificate", "handback", "decision", "approval"] as const satisfies readonly PaperKind[];
export type PageKind = (typeof PAGE_KINDS)[number];

/** Whether a paper comes as pages. */
export const isPage = (kind: PaperKind): kind is PageKind => PAGE_KINDS.some((page) => page === kind);

export const PAGE_FORMATS = ["a4", "a5"] as const;
export type PageFormat = (typeof PAGE_FORMATS)[number];

/**
 * What stands between head and signatures, in the order of the shipped papers. Number, barcode, terms of acceptance, signatures and
 * the slip are no sections: every paper has them.
 */
export const PAGE_SECTIONS = {
  certificate: ["device", "fault", "customer", "unit", "condition", "accessories", "warranty", "agreed"],
  handback: ["device", "outcome", "customer", "unit", "fault", "lines", "facts", "accessories"],
  decision: ["device", "result", "customer", "unit", "costs", "known", "reasons", "next"],
  approval: ["device", "approved", "until", "send", "customer", "unit", "costs", "terms"],
} as const satisfies Readonly<Record<PageKind, readonly string[]>>;
export type PageSection = (typeof PAGE_SECTIONS)[PageKind][number];

/** Sections without which a paper would not say what it is for; they can be moved, not left out. */
export const FIXED_SECTIONS: Readonly<Record<PageKind, readonly PageSection[]>> = {
  certificate: ["device"],
  handback: ["device", "lines"],
  decision: ["device", "result", "reasons"],
  approval: ["device", "approved", "until", "send"],
};

/** What the slip may leave out; number, claim code, QR and the day of acceptance stay. */
export const SLIP_PARTS = ["device", "promised", "phone", "hours"] as const;
export type SlipPart = (typeof SLIP_PARTS)[number];

/** How two languages stand together: label / label on one line, or one below the other. */
export const SECOND_PLACES = ["beside", "below"] as const;
export type SecondPlace = (typeof SECOND_PLACES)[number];

/** How a kind of paper is laid out. */
export type PageLayout = { readonly format: PageFormat; readonly sections: readonly PageSection[] };

/** How a shop's papers look; frozen with each paper like all that the shop says of itself. */
export type PaperSettings = {
  /** The height that the logo has room for, mm; it is no wider than twice that. */
  readonly logo: { readonly shown: boolean; readonly heightMm: number };
  /** Lines below the shop's name. */
  readonly header: string;
  /** Labels and terms in another language beside the customer's; none where that is the same. */
  readonly second: { readonly language: Language; readonly placed: SecondPlace } | null;
  readonly slip: readonly SlipPart[];
  readonly pages: Readonly<Record<PageKind, PageLayout>>;
  /** Ids of the templates that the shop wrote itself, by the paper that they make; the shipped ones make the others. */
  readonly own: Readonly<Partial<Record<PageKind, string>>>;
};

/** Most pixels of a logo: 5000 × 5000 take half a second and 300 MB on every paper. */
export const LOGO_PIXELS = 25_000_000;

/** Height of a logo, mm. */
export const LOGO_MM = { least: 8, most: 30, usual: 17 } as const;

const usualLayout = (kind: PageKind): PageLayout => ({ format: "a4", sections: PAGE_SECTIONS[kind] });

/** Papers as they are shipped. */
export const USUAL_PAPERS: PaperSettings = {
  logo: { shown: true, heightMm: LOGO_MM.usual },
  header: "",
  second: null,
  slip: SLIP_PARTS,
  pages: {
    certificate: usualLayout("certificate"),
    handback: usualLayout("handback"),
    decision: usualLayout("decision"),
    approval: usualLayout("approval"),
  },
  own: {},
};

/** Sections in the given order, each once; what may not be left out and is missing goes where the shipped paper has it. */
export function wholeSections(kind: PageKind, sections: readonly PageSection[]): readonly PageSection[] {
  const known: readonly PageSection[] = PAGE_SECTIONS[kind];
  const chosen = [...new Set(sections)].filter((section) => known.includes(section));
  for (const fixed of FIXED_SECTIONS[kind].filter((section) => !chosen.includes(section))) chosen.splice(known.indexOf(fixed), 0, fixed);
  return chosen;
}

/** Stored settings of papers with what they lack: they may have been stored before there was something to set. */
export function wholePapers(stored: Partial<PaperSettings> | undefined): PaperSettings {
  if (!stored) return USUAL_PAPERS;
  const papers = { ...USUAL_PAPERS, ...stored };
  const layout = (kind: PageKind): PageLayout => {
    const { format, sections } = { ...USUAL_PAPERS.pages[kind], ...papers.pages[kind] };
    return { format, sections: wholeSections(kind, sections) };
  };
  return {
    ...papers,
    pages: { certificate: layout("certificate"), handback: layout("handback"), decision: layout("decision"), approval: layout("approval") },
  };
}

/** Kinds of papers that an order can have. */
export const PAPER_KINDS = ["certificate", "label", "accessory", "handback", "decision", "approval"] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];
