import type { PrintJob } from "../../src-main/domain/printing/print-job.ts";
import { ownTemplateProblem } from "../../src-main/domain/papers/own-template.ts";
import { sentenceOfProblem } from "./template-words.ts";
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

const partsOf = (warning: string): readonly string[] => warning.split("; ");

/** Whether a paper was made from the shipped template because the shop's own one failed. */
export const ownTemplateFailed = (warning: string): boolean => partsOf(warning).some((part) => ownTemplateProblem(part) !== undefined);

/** Words of a paper's own warnings: what could not be shown on it, or was made otherwise than the shop has it. */
export const wordsOfWarning = (warning: string, t: Translate): string =>
  partsOf(warning)
    .map((part) => {
      const problem = ownTemplateProblem(part);
      if (problem) return `${t("order.paper.own-template-failed")} ${sentenceOfProblem(problem, t)}`;
      if (part.startsWith("missing-glyphs:")) return t("order.paper.missing-glyphs", { characters: part.slice("missing-glyphs:".length) });
      if (part === "logo-unreadable") return t("order.paper.logo-unreadable");
      return part === "logo-too-large" ? t("order.paper.logo-too-large") : part;
    })
    .join(" ");
