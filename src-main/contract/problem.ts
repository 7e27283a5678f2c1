import type { FieldProblem, Problem } from "../domain/intake.ts";

type Issue = Readonly<{
  code?: string;
  path?: readonly unknown[];
  message: string;
  keys?: readonly string[];
  input?: unknown;
  origin?: string;
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

/** A value without the fields that its schema does not know; undefined where the schema found anything else wrong with it. */
export const withoutUnknownFields = (value: unknown, issues: readonly Issue[]): unknown =>
  issues.every(isUnknownField) ? issues.reduce((known, { path = [], keys = [] }) => without(known, path, keys), value) : undefined;

function without(value: unknown, [part, ...rest]: readonly unknown[], keys: readonly string[]): unknown {
  const within = (key: string, held: unknown): unknown => (key === String(part) ? without(held, rest, keys) : held);
  if (Array.isArray(value)) return value.map((held: unknown, index) => within(String(index), held));
  const fields = Object.entries(value as object);
  return Object.fromEntries(
    part === undefined ? fields.filter(([key]) => !keys.includes(key)) : fields.map(([key, held]) => [key, within(key, held)]),
  );
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
