import { SegmentedControl, Select, TextInput, Group } from "@mantine/core";
import type { ReactNode } from "react";
import { CHANNELS, PAYMENT_METHODS, PRIORITIES } from "../../../src-main/domain/orders/order.ts";
import { PASSCODE_KINDS } from "../../../src-main/domain/orders/passcode.ts";
import { PatternGrid } from "../../components/pattern-grid.tsx";
import { SignaturePad } from "../../components/signature-pad.tsx";
import { FieldColumns, useFieldProps, type FieldProps } from "../../components/path-field.tsx";
import { useText } from "../../components/text.tsx";
import { changeDraft, useDraft } from "../../stores/draft.ts";
import { type IntakeForm } from "../../stores/intake-form.ts";
import { useSession } from "../../stores/session.ts";
import { DayField } from "./device-part.tsx";
import { TextField } from "./fields.tsx";
import { Photos } from "./photos.tsx";

type ChoiceName = "channel" | "priority" | "prepaidMethod";

function Choice<Name extends ChoiceName>({
  name,
  values,
  family,
  ...field
}: FieldProps & { name: Name; values: readonly IntakeForm[Name][]; family: "priority" | "channel" | "payment-method" }): ReactNode {
  const { t } = useText();
  const value = useDraft(({ form }) => form[name]);
  return (
    <Select
      {...useFieldProps(field)}
      allowDeselect={false}
      value={value}
      onChange={(chosen) => chosen && changeDraft({ [name]: chosen })}
      data={values.map((one) => ({ value: one, label: t(`${family}.${one}`) }))}
    />
  );
}

/** How the device is unlocked; a pattern may be drawn or typed. */
function PasscodeField(): ReactNode {
  const { t } = useText();
  const kind = useDraft(({ form }) => form.passcodeKind);
  const passcode = useDraft(({ form }) => form.passcode);
  const field = useFieldProps({ path: "device.passcode", label: t("intake.passcode"), span: 4 });
  const type = (text: string): void =>
    changeDraft({
      passcode:
        kind === "pattern"
          ? text
              .replace(/[^1-9]/g, "")
              .split("")
              .join("-")
          : text,
    });
  return (
    <div style={field.style}>
      <div className="mantine-InputWrapper-label">{field.label}</div>
      <SegmentedControl
        fullWidth
        size="sm"
        aria-label={field.label}
        value={kind}
        onChange={(value) => changeDraft({ passcodeKind: value, passcode: "" })}
        data={(["none", ...PASSCODE_KINDS] as const).map((value) => ({ value, label: t(`passcode.${value}`) }))}
      />
      {kind !== "none" && (
        <Group gap="xs" mt={6} align="start" wrap="nowrap">
          <TextInput
            flex={1}
            data-path="device.passcode"
            aria-label={t(`passcode.${kind}`)}
            placeholder={kind === "pattern" ? t("passcode.pattern-placeholder") : undefined}
            inputMode={kind === "password" ? "text" : "numeric"}
            autoComplete="off"
            error={field.error}
            value={passcode}
            onChange={({ currentTarget }) => type(currentTarget.value)}
          />
          {kind === "pattern" && (
            <PatternGrid label={t("passcode.pattern")} value={passcode} onChange={(value) => changeDraft({ passcode: value })} />
          )}
        </Group>
      )}
    </div>
  );
}

function Signature(): ReactNode {
  const { t } = useText();
  const signature = useDraft(({ form }) => form.signature);
  const { style, label, error } = useFieldProps({ path: "signature", label: t("intake.signature"), span: 4 });
  return (
    <div style={style}>
      <SignaturePad label={label} value={signature} onChange={(path) => changeDraft({ signature: path })} error={error} />
    </div>
  );
}

/** What was agreed. */
export function AgreementPart(): ReactNode {
  const { t } = useText();
  const currency = useSession(({ welcome }) => welcome?.settings.currency ?? "EUR");
  return (
    <fieldset className="intake-part">
      <legend>{t("intake.agreement")}</legend>
      <FieldColumns>
        <Choice name="priority" family="priority" values={PRIORITIES} path="priority" label={t("intake.priority")} span={2} />
        <DayField name="promisedOn" path="promisedOn" label={t("intake.promised")} span={2} />
        <TextField name="estimate" path="estimate.amount" label={t("intake.estimate", { currency })} span={2} inputMode="decimal" />
        <TextField name="limit" path="limit.amount" label={t("intake.limit", { currency })} span={2} inputMode="decimal" />
        <Choice name="channel" family="channel" values={CHANNELS} path="channel" label={t("intake.channel")} span={2} />
        <TextField name="prepaid" path="prepaid.amount" label={t("intake.prepaid", { currency })} span={2} inputMode="decimal" />
        <Choice
          name="prepaidMethod"
          family="payment-method"
          values={PAYMENT_METHODS}
          path="prepaid.method"
          label={t("intake.prepaid-method")}
          span={2}
        />
        <PasscodeField />
        <Signature />
        <Photos />
      </FieldColumns>
    </fieldset>
  );
}
