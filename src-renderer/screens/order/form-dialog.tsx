import { Button, type ModalProps } from "@mantine/core";
import { useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import type { Order, OrderPage } from "../../../src-main/domain/orders/order.ts";
import type { Target } from "../../../src-main/domain/orders/order-change.ts";
import { Dialog } from "../../components/dialog.tsx";
import { KeyHint } from "../../components/keys.tsx";
import { PlacedForm, sendAgain } from "../../components/placed-form.tsx";
import { useText } from "../../components/text.tsx";
import type { FieldErrors } from "../../stores/explain.ts";
import { useKeptForm } from "../../stores/kept-form.ts";
import { ChangedNotice } from "./changed-notice.tsx";
import { begin, follow, isUntouched, type Kept } from "./kept.ts";
import { useChange } from "./use-change.ts";

/** A way to send a form: Ctrl+Enter sends it the first way, Alt+Enter the second. */
const COMBOS = ["Ctrl+Enter", "Alt+Enter"] as const;

type FormDialogProps<Form extends object> = {
  readonly page: OrderPage;
  /** Names the form among those of the order that are kept while they are open. */
  readonly name: string;
  readonly title: string;
  readonly size?: ModalProps["size"];
  /** What the form says when it is begun. */
  readonly fresh: (page: OrderPage) => Form;
  /** Fields that can show what is wrong with them. */
  readonly fields: readonly string[];
  /** What the buttons say, the usual one first. */
  readonly ways: (form: Form) => readonly string[];
  /** Gives null where nothing was sent after all. */
  readonly send: (target: Target, form: Form, way: number) => Promise<Order | null>;
  /** Set while a question stands in the form's place: one step back leaves the question only. */
  readonly onBack?: (() => void) | undefined;
  readonly onClose: () => void;
  readonly children: (form: Form, set: (change: Partial<Form>) => void, errors: FieldErrors) => ReactNode;
};

/** A change of the order as a form in a dialog. What was typed outlives Esc; only sending and discarding forget it. */
export function FormDialog<Form extends object>(props: FormDialogProps<Form>): ReactNode {
  const { page, name, title, size, fresh, fields, send: call, onBack, onClose, children } = props;
  const { order } = page;
  const { t } = useText();
  const [first] = useState(() => begin(page, fresh(page)));
  const [typed, keep] = useKeptForm<Kept<Form>>(`${order.id}:${name}`);
  const kept = typed ?? first;
  const { form, seen } = kept;
  const ways = props.ways(form);
  const { busy, news, errors, send } = useChange(order.id);
  const formId = `${name}-${order.id}`;
  const way = useRef(0);

  const leave = (): void => {
    if (onBack) return onBack();
    if (isUntouched(kept)) keep(null);
    onClose();
  };
  const discard = (): void => {
    keep(null);
    onClose();
  };
  const submit = (): void => {
    const chosen = way.current;
    way.current = 0;
    void send(seen, (target) => call(target, form, chosen), {
      fields,
      done: discard,
      changed: (now) => keep(follow(kept, now, fresh(now))),
      again: () => {
        way.current = chosen;
        sendAgain(formId)();
      },
    });
  };
  /** Before any part hears it: a list that is open would take the Enter of Ctrl+Enter for its own, and its Esc is not the form's. */
  const onKeyFirst = (event: KeyboardEvent): void => {
    const listed = event.target instanceof HTMLElement && event.target.ariaExpanded === "true";
    if (event.key === "Escape" && listed) event.preventDefault();
    if (event.key !== "Enter") return;
    const combined = event.ctrlKey || event.metaKey;
    if (!combined && !(event.altKey && ways.length > 1)) return;
    event.preventDefault();
    event.stopPropagation();
    way.current = combined ? 0 : 1;
    sendAgain(formId)();
  };
  /** What is sent here cannot be undone: Enter alone, a scanner's too, sends nothing. */
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
  };
  return (
    <Dialog title={title} size={size ?? "lg"} onClose={leave} onKeyDown={onKey}>
      <div onKeyDownCapture={onKeyFirst}>
        <ChangedNotice news={news} currency={order.currency} />
        <PlacedForm id={formId} label={title} errors={errors} onSend={submit} onLeave={leave}>
          {children(form, (change) => keep({ ...kept, form: { ...form, ...change } }), errors)}
          <div className="form-row">
            {ways.map((label, index) => (
              <Button
                key={label}
                type="submit"
                variant={index === 0 ? "filled" : "light"}
                loading={busy}
                onClick={() => {
                  way.current = index;
                }}
                rightSection={<KeyHint combo={COMBOS[index]!} />}
              >
                {label}
              </Button>
            ))}
            {!onBack && (
              <Button variant="subtle" onClick={discard}>
                {t("order.discard")}
              </Button>
            )}
          </div>
        </PlacedForm>
      </div>
    </Dialog>
  );
}
