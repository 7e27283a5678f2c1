import { SegmentedControl } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import type { Language } from "../../../../src-main/domain/ground/language.ts";
import type { PageKind } from "../../../../src-main/domain/shop/paper-layout.ts";
import type { ShopSettings } from "../../../../src-main/domain/shop/shop.ts";
import { FilePicture } from "../../../components/file-picture.tsx";
import { wordsOfWarning } from "../../../components/print-job-words.ts";
import { sentenceOfProblem } from "../../../components/template-words.ts";
import { useText } from "../../../components/text.tsx";
import { sentenceOf } from "../../../stores/explain.ts";
import { usePage, type Page } from "./use-page.ts";

/** A page as the form would have it, on an order that is nobody's. */
export function PagePreview({ kind, settings }: { readonly kind: PageKind; readonly settings: ShopSettings }): ReactNode {
  const { t } = useText();
  const [language, languages] = usePreviewLanguage(settings);
  const page = usePage({ kind, language, settings });
  return (
    <aside className="papers-preview" aria-label={t("papers.preview")} tabIndex={0}>
      {languages}
      {page.problem && (
        <p className="papers-wrong">
          <IconAlertTriangle size={16} aria-hidden /> {t("papers.template.broken")} {sentenceOfProblem(page.problem, t)}
        </p>
      )}
      <PagePicture kind={kind} settings={settings} page={page} />
    </aside>
  );
}

/** In which of the shop's languages an example is shown, and the control that chooses it. */
export function usePreviewLanguage(settings: ShopSettings): readonly [Language, ReactNode] {
  const { t } = useText();
  const [wanted, setWanted] = useState<Language | null>(null);
  const { languages } = settings;
  const language = wanted !== null && languages.includes(wanted) ? wanted : (languages[0] ?? "en");
  const control = languages.length > 1 && (
    <SegmentedControl
      key="languages"
      aria-label={t("papers.preview.language")}
      data={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
      value={language}
      onChange={setWanted}
    />
  );
  return [language, control];
}

type PagePictureProps = { readonly kind: PageKind; readonly settings: ShopSettings; readonly page: Page };

/** The page in its true proportion, A5 beside A4 as well, and in words how it is getting on. */
export function PagePicture({ kind, settings, page }: PagePictureProps): ReactNode {
  const texts = useText();
  const { t } = texts;
  const { file, warnings, making, error, problem } = page;
  const state = (): string => {
    if (making) return t("papers.preview.making");
    if (error) return t("papers.preview.lost", { text: sentenceOf(error, texts) });
    if (!file) return "";
    return t(problem ? "papers.preview.before" : "papers.preview.made");
  };
  return (
    <>
      <p className="papers-state quiet" role="status">
        {state()}
      </p>
      {warnings.map((warning) => (
        <p key={warning} className="papers-wrong">
          <IconAlertTriangle size={16} aria-hidden /> {wordsOfWarning(warning, t)}
        </p>
      ))}
      {file && (
        <div className="papers-page" data-format={settings.papers.pages[kind].format} data-old={making || problem !== null || undefined}>
          <FilePicture file={file} alt={t("papers.preview.of", { paper: t(`order.paper.${kind}`) })} />
        </div>
      )}
    </>
  );
}
