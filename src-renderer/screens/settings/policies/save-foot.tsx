import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { PolicyPack } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { api, client } from "../../../client/client.ts";
import { troubleOfCall } from "../../../client/trouble.ts";
import { KeyHint, useKeys } from "../../../components/keys.tsx";
import { useText } from "../../../components/text.tsx";
import { report, sentenceOf } from "../../../stores/explain.ts";
import { dropPolicy, keepPolicy, openPolicy, usePolicyDrafts } from "../../../stores/policy-draft.ts";
import { tell } from "../../../stores/tray.ts";
import { problemsIn } from "./problems.ts";
import { useFreshPolicies } from "./use-policies.ts";

type SaveFootProps = {
  readonly name: string;
  readonly pack: PolicyPack;
  readonly basedOn: number;
  readonly saved: PolicyPack | null;
  readonly changed: boolean;
  /** Leads to the first field that was refused. */
  readonly onFault: (field: string) => void;
};

/** Saves the policy as its next version. Where another bench was faster, the text stays and both ways on are offered. */
export function SaveFoot({ name, pack, basedOn, saved, changed, onFault }: SaveFootProps): ReactNode {
  const texts = useText();
  const { t } = texts;
  const queries = useQueryClient();
  const refresh = useFreshPolicies();
  const failed = usePolicyDrafts((state) => state.failed);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState("");
  const next = basedOn + 1;
  const overtaken = saved !== null && changed && saved.version > basedOn;

  const save = async (): Promise<void> => {
    if (busy || !changed) return;
    setBusy(true);
    setRefusal("");
    try {
      const { id, version } = await client.policy.save({ text: JSON.stringify(pack), basedOn });
      await queries.fetchQuery({ ...api.policy.get.queryOptions({ input: { id, version: null } }), staleTime: 0 });
      dropPolicy(name);
      openPolicy(id);
      tell({ tone: "good", text: t("policies.saved", { version }) });
      await refresh();
    } catch (error) {
      const trouble = troubleOfCall(error);
      const [first] = problemsIn(error) ?? [];
      if (first) onFault(first.field);
      else if (trouble.kind === "refused") {
        const taken = saved === null && trouble.code === "policy.changed-elsewhere";
        setRefusal(taken ? t("policies.id-taken", { id: pack.id }) : sentenceOf(error, texts));
        if (taken) onFault("id");
        await refresh();
      } else report(error, texts, () => void save());
    } finally {
      setBusy(false);
    }
  };
  const goOn = (): void => {
    setRefusal("");
    if (saved) keepPolicy(name, { pack, basedOn: saved.version });
  };
  const undo = (): void => {
    setRefusal("");
    dropPolicy(name);
    if (saved === null) openPolicy(null);
  };
  useKeys([
    { combo: "Ctrl+S", label: t("settings.save"), run: () => void save(), inFields: true },
    { combo: "Ctrl+Enter", label: t("settings.save"), run: () => void save(), inFields: true },
  ]);
  return (
    <footer className="settings-foot policy-foot" role="group" aria-label={t("settings.save")}>
      {overtaken && saved && (
        <div role="alert" className="policies-news">
          <p>{t("policies.overtaken", { version: saved.version })}</p>
          <Button variant="default" onClick={goOn}>
            {t("policies.overtaken.mine", { version: saved.version + 1 })}
          </Button>
          <Button variant="subtle" onClick={undo}>
            {t("policies.overtaken.theirs")}
          </Button>
        </div>
      )}
      {refusal !== "" && !overtaken && (
        <p role="alert" className="policy-wrong">
          {refusal}
        </p>
      )}
      <Button loading={busy} disabled={overtaken} onClick={() => void save()} rightSection={<KeyHint combo="Ctrl+Enter" />}>
        {t("policies.save-as", { version: next })}
      </Button>
      {changed && (
        <Button variant="subtle" disabled={busy} onClick={undo}>
          {saved === null ? t("policies.discard") : t("settings.undo")}
        </Button>
      )}
      <span role="status">{!changed ? t("settings.all-saved") : failed ? t("policies.not-kept") : t("policies.kept")}</span>
      <span className="quiet policy-keys">{t("policies.keys")}</span>
    </footer>
  );
}
