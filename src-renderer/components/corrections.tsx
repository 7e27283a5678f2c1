import type { ReactNode } from "react";
import "./corrections.css";

/** What a fact is called, what it said, and what it says now. */
export type Correction = { readonly label: string; readonly from: string; readonly to: string };

/** Longer texts stand on lines of their own, before and after. */
const SHORT = 40;

/** Each fact that was corrected, with what it said before. */
export const Corrections = ({ facts }: { facts: readonly Correction[] }): ReactNode =>
  facts.map(({ label, from, to }) => (
    <div key={label} className="correction" data-long={Math.max(from.length, to.length) > SHORT || undefined}>
      {label}: <span className="quiet">{from}</span> <span>→ {to}</span>
    </div>
  ));
