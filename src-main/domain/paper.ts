import type { Order, PaperKind } from "./order.ts";
import type { PolicyPack } from "./policy-pack.ts";
import type { ShopSettings } from "./shop.ts";

/** All that a paper is made from, frozen when the paper was asked for, so that a reprint says what the first print said. */
export type PaperData = {
  readonly kind: PaperKind;
  readonly order: Order;
  readonly shop: ShopSettings;
  /** Of an accessory's label: which accessory, from 1. */
  readonly part: number | null;
  /** The policy whose rules the order's decision names, where there is one. */
  readonly pack?: PolicyPack;
  /** A repeated print carries the word "copy". */
  readonly copy: boolean;
};

/** Papers that are stuck or hung on things: a label printer can print them. */
export const LABEL_KINDS: readonly PaperKind[] = ["label", "accessory"];

/** Label stock, mm. */
export const LABEL_SIZE = { widthMm: 58, heightMm: 40 } as const;

/** Resolutions of label printers, dots per inch. */
export const LABEL_DPI = [203, 300, 600] as const;

/** What the slip's QR says: a typed code, so that it is never taken for a phone or a serial number. */
export const slipCode = (number: string, claimCode: string): string => `TALON:${number}:${claimCode}`;
