import { type } from "@orpc/contract";
import { z } from "zod";
import type { CustomerEdit, KnownCustomer } from "../domain/known.ts";
import { needs } from "./base.ts";
import { customerInput } from "./intake.ts";

export const customer = {
  edit: needs("customer.change")
    .input(z.strictObject({ id: z.uuid(), updatedAt: z.int(), customer: customerInput }) satisfies z.ZodType<CustomerEdit>)
    .output(type<KnownCustomer>()),
};
