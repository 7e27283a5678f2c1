import type { KeyboardEvent, ReactNode } from "react";
import { KeyHint } from "./keys.tsx";
import "./choice-list.css";

/** Something to choose. One that cannot be chosen now says why. */
export type Choice = { readonly id: string; readonly label: string; readonly hint?: string; readonly why?: string };

type ChoiceListProps = {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly onChoose: (id: string) => void;
};

/** A key that went down, as the window or React tells it. */
type KeyPress = Pick<globalThis.KeyboardEvent, "code" | "target" | "ctrlKey" | "altKey" | "metaKey" | "shiftKey" | "preventDefault">;

const possible = (choices: readonly Choice[]): readonly Choice[] => choices.filter(({ why }) => why === undefined);

/** Takes the digit that names a choice; undefined for other keys, and while a text is typed. */
export function choiceOfKey(event: KeyPress, choices: readonly Choice[]): string | undefined {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
  if (!digit || typing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return undefined;
  const chosen = possible(choices)[Number(digit) - 1]?.id;
  // The digit must not also stand in the field that gets the focus now.
  if (chosen !== undefined) event.preventDefault();
  return chosen;
}

/** Choices below one another, each with its digit; the arrow keys walk, Enter chooses. What cannot be chosen stands there with the reason. */
export function ChoiceList({ label, choices, onChoose }: ChoiceListProps): ReactNode {
  const enabled = possible(choices);
  const walk = (event: KeyboardEvent<HTMLUListElement>): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>("button:enabled")];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };
  return (
    <ul className="choices" aria-label={label} onKeyDown={walk}>
      {choices.map((choice) => {
        const place = enabled.indexOf(choice);
        return (
          <li key={choice.id}>
            <button type="button" disabled={choice.why !== undefined} data-autofocus={place === 0 || undefined} onClick={() => onChoose(choice.id)}>
              <span className="choice-text">
                <span className="choice-label">{choice.label}</span>
                {(choice.why ?? choice.hint) && <span className="choice-hint">{choice.why ?? choice.hint}</span>}
              </span>
              {place >= 0 && place < 9 && <KeyHint combo={String(place + 1)} />}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
