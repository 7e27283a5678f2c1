import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Change } from "../../src-main/domain/change.ts";
import { api, client } from "../client/client.ts";
import { refreshWelcome } from "../stores/session.ts";

function refresh(queries: QueryClient, change: Change): void {
  const again = (queryKey: readonly unknown[]): void => void queries.invalidateQueries({ queryKey });
  switch (change.kind) {
    case "order":
      again(api.order.get.key({ input: { id: change.orderId } }));
      again(api.order.queue.key());
      again(api.order.counts.key());
      again(api.order.find.key());
      again(api.known.key());
      again(api.paper.jobs.key({ input: { orderId: change.orderId } }));
      return again(api.paper.unfinished.key());
    case "print":
      again(api.paper.jobs.key({ input: { orderId: change.orderId } }));
      return again(api.paper.unfinished.key());
    case "people":
      again(api.shop.people.key());
      return void refreshWelcome();
    case "shop":
      return void refreshWelcome();
    case "all":
      void refreshWelcome();
      return void queries.invalidateQueries();
  }
}

/** Listens to what changes on any bench and refreshes what is shown, while this person is signed in. */
export function useChanges(personId: string | null): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (personId === null) return;
    const end = new AbortController();
    void (async () => {
      try {
        for await (const change of await client.changes(undefined, { signal: end.signal })) refresh(queries, change);
      } catch {
        // The line broke: when it stands again the session starts anew and everything is asked again.
      }
    })();
    return () => end.abort();
  }, [personId, queries]);
}
