import { Select } from "@mantine/core";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useMemo, type ReactNode } from "react";
import { isIsoDate, isoDateAt } from "../../../src-main/domain/ground/date.ts";
import type { InspectInput, Target } from "../../../src-main/domain/orders/order-change.ts";
import { caseOf } from "../../../src-main/domain/orders/order-policy.ts";
import type { Order, OrderPage } from "../../../src-main/domain/orders/order.ts";
import type { PolicyPack } from "../../../src-main/domain/warranty/policy-pack.ts";
import { decide } from "../../../src-main/domain/warranty/policy.ts";
import type { WarrantyFacts } from "../../../src-main/domain/warranty/warranty.ts";
import { api, client } from "../../client/client.ts";
import { DecisionView } from "../../components/decision-view.tsx";
import { useText } from "../../components/text.tsx";
import { FactsFields } from "../../components/warranty-fields.tsx";
import type { FieldErrors } from "../../stores/explain.ts";
import { useMay, useTimeZone } from "../../stores/session.ts";
import { FormDialog } from "./form-dialog.tsx";
import { usePolicyChoices } from "./policy-name.ts";

type Inspection = Omit<InspectInput, keyof Target | "final">;

/** Writes down what the bench found under a policy, and shows at once what follows; as a note, or as the inspection that decides. */
export function InspectDialog({ page, onClose }: { page: OrderPage; onClose: () => void }): ReactNode {
  const { t } = useText();
  const { order } = page;
  const inspected = order.warranty.inspectedOn !== null;
  const record = t("order.inspect.record");
  const final = t("order.inspect.final");
  return (
    <FormDialog<Inspection>
      page={page}
      name="inspect"
      title={t("order.inspect.title", { number: order.number })}
      size="66rem"
      fresh={({ order: now }) => ({ policy: now.policy, facts: now.warranty.facts })}
      fields={["policy", "facts.damageReportedOn"]}
      ways={({ policy }) => (policy === null ? [record] : inspected ? [final] : [record, final])}
      send={(target, form, way) => client.order.inspect({ ...target, ...form, final: form.policy !== null && (inspected || way === 1) })}
      onClose={onClose}
    >
      {(form, set, errors) => <Fields order={order} form={form} set={set} errors={errors} />}
    </FormDialog>
  );
}

type FieldsProps = {
  readonly order: Order;
  readonly form: Inspection;
  readonly set: (change: Partial<Inspection>) => void;
  readonly errors: FieldErrors;
};

function Fields({ order, form: { policy, facts }, set, errors }: FieldsProps): ReactNode {
  const { t } = useText();
  const today = isoDateAt(Date.now(), useTimeZone());
  const policies = usePolicyChoices();
  const held = !useMay("order.overrule") && order.policy !== null;
  const { data: pack } = useQuery(api.policy.get.queryOptions({ input: policy === null ? skipToken : { id: policy, version: null } }));
  return (
    <div className="inspect">
      <div className="inspect-fields">
        <Select
          label={t("order.policy")}
          data-autofocus
          data-path="policy"
          allowDeselect={false}
          openOnFocus={false}
          value={policy ?? ""}
          disabled={held}
          description={held ? t("error.person.not-supervisor") : undefined}
          error={errors["policy"]}
          onChange={(chosen) => set({ policy: chosen || null })}
          data={[{ value: "", label: t("order.policy.none") }, ...policies]}
        />
        {pack && (
          <FactsFields
            pack={pack}
            facts={facts}
            request={order.request}
            onChange={(changed) => set({ facts: changed })}
            errors={errors}
            known={order.device}
            today={today}
            under="facts"
            atBench
          />
        )}
      </div>
      {pack && <Verdict order={order} pack={pack} facts={facts} today={today} />}
    </div>
  );
}

/** What the inspection would decide as it stands in the form. */
function Verdict({ order, pack, facts, today }: { order: Order; pack: PolicyPack; facts: WarrantyFacts; today: string }): ReactNode {
  const { t } = useText();
  const decision = useMemo(() => {
    const { damageReportedOn } = facts;
    const known = { ...facts, damageReportedOn: damageReportedOn !== null && isIsoDate(damageReportedOn) ? damageReportedOn : null };
    return decide(pack, caseOf({ ...order, warranty: { ...order.warranty, facts: known, inspectedOn: today } }, pack, today));
  }, [order, pack, facts, today]);
  return (
    <section className="inspect-verdict" aria-label={t("order.inspect.verdict")}>
      <h3>{t("order.inspect.verdict")}</h3>
      <DecisionView pack={pack} decision={decision} compact />
    </section>
  );
}
