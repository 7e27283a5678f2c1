import { IconChevronsUp, IconChevronUp, IconUserQuestion } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Priority } from "../../../src-main/domain/orders/order.ts";
import type { OrderSummary } from "../../../src-main/domain/orders/queue.ts";
import { ageText } from "../../components/age.ts";
import { useText } from "../../components/text.tsx";
import { isUntaken } from "./times.ts";

/** Says that an order is more urgent than usual; nothing for the usual ones. */
export function PriorityMark({ priority }: { priority: Priority }): ReactNode {
  const { t } = useText();
  if (priority !== "urgent" && priority !== "high") return null;
  const Icon = priority === "urgent" ? IconChevronsUp : IconChevronUp;
  return (
    <span className="queue-mark" data-tone={priority === "urgent" ? "overdue" : "today"}>
      <Icon size={14} aria-hidden />
      {t(`priority.${priority}`)}
    </span>
  );
}

/** Who does an order; stands out where nobody has taken it for too long. */
export function Technician({ row, now, untakenHours }: { row: OrderSummary; now: number; untakenHours: number }): ReactNode {
  const texts = useText();
  const { t } = texts;
  if (row.technician !== null)
    return (
      <span className="queue-cut" title={row.technician}>
        {row.technician}
      </span>
    );
  if (!isUntaken(row, now, untakenHours)) return <span className="quiet queue-cut">{t("queue.nobody")}</span>;
  const text = t("queue.nobody-for", { age: ageText(row.receivedAt, now, texts) });
  return (
    <span className="queue-mark" data-tone="today" title={text}>
      <IconUserQuestion size={14} aria-hidden />
      <span className="queue-cut">{text}</span>
    </span>
  );
}
