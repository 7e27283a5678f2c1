import { z } from "zod";
import type { CustomerInput } from "../domain/customer-input.ts";
import { LANGUAGES } from "../domain/language.ts";
import { CUSTOMER_KINDS } from "../domain/customer.ts";
import { MAX_TEXT } from "../domain/limits.ts";
import { text, short } from "./text.ts";

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
