import { Button, Input, SegmentedControl, Select } from "@mantine/core";
import { IconAlertTriangle, IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useId, type ReactNode } from "react";
import {
  FIXED_SECTIONS,
  PAGE_FORMATS,
  PAGE_KINDS,
  PAGE_SECTIONS,
  type PageKind,
  type PageLayout,
  type PageSection,
} from "../../../../src-main/domain/shop/paper-layout.ts";
import { api } from "../../../client/client.ts";
import type { ShopFieldsProps } from "../../../components/shop-fields.tsx";
import { sentenceOfProblem } from "../../../components/template-words.ts";
import { useText } from "../../../components/text.tsx";
import { useSettingsDraft } from "../../../stores/settings-draft.ts";
import { SectionOrder } from "./section-order.tsx";

type PageFieldsProps = ShopFieldsProps & { readonly kind: PageKind; readonly onKind: (kind: PageKind) => void };

/** How one kind of paper is laid out: its sheet, what stands on it in which order, and the template that makes it. */
export function PageFields({ settings, onChange, kind, onKind }: PageFieldsProps): ReactNode {
  const { t } = useText();
  const format = useId();
  const { papers } = settings;
  const page = papers.pages[kind];
  const change = (part: Partial<PageLayout>): void => onChange({ papers: { ...papers, pages: { ...papers.pages, [kind]: { ...page, ...part } } } });
  const all: readonly PageSection[] = PAGE_SECTIONS[kind];
  return (
    <section className="papers-fields" aria-labelledby="papers-each">
      <h2 id="papers-each">{t("papers.each")}</h2>
      <div className="papers-kind">
        <Select
          label={t("papers.kind")}
          data-path="papers.kind"
          allowDeselect={false}
          data={PAGE_KINDS.map((value) => ({ value, label: t(`order.paper.${value}`) }))}
          value={kind}
          onChange={(value) => value && onKind(value as PageKind)}
        />
        <Input.Wrapper label={t("papers.format")} labelElement="div" labelProps={{ id: format, display: "block" }}>
          <SegmentedControl
            aria-labelledby={format}
            data={PAGE_FORMATS.map((value) => ({ value, label: t(`page-format.${value}`) }))}
            value={page.format}
            onChange={(value) => change({ format: value })}
          />
        </Input.Wrapper>
      </div>
      <SectionOrder choices={all} fixed={FIXED_SECTIONS[kind]} value={page.sections} onChange={(sections) => change({ sections })} />
      <OwnTemplate kind={kind} />
    </section>
  );
}

/** Which template makes a kind of paper, whether it works, and the way to it. */
function OwnTemplate({ kind }: { readonly kind: PageKind }): ReactNode {
  const { t } = useText();
  const { data } = useQuery(api.template.list.queryOptions({ input: { kind } }));
  const typed = useSettingsDraft(({ templates }) => templates[kind] !== undefined);
  const problem = data?.versions.find(({ id }) => id === data.used)?.problem;
  return (
    <div>
      <div className="papers-template">
        <span>
          {t("papers.template")}: <strong>{data && t(data.used === null ? "papers.template.shipped" : "papers.template.own")}</strong>
          {typed && <small>{t("settings.not-saved")}</small>}
        </span>
        <Button
          component="a"
          href={`#/settings/papers/${kind}`}
          variant="default"
          data-path="papers.template"
          leftSection={<IconPencil size={18} aria-hidden />}
        >
          {t("papers.template.edit")}
        </Button>
      </div>
      {problem && (
        <p className="papers-wrong">
          <IconAlertTriangle size={16} aria-hidden /> {t("papers.template.broken")} {sentenceOfProblem(problem, t)}
        </p>
      )}
    </div>
  );
}
