import { Button, SegmentedControl, Select, TextInput } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import type { KeyboardEvent, ReactNode, Ref } from "react";
import { PRIORITIES } from "../../../src-main/domain/orders/order.ts";
import { QUEUE_SORTS } from "../../../src-main/domain/orders/queue.ts";
import type { Person } from "../../../src-main/domain/shop/shop.ts";
import { KeyHint } from "../../components/keys.tsx";
import { useText } from "../../components/text.tsx";
import type { Choice } from "./filter.ts";

type HeadLineProps = {
  readonly choice: Choice;
  readonly people: readonly Person[];
  readonly text: string;
  readonly textField: Ref<HTMLInputElement>;
  readonly panelOpen: boolean;
  readonly onPanel: () => void;
  readonly onText: (text: string) => void;
  readonly onLeaveText: () => void;
  readonly onChoice: (choice: Choice) => void;
};

const ALL = "all";
const NOBODY = "nobody";

/** What is looked for, whose, how urgent, in which order, and as what. */
export function HeadLine({ choice, people, text, textField, panelOpen, onPanel, onText, onLeaveText, onChoice }: HeadLineProps): ReactNode {
  const { t } = useText();
  const { filter } = choice;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" && event.key !== "ArrowDown") return;
    event.preventDefault();
    onLeaveText();
  };
  return (
    <div className="queue-head">
      <TextInput
        ref={textField}
        className="queue-text"
        aria-label={t("queue.text")}
        placeholder={t("queue.text.placeholder")}
        maxLength={200}
        autoComplete="off"
        leftSection={<IconFilter size={18} aria-hidden />}
        rightSection={<KeyHint combo="/" />}
        value={text}
        onChange={({ currentTarget }) => onText(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Button className="queue-panel-button" variant="default" aria-expanded={panelOpen} onClick={onPanel}>
        {t("queue.filters")}
      </Button>
      <div className="queue-selects">
        <Select
          aria-label={t("queue.technician")}
          allowDeselect={false}
          data={[
            { value: ALL, label: t("queue.technician.all") },
            { value: NOBODY, label: t("queue.technician.nobody") },
            ...people.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={filter.technicianId === undefined ? ALL : (filter.technicianId ?? NOBODY)}
          onChange={(value) =>
            onChoice({
              ...choice,
              filter: { ...filter, technicianId: value === ALL || value === null ? undefined : value === NOBODY ? null : value },
            })
          }
        />
        <Select
          aria-label={t("queue.priority")}
          allowDeselect={false}
          data={[
            { value: ALL, label: t("queue.priority.all") },
            ...PRIORITIES.toReversed().map((priority) => ({ value: priority, label: t(`priority.${priority}`) })),
          ]}
          value={filter.priority ?? ALL}
          onChange={(value) => onChoice({ ...choice, filter: { ...filter, priority: PRIORITIES.find((priority) => priority === value) } })}
        />
        <Select
          aria-label={t("queue.sort")}
          allowDeselect={false}
          data={QUEUE_SORTS.map((sort) => ({ value: sort, label: t(`queue.sort.${sort}`) }))}
          value={choice.sort}
          onChange={(value) => onChoice({ ...choice, sort: QUEUE_SORTS.find((sort) => sort === value) ?? choice.sort })}
        />
      </div>
      <div className="queue-view">
        <SegmentedControl
          aria-label={t("queue.view")}
          data={[
            { value: "list", label: t("queue.view.list") },
            { value: "board", label: t("queue.view.board") },
          ]}
          value={choice.view}
          onChange={(view) => onChoice({ ...choice, view: view === "board" ? "board" : "list" })}
        />
        <KeyHint combo="B" />
      </div>
    </div>
  );
}
