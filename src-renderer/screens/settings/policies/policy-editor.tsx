import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { isoDateAt } from "../../../../src-main/domain/ground/date.ts";
import type { Language } from "../../../../src-main/domain/ground/language.ts";
import type { PolicyPack } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { api } from "../../../client/client.ts";
import { useKeys } from "../../../components/keys.tsx";
import { useText } from "../../../components/text.tsx";
import { sentenceOf } from "../../../stores/explain.ts";
import { useKeptForm } from "../../../stores/kept-form.ts";
import { dropPolicy, isNewKey, keepPolicy, openPolicy, usePolicyDrafts } from "../../../stores/policy-draft.ts";
import { useTimeZone } from "../../../stores/session.ts";
import type { PolicyCase } from "../../../../src-main/domain/warranty/policy-case.ts";
import { CompareOrders } from "./compare-orders.tsx";
import { EditingContext } from "./editing.ts";
import { EditorHead } from "./editor-head.tsx";
import { FaultList } from "./fault-list.tsx";
import { examplesOf } from "./pack-examples.ts";
import { alike } from "./pack-path.ts";
import { sentPack } from "./pack-rules.ts";
import { PART_PAGES } from "./part-pages.ts";
import { PartsNav } from "./parts-nav.tsx";
import { partOf, placeOf, ruleOfPath, type Part } from "./parts.ts";
import { byField, faultsOf } from "./problems.ts";
import { reveal } from "./reveal.ts";
import { SaveFoot } from "./save-foot.tsx";
import { TryPanel } from "./try-panel.tsx";
import { useTrial } from "./use-trial.ts";

/** What F6 walks through: the parts, the form, and what stands beside it. */
const PANES = [".policy-parts", ".policy-form", ".policy-side"] as const;
const FIRST_IN_PANE = "[aria-current=true], input:not([type=hidden]), textarea, summary, button";

/** One policy in the editor, by the key of its draft: a form beside cases that show what it does. */
export function PolicyEditor({ name }: { readonly name: string }): ReactNode {
  const texts = useText();
  const isNew = isNewKey(name);
  const { data: saved, error } = useQuery({
    ...api.policy.get.queryOptions({ input: { id: name, version: null } }),
    enabled: !isNew,
    refetchOnMount: "always",
  });
  const draft = usePolicyDrafts(({ drafts }) => drafts[name]);
  const pack = draft?.pack ?? saved;
  if (pack && (isNew || saved))
    return <Editor name={name} pack={pack} basedOn={draft?.basedOn ?? saved?.version ?? 0} saved={saved ?? null} changed={draft !== undefined} />;
  if (!error && !isNew) return null;
  return (
    <div className="settings-fields">
      <p>{error ? sentenceOf(error, texts) : ""}</p>
      <Button autoFocus onClick={() => openPolicy(null)}>
        {texts.t("policies.back")}
      </Button>
    </div>
  );
}

type EditorProps = {
  readonly name: string;
  readonly pack: PolicyPack;
  readonly basedOn: number;
  readonly saved: PolicyPack | null;
  readonly changed: boolean;
};

function Editor({ name, pack, basedOn, saved, changed }: EditorProps): ReactNode {
  const texts = useText();
  const today = isoDateAt(Date.now(), useTimeZone());
  const root = useRef<HTMLDivElement>(null);
  const [part, setPart] = useState<Part>("policy");
  const [wanted, setLanguage] = useState(texts.language as Language);
  const language = pack.languages.includes(wanted) ? wanted : (pack.languages[0] ?? "en");
  const focusNav = (): void => root.current?.querySelector<HTMLElement>(".policy-parts [aria-current=true]")?.focus();
  useEffect(focusNav, []);

  const sent = useMemo(() => sentPack(pack), [pack]);
  const examples = useMemo(() => examplesOf(sent, today), [sent, today]);
  const [kept, keepOwn] = useKeptForm<PolicyCase>(`policy:${name}:case`);
  const [chosen, setChosen] = useState(0);
  const own = kept ?? examples[0]!.case;
  const cases = useMemo(() => [...examples.map((example) => example.case), own], [examples, own]);
  const now = useTrial(sent, cases);
  const before = useTrial(changed ? saved : null, cases);
  const faults = useMemo(() => faultsOf(now.problems, sent, texts), [now.problems, sent, texts]);
  const errors = useMemo(() => byField(faults), [faults]);

  const change = (edit: (whole: PolicyPack) => PolicyPack): void => {
    const next = edit(usePolicyDrafts.getState().drafts[name]?.pack ?? pack);
    if (saved && basedOn === saved.version && alike(next, saved)) dropPolicy(name);
    else keepPolicy(name, { pack: next, basedOn });
  };
  const jump = async (field: string): Promise<void> => {
    const text = ruleOfPath(field);
    const spoken = text?.language ?? /^(?:name|words\..+\.name)\.([a-z]{2})$/.exec(field)?.[1];
    flushSync(() => {
      setPart(partOf(pack, field));
      if (spoken) setLanguage(spoken as Language);
    });
    await reveal(placeOf(pack, field));
    if (text) await reveal(field);
  };
  const choose = (index: number): void => {
    // A case of one's own begins as the example that was looked at.
    if (index === examples.length && kept === null) keepOwn(cases[chosen] ?? own);
    setChosen(index);
  };
  const nextPane = (): void => {
    const panes = PANES.map((pane) => root.current?.querySelector<HTMLElement>(pane));
    const at = panes.findIndex((pane) => pane?.contains(document.activeElement));
    panes[(at + 1) % panes.length]?.querySelector<HTMLElement>(FIRST_IN_PANE)?.focus();
  };
  useKeys([{ combo: "F6", label: texts.t("policies.next-pane"), run: nextPane, inFields: true }]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (event.key !== "Escape" || event.defaultPrevented || target.getAttribute("aria-expanded") === "true") return;
    event.preventDefault();
    if (target.closest(".policy-parts")) openPolicy(null);
    else focusNav();
  };
  const Page = PART_PAGES[part];
  return (
    <EditingContext value={{ pack, isNew: saved === null, change, errors, language, setLanguage }}>
      <div className="policy-editor" ref={root} onKeyDown={onKeyDown}>
        <EditorHead problems={now.problems} />
        <PartsNav part={part} faults={faults} onChoose={setPart} />
        <div className="policy-form" role="region" aria-label={texts.t(`policies.part.${part}`)}>
          <h2>{texts.t(`policies.part.${part}`)}</h2>
          <Page />
        </div>
        <aside className="policy-side" aria-label={texts.t("policies.try")}>
          <FaultList faults={faults} onJump={(field) => void jump(field)} />
          <TryPanel
            pack={sent}
            saved={changed ? saved : null}
            examples={examples}
            own={own}
            onOwn={keepOwn}
            chosen={Math.min(chosen, examples.length)}
            onChoose={choose}
            now={now}
            before={before}
          />
          <CompareOrders pack={sent} />
        </aside>
        <SaveFoot name={name} pack={sent} basedOn={basedOn} saved={saved} changed={changed} onFault={(field) => void jump(field)} />
      </div>
    </EditingContext>
  );
}
