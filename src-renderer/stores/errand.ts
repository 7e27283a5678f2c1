import type { BarDeed } from "../../src-main/domain/orders/order-policy.ts";

/** What somebody set out to do with an order on another screen. */
let errand: { readonly orderId: string; readonly deed: BarDeed } | null = null;

/** Notes what the order's own screen is opened for. */
export const leaveErrand = (orderId: string, deed: BarDeed): void => void (errand = { orderId, deed });

/** What an order's screen was opened for, once; null for nothing, or for another order. */
export function takeErrand(orderId: string): BarDeed | null {
  const left = errand;
  errand = null;
  return left?.orderId === orderId ? left.deed : null;
}
