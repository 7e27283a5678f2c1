import { ActionIcon, Button } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useRef, useState, type ReactNode } from "react";
import { formatMoney, formatQuantity } from "../../../src-main/domain/ground/money.ts";
import type { OrderLine, OrderPage } from "../../../src-main/domain/orders/order.ts";
import { client } from "../../client/client.ts";
import { useCalmKeys } from "../../components/calm-keys.ts";
import { KeyHint } from "../../components/keys.tsx";
import { focusForm } from "../../components/placed-form.tsx";
import { useText } from "../../components/text.tsx";
import { useKeptForm } from "../../stores/kept-form.ts";
import { ChangedNotice } from "./changed-notice.tsx";
import { begin, isUntouched, type Kept } from "./kept.ts";
import { LineForm, lineOf, type LineText } from "./line-form.tsx";
import { seenOf, useChange } from "./use-change.ts";

const KINDS = ["work", "part"] as const;
const KEYS = { work: "W", part: "P" } as const;

/** Work and parts with quantity and price; each is added, changed and removed in its place. */
export function Lines({ page }: { page: OrderPage }): ReactNode {
  const { order } = page;
  const { t } = useText();
  const open = order.closedAt === null;
  const formId = `line-${order.id}`;
  const [kept, keep] = useKeptForm<Kept<LineText>>(`${order.id}:line`);
  const openers = useRef<Partial<Record<string, HTMLButtonElement | null>>>({});
  const edit = (kind: OrderLine["kind"], line?: OrderLine): void => {
    // What was typed into another line is not thrown away for this one.
    if (!kept || isUntouched(kept)) keep(begin(page, lineOf(kind, order.currency, line)));
    else focusForm(formId);
  };
  useCalmKeys(open ? KINDS.map((kind) => ({ combo: KEYS[kind], label: t(`order.line.add-${kind}`), run: () => edit(kind) })) : []);
  const back = (): void => openers.current[kept?.form.lineId ?? kept?.form.kind ?? "work"]?.focus();
  const close = (): void => {
    keep(null);
    back();
  };
  const form = kept && (
    <LineForm
      id={formId}
      key={kept.form.lineId ?? kept.form.kind}
      order={order}
      kept={kept}
      keep={keep}
      onClose={close}
      onLeave={isUntouched(kept) ? close : back}
    />
  );
  return KINDS.map((kind) => {
    const lines = order.lines.filter((line) => line.kind === kind);
    if (!open && lines.length === 0) return null;
    return (
      <div key={kind} className="lines">
        <div className="lines-head">
          <h3>{t(`paper.lines.${kind}`)}</h3>
          {open && (
            <Button
              ref={(button) => {
                openers.current[kind] = button;
              }}
              variant="subtle"
              size="compact-sm"
              onClick={() => edit(kind)}
              rightSection={<KeyHint combo={KEYS[kind]} />}
            >
              {t(`order.line.add-${kind}`)}
            </Button>
          )}
        </div>
        {lines.length > 0 && (
          <ul>
            {lines.map((line) => (
              <li key={line.id}>
                <LineRow
                  page={page}
                  line={line}
                  editRef={(button) => {
                    openers.current[line.id] = button;
                  }}
                  onEdit={() => edit(kind, line)}
                  onRemoved={() => openers.current[kind]?.focus()}
                />
                {kept?.form.lineId === line.id && form}
              </li>
            ))}
          </ul>
        )}
        {kept?.form.lineId === null && kept.form.kind === kind && form}
      </div>
    );
  });
}

type LineRowProps = {
  readonly page: OrderPage;
  readonly line: OrderLine;
  readonly editRef: (button: HTMLButtonElement | null) => void;
  readonly onEdit: () => void;
  readonly onRemoved: () => void;
};

function LineRow({ page, line, editRef, onEdit, onRemoved }: LineRowProps): ReactNode {
  const { order } = page;
  const { t, language } = useText();
  const { busy, news, send } = useChange(order.id);
  const [asked, setAsked] = useState(false);
  const money = (minor: number): string => formatMoney({ minor, currency: order.currency }, language);
  const remove = (): void =>
    void send(seenOf(page), (target) => client.order.removeLine({ ...target, lineId: line.id }), { done: onRemoved, again: remove });
  return (
    <>
      <div className="line">
        <span className="line-title">{line.title}</span>
        <span className="number quiet">
          {formatQuantity(line.quantityMilli, language)} × {money(line.unitMinor)}
        </span>
        <span className="number">{money(line.totalMinor)}</span>
        {order.closedAt === null && (
          <span className="line-actions">
            <ActionIcon ref={editRef} aria-label={t("order.line.edit", { title: line.title })} onClick={onEdit}>
              <IconPencil size={18} aria-hidden />
            </ActionIcon>
            <ActionIcon aria-label={t("order.line.remove", { title: line.title })} aria-expanded={asked} onClick={() => setAsked(!asked)}>
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </span>
        )}
      </div>
      {asked && (
        <div
          className="form-row"
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.preventDefault();
            setAsked(false);
          }}
        >
          <Button autoFocus color="red" variant="light" loading={busy} onClick={remove}>
            {t("order.line.remove-yes")}
          </Button>
          <Button variant="subtle" onClick={() => setAsked(false)}>
            {t("order.line.keep")}
          </Button>
        </div>
      )}
      <ChangedNotice news={news} currency={order.currency} />
    </>
  );
}
