import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Panel } from "../../../components/panel.tsx";
import { useText } from "../../../components/text.tsx";
import { useEditing } from "./editing.ts";
import { partOf } from "./parts.ts";
import type { Fault } from "./problems.ts";

const MOST_SHOWN = 50;

/** Everything that keeps the policy from being saved; each leads to its field. */
export function FaultList({ faults, onJump }: { readonly faults: readonly Fault[]; readonly onJump: (field: string) => void }): ReactNode {
  const { t } = useText();
  const { pack } = useEditing();
  if (faults.length === 0) return null;
  return (
    <Panel title={t("policies.faults", { count: faults.length })} className="policy-try">
      <ul className="policy-faults" tabIndex={-1}>
        {faults.slice(0, MOST_SHOWN).map(({ field, sentence }, index) => (
          <li key={`${field} ${index}`}>
            <button type="button" onClick={() => onJump(field)}>
              <IconAlertTriangle size={16} aria-hidden />
              <span>
                {t(`policies.part.${partOf(pack, field)}`)}: {sentence} <span className="quiet">{field}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {faults.length > MOST_SHOWN && <p className="quiet">{t("policies.and-more", { count: faults.length - MOST_SHOWN })}</p>}
    </Panel>
  );
}
