import type { FieldProblem } from "../../../../src-main/domain/ground/field-problem.ts";
import { troubleOfCall } from "../../../client/trouble.ts";
import type { Texts } from "../../../components/text.tsx";
import { getIn } from "./pack-path.ts";

/** What is wrong at a place of a policy, in a sentence. */
export type Fault = { readonly field: string; readonly sentence: string };

/** What a call found wrong with a policy; undefined where it failed for another reason. */
export function problemsIn(error: unknown): readonly FieldProblem[] | undefined {
  const trouble = troubleOfCall(error);
  return trouble.kind === "invalid" ? trouble.problems : undefined;
}

/** A sentence for each problem. @param data what was read, to tell a list that is too short from a number that is too small */
export const faultsOf = (problems: readonly FieldProblem[], data: unknown, { t }: Texts): readonly Fault[] =>
  problems.map(({ field, problem, text = "" }) => {
    const emptied = problem === "too-small" && Array.isArray(getIn(data, field.split(".")));
    const named = problem === "text-missing" || problem === "language-unknown" ? t(`language.${text}`) : text;
    return { field, sentence: t(`problem.${emptied ? "required" : problem}`, { text: named }) };
  });

/** The sentences by their field; the first of a field counts. */
export const byField = (faults: readonly Fault[]): Readonly<Record<string, string>> =>
  Object.fromEntries([...faults].reverse().map(({ field, sentence }) => [field, sentence]));
