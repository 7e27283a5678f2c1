import { create } from "zustand";
import type { Days } from "../../src-main/domain/figures/shop-figures.ts";

/** By what the breakdowns of the shop's figures are compared. */
export const MEASURES = ["came", "went", "half", "right"] as const;
export type Measure = (typeof MEASURES)[number];

/** How the shop's figures were looked at last; `period` null is the present month. Coming back from the queue loses nothing; it is gone with the tab. */
export const useShopLook = create<{ readonly period: Days | null; readonly measure: Measure }>(() => ({ period: null, measure: "came" }));
