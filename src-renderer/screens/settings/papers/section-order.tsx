import { ActionIcon, Checkbox, Input } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconGripVertical } from "@tabler/icons-react";
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import type { PageSection } from "../../../../src-main/domain/shop/paper-layout.ts";
import { EXPLAINED_BELOW } from "../../../components/field-grid.tsx";
import { moved } from "../../../components/move.ts";
import { useText } from "../../../components/text.tsx";

type SectionOrderProps = {
  readonly choices: readonly PageSection[];
  /** Those that cannot be left out. */
  readonly fixed: readonly PageSection[];
  /** The chosen ones in their order. */
  readonly value: readonly PageSection[];
  readonly onChange: (value: readonly PageSection[]) => void;
};

/** Which sections a page has and in which order: ticked by Space, moved by Alt and an arrow, by buttons or by dragging. */
export function SectionOrder({ choices, fixed, value, onChange }: SectionOrderProps): ReactNode {
  const { t } = useText();
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const [dragged, setDragged] = useState<PageSection | null>(null);
  // A row that moves takes what has the keyboard out of the document and in again.
  const [back, setBack] = useState<{ readonly section: PageSection; readonly part: string } | null>(null);
  useEffect(() => {
    if (!back) return;
    const row = list.current?.querySelector(`[data-section=${back.section}]`);
    const part =
      row?.querySelector<HTMLElement>(`[data-part=${back.part}]:not(:disabled)`) ?? row?.querySelector<HTMLElement>("button:not(:disabled)");
    part?.focus();
    setBack(null);
  }, [back]);
  const rows = [...value, ...choices.filter((section) => !value.includes(section))];
  const move = (section: PageSection, by: -1 | 1, part: string): void => {
    onChange(moved(value, value.indexOf(section), by));
    setBack({ section, part });
  };
  const moveByKey = (event: KeyboardEvent, section: PageSection): void => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const part = (event.target as HTMLElement).dataset["part"] ?? "tick";
    move(section, event.key === "ArrowUp" ? -1 : 1, part);
  };
  const toggle = (section: PageSection): void => onChange(value.includes(section) ? value.filter((other) => other !== section) : [...value, section]);
  const dropOn = (section: PageSection): void => {
    setDragged(null);
    if (dragged === null || dragged === section || !value.includes(section)) return;
    const others = value.filter((other) => other !== dragged);
    const down = value.indexOf(dragged) < value.indexOf(section);
    onChange(others.toSpliced(others.indexOf(section) + (down ? 1 : 0), 0, dragged));
  };
  return (
    <Input.Wrapper
      label={t("papers.sections")}
      description={t("papers.sections.why")}
      inputWrapperOrder={EXPLAINED_BELOW}
      labelElement="div"
      labelProps={{ id }}
      descriptionProps={{ mt: 6 }}
    >
      <ul className="papers-sections" ref={list} aria-labelledby={id}>
        {rows.map((section) => {
          const word = t(`page-section.${section}`);
          const at = value.indexOf(section);
          return (
            <li
              key={section}
              data-section={section}
              data-dragged={dragged === section || undefined}
              draggable={at >= 0}
              onDragStart={({ dataTransfer }) => {
                // Some browsers drag nothing that says nothing.
                dataTransfer.setData("text/plain", word);
                dataTransfer.effectAllowed = "move";
                setDragged(section);
              }}
              onDragEnd={() => setDragged(null)}
              onDragOver={(event) => dragged !== null && at >= 0 && event.preventDefault()}
              onDrop={(event) => {
                event.preventDefault();
                dropOn(section);
              }}
              onKeyDown={(event) => moveByKey(event, section)}
            >
              <IconGripVertical size={16} aria-hidden visibility={at >= 0 ? undefined : "hidden"} />
              {fixed.includes(section) ? (
                <span className="papers-fixed">
                  {word} <small>{t("papers.sections.fixed")}</small>
                </span>
              ) : (
                <Checkbox data-part="tick" label={word} checked={at >= 0} onChange={() => toggle(section)} />
              )}
              {at >= 0 && (
                <>
                  <ActionIcon
                    data-part="up"
                    size={40}
                    disabled={at === 0}
                    aria-label={t("list.up", { word })}
                    title={t("list.up", { word })}
                    onClick={() => move(section, -1, "up")}
                  >
                    <IconArrowUp size={18} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    data-part="down"
                    size={40}
                    disabled={at === value.length - 1}
                    aria-label={t("list.down", { word })}
                    title={t("list.down", { word })}
                    onClick={() => move(section, 1, "down")}
                  >
                    <IconArrowDown size={18} aria-hidden />
                  </ActionIcon>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </Input.Wrapper>
  );
}
