import { oc, type } from "@orpc/contract";
import { z } from "zod";
import type { RefusalCode, TroubleKind } from "../../domain/ground/error.ts";
import type { FieldProblem } from "../../domain/ground/field-problem.ts";
import type { Access } from "../../domain/ground/rights.ts";

/** What a procedure says of itself; one that says nothing is refused to everybody. */
export type Meta = { readonly needs?: Access };

/** What every procedure may answer instead of its output; anything else is a bug of ours. */
const base = oc.$meta<Meta>({}).errors({
  /** A rule says no; the screen has a sentence per code. */
  REFUSED: { status: 409, data: type<{ code: RefusalCode; data: Readonly<Record<string, unknown>> }>() },
  /** Fields are wrong; the screen marks them. */
  INVALID: { status: 422, data: type<{ problems: readonly FieldProblem[] }>() },
  /** The world does not play along; the screen says what to do and offers to try again. */
  TROUBLE: { status: 503, data: type<{ kind: TroubleKind; path: string }>() },
  /** Nobody has signed in on this screen. */
  SIGNED_OUT: { status: 401 },
});

/** Begins a procedure with what it asks of its caller. The router enforces it. */
export const needs = (access: Access) => base.meta({ needs: access });

/** Anything that JSON can say. */
export const json: z.ZodType<unknown> = z.json();
