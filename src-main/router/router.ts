import { backup } from "./backups/backup.ts";
import { open, signedIn } from "./context.ts";
import { customer } from "./customers/customer.ts";
import { draft } from "./orders/draft.ts";
import { exchange } from "./transfer/exchange.ts";
import { known } from "./orders/known.ts";
import { order } from "./orders/order.ts";
import { paper } from "./printing/paper.ts";
import { picture } from "./pictures/picture.ts";
import { policy } from "./warranty/policy.ts";
import { printer } from "./printing/printer.ts";
import { session } from "./people/session.ts";
import { shop } from "./shop/shop.ts";
import { shopFigures } from "./figures/shop-figures.ts";
import { template } from "./papers/template.ts";

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
