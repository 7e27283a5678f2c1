import { Button, NumberInput, Select } from "@mantine/core";
import { useState, type ReactNode } from "react";
import type { PaperSize } from "../../../../src-main/domain/printing/paper-size.ts";
import { client } from "../../../client/client.ts";
import { FieldGrid, WIDE } from "../../../components/field-grid.tsx";
import { KeyHint } from "../../../components/keys.tsx";
import { PlacedForm, sendAgain } from "../../../components/placed-form.tsx";
import { useText } from "../../../components/text.tsx";
import { fieldErrorsOf, report, type FieldErrors } from "../../../stores/explain.ts";
import { saysTheSame } from "../../../stores/kept-form.ts";
import type { SizeForm } from "../../../stores/printer-form.ts";
import { useSettingsDraft } from "../../../stores/settings-draft.ts";
import { FRESH_SIZE, isCount, MEASURES, readSize, SIZE_KINDS } from "./size-rules.ts";
import { useFreshPrinters, useSizes } from "./use-printers.ts";
import { decimalSeparator } from "./words.ts";

const NO_ERRORS: FieldErrors = {};
const FORM = "printers-size";

/** A new paper size: what it is and its measures. What was typed stays when the form is left. */
export function SizeFields({ onClose }: { readonly onClose: () => void }): ReactNode {
  const texts = useText();
  const { t, language } = texts;
  const sizes = useSizes();
  const refresh = useFreshPrinters();
  const form = useSettingsDraft(({ paperSize }) => paperSize) ?? FRESH_SIZE;
  const [errors, setErrors] = useState(NO_ERRORS);
  const [busy, setBusy] = useState(false);
  const keep = (paperSize: SizeForm | null): void => useSettingsDraft.setState({ paperSize });
  const close = (): void => {
    keep(null);
    onClose();
  };
  const save = async (): Promise<void> => {
    if (busy) return;
    const read = readSize(form, sizes);
    if ("wrong" in read)
      return setErrors(
        Object.fromEntries(
          Object.entries(read.wrong).map(([name, wrong]) => [name, t(wrong === "known" ? "printers.sizes.known" : `problem.${wrong}`)]),
        ),
      );
    setBusy(true);
    try {
      await client.printer.keepSize(read.size);
      await refresh();
      close();
    } catch (error) {
      setBusy(false);
      const refused = fieldErrorsOf(error, texts);
      setErrors(refused);
      if (Object.keys(refused).length === 0) report(error, texts, sendAgain(FORM));
    }
  };
  const leave = (): void => {
    if (saysTheSame(FRESH_SIZE, form)) return close();
    document.querySelector<HTMLElement>(".settings-sections [aria-current]")?.focus();
  };
  return (
    <PlacedForm id={FORM} label={t("printers.sizes.add")} errors={errors} onSend={() => void save()} onLeave={leave}>
      <FieldGrid>
        <Select
          label={t("printers.sizes.kind")}
          openOnFocus={false}
          allowDeselect={false}
          data={SIZE_KINDS.map((kind) => ({ value: kind, label: t(`printers.kind.${kind}`) }))}
          value={form.kind}
          onChange={(kind) => {
            setErrors(NO_ERRORS);
            keep({ ...form, kind: kind as PaperSize["kind"] });
          }}
          style={WIDE}
        />
        {MEASURES[form.kind].map((name) => (
          <NumberInput
            key={name}
            label={t(`printers.measure.${name}`)}
            min={0}
            max={isCount(name) ? 100 : 1200}
            allowNegative={false}
            allowDecimal={!isCount(name)}
            decimalScale={2}
            decimalSeparator={decimalSeparator(language)}
            allowedDecimalSeparators={[",", "."]}
            hideControls
            data-path={name}
            value={form.measures[name] ?? ""}
            onChange={(typed) => {
              setErrors(({ [name]: _, ...others }) => others);
              keep({ ...form, measures: { ...form.measures, [name]: typed } });
            }}
            error={errors[name]}
          />
        ))}
      </FieldGrid>
      <div className="printers-buttons">
        <Button type="submit" loading={busy} rightSection={<KeyHint combo="Ctrl+Enter" />}>
          {t("printers.sizes.add")}
        </Button>
        <Button variant="subtle" onClick={close}>
          {t("printers.sizes.discard")}
        </Button>
      </div>
    </PlacedForm>
  );
}
