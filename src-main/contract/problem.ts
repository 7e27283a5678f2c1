import type { FieldProblem, Problem } from "../domain/intake.ts";

type Issue = Readonly<{ code?: string; path?: readonly unknown[]; message: string; keys?: readonly string[]; input?: unknown; origin?: string }>;

const pathOf = (path: readonly unknown[] = []): string =>
  path.map((part) => String(typeof part === "object" && part !== null && "key" in part ? part.key : part)).join(".");

function problemOf(issue: Issue): Problem {
  switch (issue.code) {
    case "invalid_type":
      return issue.message.endsWith("received undefined") || issue.message.endsWith("received null") ? "required" : "type";
    case "too_big":
      return issue.origin === "array" ? "too-many" : "too-long";
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

/** Names every field that a schema refused, with what is wrong, in the words of `domain/intake.ts`. */
export const problemsOf = (issues: readonly Issue[]): readonly FieldProblem[] =>
  issues.flatMap((issue): FieldProblem[] =>
    issue.code === "unrecognized_keys"
      ? (issue.keys ?? []).map((key) => ({ field: [pathOf(issue.path), key].filter(Boolean).join("."), problem: "unknown-field" }))
      : [{ field: pathOf(issue.path), problem: problemOf(issue) }],
  );
