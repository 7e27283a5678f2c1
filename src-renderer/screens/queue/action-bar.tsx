import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { mayHandBack } from "../../../src-main/domain/orders/order-state.ts";
import { deviceName } from "../../../src-main/domain/devices/device.ts";
import type { OrderSummary } from "../../../src-main/domain/orders/queue.ts";
import { KeyHint } from "../../components/keys.tsx";
import { wordOr } from "../../components/labels.ts";
import { useText } from "../../components/text.tsx";

/** What can be done with the chosen order. */
export type ChosenActs = {
  readonly open: () => void;
  readonly take: () => void;
  readonly assign: () => void;
  readonly move: () => void;
  readonly handBack: () => void;
};

/** The chosen order and what can be done with it, a key on each. */
export function ActionBar({ row, acts }: { row: OrderSummary; acts: ChosenActs }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const device = deviceName(row, wordOr(texts, "category", row.category));
  const line = `${device} · ${row.customer}`;
  const ready = mayHandBack(row.state);
  return (
    <div className="queue-acts" role="group" aria-label={t("queue.actions")}>
      <span className="queue-chosen">
        <strong className="number">{row.number}</strong>
        <span className="quiet queue-cut" title={`${line}\n${row.fault}`}>
          {line}
        </span>
      </span>
      <Button variant="default" onClick={acts.take} rightSection={<KeyHint combo="T" />}>
        {t("queue.take")}
      </Button>
      <Button variant="default" onClick={acts.assign} rightSection={<KeyHint combo="A" />}>
        {t("queue.assign")}
      </Button>
      <Button variant="default" onClick={acts.move} rightSection={<KeyHint combo="M" />}>
        {t("queue.move")}
      </Button>
      {ready && (
        <Button variant="default" onClick={acts.handBack} rightSection={<KeyHint combo="H" />}>
          {t("queue.hand-back")}
        </Button>
      )}
      <Button onClick={acts.open} rightSection={<KeyHint combo="Enter" />}>
        {t("queue.open")}
      </Button>
    </div>
  );
}
