import type { ReactNode } from "react";
import { SIGNATURE_BOX } from "../../../src-main/domain/orders/order.ts";

/** A signature as it was drawn, small. */
export function Ink({ path, label }: { path: string; label: string }): ReactNode {
  return (
    <svg viewBox={`0 0 ${SIGNATURE_BOX.width} ${SIGNATURE_BOX.height}`} width={120} height={40} role="img" aria-label={label}>
      <path d={path} fill="none" stroke="currentColor" strokeWidth={3} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
