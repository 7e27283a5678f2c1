import { create } from "zustand";

/** A message at the foot of the screen. `again` offers to try once more. */
export type TrayMessage = { readonly id: number; readonly tone: "good" | "bad"; readonly text: string; readonly again?: () => void };

export const useTray = create<{ readonly messages: readonly TrayMessage[] }>(() => ({ messages: [] }));

let last = 0;

/** Good news goes by itself; trouble stays until it is dismissed. */
const GOOD_NEWS_MS = 5000;

/** Shows a message at the foot; the same text stands there once. */
export function tell(message: Omit<TrayMessage, "id">): void {
  const id = ++last;
  useTray.setState(({ messages }) => ({ messages: [...messages.filter(({ text }) => text !== message.text), { ...message, id }].slice(-3) }));
  if (message.tone === "good") setTimeout(() => dismiss(id), GOOD_NEWS_MS);
}

export const dismiss = (id: number): void => useTray.setState(({ messages }) => ({ messages: messages.filter((message) => message.id !== id) }));
