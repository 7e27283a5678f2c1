import type { PrintJob } from "../../src-main/domain/print-job.ts";
import type { Translate } from "./text.tsx";

/** What a job prints: `Accessory label · 2 of 3 · copy · 2 ×`. @param parts how many accessories the order has, where that is known */
export const paperOfJob = ({ kind, part, copy, copies }: Pick<PrintJob, "kind" | "part" | "copy" | "copies">, t: Translate, parts?: number): string =>
  [
    t(`order.paper.${kind}`),
    part !== null && parts !== undefined ? t("paper.accessory.part", { part, parts }) : "",
    copy ? t("order.paper.copy") : "",
    copies > 1 ? `${copies} ×` : "",
  ]
    .filter(Boolean)
    .join(" · ");

/** Words of a paper's own warnings, what could not be shown on it. */
export const wordsOfWarning = (warning: string, t: Translate): string =>
  warning
    .split("; ")
    .map((part) => {
      if (part.startsWith("missing-glyphs:")) return t("order.paper.missing-glyphs", { characters: part.slice("missing-glyphs:".length) });
      return part === "logo-unreadable" ? t("order.paper.logo-unreadable") : part;
    })
    .join(" ");
