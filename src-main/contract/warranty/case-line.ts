import { z } from "zod";
import type { Expectation } from "../../domain/warranty/policy-expectation.ts";
import { policyCase } from "./policy-pack.ts";

const word = z.string().max(200);
const words = z.array(word).max(200).readonly().optional();

const expectation = z.strictObject({
  coverage: word.optional(),
  class: word.nullish(),
  offered: word.nullish(),
  entitledIncludes: words,
  notEntitled: words,
  refusedIncludes: words,
  requiresIncludes: words,
  missingIncludes: words,
  charges: z
    .strictObject({
      labour: z.boolean(),
      parts: z.boolean(),
      shipping: z.enum(["customer", "seller"]),
      restockingPercent: z.number(),
      depreciation: z.boolean(),
    })
    .partial()
    .optional(),
  deadline: z.record(word, word).optional(),
}) satisfies z.ZodType<Expectation>;

/** A line of a file of cases that is more than a bare case. */
export const namedCase = z.strictObject({ name: z.string().max(2000).optional(), case: policyCase, expect: expectation.optional() });
