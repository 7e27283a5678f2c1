import { useEffect, useRef, type ReactNode } from "react";
import type { PolicyPack } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { useText } from "../../../components/text.tsx";
import { isNewKey, keepPolicy, newKey, openPolicy, usePolicyDrafts } from "../../../stores/policy-draft.ts";
import { ImportPolicy } from "./import-policy.tsx";
import { copyOf } from "./pack-rules.ts";
import { NewRow, PolicyRow } from "./policy-rows.tsx";
import { usePolicies } from "./use-policies.ts";

/** The shop's policies; each can be opened, copied and exported. */
export function PolicyList(): ReactNode {
  const { t } = useText();
  const policies = usePolicies();
  const drafts = usePolicyDrafts((state) => state.drafts);
  const left = usePolicyDrafts((state) => state.left);
  const table = useRef<HTMLTableElement>(null);
  const known = policies.length > 0;
  useEffect(() => {
    if (known && left !== null) table.current?.querySelector<HTMLElement>(`[data-policy="${CSS.escape(left)}"]`)?.focus();
  }, [known, left]);
  const copy = (pack: PolicyPack): void => {
    const taken = [...policies.map(({ id }) => id), ...Object.values(drafts).map((draft) => draft.pack.id)];
    const begun = copyOf(pack, taken);
    keepPolicy(newKey(begun.id), { pack: begun, basedOn: 0 });
    openPolicy(newKey(begun.id));
  };
  return (
    <section>
      <h1>{t("settings.policies")}</h1>
      <p className="quiet">{t("policies.why")}</p>
      <table ref={table} className="policies-table">
        <thead>
          <tr>
            <th scope="col">{t("policies.name")}</th>
            <th scope="col">{t("policies.version")}</th>
            <th scope="col">{t("policies.languages")}</th>
            <th scope="col">{t("policies.actions")}</th>
          </tr>
        </thead>
        <tbody>
          {policies.map((policy) => (
            <PolicyRow
              key={policy.id}
              policy={policy}
              pack={policy.pack}
              changed={policy.id in drafts}
              onOpen={() => openPolicy(policy.id)}
              onCopy={() => policy.pack && copy(policy.pack)}
            />
          ))}
          {Object.entries(drafts)
            .filter(([key]) => isNewKey(key))
            .map(([key, draft]) => (
              <NewRow key={key} name={key} draft={draft} onOpen={() => openPolicy(key)} />
            ))}
        </tbody>
      </table>
      <ImportPolicy policies={policies} />
    </section>
  );
}
