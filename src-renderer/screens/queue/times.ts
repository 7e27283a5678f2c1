import { daysBetween, formatDay } from "../../../src-main/domain/ground/date.ts";
import { TO_GIVE_BACK } from "../../../src-main/domain/orders/order-state.ts";
import type { OrderSummary } from "../../../src-main/domain/orders/queue.ts";
import type { Tone } from "../../components/pill.tsx";
import type { Texts } from "../../components/text.tsx";

const HOUR_MS = 3_600_000;

/** Making a format is costly, and rows are many: a day is formatted once. */
const days = new Map<string, string>();
function dayText(iso: string, language: string): string {
  const key = `${language} ${iso}`;
  let text = days.get(key);
  if (text === undefined) days.set(key, (text = formatDay(iso, language)));
  return text;
}

/** When an order is due: how near in words, the day, and how loud. What waits for its owner cannot be late. */
export type Due = { readonly tone: Tone; readonly near: string; readonly day: string };

/** @param today ISO day */
export function dueOf({ state, promisedOn }: Pick<OrderSummary, "state" | "promisedOn">, today: string, { language, t }: Texts): Due {
  const day = promisedOn === null ? "" : dayText(promisedOn, language);
  if (TO_GIVE_BACK.includes(state)) return { tone: "plain", near: t("queue.due.waits"), day };
  if (promisedOn === null) return { tone: "plain", near: t("queue.due.none"), day };
  const ahead = daysBetween(today, promisedOn);
  if (ahead < 0) return { tone: "overdue", near: t("queue.due.overdue", { days: -ahead }), day };
  return { tone: ahead === 0 ? "today" : "plain", near: t("queue.due.near", { days: ahead }), day };
}

/** Whether an order stands out because nobody has taken it for too long. */
export const isUntaken = ({ technicianId, state, receivedAt }: OrderSummary, now: number, untakenHours: number): boolean =>
  technicianId === null && !TO_GIVE_BACK.includes(state) && receivedAt < now - untakenHours * HOUR_MS;
