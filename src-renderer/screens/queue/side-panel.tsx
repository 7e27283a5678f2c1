import { Button, VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle, IconClock, IconFilterOff, IconUser, IconUserQuestion } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { QueueCounts } from "../../../src-main/domain/orders/queue.ts";
import { KeyHint } from "../../components/keys.tsx";
import { useText } from "../../components/text.tsx";
import { OPEN_STATES, RARE_STATES, type Filter } from "./filter.ts";

type SidePanelProps = {
  readonly counts: QueueCounts | undefined;
  readonly filter: Filter;
  readonly meId: string;
  readonly untakenHours: number;
  /** Whether anything is filtered, here or elsewhere. */
  readonly filtered: boolean;
  readonly onFilter: (filter: Filter) => void;
  readonly onClear: () => void;
};

/** How many orders stand where, and which need attention; each is a filter. */
export function SidePanel({ counts, filter, meId, untakenHours, filtered, onFilter, onClear }: SidePanelProps): ReactNode {
  const { t } = useText();
  const toggled = <T,>(now: T, value: T): T | undefined => (now === value ? undefined : value);
  return (
    <div className="queue-side">
      <div className="queue-title">
        <h1>{t("queue.title")}</h1>
        {filtered && (
          <Button variant="default" px="xs" title={t("queue.clear")} onClick={onClear} rightSection={<KeyHint combo="Esc" />}>
            <IconFilterOff size={18} aria-hidden />
            <VisuallyHidden>{t("queue.clear")}</VisuallyHidden>
          </Button>
        )}
      </div>
      <div role="group" aria-label={t("queue.attention")}>
        <Toggle
          on={filter.due === "overdue"}
          tone="overdue"
          count={counts?.overdue}
          icon={<IconAlertTriangle size={16} aria-hidden />}
          onToggle={() => onFilter({ ...filter, due: toggled(filter.due, "overdue") })}
        >
          {t("queue.overdue")}
        </Toggle>
        <Toggle
          on={filter.due === "today"}
          tone="today"
          count={counts?.dueToday}
          icon={<IconClock size={16} aria-hidden />}
          onToggle={() => onFilter({ ...filter, due: toggled(filter.due, "today") })}
        >
          {t("queue.due-today")}
        </Toggle>
        <Toggle
          on={filter.untaken === true}
          tone="today"
          count={counts?.untaken}
          icon={<IconUserQuestion size={16} aria-hidden />}
          onToggle={() => onFilter({ ...filter, untaken: filter.untaken ? undefined : true })}
        >
          {t("queue.untaken", { hours: untakenHours })}
        </Toggle>
        <Toggle
          on={filter.technicianId === meId}
          count={counts?.mine}
          icon={<IconUser size={16} aria-hidden />}
          onToggle={() => onFilter({ ...filter, technicianId: toggled(filter.technicianId, meId) })}
        >
          {t("queue.mine")}
        </Toggle>
      </div>
      <h2 id="queue-states">
        {t("queue.states")}
        {counts && <span title={t("queue.open-orders", { count: counts.total })}>{counts.total}</span>}
      </h2>
      <div role="group" aria-labelledby="queue-states">
        {OPEN_STATES.map((state) => {
          const on = filter.states.includes(state);
          if (!on && counts && !counts.states[state] && RARE_STATES.includes(state)) return null;
          return (
            <Toggle
              key={state}
              on={on}
              count={counts && (counts.states[state] ?? 0)}
              onToggle={() => onFilter({ ...filter, states: OPEN_STATES.filter((other) => (other === state ? !on : filter.states.includes(other))) })}
            >
              {t(`state.${state}`)}
            </Toggle>
          );
        })}
      </div>
    </div>
  );
}

type ToggleProps = {
  readonly on: boolean;
  readonly count: number | undefined;
  readonly tone?: "overdue" | "today";
  readonly icon?: ReactNode;
  readonly children: string;
  readonly onToggle: () => void;
};

function Toggle({ on, count, tone, icon, children, onToggle }: ToggleProps): ReactNode {
  return (
    <button
      type="button"
      className="queue-toggle"
      aria-pressed={on}
      data-tone={count ? tone : undefined}
      data-none={count === 0 || undefined}
      title={children}
      onClick={onToggle}
    >
      {icon}
      <span className="queue-cut">{children}</span>
      <span className="number">{count}</span>
    </button>
  );
}
