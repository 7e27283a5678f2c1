import { Checkbox, Input, NumberInput, Select, TextInput } from "@mantine/core";
import { useId, type ReactNode } from "react";
import { isIsoDate } from "../../../../src-main/domain/ground/date.ts";
import { PROOFS, REQUESTS, type RepairRequest } from "../../../../src-main/domain/warranty/claim.ts";
import type { PolicyCase } from "../../../../src-main/domain/warranty/policy-case.ts";
import { factsAskedBy } from "../../../../src-main/domain/warranty/policy-fact.ts";
import type { PolicyPack } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { CATEGORIES } from "../../../../src-main/domain/shop/shop.ts";
import { DateField } from "../../../components/date-field.tsx";
import { wordOr } from "../../../components/labels.ts";
import { useText } from "../../../components/text.tsx";
import { FactsFields } from "../../../components/warranty-fields.tsx";
import { factsOf, withFacts } from "./case-facts.ts";
import { getIn, putIn } from "./pack-path.ts";

type OwnCaseProps = { readonly pack: PolicyPack; readonly value: PolicyCase; readonly onChange: (value: PolicyCase) => void };

const DAYS = ["purchase.purchasedOn", "purchase.receivedOn", "product.manufacturedOn"] as const;
const TEXTS = ["product.model", "product.bodyCode"] as const;
const WAY = ["history.inspectedOn", "history.approvalGivenOn", "history.goodsReturnedOn"] as const;

/** A case to try by hand: when, what is asked for, the days and papers, and what else the policy asks. */
export function OwnCase({ pack, value, onChange }: OwnCaseProps): ReactNode {
  const texts = useText();
  const { t } = texts;
  const asked = new Set(factsAskedBy(pack, value.request, value.reason ?? null));
  const set = (path: string, next: unknown): void => onChange(putIn(value, path.split("."), next));
  const dayField = (path: string, label: string): ReactNode => {
    const day = (getIn(value, path.split(".")) as string | null | undefined) ?? "";
    return (
      <DateField
        key={path}
        label={label}
        value={day}
        today={value.today}
        onChange={(typed) => set(path, typed === "" ? null : typed)}
        error={day !== "" && !isIsoDate(day) ? t("problem.date") : undefined}
      />
    );
  };
  const returns = pack.grants.some(({ approval }) => approval !== undefined);
  return (
    <div className="policy-own" role="group" aria-label={t("policies.example.own")}>
      <div className="policy-own-fields">
        <Select
          label={t("policy.fact.request")}
          openOnFocus={false}
          allowDeselect={false}
          data={REQUESTS.map((one) => ({ value: one, label: t(`request.${one}`) }))}
          value={value.request}
          onChange={(request) => request !== null && onChange({ ...value, request: request as RepairRequest, reason: null })}
        />
        {dayField("today", t("policies.try.today"))}
        {DAYS.filter((path) => asked.has(path)).map((path) => dayField(path, t(`policy.fact.${path}`)))}
        {TEXTS.filter((path) => asked.has(path)).map((path) => (
          <TextInput
            key={path}
            label={t(`policy.fact.${path}`)}
            autoComplete="off"
            value={(getIn(value, path.split(".")) as string | null | undefined) ?? ""}
            onChange={({ currentTarget }) => set(path, currentTarget.value === "" ? null : currentTarget.value)}
          />
        ))}
        {asked.has("product.category") && (
          <Select
            label={t("policy.fact.product.category")}
            openOnFocus={false}
            data={CATEGORIES.map((one) => ({ value: one, label: wordOr(texts, "category", one) }))}
            value={value.product?.category ?? null}
            onChange={(category) => set("product.category", category)}
          />
        )}
        {asked.has("history.repairAttempts") && (
          <NumberInput
            label={t("policy.fact.history.repairAttempts")}
            min={0}
            max={1000}
            allowDecimal={false}
            value={value.history?.repairAttempts ?? ""}
            onChange={(typed) => set("history.repairAttempts", typed === "" ? null : Number(typed))}
          />
        )}
        {returns && WAY.map((path) => dayField(path, t(`policies.try.${path.slice("history.".length)}`)))}
      </div>
      {(asked.has("purchase.proof") || asked.has("purchase.documents")) && <Papers pack={pack} value={value} onChange={onChange} />}
      {asked.has("purchase.warrantyCardStamped") && (
        <Checkbox
          className="policy-check"
          label={t("policy.fact.purchase.warrantyCardStamped")}
          checked={value.purchase?.warrantyCardStamped === true}
          onChange={({ currentTarget }) => set("purchase.warrantyCardStamped", currentTarget.checked || null)}
        />
      )}
      <FactsFields
        pack={pack}
        facts={factsOf(value)}
        request={value.request}
        onChange={(facts) => onChange(withFacts(value, facts))}
        errors={{}}
        known={{ serial: value.product?.serial ?? "", bodyCode: value.product?.bodyCode ?? "" }}
        today={value.today}
        under="facts"
        atBench
      />
    </div>
  );
}

/** The papers that came along: the counter has one list of them, for the proof of purchase and for the papers of the goods. */
function Papers({ value, onChange }: OwnCaseProps): ReactNode {
  const { t } = useText();
  const id = useId();
  const held = new Set([...(value.purchase?.proof ?? []), ...(value.purchase?.documents ?? [])]);
  const toggle = (paper: string, there: boolean): void => {
    const papers = there ? [...held, paper] : [...held].filter((one) => one !== paper);
    onChange({ ...value, purchase: { ...value.purchase, proof: papers, documents: papers } });
  };
  return (
    <Input.Wrapper label={t("policies.try.papers")} labelElement="div" labelProps={{ id }}>
      <div role="group" aria-labelledby={id} className="policy-papers">
        {PROOFS.map((paper) => (
          <Checkbox
            key={paper}
            className="policy-check"
            label={t(`proof.${paper}`)}
            checked={held.has(paper)}
            onChange={({ currentTarget }) => toggle(paper, currentTarget.checked)}
          />
        ))}
      </div>
    </Input.Wrapper>
  );
}
