import { Button, Group, PasswordInput, Text } from "@mantine/core";
import { useRef, useState, type FormEvent, type ReactNode } from "react";
import type { Person } from "../../../src-main/domain/shop/shop.ts";
import { client } from "../../client/client.ts";
import { Dialog } from "../../components/dialog.tsx";
import { KeyHint } from "../../components/keys.tsx";
import { useText } from "../../components/text.tsx";
import { fieldErrorsOf, report } from "../../stores/explain.ts";

type RemovePinProps = {
  readonly person: Person;
  readonly onClose: () => void;
  /** The PIN is gone: resolves when the screen knows it. */
  readonly onRemoved: () => Promise<void>;
};

/** Takes a person's PIN away once they have typed it. */
export function RemovePin({ person, onClose, onRemoved }: RemovePinProps): ReactNode {
  const texts = useText();
  const { t } = texts;
  const field = useRef<HTMLInputElement>(null);
  const [pin, setPin] = useState("");
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      await client.shop.removePin({ id: person.id, pin });
      await onRemoved();
    } catch (error) {
      setBusy(false);
      setPin("");
      const sentence = fieldErrorsOf(error, texts)["pin"];
      setWrong(sentence);
      if (sentence === undefined) report(error, texts, () => void submit());
      field.current?.focus();
    }
  };
  return (
    <Dialog title={t("settings.people.remove-pin.of", { name: person.name })} onClose={onClose}>
      <form noValidate onSubmit={(event) => void submit(event)}>
        <Text mb="sm">{t("settings.people.remove-pin.why", { name: person.name })}</Text>
        <PasswordInput
          ref={field}
          label={t("settings.people.present-pin")}
          inputMode="numeric"
          autoComplete="off"
          maxLength={8}
          data-autofocus
          visibilityToggleButtonProps={{ "aria-label": t("person.pin-show") }}
          value={pin}
          onChange={({ currentTarget }) => setPin(currentTarget.value)}
          error={wrong}
          errorProps={{ role: "alert" }}
          // Mantine marks every other input itself.
          aria-invalid={wrong ? true : undefined}
        />
        <Group mt="md" gap="xs">
          <Button type="submit" loading={busy} rightSection={<KeyHint combo="Enter" />}>
            {t("settings.people.remove-pin")}
          </Button>
          <Button variant="subtle" onClick={onClose} rightSection={<KeyHint combo="Esc" />}>
            {t("settings.people.keep-pin")}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
