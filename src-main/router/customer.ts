import { editCustomer } from "../usecases/edit-customer.ts";
import { signedIn } from "./context.ts";

export const customer = {
  edit: signedIn.customer.edit.handler(({ context, input }) => editCustomer(context.shop, input, context.caller)),
};
