import { DomainError } from "../domain/error.ts";

/** A template does not compile, or data cannot be shown even with stand-ins. The message is Typst's own, in short. */
export class DocumentError extends DomainError {
  override readonly name = "DocumentError";
  constructor(message: string, options?: ErrorOptions) {
    super("document.failed", { text: message });
    this.message = message;
    this.cause = options?.cause;
  }
}
