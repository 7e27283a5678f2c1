import type { ReactNode } from "react";
import { formatInstant } from "../../../../src-main/domain/ground/date.ts";
import type { Templates } from "../../../../src-main/domain/papers/own-template.ts";
import { useText } from "../../../components/text.tsx";
import { useTimeZone } from "../../../stores/session.ts";

/** What can be shown besides saved versions, which go by their ids. */
export const DRAFT = "draft";
export const SHIPPED = "shipped";

type VersionListProps = {
  readonly templates: Templates;
  readonly hasDraft: boolean;
  readonly shown: string;
  readonly onShow: (shown: string) => void;
};

/** What is being written, all that was saved with who and when, and the shipped template. */
export function VersionList({ templates: { versions, used }, hasDraft, shown, onShow }: VersionListProps): ReactNode {
  const { t, language } = useText();
  const zone = useTimeZone();
  const row = (id: string, name: string, note: ReactNode): ReactNode => (
    <li key={id}>
      <button type="button" aria-current={shown === id ? "true" : undefined} onClick={() => onShow(id)}>
        {name}
        {note}
      </button>
    </li>
  );
  const inUse = <small data-tone="used">{t("templates.used")}</small>;
  return (
    <section className="template-versions" aria-labelledby="template-versions">
      <h2 id="template-versions">{t("templates.versions")}</h2>
      <ul>
        {hasDraft && row(DRAFT, t("templates.draft"), <small data-tone="wrong">{t("settings.not-saved")}</small>)}
        {versions.map(({ id, at, person, problem }) =>
          row(
            id,
            formatInstant(at, language, zone),
            <>
              <small>{person ?? t("templates.nobody")}</small>
              {id === used && !problem && inUse}
              {problem && <small data-tone="wrong">{t("templates.broken")}</small>}
            </>,
          ),
        )}
        {row(SHIPPED, t("templates.shipped"), used === null && inUse)}
      </ul>
    </section>
  );
}
