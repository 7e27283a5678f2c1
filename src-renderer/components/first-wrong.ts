import { flushSync } from "react-dom";

/** Shows what is wrong in a form, opens the closed part that hides the first such field, and gives it the focus. */
export function showWrong(form: HTMLElement | null, show: () => void): void {
  flushSync(show);
  const wrong = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  wrong?.closest("details")?.setAttribute("open", "");
  wrong?.focus();
}
