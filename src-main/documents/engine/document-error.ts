import { DomainError, type RefusalCode } from "../../domain/ground/error.ts";

/** A template does not compile, or data cannot be shown even with stand-ins. The message is Typst's own, in short. */
export class DocumentError extends DomainError {
  override readonly name = "DocumentError";
  /** Line of the template that is to blame, from 1, where one is. */
  readonly line: number | null;
  constructor(message: string, options?: ErrorOptions & { readonly line?: number | null }, code: RefusalCode = "document.failed") {
    super(code, { text: message });
    this.message = message;
    this.cause = options?.cause;
    this.line = options?.line ?? null;
  }
}
