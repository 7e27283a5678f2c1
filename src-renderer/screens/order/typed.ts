import { amountText } from "../../../src-main/domain/ground/money.ts";

/** A quantity as it is typed again. */
export const typedQuantity = (milli: number): string => String(milli / 1000);

/** An amount as it is typed again: decimals only where there are some, nothing for none. */
export const typedAmount = (minor: number | null, currency: string): string =>
  minor === null ? "" : amountText({ minor, currency }).replace(/\.0+$/, "");
