import { IconAlertTriangle, IconCheck, IconClock, IconPoint } from "@tabler/icons-react";
import type { ReactNode } from "react";

/** What a colour may say: urgency and state, nothing else. */
export type Tone = "plain" | "today" | "overdue" | "ready";

const ICONS = { plain: IconPoint, today: IconClock, overdue: IconAlertTriangle, ready: IconCheck } as const;
const COLOURS = { plain: "inherit", today: "var(--due-today)", overdue: "var(--due-overdue)", ready: "var(--ready)" } as const;

/** A word with its colour and sign, never colour alone. */
export function Pill({ tone, children }: { tone: Tone; children: ReactNode }): ReactNode {
  const Icon = ICONS[tone];
  return (
    <span
      style={{
        color: COLOURS[tone],
        display: "inline-flex",
        alignItems: "center",
        gap: 4,
        fontWeight: tone === "plain" ? undefined : 600,
        whiteSpace: "nowrap",
      }}
    >
      <Icon size={16} aria-hidden style={{ flexShrink: 0 }} />
      {children}
    </span>
  );
}
