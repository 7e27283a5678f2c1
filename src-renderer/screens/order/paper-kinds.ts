import type { Order } from "../../../src-main/domain/orders/order.ts";
import type { PaperKind } from "../../../src-main/domain/shop/paper-layout.ts";
import type { PrintJob } from "../../../src-main/domain/printing/print-job.ts";

/** Papers of which an order has one; labels of accessories are as many as there are accessories. */
export type WholePaper = Exclude<PaperKind, "accessory">;

/** The papers that an order can have by now. */
export const kindsOf = ({ warranty, handback }: Pick<Order, "warranty" | "handback">): readonly WholePaper[] => [
  "certificate",
  "label",
  ...(warranty.decisions.length > 0 ? (["decision"] as const) : []),
  ...(warranty.approval ? (["approval"] as const) : []),
  ...(handback ? (["handback"] as const) : []),
];

/** A decision that was printed says nothing any more once another one is in force. */
export const isCurrent = ({ kind, createdAt }: Pick<PrintJob, "kind" | "createdAt">, { warranty }: Pick<Order, "warranty">): boolean =>
  kind !== "decision" || createdAt >= (warranty.decisions[0]?.at ?? 0);
