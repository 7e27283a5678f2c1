import type { z } from "zod";
import type { FieldProblem, Problem } from "../../domain/ground/field-problem.ts";

type Issue = Readonly<{
  code?: string;
  path?: readonly unknown[];
  message: string;
  keys?: readonly string[];
  input?: unknown;
  origin?: string;
  expected?: string;
  format?: string;
  values?: readonly unknown[];
  minimum?: unknown;
  maximum?: unknown;
  /** What each choice of a union refused, with paths from the union on. */
  errors?: readonly (readonly Issue[])[];
}>;

const pathOf = (path: readonly unknown[] = []): string =>
  path.map((part) => String(typeof part === "object" && part !== null && "key" in part ? part.key : part)).join(".");

function problemOf(issue: Issue): Problem {
  switch (issue.code) {
    case "invalid_type":
      return issue.message.endsWith("received undefined") || issue.message.endsWith("received null") ? "required" : "type";
    case "too_big":
      if (issue.origin === "array") return "too-many";
      return issue.origin === "string" ? "too-long" : "too-large";
    case "too_small":
      return issue.origin === "string" ? "required" : "too-small";
    case "invalid_value":
      return "choice";
    case "custom":
      return issue.message as Problem;
    default:
      return "type";
  }
}

const isUnknownField = ({ code }: Issue): boolean => code === "unrecognized_keys";

/** An id that nothing has. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** The emptiest thing that a schema could take where it refused something. */
function emptiest({ code, expected, format, origin, values, minimum, maximum }: Issue): unknown {
  if (code === "invalid_value") return values?.[0];
  if (code === "too_small") return origin === "array" ? Array.from({ length: Number(minimum) }) : minimum;
  if (code === "too_big") return maximum;
  if (format === "uuid") return NOBODY;
  return { string: "", number: 0, int: 0, boolean: false, array: [], null: null }[expected ?? ""] ?? (expected === "object" ? {} : undefined);
}

/** How often something else is put in the place of a field before the whole around it is. */
const TRIES = 3;
const MOST_ROUNDS = 12;
/** Who sends more wrong fields than any form has learns of these. */
const MOST_ISSUES = 200;

/**
 * What is left of a value without the fields that its schema refused, so that the rest can be judged too; undefined where nothing fits.
 * Fields that must be there are empty, or of a kind with what was asked for.
 */
export function restOf<T>(schema: z.ZodType<T>, value: unknown): T | undefined {
  const tries = new Map<string, number>();
  let rest = value;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const read = schema.safeParse(rest);
    if (read.success) return read.data;
    const issues: readonly Issue[] = read.error.issues;
    if (issues.length > MOST_ISSUES) return undefined;
    rest = issues.reduce<unknown>((known, issue) => mended(known, issue, tries), rest);
  }
  return undefined;
}

function mended(value: unknown, issue: Issue, tries: Map<string, number>): unknown {
  const { path = [] } = issue;
  if (isUnknownField(issue)) return without(value, path, issue.keys ?? []);
  const tried = tries.get(pathOf(path)) ?? 0;
  tries.set(pathOf(path), tried + 1);
  if (tried < TRIES) return withField(value, path, tried === 0 ? undefined : emptiest(issue));
  return withField(value, path.slice(0, -1), undefined);
}

/** A value with another one at a path; a field that gets nothing is left out. */
function withField(value: unknown, [part, ...rest]: readonly unknown[], held: unknown): unknown {
  if (part === undefined) return held;
  if (Array.isArray(value)) return value.map((each: unknown, index) => (String(index) === String(part) ? withField(each, rest, held) : each));
  const fields = typeof value === "object" && value !== null ? value : {};
  const within = withField(fields[String(part) as keyof typeof fields], rest, held);
  const others = Object.entries(fields).filter(([key]) => key !== String(part));
  return Object.fromEntries(within === undefined ? others : [...others, [String(part), within]]);
}

function without(value: unknown, [part, ...rest]: readonly unknown[], keys: readonly string[]): unknown {
  const within = (key: string, held: unknown): unknown => (key === String(part) ? without(held, rest, keys) : held);
  if (Array.isArray(value)) return value.map((held: unknown, index) => within(String(index), held));
  const fields = Object.entries(value as object);
  return Object.fromEntries(
    part === undefined ? fields.filter(([key]) => !keys.includes(key)) : fields.map(([key, held]) => [key, within(key, held)]),
  );
}

/** Problems of which none is about a field that is named already, or about a part of one. */
const notNamed = (problems: readonly FieldProblem[], named: readonly FieldProblem[]): readonly FieldProblem[] =>
  problems.filter(
    ({ field }) =>
      !named.some((known) => known.field === "" || `${field}.`.startsWith(`${known.field}.`) || `${known.field}.`.startsWith(`${field}.`)),
  );

/**
 * Every wrong field of an input that its schema refused: those that it refused, and what the rules beyond it have against the rest.
 * @param beyond judges the rest, as far as there is one
 */
export function allProblems<T>(
  { schema, value, issues }: { readonly schema: z.ZodType<T>; readonly value: unknown; readonly issues: readonly Issue[] },
  beyond: (rest: T) => readonly FieldProblem[],
): readonly FieldProblem[] {
  const named = problemsOf(issues);
  const rest = restOf(schema, value);
  return rest === undefined ? named : [...named, ...notNamed(beyond(rest), named)];
}

/** What is wrong with the choice of a union that a value comes nearest to; undefined where it could be meant for several. */
function nearest({ errors = [], path = [] }: Issue): readonly Issue[] | undefined {
  const fewest = Math.min(...errors.map(({ length }) => length));
  const near = errors.filter(({ length }) => length === fewest);
  return near.length === 1 ? near[0]!.map((issue) => ({ ...issue, path: [...path, ...(issue.path ?? [])] })) : undefined;
}

/** Names every field that a schema refused, with what is wrong, in the words of `domain/intake.ts`. */
export const problemsOf = (issues: readonly Issue[]): readonly FieldProblem[] =>
  issues.flatMap((issue): readonly FieldProblem[] => {
    const within = issue.code === "invalid_union" ? nearest(issue) : undefined;
    if (within) return problemsOf(within);
    return isUnknownField(issue)
      ? (issue.keys ?? []).map((key) => ({ field: [pathOf(issue.path), key].filter(Boolean).join("."), problem: "unknown-field" }))
      : [{ field: pathOf(issue.path), problem: problemOf(issue) }];
  });
