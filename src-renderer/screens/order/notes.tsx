import { Button, SegmentedControl } from "@mantine/core";
import { useState, type ReactNode } from "react";
import type { NoteInput } from "../../../src-main/domain/orders/order-change.ts";
import { client } from "../../client/client.ts";
import { useCalmKeys } from "../../components/calm-keys.ts";
import { KeyHint } from "../../components/keys.tsx";
import { focusForm, PlacedForm, sendAgain } from "../../components/placed-form.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { useText } from "../../components/text.tsx";
import { fieldErrorsOf, report, type FieldErrors } from "../../stores/explain.ts";
import { useKeptForm } from "../../stores/kept-form.ts";

type NoteForm = Pick<NoteInput, "text" | "audience">;

const EMPTY: NoteForm = { text: "", audience: "internal" };
const NO_ERRORS: FieldErrors = {};

/** Writes a note for the house, or one that the customer was told. Notes only add up, so nobody can be faster. */
export function NoteComposer({ id, onLeave }: { id: string; onLeave: () => void }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const formId = `note-${id}`;
  const [kept, keep] = useKeptForm<NoteForm>(`${id}:note`);
  const form = kept ?? EMPTY;
  const [errors, setErrors] = useState(NO_ERRORS);
  const [busy, setBusy] = useState(false);
  useCalmKeys([{ combo: "N", label: t("order.note.new"), run: () => void focusForm(formId) }]);

  const save = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      await client.order.addNote({ id, ...form });
      keep(null);
      setErrors(NO_ERRORS);
      onLeave();
    } catch (failure) {
      const wrong = fieldErrorsOf(failure, texts);
      setErrors(wrong);
      if (!wrong["text"]) report(failure, texts, sendAgain(formId));
    } finally {
      setBusy(false);
    }
  };
  return (
    <PlacedForm id={formId} label={t("order.note.new")} errors={errors} standing onSend={() => void save()} onLeave={onLeave}>
      <TextArea
        aria-label={t("order.note.new")}
        placeholder={t("order.note.placeholder")}
        rightSection={form.text === "" ? <KeyHint combo="N" /> : undefined}
        minRows={form.text === "" ? 1 : 2}
        maxRows={10}
        maxLength={10_000}
        value={form.text}
        error={errors["text"]}
        onChange={({ currentTarget }) => keep({ ...form, text: currentTarget.value })}
      />
      {form.text !== "" && (
        <div className="form-row">
          <SegmentedControl
            aria-label={t("order.note.audience")}
            value={form.audience}
            onChange={(audience) => keep({ ...form, audience: audience as NoteForm["audience"] })}
            data={[
              { value: "internal", label: t("order.note.internal") },
              { value: "customer", label: t("order.note.customer") },
            ]}
          />
          <Button type="submit" variant="light" loading={busy} rightSection={<KeyHint combo="Ctrl+Enter" />}>
            {t("order.note.save")}
          </Button>
        </div>
      )}
    </PlacedForm>
  );
}
