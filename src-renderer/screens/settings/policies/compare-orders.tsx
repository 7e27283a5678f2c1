import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { PolicyPack } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { client } from "../../../client/client.ts";
import { Panel } from "../../../components/panel.tsx";
import { useText } from "../../../components/text.tsx";
import { report } from "../../../stores/explain.ts";
import { problemsIn } from "./problems.ts";
import { outcome } from "./try-panel.tsx";

/** How many of the shop's own past decisions would be others under the changed policy. */
export function CompareOrders({ pack }: { readonly pack: PolicyPack }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const [compared, setCompared] = useState<PolicyPack | null>(null);
  const { data, isPending, mutate } = useMutation({
    mutationFn: (it: PolicyPack) => client.policy.compare({ text: JSON.stringify(it) }),
    onSuccess: (_, it) => setCompared(it),
    // What is wrong with the policy stands beside its fields already.
    onError: (error, it) => !problemsIn(error) && report(error, texts, () => mutate(it)),
  });
  return (
    <Panel title={t("policies.compare")} className="policy-try">
      <p className="quiet">{t("policies.compare.why")}</p>
      <Button variant="default" loading={isPending} onClick={() => mutate(pack)}>
        {t("policies.compare.now")}
      </Button>
      {data && (
        <div role="status" data-testid="compared">
          <p>
            {data.compared === 0 ? t("policies.compare.none") : t("policies.compare.result", { compared: data.compared, turned: data.turned.length })}
            {compared !== pack && <span className="quiet"> {t("policies.compare.stale")}</span>}
          </p>
          <ul className="policy-orders">
            {data.turned.map(({ orderId, number, before, after }) => (
              <li key={`${orderId} ${JSON.stringify(before)}`}>
                <a href={`#/order/${orderId}`} className="number">
                  {number}
                </a>
                <span className="quiet">{outcome(before, texts)}</span>
                <span>→ {outcome(after, texts)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Panel>
  );
}
