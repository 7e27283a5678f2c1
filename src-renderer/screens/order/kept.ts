import type { OrderPage } from "../../../src-main/domain/orders/order.ts";
import { followed, saysTheSame } from "../../stores/kept-form.ts";
import { seenOf, type Seen } from "./use-change.ts";

/** An open form: what its writer had seen when it was begun, what it said then, and what it says now. */
export type Kept<Form> = { readonly seen: Seen; readonly begun: Form; readonly form: Form };

export const begin = <Form>(page: OrderPage, form: Form): Kept<Form> => ({ seen: seenOf(page), begun: form, form });

/** Nothing was typed yet: closing loses nothing. */
export const isUntouched = <Form>({ begun, form }: Kept<Form>): boolean => saysTheSame(begun, form);

/**
 * Goes on with a form after someone was faster: what was typed stays, what was not touched says what the order says now.
 * @param fresh what the form would say if it were begun now
 */
export const follow = <Form extends object>({ begun, form }: Kept<Form>, page: OrderPage, fresh: Form): Kept<Form> => ({
  seen: seenOf(page),
  begun: fresh,
  form: followed(begun, form, fresh),
});
