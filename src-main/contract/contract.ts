import { eventIterator, type } from "@orpc/contract";
import type { Change } from "../domain/change.ts";
import { backup } from "./backup.ts";
import { needs } from "./base.ts";
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
