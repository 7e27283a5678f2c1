import { eventIterator, type } from "@orpc/contract";
import type { Change } from "../domain/ground/change.ts";
import { backup } from "./backups/backup.ts";
import { needs } from "./ground/base.ts";
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

/** Everything that a screen can ask of the process that owns the data. */
export const contract = {
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
  /** What changes, as it changes, on whatever bench. */
  changes: needs("anyone").output(eventIterator(type<Change>())),
};
