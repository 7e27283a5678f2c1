import { implement, ORPCError } from "@orpc/server";
import { contract } from "../contract/contract.ts";
import { problemsOf } from "../contract/problem.ts";
import { DomainError, troubleOf } from "../domain/error.ts";
import type { FieldProblem } from "../domain/intake.ts";
import type { Shop } from "../usecases/shop.ts";
import type { Doorway } from "./doorway.ts";

/** What a transport hands in with every call: the shop, the doors around it, and who is asking. Never taken from the input. */
export type Context = {
  readonly shop: Shop;
  readonly doorway: Doorway;
  /** One per connection; signing in fills the person. */
  readonly session: { readonly benchId: string; personId: string | null };
};

/** Turns what a use case threw into an error that the contract declares. Bugs go to the log whole and out without our text. */
export function declared(error: unknown, { log, damaged }: Doorway): ORPCError<string, unknown> {
  if (error instanceof DomainError)
    return error.code === "input.invalid"
      ? new ORPCError("INVALID", { status: 422, defined: true, data: { problems: error.data["problems"] as readonly FieldProblem[] } })
      : new ORPCError("REFUSED", { status: 409, defined: true, data: { code: error.code, data: error.data } });
  if (error instanceof ORPCError) {
    const issues = (error.cause as { issues?: Parameters<typeof problemsOf>[0] } | undefined)?.issues;
    if (error.code === "BAD_REQUEST" && issues)
      return new ORPCError("INVALID", { status: 422, defined: true, data: { problems: problemsOf(issues) } });
    return error;
  }
  const trouble = troubleOf(error);
  if (trouble) {
    log(trouble.cause ?? trouble);
    if (trouble.kind === "database-damaged") damaged(error);
    return new ORPCError("TROUBLE", { status: 503, defined: true, data: { kind: trouble.kind } });
  }
  return new ORPCError("INTERNAL_SERVER_ERROR", { data: { logId: log(error) } });
}

/** Procedures that anyone with the host's token may call. */
export const open = implement(contract)
  .$context<Context>()
  .use(async ({ next, context }) => {
    try {
      return await next();
    } catch (error) {
      throw declared(error, context.doorway);
    }
  });

/** Procedures for people who have signed in; `context.caller` says who and where. */
export const signedIn = open.use(({ next, context, errors }) => {
  const { personId, benchId } = context.session;
  if (personId === null) throw errors.SIGNED_OUT();
  return next({ context: { caller: { personId, benchId } } });
});
