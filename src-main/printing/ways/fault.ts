import type { PrinterState, PrinterTrouble } from "../../domain/printing/printer.ts";
import type { Sent } from "../way.ts";

/** What went wrong on the way to a printer; `detail` is for the log and for whoever helps. */
export type Fault = { readonly trouble: PrinterTrouble; readonly detail: string };

const TROUBLE_BY_CODE: readonly (readonly [RegExp, PrinterTrouble])[] = [
  [/^ECONNREFUSED$/, "refused"],
  [/^(ENOTFOUND|EAI_\w+)$/, "unknown-host"],
  [/^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL|ETIMEDOUT)$/, "offline"],
  [/^(EACCES|EPERM|EROFS)$/, "no-permission"],
  [/^(ENOENT|ENOTDIR|EISDIR|ENODEV|ENXIO|ELOOP|ENAMETOOLONG)$/, "not-found"],
  [/^(EBUSY|EAGAIN)$/, "busy"],
  [/^(ENOSPC|EDQUOT|EFBIG)$/, "no-space"],
  [/^(HPE_\w+|ERR_SSL_WRONG_VERSION_NUMBER)$/, "nonsense"],
];

/** Names the trouble behind an error of the system by its code; a line that broke for any other reason is lost. */
export function faultOf(error: unknown): Fault {
  const code = String((error as { code?: unknown } | null)?.code ?? "");
  const trouble = TROUBLE_BY_CODE.find(([pattern]) => pattern.test(code))?.[1] ?? "line-lost";
  return { trouble, detail: code || String(error) };
}

export const CANCELLED: Fault = { trouble: "cancelled", detail: "told to stop" };

export const PRINTED: Sent = { end: "printed" };

export const ended = (end: "away" | "failed" | "unsure", { trouble, detail }: Fault): Sent => ({ end, trouble, detail });

/** State of a printer that could not be reached. */
export const troubled = ({ trouble }: Fault): PrinterState => ({ ready: false, troubles: [trouble], asked: false });

/** State of a printer that was reached but tells nothing of itself. */
export const REACHED: PrinterState = { ready: true, troubles: [], asked: false };

/**
 * Sends a document as often as copies are wanted, over ways that cannot tell a printer how many. Only the first copy can be `away`:
 * after it, sending again would print it twice.
 */
export async function sendCopies(copies: number, sendOne: () => Promise<Sent>): Promise<Sent> {
  for (let copy = 1; copy <= copies; copy += 1) {
    const sent = await sendOne();
    if (sent.end !== "printed") return copy === 1 ? sent : { ...sent, end: "unsure" };
  }
  return PRINTED;
}

/** Waits, or less where the signal ends it. */
export const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const stop = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      resolve();
    };
    const timer = setTimeout(stop, ms);
    signal?.addEventListener("abort", stop);
  });
