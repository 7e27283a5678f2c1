import { backup } from "./backup.ts";
import { open, signedIn } from "./context.ts";
import { customer } from "./customer.ts";
import { draft } from "./draft.ts";
import { exchange } from "./exchange.ts";
import { known } from "./known.ts";
import { order } from "./order.ts";
import { paper } from "./paper.ts";
import { picture } from "./picture.ts";
import { policy } from "./policy.ts";
import { printer } from "./printer.ts";
import { session } from "./session.ts";
import { shop } from "./shop.ts";
import { shopFigures } from "./shop-figures.ts";
import { template } from "./template.ts";

/** The contract, implemented: input → use case → output. */
export const router = open.router({
  session,
  shop,
  shopFigures,
  order,
  customer,
  known,
  paper,
  picture,
  policy,
  printer,
  template,
  draft,
  backup,
  exchange,
  changes: signedIn.changes.handler(({ context, signal }) => context.doorway.changes(signal)),
});
