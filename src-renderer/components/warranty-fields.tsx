import { Checkbox, MultiSelect, SegmentedControl, Select } from "@mantine/core";
import { useMemo, useRef, useState, type ReactNode } from "react";
import type { RepairRequest } from "../../src-main/domain/warranty/claim.ts";
import { ORIGINS, PLACES, PRODUCT_KINDS, SERIAL_STATES, type FactName } from "../../src-main/domain/warranty/policy-case.ts";
import { factsAskedBy, reasonsOf, type AskedFact } from "../../src-main/domain/warranty/policy-fact.ts";
import type { PolicyPack } from "../../src-main/domain/warranty/policy-pack.ts";
import type { WarrantyFacts } from "../../src-main/domain/warranty/warranty.ts";
import { DateField } from "./date-field.tsx";
import { onlyMatch, wordChoices } from "./policy-words.ts";
import { useText } from "./text.tsx";
import "./warranty-fields.css";

type FactsFieldsProps = {
  readonly pack: PolicyPack;
  readonly facts: WarrantyFacts;
  readonly request: RepairRequest;
  readonly onChange: (facts: WarrantyFacts) => void;
  /** Sentences beside the fields that were refused, by path. */
  readonly errors: Readonly<Record<string, string>>;
  /** What is known of the device already. */
  readonly known: { readonly serial: string; readonly bodyCode: string };
  /** ISO day that it is today. */
  readonly today: string;
  /** What the facts are called in the contract that takes them. */
  readonly under?: "warranty" | "facts";
  /** Asks also for what only the bench can tell, whatever the policy makes of it. */
  readonly atBench?: boolean;
};

/** What the bench writes down about every case; the same defect on the same unit is how repeated repairs are found. */
const BENCH_FACTS: readonly AskedFact[] = ["findings", "defect", "product.part", "product.serialState"];

type FlagName = {
  [Key in keyof WarrantyFacts]: WarrantyFacts[Key] extends boolean | null ? Key : never;
}[keyof WarrantyFacts];

const FLAGS = {
  complete: "purchase.complete",
  originalPackaging: "purchase.originalPackaging",
  unused: "purchase.unused",
  madeToOrder: "product.madeToOrder",
  trialUnit: "product.trialUnit",
  stillFailsRequirements: "history.stillFailsRequirements",
} as const satisfies Partial<Record<FlagName, FactName>>;

