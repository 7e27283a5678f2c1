import type { PrintTrouble } from "../domain/printing/print-job.ts";

/** A paper that did not come out of its printer, and why. */
export class NotPrinted extends Error {
  readonly trouble: PrintTrouble;
  readonly printer: string;
  constructor(trouble: PrintTrouble, printer: string, detail: string | null) {
    super(detail ?? trouble);
    this.name = "NotPrinted";
    this.trouble = trouble;
    this.printer = printer;
  }
}
