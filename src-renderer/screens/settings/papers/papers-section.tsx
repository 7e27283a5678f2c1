import { lazy, Suspense, useState, type ReactNode } from "react";
import { isPage, type PageKind, type PaperKind } from "../../../../src-main/domain/shop/paper-layout.ts";
import { useText } from "../../../components/text.tsx";
import { SectionForm } from "../section-form.tsx";
import { useShopForm } from "../shop-form.ts";
import { LookFields } from "./look-fields.tsx";
import { PageFields } from "./page-fields.tsx";
import { PagePreview } from "./page-preview.tsx";
import { RestFields } from "./rest-fields.tsx";
import "./papers.css";
import "./template-editor.css";

const TemplateEditor = lazy(() => import("./template-editor.tsx").then((module) => ({ default: module.TemplateEditor })));

/** How papers look, what they say and in which languages, beside a page as it will be. Papers that exist keep how they look. */
export function PapersSection({ part }: { readonly part: string | undefined }): ReactNode {
  if (part !== undefined && isPage(part as PaperKind))
    return (
      <Suspense>
        <TemplateEditor key={part} kind={part as PageKind} />
      </Suspense>
    );
  return <PapersForm />;
}

function PapersForm(): ReactNode {
  const { t } = useText();
  const form = useShopForm("papers");
  const [kind, setKind] = useState<PageKind>("certificate");
  return (
    <SectionForm title={t("settings.papers")} changed={form.changed} onSave={form.save} onUndo={form.undo}>
      {(errors) => {
        const fields = { settings: form.settings, onChange: form.onChange, errors };
        return (
          <div className="papers-beside">
            <div className="papers-form">
              <LookFields {...fields} />
              <PageFields {...fields} kind={kind} onKind={setKind} />
              <RestFields {...fields} />
            </div>
            <PagePreview kind={kind} settings={form.settings} />
          </div>
        );
      }}
    </SectionForm>
  );
}
