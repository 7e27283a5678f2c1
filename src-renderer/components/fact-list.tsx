import type { ReactNode } from "react";
import "./fact-list.css";

/** A label and what it names; an empty one is left out. */
type Fact = readonly [label: string, value: ReactNode];

/** Labels beside their values, aligned. */
export function FactList({ facts }: { facts: readonly Fact[] }): ReactNode {
  const known = facts.filter(([, value]) => value !== "" && value !== null && value !== undefined && value !== false);
  if (known.length === 0) return null;
  return (
    <dl className="facts">
      {known.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
