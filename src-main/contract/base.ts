import { oc, type } from "@orpc/contract";
import { z } from "zod";
import type { RefusalCode, TroubleKind } from "../domain/error.ts";
import type { FieldProblem } from "../domain/intake.ts";

/** What every procedure may answer instead of its output; anything else is a bug of ours. */
export const base = oc.errors({
  /** A rule says no; the screen has a sentence per code. */
  REFUSED: { status: 409, data: type<{ code: RefusalCode; data: Readonly<Record<string, unknown>> }>() },
  /** Fields are wrong; the screen marks them. */
  INVALID: { status: 422, data: type<{ problems: readonly FieldProblem[] }>() },
  /** The world does not play along; the screen says what to do and offers to try again. */
  TROUBLE: { status: 503, data: type<{ kind: TroubleKind }>() },
  /** Nobody has signed in on this screen. */
  SIGNED_OUT: { status: 401 },
});

/** Anything that JSON can say. */
export const json: z.ZodType<unknown> = z.json();
