import { Button, Group } from "@mantine/core";
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { PIN_PATTERN } from "../../../src-main/domain/people/pin-wait.ts";
import type { Person } from "../../../src-main/domain/shop/shop.ts";
import { KeyHint, useKeys } from "../../components/keys.tsx";
import { PinFields } from "../../components/pin-fields.tsx";
import { useText } from "../../components/text.tsx";
import { fieldErrorsOf, report, type FieldErrors } from "../../stores/explain.ts";
import { changePin, signOut } from "../../stores/session.ts";
import "./sign-in.css";

type ChoosePinProps = {
  readonly person: Person;
  /** Goes on without, with everyday rights alone. */
  readonly onLater: () => void;
};

/** Asks a supervisor without a PIN for one, where colleagues could sign in as them. */
export function ChoosePinScreen({ person, onLater }: ChoosePinProps): ReactNode {
  const texts = useText();
  const { t } = texts;
  const form = useRef<HTMLFormElement>(null);
  const [pins, setPins] = useState({ pin: "", pinAgain: "" });
  const [errors, setErrors] = useState<FieldErrors>({});
  const [busy, setBusy] = useState(false);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const submit = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    if (busy) return;
    const { pin, pinAgain } = pins;
    const wrong: FieldErrors = !PIN_PATTERN.test(pin) ? { pin: t("problem.pin") } : pin === pinAgain ? {} : { pinAgain: t("person.pin-differs") };
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return form.current?.querySelector<HTMLElement>("[aria-invalid], input")?.focus();
    setBusy(true);
    try {
      await changePin("", pin);
    } catch (error) {
      setBusy(false);
      const { newPin = "", pin: present = "" } = fieldErrorsOf(error, texts);
      if (newPin || present) setErrors({ pin: newPin || present });
      else report(error, texts, () => void submit());
    }
  };
  useKeys([
    { combo: "Esc", label: t("sign-in.choose-pin.later"), run: onLater, inFields: true },
    { combo: "F8", label: t("sign-in.back"), run: () => void signOut(), inFields: true },
  ]);
  return (
    <main className="sign-in">
      <form ref={form} className="sign-in-choose" noValidate aria-labelledby="choose-pin" onSubmit={(event) => void submit(event)}>
        <h1 id="choose-pin">{t("sign-in.choose-pin")}</h1>
        <p>{t("sign-in.choose-pin.why", { name: person.name })}</p>
        <PinFields
          label={t("settings.people.new-pin")}
          description={t("settings.people.digits")}
          pin={pins.pin}
          again={pins.pinAgain}
          onChange={(change) => setPins((before) => ({ ...before, ...change }))}
          errors={errors}
        />
        <Group gap="xs" mt="sm">
          <Button type="submit" loading={busy} rightSection={<KeyHint combo="Enter" />}>
            {t("sign-in.choose-pin.keep")}
          </Button>
          <Button variant="subtle" onClick={onLater} rightSection={<KeyHint combo="Esc" />}>
            {t("sign-in.choose-pin.later")}
          </Button>
          <Button variant="subtle" onClick={() => void signOut()} rightSection={<KeyHint combo="F8" />}>
            {t("sign-in.back")}
          </Button>
        </Group>
      </form>
    </main>
  );
}
