import { implement, ORPCError } from "@orpc/server";
import { contract } from "../contract/contract.ts";
import { allProblems, problemsOf } from "../contract/ground/problem.ts";
import { DomainError, troubleOf } from "../domain/ground/error.ts";
import type { FieldProblem } from "../domain/ground/field-problem.ts";
import { isRight, type Access } from "../domain/ground/rights.ts";
import type { Caller } from "../domain/shop/shop.ts";
import { needsSetUp } from "../usecases/people/set-up-shop.ts";
import { checkRight } from "../usecases/people/rights.ts";
import { beginSession, sessionMsLeft, type Session } from "../usecases/people/session.ts";
import type { Shop } from "../usecases/ground/shop.ts";
import { wrongFields } from "./wrong-fields.ts";
import type { Doorway } from "./doorway.ts";
import { whileSignedIn } from "./while-signed-in.ts";

/** Who works on a line, and the ticket by which the same screen comes back after a reload. */
export type LineSession = {
  readonly benchId: string;
  current: { readonly session: Session; readonly ticket: string } | null;
};

/** What a transport hands in with every call: the shop, the doors around it, and who is asking. Never taken from the input. */
export type Context = {
  readonly shop: Shop;
  readonly doorway: Doorway;
  /** One per connection; signing in fills it. */
  readonly session: LineSession;
};

/** The session of a fresh line: nobody has signed in. */
export const openLineSession = (benchId: string): LineSession => ({ benchId, current: null });

/** Whether whatever a line says is taken: somebody has signed in, or the shop is being set up, which takes a logo before there is anybody. */
export const isTrusted = ({ shop, session }: Context): boolean => session.current !== null || needsSetUp(shop);

/** What is wrong with the fields of an input that a schema refused. */
type Issues = Parameters<typeof problemsOf>[0];

/**
 * Turns what a use case threw into an error that the contract declares. Bugs go to the log whole and out without our text.
 * @param fields names every wrong field of an input that its schema refused
 */
export function declared(
  error: unknown,
  { log, damaged }: Doorway,
  fields: (issues: Issues) => readonly FieldProblem[] = problemsOf,
): ORPCError<string, unknown> {
  if (error instanceof DomainError)
    return error.code === "input.invalid"
      ? new ORPCError("INVALID", { status: 422, defined: true, data: { problems: error.data["problems"] as readonly FieldProblem[] } })
      : new ORPCError("REFUSED", { status: 409, defined: true, data: { code: error.code, data: error.data } });
  if (error instanceof ORPCError) {
    const issues = (error.cause as { issues?: Issues } | undefined)?.issues;
    if (error.code === "BAD_REQUEST" && issues) return new ORPCError("INVALID", { status: 422, defined: true, data: { problems: fields(issues) } });
    return error;
  }
  const trouble = troubleOf(error);
  if (trouble) {
    log(trouble.cause ?? trouble);
    if (trouble.kind === "database-damaged") damaged(error);
    return new ORPCError("TROUBLE", { status: 503, defined: true, data: { kind: trouble.kind, path: trouble.path } });
  }
  return new ORPCError("INTERNAL_SERVER_ERROR", { data: { logId: log(error) } });
}

/** An input with the schema that refused it. */
type Refused = Parameters<typeof allProblems<unknown>>[0];

/** Every wrong field of an input that its schema refused; what cannot be judged because of a bug is left out, and the bug logged. */
function fieldsOf({ shop, doorway }: Context, path: readonly string[], refused: Refused): readonly FieldProblem[] {
  try {
    return allProblems(refused, (rest) => wrongFields(shop, path, rest));
  } catch (bug) {
    doorway.log(bug);
    return problemsOf(refused.issues);
  }
}

/** How long whoever has signed in on a line stays so, ms; 0 where nobody has, or no longer. */
export function msLeft({ shop, session }: Context): number {
  if (session.current === null) return 0;
  const left = sessionMsLeft(shop, session.benchId, session.current.session);
  if (left === 0) session.current = null;
  return left;
}

/** A sign of life of whoever has signed in. */
export function stay({ shop, session, doorway }: Context): void {
  if (session.current === null) return;
  session.current.session.seenAt = shop.clock();
  doorway.tickets.keep(session.current.ticket, session.current.session);
}

/** Lets whoever has just shown their PIN go on here after it changed, while their other sessions end. */
export function goOn({ shop, session, doorway }: Context): void {
  if (session.current === null) return;
  const { personId } = session.current.session;
  const { ticket } = session.current;
  const next = beginSession(shop, session.benchId, { personId });
  session.current = next ? { session: next, ticket } : null;
  if (next) doorway.tickets.keep(ticket, next);
}

const isPublic = (access: Access, shop: Shop): boolean => access === "public" || (access === "set-up" && needsSetUp(shop));

const base = implement(contract).$context<Context>();

/**
 * Every procedure, behind the one place that enforces what it needs. `context.caller` says who asks and where; nobody where a procedure
 * is public. Streams end with the session that they were begun in.
 */
export const open = base
  .use(async ({ next, context, procedure, path }, input) => {
    try {
      return await next();
    } catch (error) {
      const schema = procedure["~orpc"].inputSchema as Refused["schema"];
      throw declared(error, context.doorway, (issues) => fieldsOf(context, path, { schema, value: input, issues }));
    }
  })
  .use(async ({ next, context, procedure, errors }) => {
    const { needs } = procedure["~orpc"].meta;
    if (needs === undefined) throw new Error("a procedure says nothing of who may call it");
    const { shop, session } = context;
    const signedIn = msLeft(context) > 0;
    if (!signedIn && !isPublic(needs, shop)) throw errors.SIGNED_OUT();
    const caller: Caller = { personId: session.current?.session.personId ?? null, benchId: session.benchId };
    if (isRight(needs)) {
      checkRight(shop, caller, needs);
      // What needs a right is somebody's deed; screens look at things by themselves.
      stay(context);
    }
    const result = await next({ context: { caller } });
    return isStream(result.output) && signedIn
      ? {
          ...result,
          output: whileSignedIn(
            result.output,
            () => msLeft(context),
            () => errors.SIGNED_OUT(),
          ) as never,
        }
      : result;
  });

const isStream = (output: unknown): output is AsyncIterator<unknown, void, void> =>
  typeof output === "object" && output !== null && Symbol.asyncIterator in output && "next" in output;

/** Procedures that somebody has signed in for. */
export const signedIn = open.use(({ next, context, errors }) => {
  const { personId, benchId } = context.caller;
  if (personId === null) throw errors.SIGNED_OUT();
  return next({ context: { caller: { personId, benchId } } });
});
