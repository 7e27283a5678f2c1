import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { Templates } from "../../../../src-main/domain/papers/own-template.ts";
import type { PageKind } from "../../../../src-main/domain/shop/paper-layout.ts";
import { api, client } from "../../../client/client.ts";
import { KeyHint, useKeys } from "../../../components/keys.tsx";
import { useText } from "../../../components/text.tsx";
import { report } from "../../../stores/explain.ts";
import { refreshWelcome } from "../../../stores/session.ts";
import { keepTemplate } from "../../../stores/settings-draft.ts";
import { tell } from "../../../stores/tray.ts";
import { DRAFT, SHIPPED } from "./version-list.tsx";

type TemplateFootProps = {
  readonly kind: PageKind;
  readonly templates: Templates;
  readonly shown: string;
  /** Undefined while it is fetched. */
  readonly text: string | undefined;
  readonly onStored: () => void;
};

/** Saves what is shown as the newest version, or goes back to the shipped template. */
export function TemplateFoot({ kind, templates, shown, text, onStored }: TemplateFootProps): ReactNode {
  const texts = useText();
  const { t } = texts;
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const { used, versions } = templates;
  const broken = versions.find(({ id }) => id === used)?.problem;
  const savable = text !== undefined && shown !== SHIPPED && shown !== used;
  const backToShipped = used !== null && shown !== DRAFT;

  const run = async (work: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      await work();
      await queries.fetchQuery({ ...api.template.list.queryOptions({ input: { kind } }), staleTime: 0 });
      await refreshWelcome();
      onStored();
    } catch (error) {
      report(error, texts, () => void run(work));
    } finally {
      setBusy(false);
    }
  };
  const save = (): void =>
    void (
      savable &&
      run(async () => {
        const { problem } = await client.template.store({ kind, source: text });
        if (shown === DRAFT) keepTemplate(kind, null);
        // Of one that does not work the foot tells, as long as it does not.
        if (!problem) tell({ tone: "good", text: t("templates.saved") });
      })
    );
  const useShipped = (): void =>
    void run(async () => {
      await client.template.useShipped({ kind });
      tell({ tone: "good", text: t("templates.shipped-again") });
    });
  useKeys([
    { combo: "Ctrl+S", label: t("templates.save"), run: save, inFields: true },
    { combo: "Ctrl+Enter", label: t("templates.save"), run: save, inFields: true },
  ]);
  return (
    <footer className="settings-foot template-foot" role="group" aria-label={t("settings.save")}>
      {savable && (
        <Button loading={busy} onClick={save} rightSection={<KeyHint combo="Ctrl+Enter" />}>
          {t(shown === DRAFT ? "templates.save" : "templates.use")}
        </Button>
      )}
      {backToShipped && (
        <Button variant={savable ? "subtle" : "default"} disabled={busy} data-path="templates.use-shipped" onClick={useShipped}>
          {t("templates.use-shipped")}
        </Button>
      )}
      {shown === DRAFT && (
        <Button variant="subtle" disabled={busy} onClick={() => keepTemplate(kind, null)}>
          {t("templates.discard")}
        </Button>
      )}
      <span role="status" className="template-broken">
        {broken && shown !== DRAFT && (
          <>
            <IconAlertTriangle size={16} aria-hidden /> {t("templates.saved-broken")}
          </>
        )}
      </span>
      <span className="quiet template-keys">{t("templates.keys")}</span>
    </footer>
  );
}
