import { Button } from "@mantine/core";
import { IconAlertTriangle, IconArrowLeft, IconCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useLocation } from "wouter";
import type { Templates } from "../../../../src-main/domain/papers/own-template.ts";
import type { PageKind } from "../../../../src-main/domain/shop/paper-layout.ts";
import { api } from "../../../client/client.ts";
import { KeyHint, useKeys } from "../../../components/keys.tsx";
import { sentenceOfProblem } from "../../../components/template-words.ts";
import { useText } from "../../../components/text.tsx";
import { sentenceOf } from "../../../stores/explain.ts";
import { useSession } from "../../../stores/session.ts";
import { keepTemplate, useSettingsDraft } from "../../../stores/settings-draft.ts";
import { PagePicture, usePreviewLanguage } from "./page-preview.tsx";
import { goToLine, SourceField } from "./source-field.tsx";
import { TemplateFoot } from "./template-foot.tsx";
import { usePage } from "./use-page.ts";
import { DRAFT, SHIPPED, VersionList } from "./version-list.tsx";

/** What F6 walks through: the versions, the text, and what stands beside it. */
const PANES = [".template-versions [aria-current=true]", ".template-text textarea", ".template-page button, .template-page input"] as const;
const LINE_KEY = "Alt+L";

/** The template of one kind of paper: its text, what it makes, and every version that the shop saved. */
export function TemplateEditor({ kind }: { readonly kind: PageKind }): ReactNode {
  const texts = useText();
  const { data, error } = useQuery(api.template.list.queryOptions({ input: { kind } }));
  if (data) return <Editor kind={kind} templates={data} />;
  return (
    <div className="settings-fields">
      <p>{error ? sentenceOf(error, texts) : ""}</p>
      <a href="#/settings/papers">{texts.t("templates.back")}</a>
    </div>
  );
}

function Editor({ kind, templates }: { readonly kind: PageKind; readonly templates: Templates }): ReactNode {
  const { t } = useText();
  const [, go] = useLocation();
  const root = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const settings = useSession(({ welcome }) => welcome!.settings);
  const draft = useSettingsDraft((state) => state.templates[kind]);
  const [chosen, setChosen] = useState<string | null>(null);
  const usual = draft ? DRAFT : (templates.used ?? SHIPPED);
  const shown = chosen === null || (chosen === DRAFT && !draft) ? usual : chosen;
  const text = useTextOf(shown, templates, draft?.text);
  const [language, languages] = usePreviewLanguage(settings);
  const page = usePage(text === undefined ? null : { kind, language, settings, template: text });
  const ready = text !== undefined;
  useEffect(() => area.current?.focus(), [ready]);

  const write = (written: string): void => {
    const { begun, from } = draft ?? { begun: text ?? "", from: shown };
    const same = written === begun;
    keepTemplate(kind, same ? null : { text: written, begun, from });
    setChosen(same ? from : DRAFT);
  };
  const leave = (): void => go("/settings/papers");
  const nextPane = (): void => {
    const panes = PANES.map((pane) => root.current?.querySelector<HTMLElement>(pane));
    const at = panes.findIndex((pane) => pane?.parentElement?.closest("section")?.contains(document.activeElement));
    panes[(at + 1) % panes.length]?.focus();
  };
  const line = page.problem?.line ?? null;
  const toLine = (): void => void (line !== null && area.current && goToLine(area.current, line));
  useKeys([
    { combo: "F6", label: t("templates.next-pane"), run: nextPane, inFields: true },
    ...(line === null ? [] : [{ combo: LINE_KEY, label: t("templates.go-to-line", { line: String(line) }), run: toLine, inFields: true }]),
  ]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    if (event.target === area.current) root.current?.querySelector<HTMLElement>(PANES[0])?.focus();
    else leave();
  };
  const looking = draft !== undefined && shown !== DRAFT;
  return (
    <div className="template-editor" ref={root} onKeyDown={onKeyDown}>
      <header className="template-head">
        <Button variant="subtle" leftSection={<IconArrowLeft size={18} aria-hidden />} rightSection={<KeyHint combo="Esc" />} onClick={leave}>
          {t("templates.back")}
        </Button>
        <h1>{t("templates.title", { paper: t(`order.paper.${kind}`) })}</h1>
      </header>
      <VersionList templates={templates} hasDraft={draft !== undefined} shown={shown} onShow={setChosen} />
      <section className="template-text" aria-label={t("templates.source")}>
        {looking ? <p className="papers-wrong">{t("templates.look-only")}</p> : <span />}
        <SourceField
          area={area}
          text={text ?? ""}
          wrongLine={page.making ? null : line}
          readOnly={looking || !ready}
          problemId="template-problem"
          onChange={write}
        />
        <div className="template-problem" id="template-problem" role="status">
          {page.problem ? (
            <>
              <p data-tone="wrong">
                <IconAlertTriangle size={16} aria-hidden /> {sentenceOfProblem(page.problem, t)}
              </p>
              {shown === DRAFT && <p>{t("templates.may-save")}</p>}
              {line !== null && (
                <Button size="compact-sm" variant="default" onClick={toLine} rightSection={<KeyHint combo={LINE_KEY} />}>
                  {t("templates.go-to-line", { line: String(line) })}
                </Button>
              )}
            </>
          ) : (
            page.file &&
            !page.making && (
              <p>
                <IconCheck size={16} aria-hidden /> {t("templates.works")}
              </p>
            )
          )}
        </div>
      </section>
      <section className="template-page" aria-label={t("papers.preview")} tabIndex={0}>
        {languages}
        <PagePicture kind={kind} settings={settings} page={page} />
      </section>
      <TemplateFoot kind={kind} templates={templates} shown={shown} text={text} onStored={() => setChosen(null)} />
    </div>
  );
}

/** The text of what is shown; undefined while it is fetched. */
function useTextOf(shown: string, { shipped }: Templates, draft: string | undefined): string | undefined {
  const version = shown !== DRAFT && shown !== SHIPPED;
  const { data } = useQuery({ ...api.template.source.queryOptions({ input: { id: shown } }), enabled: version });
  if (version) return data;
  return shown === SHIPPED ? shipped : draft;
}
