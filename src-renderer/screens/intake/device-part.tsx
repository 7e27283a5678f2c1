import { Autocomplete, Checkbox, Group, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { isoDateAt } from "../../../src-main/domain/ground/date.ts";
import { PROOFS, REQUESTS } from "../../../src-main/domain/warranty/claim.ts";
import { api } from "../../client/client.ts";
import { DateField } from "../../components/date-field.tsx";
import { wordOr } from "../../components/labels.ts";
import { FieldColumns, useFieldProps, type FieldProps } from "../../components/path-field.tsx";
import { useText } from "../../components/text.tsx";
import { changeDraft, useDraft } from "../../stores/draft.ts";
import { requestFields } from "../../stores/intake-form.ts";
import { useSession } from "../../stores/session.ts";
import { TextField } from "./fields.tsx";

const PAUSE_MS = 120;
const NO_WORDS: readonly string[] = [];

/** A day of the form. */
export function DayField({
  name,
  ...field
}: FieldProps & { readonly name: "purchasedOn" | "receivedOn" | "manufacturedOn" | "promisedOn" }): ReactNode {
  const value = useDraft(({ form }) => form[name]);
  const zone = useSession(({ welcome }) => welcome?.settings.timeZone ?? "UTC");
  return (
    <DateField {...useFieldProps(field)} past value={value} today={isoDateAt(Date.now(), zone)} onChange={(day) => changeDraft({ [name]: day })} />
  );
}

function CategoryField(): ReactNode {
  const texts = useText();
  const field = useFieldProps({ path: "device.category", label: texts.t("intake.category"), span: 3 });
  const category = useDraft(({ form }) => form.category);
  const categories = useSession(({ welcome }) => welcome?.settings.categories ?? NO_WORDS);
  const byLabel = new Map(categories.map((id) => [wordOr(texts, "category", id), id]));
  return (
    <Autocomplete
      {...field}
      // The list would cover the sentence that says what is wrong.
      openOnFocus={!field.error}
      required
      autoComplete="off"
      value={wordOr(texts, "category", category)}
      onChange={(label) => changeDraft({ category: byLabel.get(label) ?? label })}
      data={[...byLabel.keys()]}
      limit={30}
      maxDropdownHeight={320}
      selectFirstOptionOnChange
    />
  );
}

/** Brand or model, suggested from what the shop has seen. */
function SeenField({ name, label }: { name: "brand" | "model"; label: string }): ReactNode {
  const value = useDraft(({ form }) => form[name]);
  const category = useDraft(({ form }) => form.category);
  const brand = useDraft(({ form }) => form.brand);
  const [asked] = useDebouncedValue({ category, brand: name === "model" ? brand : null, beginning: value }, PAUSE_MS);
  const { data } = useQuery({ ...api.known.models.queryOptions({ input: asked }), placeholderData: keepPreviousData });
  return (
    <Autocomplete
      {...useFieldProps({ path: `device.${name}`, label, span: 3 })}
      autoComplete="off"
      value={value}
      onChange={(text) => changeDraft({ [name]: text })}
      data={(data ?? []).filter((word) => word !== value)}
      filter={({ options }) => options}
    />
  );
}

function Proofs(): ReactNode {
  const { t } = useText();
  const proof = useDraft(({ form }) => form.proof);
  const stamped = useDraft(({ form }) => form.warrantyCardStamped);
  return (
    <div className="intake-proofs" role="group" aria-label={t("intake.proofs")} data-path="device.proof">
      <div className="mantine-InputWrapper-label">{t("intake.proofs")}</div>
      <Group gap="md" mih={40}>
        {PROOFS.map((value) => (
          <Checkbox
            key={value}
            label={t(`proof.${value}`)}
            checked={proof.includes(value)}
            onChange={({ currentTarget }) =>
              changeDraft({ proof: currentTarget.checked ? [...proof, value] : proof.filter((other) => other !== value) })
            }
          />
        ))}
        {proof.includes("warranty-card") && (
          <Checkbox
            label={t("intake.card-stamped")}
            checked={stamped}
            onChange={({ currentTarget }) => changeDraft({ warrantyCardStamped: currentTarget.checked })}
          />
        )}
      </Group>
    </div>
  );
}

/** What the customer wants done with it; what a policy asks depends on it. */
function RequestField(): ReactNode {
  const { t } = useText();
  const request = useDraft(({ form }) => form.request);
  return (
    <Select
      {...useFieldProps({ path: "request", label: t("intake.request"), span: 3 })}
      allowDeselect={false}
      value={request}
      onChange={(chosen) => chosen && changeDraft(requestFields(useDraft.getState().form, chosen))}
      data={REQUESTS.map((value) => ({ value, label: t(`request.${value}`) }))}
    />
  );
}

/** What is brought. */
export function DevicePart(): ReactNode {
  const { t } = useText();
  return (
    <fieldset className="intake-part">
      <legend>{t("intake.device")}</legend>
      <FieldColumns>
        <CategoryField />
        <SeenField name="brand" label={t("intake.brand")} />
        <SeenField name="model" label={t("intake.model")} />
        <TextField name="serial" path="device.serial" label={t("intake.serial")} span={3} data-code />
        <TextField name="imei" path="device.imei" label={t("intake.imei")} span={3} inputMode="numeric" data-code />
        <TextField name="imei2" path="device.imei2" label={t("intake.imei2")} span={3} inputMode="numeric" data-code />
        <TextField name="bodyCode" path="device.bodyCode" label={t("intake.body-code")} span={3} data-code />
        <TextField name="colour" path="device.colour" label={t("intake.colour")} span={3} />
        <TextField name="seller" path="device.seller" label={t("intake.seller")} span={3} />
        <DayField name="purchasedOn" path="device.purchasedOn" label={t("intake.purchased")} span={3} />
        <DayField name="receivedOn" path="device.receivedOn" label={t("intake.received")} span={3} />
        <DayField name="manufacturedOn" path="device.manufacturedOn" label={t("intake.manufactured")} span={3} />
        <RequestField />
        <Proofs />
      </FieldColumns>
    </fieldset>
  );
}
