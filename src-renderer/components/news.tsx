import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useText } from "./text.tsx";
import "./news.css";

/** Says that someone was faster: what they did, one line each, and what to do now. */
export function News({ lines, hint }: { lines: readonly { readonly id: string; readonly line: ReactNode }[]; hint: string }): ReactNode {
  const { t } = useText();
  return (
    <div className="news" role="alert">
      <strong>
        <IconAlertTriangle size={18} aria-hidden /> {t("order.changed")}
      </strong>
      <ul>
        {lines.map(({ id, line }) => (
          <li key={id}>{line}</li>
        ))}
      </ul>
      {hint}
    </div>
  );
}
