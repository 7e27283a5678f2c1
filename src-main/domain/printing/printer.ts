/** What a printer understands: pages as PDF (or what an IPP printer takes instead), or the dots of a label in a language of its maker. */
export const PRINTER_LANGUAGES = ["pdf", "zpl", "tspl", "epl", "escpos", "brother"] as const;
export type PrinterLanguage = (typeof PRINTER_LANGUAGES)[number];

/** How bytes get to a printer. */
export const PRINTER_WAYS = ["tcp", "ipp", "cups", "device", "windows", "folder"] as const;
export type PrinterWay = (typeof PRINTER_WAYS)[number];

/** Ways that a PC has, by what Node calls its system: only Windows has a Windows printer, and only it has neither CUPS nor device nodes. */
export const waysOn = (platform: string): readonly PrinterWay[] =>
  PRINTER_WAYS.filter((way) => (platform === "win32" ? way !== "cups" && way !== "device" : way !== "windows"));

/** Dots per inch that label printers come with. */
export const PRINTER_DPI = [203, 300, 600] as const;

/** How a printer finds where a label ends: the gap between labels, a black mark, or not at all. */
export const MEDIA_KINDS = ["gap", "continuous", "mark"] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

/** How a printer prints. `null` leaves to the printer what it is set to itself. */
export type PrinterSettings = {
  readonly media: MediaKind;
  /** Between two labels or the height of the black mark, mm. */
  readonly gapMm: number;
  /** Percent of what the printer can heat. */
  readonly darkness: number | null;
  /** Millimetres a second. */
  readonly speedMmS: number | null;
  readonly cut: boolean;
  /** The roll prints black and red (Brother DK-22251): such a printer takes no job for a roll of one colour. */
  readonly twoColour: boolean;
  /** Opens the cash drawer that hangs on the printer. */
  readonly drawer: boolean;
  /** What is printed moves right and down by so much, mm; negative: left and up. */
  readonly offsetXMm: number;
  readonly offsetYMm: number;
};

export const USUAL_SETTINGS: PrinterSettings = {
  media: "gap",
  gapMm: 2,
  darkness: null,
  speedMmS: null,
  cut: false,
  twoColour: false,
  drawer: false,
  offsetXMm: 0,
  offsetYMm: 0,
};

/**
 * A printer that the shop uses. What `address` says depends on the way: `tcp` host and port (`192.168.1.50:9100`), `ipp` a URI
 * (`ipp://host:631/ipp/print`, `ipps:`), `cups` and `windows` a printer's name there, `device` and `folder` a path.
 */
export type Printer = {
  readonly id: string;
  readonly name: string;
  readonly way: PrinterWay;
  readonly address: string;
  readonly language: PrinterLanguage;
  readonly dpi: number;
  /** Id of the paper size that it holds. */
  readonly size: string;
  readonly settings: PrinterSettings;
};

/** What a printer says of itself, in words that a person can act on. */
export const PRINTER_TROUBLES = [
  "offline",
  "unknown-host",
  "refused",
  "no-permission",
  "not-found",
  "paper-out",
  "paper-jam",
  "door-open",
  "ribbon-out",
  "ink-out",
  "too-hot",
  "paused",
  "stopped",
  "busy",
  "wrong-size",
  "wrong-format",
  "cancelled",
  "no-space",
  "line-lost",
  "nonsense",
  "no-answer",
] as const;
export type PrinterTrouble = (typeof PRINTER_TROUBLES)[number];

/** State of a printer as far as its way can tell; `ready` also where it cannot be asked but could be reached. */
export type PrinterState = { readonly ready: boolean; readonly troubles: readonly PrinterTrouble[]; readonly asked: boolean };

/** What a job prints, in the form that its printer takes: a PDF, which may hold all its copies, or labels in its own language. */
export type PrinterDocument =
  | { readonly kind: "pdf"; readonly bytes: Uint8Array; readonly whole?: boolean }
  | { readonly kind: "label"; readonly bytes: Uint8Array };

/** A printer that announces itself on the local network. `language` is a guess from what it says, `make` its maker and model. */
export type FoundPrinter = {
  readonly name: string;
  readonly way: PrinterWay;
  readonly address: string;
  readonly language: PrinterLanguage;
  readonly make: string;
};
