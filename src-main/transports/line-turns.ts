import type { StandardRPCHandlerOptions } from "@orpc/server/standard";
import type { Context } from "../router/context.ts";

/** So many calls of one line are worked on at a time. A screen asks for a dozen things at once. */
const MOST_AT_ONCE = 16;

type Interceptor = NonNullable<StandardRPCHandlerOptions<Context>["rootInterceptors"]>[number];
type Turns = { readonly take: () => Promise<void> | undefined; readonly give: () => void };

function openTurns(): Turns {
  let free = MOST_AT_ONCE;
  const waiting: (() => void)[] = [];
  return {
    take() {
      if (free === 0) return new Promise((go) => waiting.push(go));
      free--;
      return undefined;
    },
    give() {
      const next = waiting.shift();
      // Not at once: other lines have their turn in between.
      if (next) setImmediate(next);
      else free++;
    },
  };
}

const lines = new WeakMap<Context["session"], Turns>();

/**
 * Has the calls of a line wait for each other where there are many, in the order in which they came: a thousand at once are held by
 * their few bytes instead of all they work with, and other lines are answered meanwhile. A stream holds a turn only until it begins,
 * and a call that was given up no longer: its work may have no way to stop.
 */
export const inTurn: Interceptor = async ({ context, request, next }) => {
  let turns = lines.get(context.session);
  if (!turns) lines.set(context.session, (turns = openTurns()));
  await turns.take();
  let held = true;
  const give = (): void => {
    if (held) turns.give();
    held = false;
  };
  const { signal } = request;
  signal?.addEventListener("abort", give);
  try {
    // Whoever asked is gone by now.
    return signal?.aborted ? { matched: false, response: undefined } : await next();
  } finally {
    give();
  }
};
