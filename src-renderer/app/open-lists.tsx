import type { ReactNode } from "react";
import { useText } from "../components/text.tsx";

/** Where Mantine puts lists, hints and dialogs while they are open. Left to itself it puts them beside all landmarks of the page. */
export function OpenLists(): ReactNode {
  const { t } = useText();
  return <section data-portal="true" data-mantine-shared-portal-node="true" aria-label={t("frame.open-lists")} />;
}
