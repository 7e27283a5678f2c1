import { isDefinedError, ORPCError } from "@orpc/client";
import type { RefusalCode, TroubleKind } from "../../src-main/domain/ground/error.ts";
import type { FieldProblem } from "../../src-main/domain/ground/field-problem.ts";

/** What a failed call says, sorted by what the screen does about it. */
export type CallTrouble =
  | { readonly kind: "refused"; readonly code: RefusalCode; readonly data: Readonly<Record<string, unknown>> }
  | { readonly kind: "invalid"; readonly problems: readonly FieldProblem[] }
  | { readonly kind: "trouble"; readonly trouble: TroubleKind; readonly path: string }
  | { readonly kind: "signed-out" }
  | { readonly kind: "bug"; readonly logId: string }
  | { readonly kind: "line" };

/** Reads what a call threw. */
export function troubleOfCall(error: unknown): CallTrouble {
  if (!(error instanceof ORPCError)) return { kind: "line" };
  const data = error.data as never;
  if (isDefinedError(error)) {
    if (error.code === "REFUSED") return { kind: "refused", ...(data as { code: RefusalCode; data: Record<string, unknown> }) };
    if (error.code === "INVALID") return { kind: "invalid", problems: (data as { problems: FieldProblem[] }).problems };
    if (error.code === "TROUBLE") {
      const { kind, path } = data as { kind: TroubleKind; path: string };
      return { kind: "trouble", trouble: kind, path };
    }
    if (error.code === "SIGNED_OUT") return { kind: "signed-out" };
  }
  return { kind: "bug", logId: (data as { logId?: string } | undefined)?.logId ?? "" };
}
