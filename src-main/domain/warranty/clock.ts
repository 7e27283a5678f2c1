import { endOfDay } from "../ground/calendar.ts";
import type { Decision } from "./policy-decision.ts";
import type { DeadlineKind } from "./policy-pack.ts";

/** Deadlines that the shop or the customer has yet to meet; the others are the day by which something had to be asked for. */
const RUNNING: readonly DeadlineKind[] = ["first-reply", "on-site-visit", "send-goods-back"];

/** The clocks that a decision starts, at an instant (epoch ms): hours run from it, days end with the day in the shop's time zone. */
export const clocksOf = (decision: Decision, at: number, timeZone: string): readonly { readonly what: DeadlineKind; readonly dueAt: number }[] =>
  decision.deadlines
    .filter(({ what }) => RUNNING.includes(what))
    .map(({ what, by, hours }) => ({ what, dueAt: hours === undefined ? endOfDay(by, timeZone) : at + hours * 3_600_000 }));
