/** What every open screen is told after something changed, so that it shows it. */
export type Change =
  | { readonly kind: "order"; readonly orderId: string }
  | { readonly kind: "print"; readonly orderId: string }
  | { readonly kind: "customer"; readonly customerId: string }
  | { readonly kind: "shop" }
  | { readonly kind: "people" }
  | { readonly kind: "backup" }
  /** Another program changed the data: anything may be new. */
  | { readonly kind: "all" };
