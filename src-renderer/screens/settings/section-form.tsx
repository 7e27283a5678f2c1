import { Button } from "@mantine/core";
import { useRef, useState, type ReactNode } from "react";
import { formatInstant } from "../../../src-main/domain/ground/date.ts";
import { showWrong } from "../../components/first-wrong.ts";
import { KeyHint, useKeys } from "../../components/keys.tsx";
import { useText } from "../../components/text.tsx";
import { fieldErrorsOf, report, type FieldErrors } from "../../stores/explain.ts";
import { useSession } from "../../stores/session.ts";

type SectionFormProps = {
  readonly title: string;
  /** Whether something is not saved. */
  readonly changed: boolean;
  /** What the form can see for itself to be wrong; main judges the rest. */
  readonly check?: () => FieldErrors;
  /** Throws the call's error. */
  readonly onSave: () => Promise<void>;
  readonly onUndo: () => void;
  /** Buttons beside Save. */
  readonly tools?: ReactNode;
  readonly children: (errors: FieldErrors) => ReactNode;
};

const NO_ERRORS: FieldErrors = {};

/** One section: its fields, Save, and in words whether everything is saved. */
export function SectionForm({ title, changed, check, onSave, onUndo, tools, children }: SectionFormProps): ReactNode {
  const texts = useText();
  const { t } = texts;
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState(NO_ERRORS);
  const [busy, setBusy] = useState(false);
  const [savedAt, setSavedAt] = useState<number | null>(null);

  const refuse = (wrong: FieldErrors): void => showWrong(form.current, () => setErrors(wrong));
  const save = async (): Promise<void> => {
    if (busy || !changed) return;
    const wrong = check?.() ?? NO_ERRORS;
    refuse(wrong);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    try {
      await onSave();
      setSavedAt(Date.now());
    } catch (error) {
      const refused = fieldErrorsOf(error, texts);
      if (Object.keys(refused).length > 0) refuse(refused);
      else report(error, texts, () => void save());
    } finally {
      setBusy(false);
    }
  };
  const undo = (): void => {
    setErrors(NO_ERRORS);
    onUndo();
    form.current?.querySelector<HTMLElement>("input, textarea")?.focus();
  };
  useKeys([
    { combo: "Ctrl+S", label: t("settings.save"), run: () => void save(), inFields: true },
    { combo: "Ctrl+Enter", label: t("settings.save"), run: () => void save(), inFields: true },
  ]);
  return (
    <form className="settings-form" ref={form} noValidate aria-label={title} onSubmit={(event) => event.preventDefault()}>
      <div className="settings-fields">
        <h1>{title}</h1>
        {children(changed ? errors : NO_ERRORS)}
      </div>
      <footer className="settings-foot">
        <Button loading={busy} onClick={() => void save()} rightSection={<KeyHint combo="Ctrl+Enter" />}>
          {t("settings.save")}
        </Button>
        {tools}
        {changed && (
          <Button variant="subtle" disabled={busy} onClick={undo}>
            {t("settings.undo")}
          </Button>
        )}
        <span role="status">{changed ? t("settings.not-saved") : savedAt === null ? t("settings.all-saved") : <SavedAt at={savedAt} />}</span>
      </footer>
    </form>
  );
}

function SavedAt({ at }: { at: number }): ReactNode {
  const { t, language } = useText();
  const zone = useSession(({ welcome }) => welcome?.settings.timeZone ?? "UTC");
  return t("settings.saved-at", { at: formatInstant(at, language, zone) });
}
