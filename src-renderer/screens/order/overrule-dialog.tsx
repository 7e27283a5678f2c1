import { NativeSelect } from "@mantine/core";
import type { ReactNode } from "react";
import type { OrderPage } from "../../../src-main/domain/orders/order.ts";
import type { OverruleInput, Target } from "../../../src-main/domain/orders/order-change.ts";
import { REMEDIES, type Remedy } from "../../../src-main/domain/warranty/policy-pack.ts";
import { client } from "../../client/client.ts";
import { TextArea } from "../../components/text-area.tsx";
import { useText } from "../../components/text.tsx";
import { FormDialog } from "./form-dialog.tsx";

type Overruling = Omit<OverruleInput, keyof Target>;

/** Another remedy than the one offered: nobody overrules a decision to say the same. */
const begun = ({ order }: OrderPage): Overruling => {
  const offered = order.warranty.decisions[0]?.decision.entitled[0];
  return { remedy: REMEDIES.find((remedy) => remedy !== offered)!, reason: "" };
};

/** Puts a supervisor's word in the place of the policy's, with the reason in writing. */
export function OverruleDialog({ page, onClose }: { page: OrderPage; onClose: () => void }): ReactNode {
  const { t } = useText();
  const offered = page.order.warranty.decisions[0]?.decision.entitled[0];
  return (
    <FormDialog
      page={page}
      name="overrule"
      title={t("order.overrule.title", { number: page.order.number })}
      fresh={begun}
      fields={["remedy", "reason"]}
      ways={() => [t("order.overrule.save")]}
      send={(target, form) => client.order.overrule({ ...target, ...form })}
      onClose={onClose}
    >
      {(form, set, errors) => (
        <>
          <p className="dialog-hint quiet">{t("order.overrule.hint")}</p>
          <NativeSelect
            label={t("order.overrule.remedy")}
            data-autofocus
            value={form.remedy}
            error={errors["remedy"]}
            onChange={({ currentTarget }) => set({ remedy: currentTarget.value as Remedy })}
            data={REMEDIES.map((value) => {
              const label = t(`policy.remedy.${value}`);
              return { value, label: value === offered ? t("order.overrule.offered", { remedy: label }) : label };
            })}
          />
          <TextArea
            label={t("order.overrule.reason")}
            withAsterisk
            minRows={3}
            maxRows={12}
            maxLength={10_000}
            value={form.reason}
            error={errors["reason"]}
            onChange={({ currentTarget }) => set({ reason: currentTarget.value })}
          />
        </>
      )}
    </FormDialog>
  );
}
