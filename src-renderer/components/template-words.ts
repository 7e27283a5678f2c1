import type { TemplateProblem } from "../../src-main/domain/papers/own-template.ts";
import type { Translate } from "./text.tsx";

/** What can be said better than in Typst's own words, by those. */
const WORDS: readonly (readonly [said: RegExp, key: string])[] = [
  [/^stopped$/, "template-problem.stopped"],
  [/^condition is always true$|^loop seems to be infinite$/, "template-problem.endless"],
  [/^missing$/, "template-problem.missing"],
  [/^packages cannot be imported$|^failed to download package|^package not found/, "template-problem.package"],
  [/^file not found|^failed to load file/, "template-problem.file"],
  [/^more than (?<count>\d+) pages$/, "template-problem.pages"],
];

/** A sentence for what is wrong with a template, with its line where one is to blame. */
export function sentenceOfProblem({ line, message }: TemplateProblem, t: Translate): string {
  const [said, key] = WORDS.find(([each]) => each.test(message)) ?? [];
  const what = said && key ? t(key, said.exec(message)?.groups) : t("template-problem.typst", { message });
  return line === null ? what : t("template-problem.at", { line: String(line), what });
}
