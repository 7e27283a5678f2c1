import { Kbd, UnstyledButton } from "@mantine/core";
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import type { Person } from "../../../src-main/domain/shop/shop.ts";
import { useCalm } from "../../components/calm-keys.ts";
import { useKeys, type KeyBinding } from "../../components/keys.tsx";
import { useText } from "../../components/text.tsx";

type PeopleListProps = { readonly people: readonly Person[]; readonly chosenId: string | null; readonly onChoose: (person: Person) => void };

const DIGITS = 9;
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Everyone who works here; the first nine by a digit, all of them by arrows and Enter. */
export function PeopleList({ people, chosenId, onChoose }: PeopleListProps): ReactNode {
  const { t } = useText();
  const list = useRef<HTMLUListElement>(null);
  const calm = useCalm();
  useKeys(
    people.slice(0, DIGITS).map((person, index): KeyBinding => {
      const run = (): void => onChoose(person);
      // The figures of a code must sign nobody in; a PIN is asked for at once.
      return { combo: String(index + 1), label: person.name, run: person.hasPin ? run : calm(run) };
    }),
  );
  useEffect(() => {
    // Coming back from the PIN as well as at the start: the list is where the next key belongs.
    if (chosenId === null) list.current?.querySelector("button")?.focus();
  }, [chosenId]);
  const step = (event: KeyboardEvent<HTMLUListElement>): void => {
    const buttons = [...event.currentTarget.querySelectorAll("button")];
    const by = STEPS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[(at + by + buttons.length) % buttons.length]?.focus();
  };
  return (
    <ul className="sign-in-people" ref={list} aria-label={t("sign-in.people")} onKeyDown={step}>
      {people.map((person, index) => (
        <li key={person.id}>
          <UnstyledButton className="sign-in-person" aria-current={person.id === chosenId} title={person.name} onClick={() => onChoose(person)}>
            {index < DIGITS ? <Kbd aria-hidden>{index + 1}</Kbd> : <span />}
            <span className="sign-in-name">{person.name}</span>
            {!person.hasPin && <span className="quiet">{t("person.no-pin")}</span>}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
