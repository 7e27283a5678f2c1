import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { api } from "../client/client.ts";
import { useText } from "../components/text.tsx";
import "./backup-bar.css";

const SCREEN = "/apart";

/** Says on every screen that orders wait to be looked at whose device had been mixed up with another one. */
export function ApartBar(): ReactNode {
  const { t } = useText();
  const { data } = useQuery(api.order.apart.queryOptions());
  const [path] = useLocation();
  if (!data || data.count === 0 || path === SCREEN) return null;
  return (
    <div className="backup-bar" role="status">
      <IconAlertTriangle size={20} aria-hidden />
      <p>{t("apart.bar", { count: data.count })}</p>
      <a href={`#${SCREEN}`}>{t("apart.look")}</a>
    </div>
  );
}