/** The facts of a warranty case, only those that the policy asks for, in the order of the conversation. */
export function FactsFields({
  pack,
  facts,
  request,
  onChange,
  errors,
  known,
  today,
  under = "warranty",
  atBench = false,
}: FactsFieldsProps): ReactNode {
  const { t, language } = useText();
  const [listed, setListed] = useState(false);
  const looked = useRef("");
  const asked = useMemo(() => {
    const { words } = pack;
    const telling = BENCH_FACTS.filter(
      (fact) =>
        (fact !== "findings" || words.findings.length > 0) &&
        (fact !== "defect" || words.defects.length > 0) &&
        (fact !== "product.part" || words.parts.length > 0),
    );
    return new Set<AskedFact>([...factsAskedBy(pack, request, facts.reason), ...(atBench ? telling : [])]);
  }, [pack, request, facts.reason, atBench]);
  const change = (part: Partial<WarrantyFacts>): void => onChange({ ...facts, ...part });
  const findings = wordChoices(pack.words.findings, pack, language, facts.findings);
  /** Takes what was typed and not chosen before the field was left: a finding must not get lost for want of an Enter. */
  const takeFinding = (): void => {
    const open = findings.filter(({ value }) => !facts.findings.includes(value));
    const meant = onlyMatch(open, looked.current);
    if (meant) change({ findings: [...facts.findings, meant.value] });
  };
  const tie = (key: keyof WarrantyFacts, label: string) => ({ label, error: errors[`${under}.${key}`], "data-path": `${under}.${key}` });

  const choice = <Key extends "reason" | "kind" | "origin" | "serialState" | "place">(
    key: Key,
    fact: FactName,
    values: readonly NonNullable<WarrantyFacts[Key]>[],
    text: (value: NonNullable<WarrantyFacts[Key]>) => string,
    assumed: WarrantyFacts[Key] = null,
  ): ReactNode =>
    asked.has(fact) && (
      <Choice
        {...tie(key, t(`policy.fact.${fact}`))}
        value={facts[key] ?? assumed}
        choices={values.map((value) => ({ value, label: text(value) }))}
        onChange={(value) => change({ [key]: values.find((one) => one === value) ?? null })}
      />
    );
  const word = (key: "defect" | "part", fact: FactName, words: PolicyPack["words"]["defects"]): ReactNode =>
    asked.has(fact) && (
      <Choice
        {...tie(key, t(`policy.fact.${fact}`))}
        value={facts[key]}
        choices={wordChoices(words, pack, language, facts[key] === null ? [] : [facts[key]])}
        onChange={(value) => change({ [key]: value })}
        searchable
      />
    );
  return (
    <div className="warranty-box">
      <div className="warranty-fields">
        {choice("reason", "reason", reasonsOf(request), (value) => t(`policy.reason.${value}`))}
        {word("defect", "defect", pack.words.defects)}
        {word("part", "product.part", pack.words.parts)}
        {asked.has("findings") && (
          <MultiSelect
            {...tie("findings", t("policy.fact.findings"))}
            className="warranty-wide"
            placeholder={facts.findings.length === 0 ? t("policy.nothing-found") : undefined}
            searchable
            // A dialog's Esc closes the list first.
            data-mantine-stop-propagation={listed || undefined}
            onDropdownOpen={() => setListed(true)}
            onDropdownClose={() => setListed(false)}
            hidePickedOptions
            selectFirstOptionOnChange
            openOnFocus={false}
            nothingFoundMessage={t("search.nothing")}
            value={[...facts.findings]}
            onChange={(chosen) => change({ findings: chosen })}
            onSearchChange={(text) => {
              looked.current = text;
            }}
            onBlur={takeFinding}
            data={findings}
          />
        )}
        {choice("kind", "product.kind", PRODUCT_KINDS, (value) => t(`policy.kind.${value}`))}
        {choice("origin", "product.origin", ORIGINS, (value) => t(`policy.origin.${value}`))}
        {choice(
          "serialState",
          "product.serialState",
          SERIAL_STATES,
          (value) => t(`policy.serial-state.${value}`),
          known.serial.trim() === "" ? null : "readable",
        )}
        {asked.has("product.bodyCode") && (
          <Checkbox
            className="warranty-check"
            data-path={`${under}.noBodyCode`}
            label={t("policy.no-body-code")}
            disabled={known.bodyCode.trim() !== ""}
            checked={facts.noBodyCode === true && known.bodyCode.trim() === ""}
            onChange={({ currentTarget }) => change({ noBodyCode: currentTarget.checked || null })}
          />
        )}
        {(Object.entries(FLAGS) as [keyof typeof FLAGS, (typeof FLAGS)[keyof typeof FLAGS]][]).map(
          ([key, fact]) =>
            asked.has(fact) && (
              <YesNo
                key={key}
                path={`${under}.${key}`}
                label={t(`policy.fact.${fact}`)}
                value={facts[key]}
                onChange={(value) => change({ [key]: value })}
              />
            ),
        )}
        {asked.has("history.damageReportedOn") && (
          <DateField
            {...tie("damageReportedOn", t("policy.fact.history.damageReportedOn"))}
            value={facts.damageReportedOn ?? ""}
            today={today}
            past
            onChange={(day) => change({ damageReportedOn: day === "" ? null : day })}
          />
        )}
        {choice("place", "place", PLACES, (value) => t(`policy.place.${value}`))}
      </div>
    </div>
  );
}

/** One of a few, or not known. */
function Choice({
  choices,
  value,
  onChange,
  ...rest
}: {
  readonly label: string;
  readonly error: string | undefined;
  readonly "data-path": string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly searchable?: boolean;
}): ReactNode {
  const { t } = useText();
  const looked = useRef("");
  const data = [{ value: "", label: t("policy.not-known") }, ...choices];
  const take = (chosen: string | null): void => onChange(chosen === "" ? null : chosen);
  return (
    <Select
      {...rest}
      allowDeselect={false}
      openOnFocus={false}
      selectFirstOptionOnChange
      withScrollArea={false}
      styles={{ options: { maxHeight: 280, overflowY: "auto" } }}
      nothingFoundMessage={t("search.nothing")}
      value={value ?? ""}
      onChange={take}
      onSearchChange={(text) => {
        looked.current = text;
      }}
      // As with findings: what was typed and can mean but one thing is taken. The list itself forgets it on blur.
      onBlurCapture={() => {
        const meant = onlyMatch(data, looked.current);
        if (meant && meant.value !== (value ?? "")) take(meant.value);
      }}
      data={data}
    />
  );
}

/** Yes, no, or not known; the arrow keys walk. */
function YesNo({
  path,
  label,
  value,
  onChange,
}: {
  readonly path: string;
  readonly label: string;
  readonly value: boolean | null;
  readonly onChange: (value: boolean | null) => void;
}): ReactNode {
  const { t } = useText();
  return (
    <div data-path={path}>
      <div className="mantine-InputWrapper-label" title={label}>
        {label}
      </div>
      <SegmentedControl
        fullWidth
        size="sm"
        aria-label={label}
        value={value === null ? "unknown" : value ? "yes" : "no"}
        onChange={(chosen) => onChange(chosen === "unknown" ? null : chosen === "yes")}
        data={[
          { value: "yes", label: t("policy.yes") },
          { value: "no", label: t("policy.no") },
          { value: "unknown", label: t("policy.not-known") },
        ]}
      />
    </div>
  );
}
