import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from "@tabler/icons-react";
import { useId, useRef, type KeyboardEvent, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { wordOr } from "../../components/labels.ts";
import { moved } from "../../components/move.ts";
import { useText } from "../../components/text.tsx";

type WordListProps = {
  readonly title: string;
  /** Shipped words have a text `<family>.<id>`. */
  readonly family: string;
  readonly shipped: readonly string[];
  readonly words: readonly string[];
  readonly onChange: (words: readonly string[]) => void;
  readonly errorAt: (index: number) => string | undefined;
};

/** Words in an order that counts, each changed where it stands: Enter adds one below, Alt and an arrow moves, an emptied one goes. */
export function WordList({ title, family, shipped, words, onChange, errorAt }: WordListProps): ReactNode {
  const texts = useText();
  const { t } = texts;
  const list = useRef<HTMLOListElement>(null);
  const id = useId();
  const show = (word: string): string => wordOr(texts, family, word);
  /** A shipped word keeps its id, and with it its name in every language, as long as it reads as shipped. */
  const stored = (typed: string): string => shipped.find((word) => show(word) === typed.trim()) ?? typed;

  const put = (next: readonly string[], focus: number): void => {
    flushSync(() => onChange(next));
    list.current?.querySelectorAll("input")[Math.max(0, Math.min(focus, next.length - 1))]?.focus();
  };
  const add = (at: number): void => put(words.toSpliced(at, 0, ""), at);
  const move = (at: number, by: -1 | 1): void => put(moved(words, at, by), at + by);
  const remove = (at: number, focus: number): void => put(words.toSpliced(at, 1), focus);
  const onKeyDown = (event: KeyboardEvent, at: number): void => {
    const run = keyOf(event, words[at] === "");
    if (!run) return;
    event.preventDefault();
    if (run === "add") add(at + 1);
    else if (run === "up" || run === "down") move(at, run === "up" ? -1 : 1);
    else if (run === "previous" || run === "next") list.current?.querySelectorAll("input")[at + (run === "next" ? 1 : -1)]?.focus();
    else remove(at, run === "back" ? at - 1 : at);
  };
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ol className="settings-words" ref={list}>
        {words.map((word, index) => (
          // A word may be typed anew at its place: the place is what stays.
          <li key={index}>
            <TextInput
              aria-label={t("settings.lists.word", { place: index + 1 })}
              autoComplete="off"
              maxLength={100}
              value={show(word)}
              onChange={({ currentTarget }) => onChange(words.with(index, stored(currentTarget.value)))}
              onKeyDown={(event) => onKeyDown(event, index)}
              error={errorAt(index)}
            />
            <ActionIcon
              tabIndex={-1}
              aria-label={t("list.up", { word: show(word) })}
              title={t("list.up", { word: show(word) })}
              disabled={index === 0}
              onClick={() => move(index, -1)}
            >
              <IconArrowUp size={18} aria-hidden />
            </ActionIcon>
            <ActionIcon
              tabIndex={-1}
              aria-label={t("list.down", { word: show(word) })}
              title={t("list.down", { word: show(word) })}
              disabled={index === words.length - 1}
              onClick={() => move(index, 1)}
            >
              <IconArrowDown size={18} aria-hidden />
            </ActionIcon>
            <ActionIcon
              tabIndex={-1}
              aria-label={t("list.remove", { word: show(word) })}
              title={t("list.remove", { word: show(word) })}
              onClick={() => remove(index, index)}
            >
              <IconX size={18} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ol>
      <Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} onClick={() => add(words.length)}>
        {t("settings.lists.add")}
      </Button>
    </section>
  );
}

type WordKey = "add" | "up" | "down" | "previous" | "next" | "remove" | "back";

/** What a key in a word's field does; Backspace in an empty one takes it away, as in any list of tasks. */
function keyOf({ key, altKey, ctrlKey, metaKey }: KeyboardEvent, empty: boolean): WordKey | undefined {
  if (ctrlKey || metaKey) return key === "Delete" ? "remove" : undefined;
  if (key === "ArrowUp") return altKey ? "up" : "previous";
  if (key === "ArrowDown") return altKey ? "down" : "next";
  if (key === "Enter" && !altKey) return "add";
  return key === "Backspace" && empty ? "back" : undefined;
}
