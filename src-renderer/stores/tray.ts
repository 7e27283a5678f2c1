import { create } from "zustand";
import { whenAnswered } from "../client/client.ts";

/** A message at the foot of the screen. `again` offers to try once more; `next`: told while leaving, for the screen that comes. `call`: what failed, or any where the line was lost. */
export type TrayMessage = {
  readonly id: number;
  readonly tone: "good" | "bad";
  readonly text: string;
  readonly again?: () => void;
  readonly next?: boolean;
  readonly call?: string;
};

export const useTray = create<{ readonly messages: readonly TrayMessage[] }>(() => ({ messages: [] }));

let last = 0;

/** Good news goes by itself; trouble stays until it is dismissed or mended, or its screen is left. Never by time, nor for what comes after it. */
const GOOD_NEWS_MS = 5000;

/** Shows a message at the foot; the same text stands there once. */
export function tell(message: Omit<TrayMessage, "id">): void {
  const id = ++last;
  useTray.setState(({ messages }) => {
    const others = messages.filter(({ text }) => text !== message.text);
    // Good news makes room for trouble.
    const good = others.filter(({ tone }) => tone === "good").slice(-1);
    return { messages: [...others.filter((other) => other.tone === "bad" || good.includes(other)), { ...message, id }] };
  });
  if (message.tone === "good") setTimeout(() => dismiss(id), GOOD_NEWS_MS);
}

export const dismiss = (id: number): void => useTray.setState(({ messages }) => ({ messages: messages.filter((message) => message.id !== id) }));

/** The screen is another one: its troubles are gone with it. */
export const leaveScreen = (): void =>
  useTray.setState(({ messages }) => ({
    messages: messages.filter(({ tone, next }) => tone === "good" || next).map((message) => ({ ...message, next: false })),
  }));

/** What the messages of a lost line are about: whatever is answered mends them. */
export const ANY_CALL = "*";

// What failed and has been answered since is mended.
whenAnswered((call) => {
  const { messages } = useTray.getState();
  const left = messages.filter((message) => message.call !== call && message.call !== ANY_CALL);
  if (left.length < messages.length) useTray.setState({ messages: left });
});
