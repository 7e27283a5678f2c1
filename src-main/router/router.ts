import { open, signedIn } from "./context.ts";
import { draft } from "./draft.ts";
import { known } from "./known.ts";
import { order } from "./order.ts";
import { paper } from "./paper.ts";
import { picture } from "./picture.ts";
import { session } from "./session.ts";
import { shop } from "./shop.ts";

/** The contract, implemented: input → use case → output. */
export const router = open.router({
  session,
  shop,
  order,
  known,
  paper,
  picture,
  draft,
  changes: signedIn.changes.handler(({ context, signal }) => context.doorway.changes(signal)),
});
