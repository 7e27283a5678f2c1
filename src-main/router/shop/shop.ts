import { readPeople, removePin, storePerson } from "../../usecases/people/change-people.ts";
import { trustClock } from "../../usecases/shop/read-clock.ts";
import { changeShop, keepIdleMinutes, renameBench } from "../../usecases/people/set-up-shop.ts";
import { goOn, signedIn } from "../context.ts";

export const shop = {
  change: signedIn.shop.change.handler(({ context, input }) => changeShop(context.shop, input)),
  trustClock: signedIn.shop.trustClock.handler(({ context }) => trustClock(context.shop)),
  renameBench: signedIn.shop.renameBench.handler(({ context, input }) => renameBench(context.shop, context.caller.benchId, input.name)),
  keepIdleMinutes: signedIn.shop.keepIdleMinutes.handler(({ context, input }) =>
    keepIdleMinutes(context.shop, context.caller.benchId, input.minutes),
  ),
  people: signedIn.shop.people.handler(({ context }) => readPeople(context.shop)),
  storePerson: signedIn.shop.storePerson.handler(({ context, input }) => storePerson(context.shop, input, context.caller)),
  removePin: signedIn.shop.removePin.handler(async ({ context, input }) => {
    await removePin(context.shop, input, context.caller);
    if (input.id === context.caller.personId) goOn(context);
  }),
};
