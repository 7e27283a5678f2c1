import { DomainError } from "../../domain/ground/error.ts";
import { changePin, readPeople } from "../../usecases/people/change-people.ts";
import { readPermits } from "../../usecases/people/rights.ts";
import { beginSession, type Session } from "../../usecases/people/session.ts";
import { readPreferences, signIn, keepPreferences, welcome } from "../../usecases/people/sign-in.ts";
import { setUpShop } from "../../usecases/people/set-up-shop.ts";
import { open, signedIn, stay, type Context } from "../context.ts";

/** Lets a person in on this connection and gives the ticket for coming back; null where their session is over. */
function admit(context: Context, begun: Parameters<typeof beginSession>[2]) {
  const { shop, doorway, session: line } = context;
  const session = beginSession(shop, line.benchId, begun);
  const person = session && readPeople(shop).find(({ id }) => id === session.personId);
  if (!person) return null;
  const ticket = doorway.tickets.issue(session, line.benchId);
  line.current = { session, ticket };
  return { person, permits: readPermits(shop, person.id), ticket, preferences: readPreferences(shop, person.id) };
}

export const session = {
  welcome: open.session.welcome.handler(({ context }) => ({
    ...welcome(context.shop, context.session.benchId),
    opensPapers: context.doorway.openPaper !== null,
  })),
  setUp: open.session.setUp.handler(async ({ context, input }) => admit(context, await setUpShop(context.shop, input, context.caller))!),
  signIn: open.session.signIn.handler(async ({ context, input }) => {
    const admitted = admit(context, await signIn(context.shop, input, context.session.benchId));
    // While the PIN was being checked, it was changed, or its person left.
    if (admitted === null) throw new DomainError("person.changed-elsewhere");
    return admitted;
  }),
  resume: open.session.resume.handler(({ context, input }) => {
    const before: Session | undefined = context.doorway.tickets.redeem(input.ticket, context.session.benchId);
    return before === undefined ? null : admit(context, before);
  }),
  signOut: open.session.signOut.handler(({ context: { session: line, doorway } }) => {
    if (line.current !== null) doorway.tickets.revoke(line.current.session.personId, line.benchId);
    line.current = null;
  }),
  stay: signedIn.session.stay.handler(({ context }) => stay(context)),
  permits: signedIn.session.permits.handler(({ context }) => readPermits(context.shop, context.caller.personId)),
  changePin: signedIn.session.changePin.handler(async ({ context, input }) => {
    const { personId, benchId } = context.caller;
    await changePin(context.shop, input, context.caller);
    context.doorway.tickets.revoke(personId, benchId);
    // Every session of before is over; this line goes on, for it has shown the old PIN.
    return admit(context, { personId })!;
  }),
  keepPreferences: signedIn.session.keepPreferences.handler(({ context, input }) => keepPreferences(context.shop, context.caller.personId, input)),
};
