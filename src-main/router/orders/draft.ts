import { dropDraft, keepDraft, readDraft } from "../../usecases/orders/keep-draft.ts";
import { signedIn } from "../context.ts";

export const draft = {
  get: signedIn.draft.get.handler(({ context }) => readDraft(context.shop, context.caller.benchId)),
  keep: signedIn.draft.keep.handler(({ context, input }) => ({ savedAt: keepDraft(context.shop, context.caller.benchId, input) })),
  drop: signedIn.draft.drop.handler(({ context }) => dropDraft(context.shop, context.caller.benchId)),
};
