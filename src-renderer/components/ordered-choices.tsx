import { ActionIcon, Checkbox, Input, Text } from "@mantine/core";
import { IconArrowUp } from "@tabler/icons-react";
import { useId, type KeyboardEvent, type ReactNode } from "react";
import { moved } from "./move.ts";
import { useText } from "./text.tsx";

type OrderedChoicesProps<Value extends string> = {
  readonly label: string;
  readonly description?: string;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  /** What being first means, beside the first one. */
  readonly first: string;
  /** The chosen ones in their order. */
  readonly value: readonly Value[];
  readonly onChange: (value: readonly Value[]) => void;
  readonly error?: string;
};

/** Some of a few, in an order that counts: ticked by Space, moved by Alt and an arrow. */
export function OrderedChoices<Value extends string>({
  label,
  description,
  choices,
  first,
  value,
  onChange,
  error,
}: OrderedChoicesProps<Value>): ReactNode {
  const { t } = useText();
  const id = useId();
  const rows = [
    ...value.flatMap((chosen) => choices.filter((choice) => choice.value === chosen)),
    ...choices.filter((choice) => !value.includes(choice.value)),
  ];
  const toggle = (one: Value): void => onChange(value.includes(one) ? value.filter((other) => other !== one) : [...value, one]);
  const move = (event: KeyboardEvent, one: Value): void => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    onChange(moved(value, value.indexOf(one), event.key === "ArrowUp" ? -1 : 1));
  };
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div" labelProps={{ id }}>
      <div role="group" aria-labelledby={id}>
        {rows.map((choice) => {
          const at = value.indexOf(choice.value);
          return (
            <div key={choice.value} style={{ display: "flex", alignItems: "center", gap: 8, minHeight: 40, maxWidth: "20rem" }}>
              <Checkbox
                label={choice.label}
                checked={at >= 0}
                error={error !== undefined}
                onChange={() => toggle(choice.value)}
                onKeyDown={(event) => move(event, choice.value)}
              />
              {at === 0 && (
                <Text size="xs" c="var(--quiet)">
                  {first}
                </Text>
              )}
              {at > 0 && (
                <ActionIcon
                  ml="auto"
                  aria-label={t("list.up", { word: choice.label })}
                  title={t("list.up", { word: choice.label })}
                  onClick={() => onChange(moved(value, at, -1))}
                >
                  <IconArrowUp size={18} aria-hidden />
                </ActionIcon>
              )}
            </div>
          );
        })}
      </div>
    </Input.Wrapper>
  );
}
