import type { PageKind } from "../shop/paper-layout.ts";

/** Longest template, in characters; the shipped ones have some thousand. */
export const MAX_TEMPLATE = 100_000;

/** Where a template went wrong, in Typst's own words. */
export type TemplateProblem = {
  /** From 1; null where no line of the template is to blame. */
  readonly line: number | null;
  /** `stopped` for one that took too long or too much. */
  readonly message: string;
};

/** A template that the shop wrote, as it was saved once; every one stays, for papers that exist are made from it. */
export type TemplateVersion = {
  readonly id: string;
  readonly at: number;
  readonly person: string | null;
  /** One that cannot be used: papers are made from the shipped template. */
  readonly problem: TemplateProblem | null;
};

/** A kind of page: the shipped template, the shop's own one where it uses one, and all that it wrote, newest first. */
export type Templates = {
  readonly kind: PageKind;
  readonly shipped: string;
  readonly used: string | null;
  readonly versions: readonly TemplateVersion[];
};

/** Why a paper was made from the shipped template, as a job's warning has it. */
export const ownTemplateWarning = ({ line, message }: TemplateProblem): string =>
  `own-template-failed:${line ?? ""}:${message.replaceAll(";", ",").replace(/\s+/g, " ")}`;

/** What such a warning says; undefined where it is another one. */
export function ownTemplateProblem(warning: string): TemplateProblem | undefined {
  const found = /^own-template-failed:(\d*):(.*)$/.exec(warning);
  return found ? { line: found[1] === "" ? null : Number(found[1]), message: found[2]! } : undefined;
}
