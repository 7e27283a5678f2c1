import { type } from "@orpc/contract";
import { z } from "zod";
import { MAX_TEMPLATE, type Templates, type TemplateVersion } from "../../domain/papers/own-template.ts";
import { PAGE_KINDS } from "../../domain/shop/paper-layout.ts";
import { needs } from "../ground/base.ts";

const kind = z.enum(PAGE_KINDS);

export const template = {
  list: needs("template.change").input(z.strictObject({ kind })).output(type<Templates>()),
  source: needs("template.change")
    .input(z.strictObject({ id: z.uuid() }))
    .output(type<string>()),
  /** Keeps it as a version and uses it, or the shipped one in its place where it fails. */
  store: needs("template.change")
    .input(z.strictObject({ kind, source: z.string().max(MAX_TEMPLATE) }))
    .output(type<TemplateVersion>()),
  useShipped: needs("template.change").input(z.strictObject({ kind })).output(type<void>()),
};
