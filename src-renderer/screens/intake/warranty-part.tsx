import { Select, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { use, useId, type ReactNode } from "react";
import { isoDateAt } from "../../../src-main/domain/ground/date.ts";
import { packText } from "../../../src-main/domain/warranty/policy-text.ts";
import { api } from "../../client/client.ts";
import { DecisionView } from "../../components/decision-view.tsx";
import { ErrorsContext } from "../../components/path-field.tsx";
import { useText } from "../../components/text.tsx";
import { FactsFields } from "../../components/warranty-fields.tsx";
import { changeDraft, useDraft } from "../../stores/draft.ts";
import { sentenceOf } from "../../stores/explain.ts";
import { useMay, useTimeZone } from "../../stores/session.ts";
import { usePreview } from "./preview.ts";

/** What the policy of this device asks beyond what every intake says. */
export function WarrantyPart(): ReactNode {
  const { t } = useText();
  const { preview } = usePreview();
  const facts = useDraft(({ form }) => form.warranty);
  const request = useDraft(({ form }) => form.request);
  const serial = useDraft(({ form }) => form.serial);
  const bodyCode = useDraft(({ form }) => form.bodyCode);
  const errors = use(ErrorsContext);
  const zone = useTimeZone();
  if (!preview) return null;
  return (
    <fieldset className="intake-part intake-warranty">
      <legend>{t("intake.warranty")}</legend>
      <FactsFields
        pack={preview.pack}
        facts={facts}
        request={request}
        onChange={(warranty) => changeDraft({ warranty })}
        errors={errors}
        known={{ serial, bodyCode }}
        today={isoDateAt(Date.now(), zone)}
      />
    </fieldset>
  );
}

/** Values of the choice of a policy that are no ids. */
const [BY_BRAND, NONE] = ["", "-"];

function PolicyField({ decided }: { readonly decided: string | null }): ReactNode {
  const { t, language } = useText();
  const chosen = useDraft(({ form }) => form.policy);
  const { data: policies = [] } = useQuery(api.policy.list.queryOptions());
  // The policy of a brand holds for its devices.
  const held = !useMay("order.overrule") && chosen === null && decided !== null;
  const choices = policies.map((policy) => ({ value: policy.id, label: packText(policy.name, policy, language, policy.id) }));
  const ofBrand = chosen === null ? choices.find(({ value }) => value === decided)?.label : undefined;
  return (
    <Select
      label={t("intake.policy")}
      size="sm"
      allowDeselect={false}
      withScrollArea={false}
      styles={{ options: { maxHeight: 280, overflowY: "auto" } }}
      comboboxProps={{ width: 320, position: "bottom-end" }}
      value={chosen === null ? BY_BRAND : (chosen.id ?? NONE)}
      onChange={(value) => changeDraft({ policy: value === BY_BRAND ? null : { id: value === NONE ? null : value } })}
      data={[
        { value: BY_BRAND, label: [ofBrand, t("intake.policy-by-brand")].filter(Boolean).join(" · ") },
        ...choices.map((choice) => ({ ...choice, disabled: held })),
        { value: NONE, label: t("intake.policy-none"), disabled: held },
      ]}
    />
  );
}

const DEVICE_FIELDS: readonly string[] = ["category", "model", "bodyCode", "purchasedOn", "receivedOn", "manufacturedOn"];

/** The field of the form that a fact of the case stands in. */
function fieldOf(fact: string): string {
  if (/^purchase\.(?:proof|documents|warrantyCardStamped)/.test(fact)) return "device.proof";
  const name = fact.split(".").at(-1)!;
  return `${DEVICE_FIELDS.includes(name) ? "device" : "warranty"}.${name}`;
}

type WarrantyPanelProps = {
  /** Says nothing while there is nothing to say. */
  readonly quiet: boolean;
  readonly onField: (path: string) => void;
};

/** The policy of the device and what it says so far, beside the form. */
export function WarrantyPanel({ quiet, onField }: WarrantyPanelProps): ReactNode {
  const texts = useText();
  const { t } = texts;
  const { preview, error } = usePreview();
  const brand = useDraft(({ form }) => form.brand.trim());
  const id = useId();
  if (quiet && !preview && brand === "") return null;
  return (
    <Stack gap="sm" mb="md" component="section" aria-labelledby={id}>
      <Title order={2} size="h5" id={id}>
        {preview ? t("policy.stage.preliminary") : t("intake.warranty")}
      </Title>
      {preview ? (
        <DecisionView pack={preview.pack} decision={preview.decision} compact onMissing={(fact) => onField(fieldOf(fact))} />
      ) : (
        <Text size="sm" className="quiet">
          {error ? sentenceOf(error, texts) : t(brand === "" ? "intake.policy-empty" : "intake.policy-unknown")}
        </Text>
      )}
      <PolicyField decided={preview?.pack.id ?? null} />
    </Stack>
  );
}
