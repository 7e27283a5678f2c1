import type { ReactNode } from "react";
import { REMEDIES, type ChargeRow } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { useText } from "../../../components/text.tsx";
import { CheckAt, NumberAt, PickAt, PicksAt } from "./fields.tsx";
import { named } from "./named.ts";
import { RuleList } from "./rule-card.tsx";

/** What each remedy costs the customer. */
export function ChargesPart(): ReactNode {
  const texts = useText();
  const { t } = texts;
  return (
    <RuleList<ChargeRow>
      path={["charges"]}
      title={t("policies.charges")}
      description={t("policies.charges.why")}
      addLabel={t("policies.charges.add")}
      family="charges"
      fresh={(rule) => ({
        rule,
        remedies: ["paid-repair"],
        when: [],
        labour: true,
        parts: true,
        shipping: "customer",
        restockingPercent: 0,
        depreciation: false,
      })}
      noteOf={({ remedies }) => remedies.map((remedy) => t(`policy.remedy.${remedy}`)).join(", ")}
      clauses={{ name: "when", title: t("policies.when") }}
    >
      {(path) => (
        <>
          <div className="policy-row">
            <PicksAt path={[...path, "remedies"]} label={t("policies.charges.remedies")} options={named(texts, "policy.remedy", REMEDIES)} />
            <PickAt
              path={[...path, "shipping"]}
              label={t("policy.charges.shipping")}
              options={named(texts, "policy.charges", ["customer", "seller"])}
            />
            <NumberAt path={[...path, "restockingPercent"]} label={t("policies.charges.restocking")} max={100} decimals={2} />
          </div>
          <div className="policy-row">
            <CheckAt path={[...path, "labour"]} label={t("policies.charges.labour")} />
            <CheckAt path={[...path, "parts"]} label={t("policies.charges.parts")} />
            <CheckAt path={[...path, "depreciation"]} label={t("policies.charges.depreciation")} />
          </div>
        </>
      )}
    </RuleList>
  );
}
