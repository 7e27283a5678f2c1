/** Where an order stands, in the order of its way through the shop. */
export const ORDER_STATES = [
  "received",
  "awaiting-goods",
  "diagnosing",
  "awaiting-approval",
  "approved",
  "declined",
  "waiting-for-parts",
  "in-repair",
  "testing",
  "replacing",
  "refunding",
  "ready",
  "unrepairable",
  "cancelled",
  "handed-back",
  "replaced",
  "refunded",
] as const;

export type OrderState = (typeof ORDER_STATES)[number];

/** States in which the work is over but the device is still here, waiting for its owner. */
export const TO_GIVE_BACK: readonly OrderState[] = ["ready", "declined", "unrepairable", "cancelled"];

/**
 * Moves that may be chosen from each state; the first is the usual next step. Handing back goes by the slip, goods come back by an
 * approval, and replacements and refunds end by what was given: none of these is a move.
 */
export const MOVES: Readonly<Record<OrderState, readonly OrderState[]>> = {
  received: ["diagnosing", "cancelled"],
  "awaiting-goods": ["cancelled"],
  diagnosing: ["awaiting-approval", "approved", "replacing", "refunding", "unrepairable", "cancelled"],
  "awaiting-approval": ["approved", "declined", "diagnosing", "cancelled"],
  approved: ["in-repair", "waiting-for-parts", "cancelled"],
  declined: ["diagnosing", "approved"],
  "waiting-for-parts": ["in-repair", "awaiting-approval", "unrepairable", "cancelled"],
  "in-repair": ["testing", "waiting-for-parts", "awaiting-approval", "unrepairable", "cancelled"],
  testing: ["ready", "in-repair"],
  replacing: ["diagnosing", "cancelled"],
  refunding: ["diagnosing", "cancelled"],
  ready: ["testing", "in-repair"],
  unrepairable: ["diagnosing", "replacing", "refunding"],
  cancelled: ["received"],
  "handed-back": [],
  replaced: [],
  refunded: [],
};

/** Endings that must say why. */
export const NEEDS_REASON: readonly OrderState[] = ["declined", "unrepairable", "cancelled"];

/** Whether the table allows a move. */
export const mayMove = (from: OrderState, to: OrderState): boolean => MOVES[from].includes(to);

/** Whether the device may leave the shop from this state. */
export const mayHandBack = (state: OrderState): boolean => TO_GIVE_BACK.includes(state);

/** Reads a state as people write it: `in repair`, `IN_REPAIR`, `in-repair`; undefined where it is none. */
export function parseOrderState(text: string): OrderState | undefined {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, "-");
  return ORDER_STATES.find((state) => state === plain);
}

/** The nearest state, by fewest moves, from which the device may leave: the next step to name when handing back is refused. */
export function wayToHandback(from: OrderState): readonly OrderState[] {
  const queue: OrderState[][] = [[from]];
  const seen = new Set<OrderState>([from]);
  for (const path of queue) {
    const last = path[path.length - 1]!;
    if (last === "ready") return path.slice(1);
    for (const next of MOVES[last])
      if (!seen.has(next)) {
        seen.add(next);
        queue.push([...path, next]);
      }
  }
  return [];
}
