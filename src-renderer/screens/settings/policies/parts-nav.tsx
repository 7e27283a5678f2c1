import { useRef, type KeyboardEvent, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { useCalmKeys } from "../../../components/calm-keys.ts";
import { KeyHint, type KeyBinding } from "../../../components/keys.tsx";
import { useText } from "../../../components/text.tsx";
import { useEditing } from "./editing.ts";
import { PARTS, partOf, type Part } from "./parts.ts";
import type { Fault } from "./problems.ts";

type PartsNavProps = { readonly part: Part; readonly faults: readonly Fault[]; readonly onChoose: (part: Part) => void };

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** The pages of the policy, one key each; those with something wrong say so. */
export function PartsNav({ part, faults, onChoose }: PartsNavProps): ReactNode {
  const { t } = useText();
  const { pack } = useEditing();
  const nav = useRef<HTMLElement>(null);
  const show = (next: Part | undefined): void => {
    if (!next) return;
    flushSync(() => onChoose(next));
    nav.current?.querySelector<HTMLElement>("[aria-current=true]")?.focus();
  };
  useCalmKeys(PARTS.map((one, index): KeyBinding => ({ combo: String(index + 1), label: t(`policies.part.${one}`), run: () => show(one) })));
  const step = (event: KeyboardEvent): void => {
    const by = STEPS[event.key];
    if (by === undefined || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    show(PARTS[PARTS.indexOf(part) + by]);
  };
  return (
    <nav className="policy-parts" ref={nav} aria-label={t("policies.parts")} onKeyDown={step}>
      {PARTS.map((one, index) => {
        const count = faults.filter(({ field }) => partOf(pack, field) === one).length;
        return (
          <button key={one} type="button" tabIndex={one === part ? 0 : -1} aria-current={one === part} onClick={() => show(one)}>
            <span>
              {t(`policies.part.${one}`)}
              {count > 0 && <small>{t("policies.faults", { count })}</small>}
            </span>
            <KeyHint combo={String(index + 1)} />
          </button>
        );
      })}
    </nav>
  );
}
