import { normaliseClaimCode } from "./claim-code.ts";
import { DomainError } from "./error.ts";
import { looksLikeOrderNumber, parseOrderNumber } from "./order-number.ts";

/** What a scanned or typed code names. */
export type ScanCode =
  | { readonly kind: "slip"; readonly number: string; readonly claimCode: string }
  | { readonly kind: "order"; readonly number: string };

/**
 * Reads a code from a slip's QR (`TALON:<number>:<claim code>`) or from a label or certificate (the order number).
 * @returns undefined where the text is neither
 * @throws DomainError `order-number.check` where it has the shape of an order number but a wrong character,
 *   `claim-code.wrong` where a slip's claim code cannot be one
 */
export function parseScanCode(text: string): ScanCode | undefined {
  const plain = text.trim();
  const slip = /^TALON:([^:]+):([^:]+)$/i.exec(plain);
  if (slip) {
    const number = parseOrderNumber(slip[1]!);
    const claimCode = normaliseClaimCode(slip[2]!);
    if (!claimCode) throw new DomainError("claim-code.wrong", { number });
    return { kind: "slip", number, claimCode };
  }
  if (looksLikeOrderNumber(plain)) return { kind: "order", number: parseOrderNumber(plain) };
  return undefined;
}

/** The order that a scanned code names; `claimCode` where it was a slip. */
export type Scanned = { readonly orderId: string; readonly number: string; readonly claimCode: string | null };
