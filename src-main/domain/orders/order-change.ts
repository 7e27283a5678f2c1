import type { DeviceInput } from "../devices/device-input.ts";
import type { Channel, IdentityCheck, OrderLine, PaymentMethod, Priority } from "./order.ts";
import type { Proof, RepairRequest } from "../warranty/claim.ts";
import type { OrderState } from "./order-state.ts";
import type { DeadlineKind, Remedy } from "../warranty/policy-pack.ts";
import type { ConfirmationWay, WarrantyFacts } from "../warranty/warranty.ts";

/** An order and the version of it that the person was looking at. */
export type Target = { readonly id: string; readonly version: number };

/** A move of an order as someone asks for it, looking at `version`. */
export type MoveInput = { readonly id: string; readonly version: number; readonly to: OrderState; readonly note?: string };

/** Who shall do it; null gives it back to everyone. */
export type AssignInput = { readonly id: string; readonly version: number; readonly technicianId: string | null };

/** Facts that the counter may correct; amounts as people write them, empty for none. */
export type FactsInput = Target & {
  readonly fault: string;
  readonly condition: string;
  readonly priority: Priority;
  readonly promisedOn: string | null;
  readonly estimate: string;
  readonly limit: string;
};

/** What was written at intake, as it should have been; accessories that keep their `id` are renamed at most. */
export type CorrectionInput = Target & {
  readonly device: DeviceInput;
  readonly proofs: readonly Proof[];
  readonly warrantyCardStamped: boolean;
  readonly request: RepairRequest;
  readonly channel: Channel;
  readonly accessories: readonly { readonly id: string | null; readonly name: string }[];
  /**
   * Where the unit has other stays, or another unit bears one of the numbers: the id of the unit that it is, its own one to correct all of its
   * stays; null where this order is about another device. Left out while nobody said.
   */
  readonly deviceId?: string | null;
};

/** A note for the house, or one that the customer was told. */
export type NoteInput = { readonly id: string; readonly text: string; readonly audience: "internal" | "customer" };

/** A line of work or a part as it is typed; `lineId` null adds one. */
export type LineInput = Target & {
  readonly lineId: string | null;
  readonly kind: OrderLine["kind"];
  readonly title: string;
  readonly quantity: string;
  readonly price: string;
};

/** A payment as it is typed; `refund` pays back. */
export type PaymentInput = Target & { readonly amount: string; readonly refund: boolean; readonly method: PaymentMethod; readonly note: string };

/** A handback as the counter does it. Either the slip's claim code, or how the person's identity was checked. */
export type HandbackInput = {
  readonly id: string;
  readonly version: number;
  readonly claimCode: string | null;
  readonly identityCheck: IdentityCheck | null;
  readonly identityNote: string;
  /** Ids of the accessories that were given back: all of them, ticked one by one. */
  readonly returned: readonly string[];
  readonly outcome: string;
  readonly warrantyDays: number | null;
  readonly paid: string;
  readonly paidMethod: PaymentMethod;
  readonly signature: string | null;
};

/** What the bench knows of a warranty case, under the policy `policy` (null: none); `final` makes the decision final on inspection. */
export type InspectInput = Target & { readonly policy: string | null; readonly facts: WarrantyFacts; readonly final: boolean };

/** A supervisor's word against the policy's. */
export type OverruleInput = Target & { readonly remedy: Remedy; readonly reason: string };

/** The customer's word on a price; the amount as it is typed, `by` who said it. */
export type ConfirmPriceInput = Target & { readonly amount: string; readonly how: ConfirmationWay; readonly by: string };

/** A written approval of a return; `goodsHere` where the goods lie on the counter already. */
export type ApproveReturnInput = Target & { readonly address: string; readonly courierAccount: string; readonly goodsHere: boolean };

/** How a return or replacement ended; amounts as they are typed. */
export type SettleInput = Target & {
  readonly kind: "refunded" | "replaced";
  readonly price: string;
  readonly depreciation: string;
  readonly method: PaymentMethod;
  readonly newSerial: string;
};

export type MeetClockInput = Target & { readonly what: DeadlineKind };
