import type { Charges, Decision } from "./policy-decision.ts";

/** What a worked case expects of its decision; only what is named here is looked at. */
export type Expectation = {
  readonly coverage?: string;
  readonly class?: string | null;
  /** The first of `entitled`, or null where nothing is offered. */
  readonly offered?: string | null;
  readonly entitledIncludes?: readonly string[];
  readonly notEntitled?: readonly string[];
  readonly refusedIncludes?: readonly string[];
  readonly requiresIncludes?: readonly string[];
  readonly missingIncludes?: readonly string[];
  /** These keys are equal. */
  readonly charges?: { readonly [Key in keyof Charges]?: Charges[Key] | undefined };
  /** Kind of deadline → ISO day. */
  readonly deadline?: Readonly<Record<string, string>>;
};

const holdsAll = (values: readonly string[], wanted: readonly string[]): boolean => wanted.every((value) => values.includes(value));

const MET: { readonly [Key in keyof Expectation]-?: (decision: Decision, wanted: NonNullable<Expectation[Key]> | null) => boolean } = {
  coverage: (decision, wanted) => decision.coverage === wanted,
  class: (decision, wanted) => decision.class === wanted,
  offered: (decision, wanted) => (decision.entitled[0] ?? null) === wanted,
  entitledIncludes: (decision, wanted) => holdsAll(decision.entitled, wanted ?? []),
  notEntitled: (decision, wanted) => decision.entitled.every((remedy) => !(wanted ?? []).includes(remedy)),
  refusedIncludes: (decision, wanted) => holdsAll(decision.refused, wanted ?? []),
  requiresIncludes: (decision, wanted) => holdsAll(decision.requires, wanted ?? []),
  missingIncludes: (decision, wanted) => holdsAll(decision.missing, wanted ?? []),
  charges: (decision, wanted) => Object.entries(wanted ?? {}).every(([key, value]) => decision.charges[key as keyof Charges] === value),
  deadline: (decision, wanted) =>
    Object.entries(wanted ?? {}).every(([what, by]) => decision.deadlines.some((deadline) => deadline.what === what && deadline.by === by)),
};

/** The keys of an expectation that a decision does not meet. */
export const unmetBy = (decision: Decision, expected: Expectation): readonly (keyof Expectation)[] =>
  (Object.keys(MET) as (keyof Expectation)[]).filter((key) => {
    const wanted = expected[key];
    return wanted !== undefined && !(MET[key] as (decision: Decision, wanted: unknown) => boolean)(decision, wanted);
  });
