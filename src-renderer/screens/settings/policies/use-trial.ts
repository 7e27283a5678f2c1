import { useDebouncedValue } from "@mantine/hooks";
import { useQueries } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import type { FieldProblem } from "../../../../src-main/domain/ground/field-problem.ts";
import type { PolicyCase } from "../../../../src-main/domain/warranty/policy-case.ts";
import type { PolicyPack } from "../../../../src-main/domain/warranty/policy-pack.ts";
import type { Decision } from "../../../../src-main/domain/warranty/policy-decision.ts";
import { api } from "../../../client/client.ts";
import { problemsIn } from "./problems.ts";

/** A pause in typing after which the cases are decided anew, ms. */
const PAUSE_MS = 250;
/** Decisions under texts that are gone are soon forgotten, ms. */
const KEPT_MS = 10_000;

const NO_PROBLEMS: readonly FieldProblem[] = [];

/** How cases turn out under a policy; `decisions` holds one per case, undefined while it is not known. */
export type Trial = {
  readonly decisions: readonly (Decision | undefined)[];
  /** What main finds wrong with the policy: as long as there is anything, it decides nothing. */
  readonly problems: readonly FieldProblem[];
  /** What else went wrong with asking. */
  readonly error: unknown;
};

/** Decides cases under a policy as it is typed. @param pack null where there is none */
export function useTrial(pack: PolicyPack | null, cases: readonly PolicyCase[]): Trial {
  const [tried] = useDebouncedValue(pack, PAUSE_MS);
  const text = useMemo(() => (tried ? JSON.stringify(tried) : null), [tried]);
  const results = useQueries({
    queries: cases.map((it) => ({
      ...api.policy.tryCase.queryOptions({ input: { text: text ?? "", case: it } }),
      enabled: text !== null,
      gcTime: KEPT_MS,
    })),
  });
  // While new decisions are on their way the ones before stand there: nothing flickers at every letter.
  const shown = useRef<Trial["decisions"]>([]);
  const before = shown.current.length === cases.length ? shown.current : [];
  const decisions = results.map(({ data, isError }, index) => (isError ? undefined : (data ?? before[index])));
  useEffect(() => {
    shown.current = decisions;
  });
  const error = results.find((result) => result.error)?.error ?? null;
  const problems = (error && problemsIn(error)?.filter(({ field }) => !field.startsWith("case."))) || NO_PROBLEMS;
  return {
    decisions: text === null ? [] : decisions,
    problems,
    error: error && !problemsIn(error) ? error : null,
  };
}
