import type { BackupCheck, BackupComparison, BackupList, BackupSettings, BackupState, BackupSummary } from "../domain/backups/backup.ts";
import type { Change } from "../domain/ground/change.ts";
import type { PrintEnd } from "../domain/printing/print-job.ts";
import type { FoundPrinter, Printer, PrinterState } from "../domain/printing/printer.ts";
import type { Session } from "../usecases/people/session.ts";

/** What the router needs of the program around it. */
export type Doorway = {
  /** Writes a whole error to main's log. @returns its id there */
  readonly log: (error: unknown) => string;
  /** Changes from now on until the signal aborts. */
  readonly changes: (signal: AbortSignal | undefined) => AsyncGenerator<Change, void, void>;
  /** Remembers who signed in on a screen, so that a reload need not ask again. */
  readonly tickets: {
    readonly issue: (session: Session, benchId: string) => string;
    /** Has the ticket lead back to the session as it is now. */
    readonly keep: (ticket: string, session: Session) => void;
    readonly redeem: (ticket: string, benchId: string) => Session | undefined;
    readonly revoke: (personId: string, benchId: string) => void;
  };
  /** Printers themselves, beside the print queue. */
  readonly printers: {
    readonly find: (signal: AbortSignal | undefined) => Promise<readonly FoundPrinter[]>;
    readonly state: (printer: Printer, signal: AbortSignal | undefined) => Promise<PrinterState>;
    /** Prints a test page. @throws DomainError for dots that the printer cannot print */
    readonly test: (printer: Printer, signal: AbortSignal | undefined) => Promise<PrintEnd>;
  };
  /** Backups of the data folder; what goes wrong is a DomainError `backup.…`. */
  readonly backups: {
    readonly state: () => BackupState;
    readonly keep: (settings: BackupSettings, encrypt: boolean, passphrase: string | null) => Promise<void>;
    readonly make: () => Promise<BackupSummary>;
    readonly list: () => Promise<BackupList>;
    readonly check: (name: string, passphrase: string | null) => Promise<BackupCheck>;
    readonly compare: (name: string) => Promise<BackupComparison>;
    /** Decides the restore; soon after, the shop is closed and opened again. */
    readonly restore: (name: string, passphrase: string | null) => Promise<{ readonly aside: string; readonly missingPictures: number }>;
  };
  /** Told of an error that says that the database file is damaged: it must not be served any longer. */
  readonly damaged: (error: unknown) => void;
  /** Opens a PDF in this PC's viewer, where there is one. */
  readonly openPaper: ((name: string, bytes: Uint8Array) => Promise<void>) | null;
};
