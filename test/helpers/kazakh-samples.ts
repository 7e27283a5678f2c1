import type { NumberStyle, TimeUnit } from "../../src-main/domain/ground/locale.ts";

/** What Kazakh is tried with, against ICU in Node and in Chromium alike. */
const STYLES: readonly NumberStyle[] = [{}, { maximumFractionDigits: 2 }, { style: "percent", maximumFractionDigits: 1 }];
const VALUES = [0, 1, 0.5, -5.5, 999, 1234, 1_234_567.891];
export const NUMBERS = STYLES.flatMap((options) => VALUES.map((value) => ({ value, options })));

export const UNITS = ["second", "minute", "hour", "day", "week", "month", "quarter", "year"] as const satisfies readonly TimeUnit[];
export const DISTANCES = [-12_345, -30, -3, -2, -1, 0, 1, 2, 3, 30, 12_345];

const WORDS = ["телефон", "қуаттағыш", "қап", "қорап"];
export const LISTS = WORDS.map((_, count) => WORDS.slice(0, count)).concat([WORDS]);
