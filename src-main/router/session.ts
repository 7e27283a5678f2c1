import { readPreferences, signIn, keepPreferences, welcome } from "../usecases/sign-in.ts";
import { readPeople } from "../usecases/change-people.ts";
import { setUpShop } from "../usecases/set-up-shop.ts";
import { open, signedIn, type Context } from "./context.ts";

/** Lets a person in on this connection and gives the ticket for coming back. */
function admit(context: Context, personId: string) {
  const person = readPeople(context.shop).find(({ id, active }) => id === personId && active);
  if (!person) return null;
  context.session.personId = personId;
  const ticket = context.doorway.tickets.issue(personId, context.session.benchId);
  return { person, ticket, preferences: readPreferences(context.shop, personId) };
}

export const session = {
  welcome: open.session.welcome.handler(({ context }) => ({
    ...welcome(context.shop, context.session.benchId),
    opensPapers: context.doorway.openPaper !== null,
  })),
  setUp: open.session.setUp.handler(async ({ context, input }) => {
    const { personId } = await setUpShop(context.shop, input, { personId: null, benchId: context.session.benchId });
    return admit(context, personId)!;
  }),
  signIn: open.session.signIn.handler(async ({ context, input }) => admit(context, (await signIn(context.shop, input)).id)!),
  resume: open.session.resume.handler(({ context, input }) => {
    const personId = context.doorway.tickets.redeem(input.ticket, context.session.benchId);
    return personId === undefined ? null : admit(context, personId);
  }),
  signOut: open.session.signOut.handler(({ context }) => {
    const { personId, benchId } = context.session;
    if (personId !== null) context.doorway.tickets.revoke(personId, benchId);
    context.session.personId = null;
  }),
  keepPreferences: signedIn.session.keepPreferences.handler(({ context, input }) => keepPreferences(context.shop, context.caller.personId, input)),
};
