import { editCustomer } from "../../usecases/customers/edit-customer.ts";
import { signedIn } from "../context.ts";

export const customer = {
  edit: signedIn.customer.edit.handler(({ context, input }) => editCustomer(context.shop, input, context.caller)),
};
