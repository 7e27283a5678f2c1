import { DomainError } from "../domain/ground/error.ts";

/** An error on its way out of a thread: neither an error's class nor the code of one of the system's comes along by itself. */
export type ThreadError =
  | { readonly refused: DomainError["code"]; readonly data: DomainError["data"]; readonly cause: Error | undefined }
  | { readonly failed: unknown; readonly code: string | undefined };

/** What a thread sends of an error. */
export const sentError = (error: unknown): ThreadError =>
  error instanceof DomainError
    ? { refused: error.code, data: error.data, cause: error.cause instanceof Error ? error.cause : undefined }
    : { failed: error, code: (error as NodeJS.ErrnoException).code };

/** The error that a thread sent. */
export function receivedError(sent: ThreadError): unknown {
  if ("failed" in sent) return sent.code === undefined ? sent.failed : Object.assign(sent.failed as Error, { code: sent.code });
  const error = new DomainError(sent.refused, sent.data);
  error.cause = sent.cause;
  return error;
}
