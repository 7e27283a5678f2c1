import type { OrderPage } from "../../../src-main/domain/order.ts";
import { seenOf, type Seen } from "./use-change.ts";

/** An open form: what its writer had seen when it was begun, what it said then, and what it says now. */
export type Kept<Form> = { readonly seen: Seen; readonly begun: Form; readonly form: Form };

export const begin = <Form>(page: OrderPage, form: Form): Kept<Form> => ({ seen: seenOf(page), begun: form, form });

/** Nothing was typed yet: closing loses nothing. */
export const isUntouched = <Form>({ begun, form }: Kept<Form>): boolean => JSON.stringify(begun) === JSON.stringify(form);

/**
 * Goes on with a form after someone was faster: what was typed stays, what was not touched says what the order says now.
 * @param fresh what the form would say if it were begun now
 */
export function follow<Form extends object>({ begun, form }: Kept<Form>, page: OrderPage, fresh: Form): Kept<Form> {
  const keys = Object.keys(form) as (keyof Form)[];
  const merged = Object.fromEntries(keys.map((key) => [key, form[key] === begun[key] ? fresh[key] : form[key]])) as Form;
  return { seen: seenOf(page), begun: fresh, form: merged };
}
