import { type } from "@orpc/contract";
import { z } from "zod";
import { PROOFS, REQUESTS } from "../../domain/warranty/claim.ts";
import { MAX_TEXT } from "../../domain/ground/limits.ts";
import type { PolicyPack } from "../../domain/warranty/policy-pack.ts";
import type { Decision } from "../../domain/warranty/policy-decision.ts";
import type { BrandPolicy, Comparison, PolicySummary, Preview, PreviewInput } from "../../domain/warranty/shop-policy.ts";
import { needs } from "../ground/base.ts";
import { warrantyFacts } from "./warranty-facts.ts";
import { policyCase } from "./policy-pack.ts";
import { line } from "../ground/text.ts";

const short = line(MAX_TEXT.short);
const day = short.nullable();
/** A pack as JSON text: it is read in one place, whether it comes from a file or from the form. */
const packText = z.string().max(4_000_000);

export const policy = {
  list: needs("anyone").output(type<readonly PolicySummary[]>()),
  /** Without a version the newest. */
  get: needs("anyone")
    .input(z.strictObject({ id: short, version: z.int().min(1).nullable() }))
    .output(type<PolicyPack>()),
  /** Saves a pack as the next version; `basedOn` is the version that was being edited, 0 for a new policy. */
  save: needs("policy.change")
    .input(z.strictObject({ text: packText, basedOn: z.int().min(0) }))
    .output(type<{ id: string; version: number }>()),
  /** Decides a case under a pack that is not saved yet. */
  tryCase: needs("policy.change")
    .input(z.strictObject({ text: packText, case: policyCase }))
    .output(type<Decision>()),
  /** Decides the shop's own past orders anew under a pack that is not saved yet. */
  compare: needs("policy.change")
    .input(z.strictObject({ text: packText }))
    .output(type<Comparison>()),
  brands: needs("anyone").output(type<readonly BrandPolicy[]>()),
  /** Puts a brand under a policy; `remove` takes the row away, so that the shipped rule holds again. */
  mapBrand: needs("policy.change")
    .input(z.strictObject({ brand: short, policy: short.nullable(), remove: z.boolean() }))
    .output(type<void>()),
  preview: needs("anyone")
    .input(
      z.strictObject({
        policy: short.nullable(),
        request: z.enum(REQUESTS),
        device: z.strictObject({
          category: short,
          brand: short,
          model: short,
          serial: short,
          bodyCode: short,
          purchasedOn: day,
          receivedOn: day,
          manufacturedOn: day,
        }),
        proofs: z.array(z.enum(PROOFS)).max(20).readonly(),
        warrantyCardStamped: z.boolean(),
        facts: warrantyFacts,
        sameFaultAs: z.uuid().nullable(),
      }) satisfies z.ZodType<PreviewInput>,
    )
    .output(type<Preview>()),
};
