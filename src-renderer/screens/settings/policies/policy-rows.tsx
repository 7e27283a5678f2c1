import { Button, UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import { formatInstant } from "../../../../src-main/domain/ground/date.ts";
import type { PolicyPack } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { packText } from "../../../../src-main/domain/warranty/policy-text.ts";
import type { PolicySummary } from "../../../../src-main/domain/warranty/shop-policy.ts";
import { useText } from "../../../components/text.tsx";
import { dropPolicy, type PolicyDraft } from "../../../stores/policy-draft.ts";
import { useTimeZone } from "../../../stores/session.ts";

type PolicyRowProps = {
  readonly policy: PolicySummary;
  readonly pack: PolicyPack | undefined;
  /** Whether something in it is not saved. */
  readonly changed: boolean;
  readonly onOpen: () => void;
  readonly onCopy: () => void;
};

/** A policy that the shop runs, and what can be done with it. */
export function PolicyRow({ policy, pack, changed, onOpen, onCopy }: PolicyRowProps): ReactNode {
  const { t, language } = useText();
  const zone = useTimeZone();
  const name = packText(policy.name, policy, language, policy.id);
  const { savedAt, savedBy } = policy;
  return (
    <tr>
      <th scope="row">
        <UnstyledButton data-policy={policy.id} onClick={onOpen}>
          {name}
        </UnstyledButton>
        <span className="quiet policies-id">{policy.id}</span>
        {changed && <small className="policies-unsaved">{t("settings.not-saved")}</small>}
      </th>
      <td>
        {t("policies.version-number", { version: policy.version })}
        <small>
          {savedAt === null
            ? t(policy.own ? "policies.own" : "policies.shipped")
            : t("policies.saved-by", { at: formatInstant(savedAt, language, zone), person: savedBy ?? "—" })}
        </small>
      </td>
      <td>{policy.languages.map((one) => t(`language.${one}`)).join(", ")}</td>
      <td className="policies-actions">
        <Button variant="subtle" aria-label={t("policies.copy-of", { name })} disabled={!pack} onClick={onCopy}>
          {t("policies.copy")}
        </Button>
        <Button variant="subtle" aria-label={t("policies.export-of", { name })} disabled={!pack} onClick={() => pack && download(pack)}>
          {t("policies.export")}
        </Button>
      </td>
    </tr>
  );
}

/** A policy that was begun here and never saved. */
export function NewRow({
  name: key,
  draft: { pack },
  onOpen,
}: {
  readonly name: string;
  readonly draft: PolicyDraft;
  readonly onOpen: () => void;
}): ReactNode {
  const { t, language } = useText();
  const name = packText(pack.name, pack, language, pack.id);
  return (
    <tr>
      <th scope="row">
        <UnstyledButton data-policy={key} onClick={onOpen}>
          {name}
        </UnstyledButton>
        <span className="quiet policies-id">{pack.id}</span>
      </th>
      <td>
        <span className="policies-unsaved">{t("settings.not-saved")}</span>
      </td>
      <td>{pack.languages.map((one) => t(`language.${one}`)).join(", ")}</td>
      <td className="policies-actions">
        <Button variant="subtle" aria-label={t("policies.discard-of", { name })} onClick={() => dropPolicy(key)}>
          {t("policies.discard")}
        </Button>
      </td>
    </tr>
  );
}

/** Gives a pack to the browser as a file. */
function download(pack: PolicyPack): void {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(pack, null, 2)}\n`], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${pack.id}-v${pack.version}.json`;
  link.click();
  URL.revokeObjectURL(url);
}
