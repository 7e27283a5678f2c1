import { useEffect, useRef, type KeyboardEvent, type ReactNode, type SyntheticEvent } from "react";
import { flushSync } from "react-dom";
import "./placed-form.css";

type PlacedFormProps = {
  readonly id: string;
  readonly label: string;
  /** Sentences by the field that they are about. */
  readonly errors: Readonly<Record<string, string>>;
  /** Whether the form always stands there: one that was just opened takes the keyboard. */
  readonly standing?: boolean;
  readonly onSend: () => void;
  /** One step back, without losing text. */
  readonly onLeave: () => void;
  readonly children: ReactNode;
};

/** Fields that are typed into; a choice beside them can wait. */
const FIELDS = "textarea, select, input:not([type=radio])";

/** Brings the keyboard into a form that is open. @returns false where it is not */
export function focusForm(id: string): boolean {
  const field = document.getElementById(id)?.querySelector<HTMLElement>(FIELDS);
  field?.focus();
  if (field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type === "text"))
    field.setSelectionRange(field.value.length, field.value.length);
  return field !== null && field !== undefined;
}

/** Sends a form that is still open once more, with what stands in it now. */
export const sendAgain = (id: string) => (): void => (document.getElementById(id) as HTMLFormElement | null)?.requestSubmit();

/** Lets a field that reads its text when it is left (a day, a list) do so now, and goes back to it. */
export function leaveField(within: Element | null): void {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement) || !within?.contains(field)) return;
  flushSync(() => field.blur());
  field.focus();
}

/** A form in its place on the screen: Ctrl+Enter sends it, Esc leaves it, the first wrong field gets the focus. */
export function PlacedForm({ id, label, errors, standing = false, onSend, onLeave, children }: PlacedFormProps): ReactNode {
  const latest = useRef(onSend);
  latest.current = onSend;
  useEffect(() => {
    if (standing) return;
    focusForm(id);
    document.getElementById(id)?.scrollIntoView({ block: "nearest" });
  }, [id, standing]);
  useEffect(() => {
    if (Object.keys(errors).length > 0) document.getElementById(id)?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [errors, id]);

  const onSubmit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    leaveField(event.currentTarget);
    latest.current();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.currentTarget.requestSubmit();
    }
    if (event.key === "Escape" && !event.defaultPrevented) {
      event.preventDefault();
      onLeave();
    }
  };
  return (
    <form id={id} aria-label={label} className="placed-form" noValidate onSubmit={onSubmit} onKeyDown={onKeyDown}>
      {children}
    </form>
  );
}
