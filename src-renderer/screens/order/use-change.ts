import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { EVENTS_BESIDE, type Order, type OrderEvent, type OrderPage } from "../../../src-main/domain/orders/order.ts";
import type { Target } from "../../../src-main/domain/orders/order-change.ts";
import { api, client } from "../../client/client.ts";
import { troubleOfCall } from "../../client/trouble.ts";
import { useText } from "../../components/text.tsx";
import { fieldErrorsOf, report, type FieldErrors } from "../../stores/explain.ts";

/** What a person had before their eyes when they began to change an order. */
export type Seen = { readonly version: number; readonly lastEvent: string | undefined };

export const seenOf = ({ order, events }: OrderPage): Seen => ({ version: order.version, lastEvent: events.at(-1)?.id });

/** Versions that this screen itself made: they are no news to the person who made them. */
const own = new Set<string>();

const versionName = ({ id, version }: Target): string => `${id}:${version}`;

function isOwn(id: string, from: number, to: number): boolean {
  for (let version = from + 1; version <= to; version++) if (!own.has(versionName({ id, version }))) return false;
  return true;
}

/** What others did to the order since it was seen. */
const newsSince = (events: readonly OrderEvent[], lastEvent: string | undefined): readonly OrderEvent[] =>
  events.slice(events.findIndex(({ id }) => id === lastEvent) + 1).filter(({ kind }) => !EVENTS_BESIDE.includes(kind));

type Ways = {
  /** Fields that can show what is wrong with them; the rest goes to the tray. */
  readonly fields?: readonly string[];
  readonly done?: (order: Order) => void;
  /** What is sent only adds up: no change of others stands in its way. */
  readonly adds?: boolean;
  /** Someone was faster: this is the order as it is now, from which the next try starts. */
  readonly changed?: (page: OrderPage) => void;
  /** What "try again" does after trouble of the world. */
  readonly again?: () => void;
};

type OrderChange = {
  readonly busy: boolean;
  /** What others changed since the form was begun; empty until they were faster. */
  readonly news: readonly OrderEvent[];
  readonly errors: FieldErrors;
  /** `call` may give null where nothing was sent after all. */
  readonly send: (seen: Seen, call: (target: Target) => Promise<Order | null>, ways?: Ways) => Promise<void>;
  readonly clear: () => void;
};

/** Sends changes of one order, each made looking at a version of it, and tells what came of them. */
export function useChange(id: string): OrderChange {
  const texts = useText();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const sending = useRef(false);
  const [news, setNews] = useState<readonly OrderEvent[]>([]);
  const [errors, setErrors] = useState<FieldErrors>({});

  const clear = (): void => {
    setNews([]);
    setErrors({});
  };

  async function attempt(seen: Seen, call: (target: Target) => Promise<Order | null>, ways: Ways): Promise<void> {
    try {
      const order = await call({ id, version: seen.version });
      if (order === null) return;
      own.add(versionName(order));
      queries.setQueryData(api.order.get.queryKey({ input: { id } }), (page) => page && { ...page, order });
      clear();
      ways.done?.(order);
    } catch (error) {
      const trouble = troubleOfCall(error);
      if (trouble.kind !== "refused" || trouble.code !== "order.changed-elsewhere") throw error;
      const fresh = await client.order.get({ id });
      queries.setQueryData(api.order.get.queryKey({ input: { id } }), fresh);
      if (fresh.order.version > seen.version && (ways.adds || isOwn(id, seen.version, fresh.order.version)))
        return attempt(seenOf(fresh), call, ways);
      setErrors({});
      setNews(newsSince(fresh.events, seen.lastEvent));
      ways.changed?.(fresh);
    }
  }

  const send: OrderChange["send"] = async (seen, call, ways = {}) => {
    // Not the state: what waits in line was begun while an earlier drawing was on the screen.
    if (sending.current) return;
    sending.current = true;
    setBusy(true);
    try {
      await attempt(seen, call, ways);
    } catch (error) {
      const wrong = fieldErrorsOf(error, texts);
      setErrors(wrong);
      if (!Object.keys(wrong).some((field) => ways.fields?.includes(field))) report(error, texts, ways.again);
    } finally {
      sending.current = false;
      setBusy(false);
    }
  };

  return { busy, news, errors, send, clear };
}
