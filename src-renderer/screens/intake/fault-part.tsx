import { Autocomplete, Button, Group, Pill } from "@mantine/core";
import type { KeyboardEvent, ReactNode } from "react";
import { KeyHint, useKeys } from "../../components/keys.tsx";
import { wordOr } from "../../components/labels.ts";
import { FieldColumns, useFieldProps } from "../../components/path-field.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { useText } from "../../components/text.tsx";
import { changeDraft, useDraft } from "../../stores/draft.ts";
import { useSession } from "../../stores/session.ts";

/** Keys of the usual accessories, in their order. */
const ACCESSORY_KEYS = ["Q", "W", "R", "T", "Y", "U", "I", "O", "P", "G", "H"] as const;
const NO_WORDS: readonly string[] = [];

function LongField({ name, label, required }: { name: "fault" | "condition"; label: string; required?: boolean }): ReactNode {
  const value = useDraft(({ form }) => form[name]);
  return (
    <TextArea
      {...useFieldProps({ path: name, label, span: 6 })}
      required={required}
      minRows={2}
      maxRows={8}
      value={value}
      onChange={({ currentTarget }) => changeDraft({ [name]: currentTarget.value })}
    />
  );
}

/** What came along: typed and added with Enter, or one key for the shop's usual ones. */
function Accessories(): ReactNode {
  const texts = useText();
  const { t } = texts;
  const accessories = useDraft(({ form }) => form.accessories);
  const typing = useDraft(({ form }) => form.accessory);
  const usual = useSession(({ welcome }) => welcome?.settings.accessories ?? NO_WORDS);
  const nameOf = (id: string): string => wordOr(texts, "accessory", id);
  const toggle = (id: string): void =>
    changeDraft({ accessories: accessories.includes(id) ? accessories.filter((other) => other !== id) : [...accessories, id] });
  // A shipped accessory is kept by its id, so that the papers name it in the customer's language.
  const idOf = (word: string): string => usual.find((id) => nameOf(id).toLowerCase() === word.toLowerCase()) ?? word;
  const add = (): void => {
    const word = typing.trim();
    if (word !== "") changeDraft({ accessories: [...accessories, idOf(word)], accessory: "" });
  };
  useKeys(
    usual.slice(0, ACCESSORY_KEYS.length).map((id, index) => ({
      combo: `Alt+${ACCESSORY_KEYS[index]}`,
      label: t("intake.usual-accessory", { name: nameOf(id) }),
      run: () => toggle(id),
      inFields: true,
    })),
  );
  const field = useFieldProps({ path: "accessories", label: t("intake.accessories"), span: 4 });
  return (
    <>
      <Autocomplete
        {...field}
        placeholder={t("intake.accessory-placeholder")}
        // The usual ones stand beside it already.
        openOnFocus={false}
        autoComplete="off"
        value={typing}
        onChange={(text) => changeDraft({ accessory: text })}
        onOptionSubmit={(word) => {
          toggle(idOf(word));
          setTimeout(() => changeDraft({ accessory: "" }));
        }}
        data={usual.filter((id) => !accessories.includes(id)).map(nameOf)}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === "Enter" && !event.ctrlKey) add();
          if (event.key === "Backspace" && typing === "" && accessories.length > 0) {
            event.preventDefault();
            changeDraft({ accessories: accessories.slice(0, -1), accessory: nameOf(accessories.at(-1) ?? "") });
          }
        }}
      />
      <div style={{ gridColumn: "span 8" }}>
        <div className="mantine-InputWrapper-label">{t("intake.usual")}</div>
        <Group gap={4}>
          {usual.map((id, index) => (
            <Button
              key={id}
              size="compact-sm"
              mih={32}
              variant={accessories.includes(id) ? "light" : "default"}
              aria-pressed={accessories.includes(id)}
              onClick={() => toggle(id)}
              rightSection={ACCESSORY_KEYS[index] && <KeyHint combo={ACCESSORY_KEYS[index]} />}
              px={6}
              fw={500}
            >
              {nameOf(id)}
            </Button>
          ))}
        </Group>
      </div>
      {accessories.length > 0 && (
        <Pill.Group style={{ gridColumn: "span 12" }} component="ol" aria-label={t("intake.accessories")} p={0} m={0}>
          {accessories.map((id, index) => (
            <Pill
              key={`${index} ${id}`}
              component="li"
              size="lg"
              withRemoveButton
              removeButtonProps={{ "aria-label": t("intake.remove", { name: nameOf(id) }), tabIndex: 0, "aria-hidden": false }}
              onRemove={() => changeDraft({ accessories: accessories.filter((_, other) => other !== index) })}
            >
              {index + 1}. {nameOf(id)}
            </Pill>
          ))}
        </Pill.Group>
      )}
    </>
  );
}

/** What is wrong, how it looks, what came along. */
export function FaultPart(): ReactNode {
  const { t } = useText();
  return (
    <fieldset className="intake-part">
      <legend>{t("intake.what")}</legend>
      <FieldColumns>
        <LongField name="fault" label={t("intake.fault")} required />
        <LongField name="condition" label={t("intake.condition")} />
        <Accessories />
      </FieldColumns>
    </fieldset>
  );
}
