/** What the customer asks for. */
export const REQUESTS = ["repair", "return", "exchange", "refund"] as const;
export type RepairRequest = (typeof REQUESTS)[number];

/** What proves the purchase. */
export const PROOFS = ["receipt", "invoice", "warranty-card", "packing-list", "other"] as const;
export type Proof = (typeof PROOFS)[number];
