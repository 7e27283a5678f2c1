import { Checkbox, TextInput } from "@mantine/core";
import { skipToken, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { OrderPage } from "../../../src-main/domain/orders/order.ts";
import type { ApproveReturnInput, Target } from "../../../src-main/domain/orders/order-change.ts";
import type { PolicyPack } from "../../../src-main/domain/warranty/policy-pack.ts";
import { api, client } from "../../client/client.ts";
import { TextArea } from "../../components/text-area.tsx";
import { useText } from "../../components/text.tsx";
import { report } from "../../stores/explain.ts";
import { printQueued } from "../../stores/print-deeds.ts";
import { useSession } from "../../stores/session.ts";
import { FormDialog } from "./form-dialog.tsx";

type Approval = Omit<ApproveReturnInput, keyof Target>;

/** Gives the written approval of a return, and prints it: where the goods go, on whose courier account, until when. */
export function ApproveDialog({ page, onClose }: { page: OrderPage; onClose: () => void }): ReactNode {
  const policy = page.order.warranty.decisions[0]?.decision.policy;
  // Where goods go is a thing of today, whatever version of the policy decided.
  const { data: pack, isLoading } = useQuery(
    api.policy.get.queryOptions({ input: policy === undefined ? skipToken : { id: policy, version: null } }),
  );
  return isLoading ? null : <ApproveForm page={page} returnTo={pack?.returnTo} onClose={onClose} />;
}

type ApproveFormProps = { readonly page: OrderPage; readonly returnTo: PolicyPack["returnTo"] | undefined; readonly onClose: () => void };

function ApproveForm({ page, returnTo, onClose }: ApproveFormProps): ReactNode {
  const texts = useText();
  const { t } = texts;
  const own = useSession(({ welcome }) => welcome?.settings.address) ?? "";
  const print = (orderId: string, job: string): void =>
    void printQueued(orderId, job, texts).catch((error: unknown) => report(error, texts, () => print(orderId, job)));
  return (
    <FormDialog<Approval>
      page={page}
      name="approve"
      title={t("order.approve.title", { number: page.order.number })}
      fresh={() => ({ address: returnTo?.address || own, courierAccount: returnTo?.courierAccount ?? "", goodsHere: false })}
      fields={["address", "courierAccount"]}
      ways={() => [t("order.approve.save")]}
      send={async (target, form) => {
        const { order, approvalJob } = await client.order.approveReturn({ ...target, ...form });
        print(order.id, approvalJob);
        return order;
      }}
      onClose={onClose}
    >
      {(form, set, errors) => (
        <>
          <TextArea
            label={t("order.approve.address")}
            data-autofocus
            minRows={2}
            maxRows={6}
            maxLength={500}
            value={form.address}
            error={errors["address"]}
            onChange={({ currentTarget }) => set({ address: currentTarget.value })}
          />
          <TextInput
            label={t("order.approve.courier")}
            autoComplete="off"
            maxLength={200}
            value={form.courierAccount}
            error={errors["courierAccount"]}
            onChange={({ currentTarget }) => set({ courierAccount: currentTarget.value })}
          />
          <Checkbox
            label={t("order.approve.here")}
            checked={form.goodsHere}
            onChange={({ currentTarget }) => set({ goodsHere: currentTarget.checked })}
          />
        </>
      )}
    </FormDialog>
  );
}
