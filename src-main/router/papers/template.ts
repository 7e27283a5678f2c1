import { readTemplate, readTemplates, storeTemplate, useShippedTemplate } from "../../usecases/papers/keep-templates.ts";
import { signedIn } from "../context.ts";

export const template = {
  list: signedIn.template.list.handler(({ context, input }) => readTemplates(context.shop, input.kind)),
  source: signedIn.template.source.handler(({ context, input }) => readTemplate(context.shop, input.id)),
  store: signedIn.template.store.handler(async ({ context, input }) => {
    const { id, at, person, problem } = await storeTemplate(context.shop, input, context.caller);
    return { id, at, person, problem };
  }),
  useShipped: signedIn.template.useShipped.handler(({ context, input }) => useShippedTemplate(context.shop, input.kind)),
};
