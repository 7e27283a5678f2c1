import { type } from "@orpc/contract";
import { z } from "zod";
import type { CustomerEdit } from "../../domain/customers/customer-input.ts";
import type { KnownCustomer } from "../../domain/customers/customer.ts";
import { needs } from "../ground/base.ts";
import { customerInput } from "./customer-input.ts";

export const customer = {
  edit: needs("customer.change")
    .input(z.strictObject({ id: z.uuid(), updatedAt: z.int(), customer: customerInput }) satisfies z.ZodType<CustomerEdit>)
    .output(type<KnownCustomer>()),
};
