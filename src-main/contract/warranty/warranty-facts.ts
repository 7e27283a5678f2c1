import { z } from "zod";
import { ORIGINS, PLACES, PRODUCT_KINDS, REASONS, SERIAL_STATES } from "../../domain/warranty/policy-case.ts";
import type { WarrantyFacts } from "../../domain/warranty/warranty.ts";
import { short } from "../ground/text.ts";

const flag = z.boolean().nullable();

/** What a policy asks beyond what every intake says. */
export const warrantyFacts = z.strictObject({
  reason: z.enum(REASONS).nullable(),
  kind: z.enum(PRODUCT_KINDS).nullable(),
  part: short.nullable(),
  origin: z.enum(ORIGINS).nullable(),
  madeToOrder: flag,
  trialUnit: flag,
  serialState: z.enum(SERIAL_STATES).nullable(),
  noBodyCode: flag,
  originalPackaging: flag,
  unused: flag,
  complete: flag,
  findings: z.array(short).max(100).readonly(),
  defect: short.nullable(),
  stillFailsRequirements: flag,
  damageReportedOn: short.nullable(),
  place: z.enum(PLACES).nullable(),
}) satisfies z.ZodType<WarrantyFacts>;
