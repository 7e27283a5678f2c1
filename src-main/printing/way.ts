import type { PrinterState, PrinterTrouble } from "../domain/printing/printer.ts";

/** What is sent: bytes of a document, with the name that the printer's own list shows. */
export type Shipment = {
  readonly bytes: Uint8Array;
  /** `application/pdf`, or `application/octet-stream` for a label language. */
  readonly mime: "application/pdf" | "application/octet-stream";
  /** Unique for each print job, ASCII; a printer that keeps a list is asked by it what became of the job. */
  readonly name: string;
  /** How often a page printer repeats it; label languages carry their copies in their bytes. */
  readonly copies: number;
};

/**
 * How sending ended. `away`: nothing reached the printer, it can be sent again without harm. `unsure`: some of it may have been
 * printed. `failed`: the printer has refused it and would do so again.
 */
export type Sent =
  | { readonly end: "printed" }
  | { readonly end: "away" | "failed" | "unsure"; readonly trouble: PrinterTrouble; readonly detail: string };

/** A way to one printer. Nothing is thrown for what printers do: it is an answer. */
export type Way = {
  /** @param signal ends the sending; what was under way is `unsure` */
  readonly send: (shipment: Shipment, signal: AbortSignal) => Promise<Sent>;
  /** Asks for paper, door and the like where the way allows, within some seconds. */
  readonly state: (signal: AbortSignal) => Promise<PrinterState>;
  /**
   * What became of a shipment by its name, where the printer keeps a list; a job that goes on is followed to its end. `printed` only where
   * the printer says that it has the whole document; `unknown` where the list does not have it or cannot be had.
   */
  readonly find?: (name: string, signal: AbortSignal) => Promise<Sent | "unknown">;
};
