import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { moved } from "../../../components/move.ts";
import { useText } from "../../../components/text.tsx";
import { useEditing } from "./editing.ts";
import { useItemKeys } from "./item-keys.ts";
import { ItemTools } from "./item-tools.tsx";
import { getIn, putIn, type Path } from "./pack-path.ts";
import { tidied } from "./pack-rules.ts";
import { reveal } from "./reveal.ts";

type ItemListProps<Item> = {
  readonly path: Path;
  readonly title: string;
  readonly description?: string;
  readonly addLabel: string;
  /** An item as it begins; rules that are new get an id that is free in the policy. */
  readonly fresh: () => Item;
  /** What the item is called on the buttons that move and remove it. */
  readonly nameOf: (item: Item) => string;
  /** Whether an emptied list is none. */
  readonly optional?: boolean;
  /** What a long list is looked through with, and which of its items are shown, so many at most. */
  readonly search?: { readonly field: ReactNode; readonly fits: (item: Item) => boolean; readonly most: number };
  readonly children: (path: Path, item: Item) => ReactNode;
};

/** Items of a policy in an order that counts: one more is added at the end, Alt and an arrow moves, each can be removed. */
export function ItemList<Item>({ path, title, description, addLabel, fresh, nameOf, optional, search, children }: ItemListProps<Item>): ReactNode {
  const { t } = useText();
  const { pack, change, errors } = useEditing();
  const list = useRef<HTMLOListElement>(null);
  const adder = useRef<HTMLButtonElement>(null);
  const id = useId();
  const field = path.join(".");
  const items = (getIn(pack, path) as readonly Item[] | undefined) ?? [];
  const keys = useItemKeys(items.length);
  const [added, setAdded] = useState(-1);
  const fitting = items.map((item, at) => ({ item, at })).filter(({ item, at }) => !search || at === added || search.fits(item));
  const shown = search ? fitting.filter(({ at }, place) => place < search.most || at === added) : fitting;

  const put = (next: readonly Item[]): void =>
    flushSync(() => change((whole) => tidied(putIn(whole, path, optional && next.length === 0 ? undefined : next))));
  const add = (): void => {
    setAdded(items.length);
    put([...items, fresh()]);
    void reveal(`${field}.${items.length}`);
  };
  const move = (at: number, by: -1 | 1): void => {
    const focused = document.activeElement as HTMLElement | null;
    keys.move(at, by);
    put(moved(items, at, by));
    // What moves in the document loses the focus.
    focused?.focus();
  };
  const remove = (at: number): void => {
    keys.remove(at);
    put(items.toSpliced(at, 1));
    setAdded(-1);
    const place = shown.findIndex((row) => row.at === at);
    const near = list.current?.children[Math.min(place, list.current.children.length - 1)]?.querySelector<HTMLElement>("summary, input, textarea");
    (near ?? adder.current)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const item = (event.target as HTMLElement).closest("[data-item]");
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : undefined;
    // A list within an item moves its own.
    if (by === undefined || !event.altKey || !item || item.parentElement !== event.currentTarget) return;
    event.preventDefault();
    event.stopPropagation();
    if (!search) move([...event.currentTarget.children].indexOf(item), by);
  };
  return (
    <div className="policy-list" role="group" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {description && <p className="quiet">{description}</p>}
      {errors[field] && (
        <p className="policy-wrong" role="alert">
          {errors[field]}
        </p>
      )}
      {search?.field}
      <ol ref={list} onKeyDownCapture={onKeyDown} data-path={field}>
        {shown.map(({ item, at }) => (
          <li key={keys.at(at)} data-item data-path={`${field}.${at}`}>
            {children([...path, at], item)}
            <ItemTools
              name={nameOf(item)}
              up={!search && at > 0}
              down={!search && at < items.length - 1}
              onMove={(by) => move(at, by)}
              onRemove={() => remove(at)}
            />
          </li>
        ))}
      </ol>
      <Button ref={adder} variant="default" leftSection={<IconPlus size={18} aria-hidden />} onClick={add}>
        {addLabel}
        {items.length === 0 && <span className="quiet policy-none">{t("policies.none-yet")}</span>}
      </Button>
    </div>
  );
}
