import { normaliseClaimCode } from "./claim-code.ts";
import { DomainError } from "../ground/error.ts";
import { looksLikeOrderNumber, parseOrderNumber } from "./order-number.ts";

/** What a scanned or typed code names. */
export type ScanCode =
  | { readonly kind: "slip"; readonly number: string; readonly claimCode: string }
  | { readonly kind: "order"; readonly number: string; /** Which accessory's label it was, counted from 1. */ readonly part: number | null };

/** What stands behind the order number on the label of an accessory. */
const PART = /^(.+)\/([1-9]\d{0,2})$/;

/**
 * Reads a code from a slip's QR (`TALON:<number>:<claim code>`), from a label or certificate (the order number) or from an
 * accessory's label (the order number, a slash and the accessory's place in the list).
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
  const [, ofPart, part] = PART.exec(plain) ?? [];
  const number = ofPart ?? plain;
  return looksLikeOrderNumber(number)
    ? { kind: "order", number: parseOrderNumber(number), part: part === undefined ? null : Number(part) }
    : undefined;
}

/** The order that a scanned code names; `claimCode` where it was a slip. */
export type Scanned = { readonly orderId: string; readonly number: string; readonly claimCode: string | null };
