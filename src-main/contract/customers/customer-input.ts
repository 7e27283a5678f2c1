import { z } from "zod";
import type { CustomerInput } from "../../domain/customers/customer-input.ts";
import { LANGUAGES } from "../../domain/ground/language.ts";
import { CUSTOMER_KINDS } from "../../domain/customers/customer.ts";
import { MAX_TEXT } from "../../domain/ground/limits.ts";
import { text, short } from "../ground/text.ts";

/** A customer as a form sends one and as a file holds one. */
export const customerInput = z.strictObject({
  kind: z.enum(CUSTOMER_KINDS).optional(),
  name: short,
  contact: short.optional(),
  registration: short.optional(),
  phone: short.optional(),
  phones: z.array(short).max(MAX_TEXT.phones).readonly().optional(),
  email: short.optional(),
  whatsapp: short.optional(),
  address: text(500).optional(),
  language: z.enum(LANGUAGES).optional(),
}) satisfies z.ZodType<CustomerInput>;
