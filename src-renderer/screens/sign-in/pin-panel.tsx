import { Button, TextInput } from "@mantine/core";
import { IconBackspace } from "@tabler/icons-react";
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import type { Person } from "../../../src-main/domain/shop/shop.ts";
import { troubleOfCall } from "../../client/trouble.ts";
import { KeyHint, useKeys } from "../../components/keys.tsx";
import { useText } from "../../components/text.tsx";
import { report, sentenceOf } from "../../stores/explain.ts";
import { signIn } from "../../stores/session.ts";

const MOST_DIGITS = 8;
const SECOND = 1000;

/** Asks a person's PIN, by keys or on the pad. `onBack` is missing where there is nobody else to choose. */
export function PinPanel({ person, onBack }: { person: Person; onBack: (() => void) | undefined }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const field = useRef<HTMLInputElement>(null);
  const [pin, setPin] = useState("");
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState("");
  const [lockedUntil, setLockedUntil] = useState<number | null>(null);
  const seconds = useSecondsTo(lockedUntil);
  const locked = seconds > 0;

  const type = (digit: string): void => {
    setPin((before) => (before + digit).slice(0, MOST_DIGITS));
    field.current?.focus();
  };
  const submit = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    if (busy || locked || pin === "") return;
    setBusy(true);
    try {
      await signIn(person.id, pin);
    } catch (error) {
      setBusy(false);
      setPin("");
      field.current?.focus();
      const trouble = troubleOfCall(error);
      if (trouble.kind !== "refused") return report(error, texts, () => void submit());
      setRefusal(sentenceOf(error, texts));
      const wait = Number(trouble.data["seconds"] ?? 0);
      setLockedUntil(wait > 0 ? performance.now() + wait * SECOND : null);
    }
  };
  useKeys(onBack ? [{ combo: "Esc", label: t("sign-in.back"), run: onBack, inFields: true }] : []);
  const sentence =
    lockedUntil === null
      ? refusal
      : locked
        ? t("error.person.locked", { seconds, minutes: seconds > 120 ? Math.ceil(seconds / 60) : 0 })
        : t("sign-in.again");
  return (
    <form className="sign-in-pin" onSubmit={(event) => void submit(event)}>
      <TextInput
        ref={field}
        autoFocus
        label={t("sign-in.pin", { name: person.name })}
        type="password"
        inputMode="numeric"
        autoComplete="off"
        maxLength={MOST_DIGITS}
        value={pin}
        onChange={({ currentTarget }) => setPin(currentTarget.value.replace(/\D/g, ""))}
        error={sentence || undefined}
        errorProps={{ role: locked ? "timer" : "alert" }}
        classNames={{ input: "sign-in-digits" }}
      />
      <div className="sign-in-pad" role="group" aria-label={t("sign-in.pad")}>
        {["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((digit) => (
          <Button key={digit} variant="default" tabIndex={-1} onClick={() => type(digit)}>
            {digit}
          </Button>
        ))}
        <Button
          variant="default"
          tabIndex={-1}
          aria-label={t("sign-in.erase")}
          title={t("sign-in.erase")}
          onClick={() => setPin((before) => before.slice(0, -1))}
        >
          <IconBackspace size={24} aria-hidden />
        </Button>
        <Button variant="default" tabIndex={-1} onClick={() => type("0")}>
          0
        </Button>
        <span />
      </div>
      <Button type="submit" size="md" loading={busy} disabled={locked} rightSection={<KeyHint combo="Enter" />}>
        {t("sign-in.enter")}
      </Button>
      {onBack && (
        <Button variant="subtle" onClick={onBack} rightSection={<KeyHint combo="Esc" />}>
          {t("sign-in.back")}
        </Button>
      )}
    </form>
  );
}

/** Whole seconds until an instant, counted down. */
function useSecondsTo(instant: number | null): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    if (instant === null) return;
    setNow(performance.now());
    const timer = setInterval(() => {
      setNow(performance.now());
      if (performance.now() >= instant) clearInterval(timer);
    }, SECOND / 4);
    return () => clearInterval(timer);
  }, [instant]);
  return instant === null ? 0 : Math.max(0, Math.ceil((instant - now) / SECOND));
}
