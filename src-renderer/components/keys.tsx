import { Kbd } from "@mantine/core";
import { createContext, useContext, useEffect, useMemo, useRef, type ReactNode } from "react";

/**
 * A key of a screen. `combo` is written as it is printed, `Ctrl+K`, `J`, `Alt+1`, `?`, `Esc`, `Ctrl+Enter`; letters and
 * digits are matched by their place on the keyboard, so that they work in every layout.
 */
export type KeyBinding = { readonly combo: string; readonly label: string; readonly run: () => void; readonly inFields?: boolean };

type Registry = { readonly add: (bindings: { current: readonly KeyBinding[] }) => () => void; readonly all: () => readonly KeyBinding[] };

const KeysContext = createContext<Registry | null>(null);

const NAMES: Readonly<Record<string, string>> = { Enter: "Enter", Esc: "Escape", "/": "Slash", ArrowUp: "ArrowUp", ArrowDown: "ArrowDown" };

function matches(event: KeyboardEvent, combo: string): boolean {
  const parts = combo.split("+");
  const key = parts.at(-1) ?? "";
  const wants = (name: string): boolean => parts.slice(0, -1).includes(name);
  if ((event.ctrlKey || event.metaKey) !== wants("Ctrl") || event.altKey !== wants("Alt")) return false;
  if (key === "?") return event.key === "?";
  if (event.shiftKey !== wants("Shift")) return false;
  if (/^[A-Z]$/.test(key)) return event.code === `Key${key}`;
  if (/^\d$/.test(key)) return event.code === `Digit${key}` || event.code === `Numpad${key}`;
  if (key === "Enter") return event.key === "Enter";
  return event.code === (NAMES[key] ?? key) || event.key === (NAMES[key] ?? key);
}

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || (target.matches("input, textarea, select") && !target.matches("[type=checkbox], [type=radio], [type=button]")));

/**
 * Listens for the keys of all screens that are mounted inside; the one mounted last wins.
 * @param asleep true while the screens inside are hidden: their keys must not work behind what is shown
 */
export function KeysProvider({ asleep = false, children }: { asleep?: boolean; children: ReactNode }): ReactNode {
  const stacks = useRef<{ current: readonly KeyBinding[] }[]>([]);
  const registry = useMemo<Registry>(
    () => ({
      add: (bindings) => {
        stacks.current = [...stacks.current, bindings];
        return () => {
          stacks.current = stacks.current.filter((other) => other !== bindings);
        };
      },
      all: () => stacks.current.flatMap(({ current }) => current),
    }),
    [],
  );
  useEffect(() => {
    if (asleep) return;
    let dialogOpen = false;
    const isPlain = (event: KeyboardEvent): boolean => !event.ctrlKey && !event.altKey && !event.metaKey && !/^F\d/.test(event.key);
    const answer = (event: KeyboardEvent): boolean => {
      const found = registry
        .all()
        .findLast(
          ({ combo, inFields }) => matches(event, combo) && (inFields || !isPlain(event) || event.key === "Escape" || !isField(event.target)),
        );
      if (!found) return false;
      event.preventDefault();
      found.run();
      return true;
    };
    // Before any part hears it: a dialog's Esc closes it and must not reach the screen behind as well,
    // and a list would take the Enter of Ctrl+Enter for its own.
    const onKeyFirst = (event: KeyboardEvent): void => {
      dialogOpen = document.querySelector("[role=dialog][data-modal-content], [aria-modal=true]") !== null;
      if (!dialogOpen && !isPlain(event) && !event.isComposing && answer(event)) event.stopPropagation();
    };
    const onKey = (event: KeyboardEvent): void => {
      // A letter belongs to an open dialog, not to the screen behind it.
      if (event.defaultPrevented || event.isComposing || (dialogOpen && (isPlain(event) || event.key === "Escape"))) return;
      answer(event);
    };
    window.addEventListener("keydown", onKeyFirst, true);
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("keydown", onKeyFirst, true);
      window.removeEventListener("keydown", onKey);
    };
  }, [registry, asleep]);
  return <KeysContext value={registry}>{children}</KeysContext>;
}

function useRegistry(): Registry {
  const registry = useContext(KeysContext);
  if (!registry) throw new Error("no KeysProvider above");
  return registry;
}

/** Binds keys while the component is mounted. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const registry = useRegistry();
  const latest = useRef(bindings);
  latest.current = bindings;
  useEffect(() => registry.add(latest), [registry]);
}

/** Gives all keys that work right now, for the page that shows them. */
export const useAllKeys = (): (() => readonly KeyBinding[]) => useRegistry().all;

/** A key as it is printed on a button. */
export function KeyHint({ combo }: { combo: string }): ReactNode {
  const shown = combo.replace("Enter", "⏎").replace("ArrowUp", "↑").replace("ArrowDown", "↓").replaceAll("+", " ");
  return (
    <Kbd size="xs" aria-hidden="true" className="key-hint">
      {shown}
    </Kbd>
  );
}
