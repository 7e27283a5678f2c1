import { readPack } from "../../contract/warranty/read-pack.ts";
import {
  comparePolicy,
  mapBrand,
  previewDecision,
  readBrandPolicies,
  readPolicies,
  readPolicy,
  savePolicy,
  tryCase,
} from "../../usecases/warranty/keep-policies.ts";
import { signedIn } from "../context.ts";

const { policy: on } = signedIn;

export const policy = {
  list: on.list.handler(({ context }) => readPolicies(context.shop)),
  get: on.get.handler(({ context, input }) => readPolicy(context.shop, input.id, input.version)),
  save: on.save.handler(({ context, input }) => savePolicy(context.shop, readPack(input.text), input.basedOn, context.caller)),
  tryCase: on.tryCase.handler(({ input }) => tryCase(readPack(input.text), input.case)),
  compare: on.compare.handler(({ context, input }) => comparePolicy(context.shop, readPack(input.text))),
  brands: on.brands.handler(({ context }) => readBrandPolicies(context.shop)),
  mapBrand: on.mapBrand.handler(({ context, input }) => mapBrand(context.shop, input)),
  preview: on.preview.handler(({ context, input }) => previewDecision(context.shop, input)),
};
