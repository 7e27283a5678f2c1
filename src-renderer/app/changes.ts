import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { Change } from "../../src-main/domain/ground/change.ts";
import { api, client } from "../client/client.ts";
import { troubleOfCall } from "../client/trouble.ts";
import { lists } from "../screens/queue/pages.ts";
import { refreshWelcome, startSession } from "../stores/session.ts";

/** After so long the changes are listened to again where that failed, ms. */
const RETRY_MS = 1000;

function refresh(queries: QueryClient, change: Change): void {
  const again = (queryKey: readonly unknown[]): void => void queries.invalidateQueries({ queryKey });
  switch (change.kind) {
    case "order":
      again(api.order.get.key({ input: { id: change.orderId } }));
      lists.tell(queries, change.orderId);
      again(api.order.queue.key({ type: "query" }));
      again(api.order.counts.key());
      again(api.order.find.key());
      again(api.known.key());
      again(api.shopFigures.key());
      again(api.paper.jobs.key({ input: { orderId: change.orderId } }));
      return again(api.paper.unfinished.key());
    case "customer":
      again(api.order.get.key());
      lists.trim(queries);
      again(api.order.queue.key());
      again(api.order.find.key());
      return again(api.known.key());
    case "print":
      again(api.paper.jobs.key({ input: { orderId: change.orderId } }));
      again(api.paper.log.key({ input: { orderId: change.orderId } }));
      return again(api.paper.unfinished.key());
    case "backup":
      again(api.backup.state.key());
      return again(api.backup.list.key());
    case "people":
      again(api.shop.people.key());
      again(api.shopFigures.key());
      return void refreshWelcome();
    case "shop":
      again(api.policy.key());
      again(api.template.list.key());
      again(api.paper.preview.key());
      again(api.printer.key());
      // Jobs say the names of their printers.
      again(api.paper.jobs.key());
      again(api.paper.unfinished.key());
      return void refreshWelcome();
    case "all":
      void refreshWelcome();
      lists.trim(queries);
      return void queries.invalidateQueries();
  }
}

/** Listens to what changes on any bench and refreshes what is shown, while this person is signed in. */
export function useChanges(personId: string | null): void {
  const queries = useQueryClient();
  const listened = useRef(false);
  useEffect(() => {
    if (personId === null) return;
    const end = new AbortController();
    void (async () => {
      while (!end.signal.aborted) {
        try {
          const changes = await client.changes(undefined, { signal: end.signal });
          // What changed while nobody was signed in or the line was broken was not heard.
          if (listened.current) refresh(queries, { kind: "all" });
          listened.current = true;
          for await (const change of changes) refresh(queries, change);
        } catch (error) {
          // The session is over, or not resumed yet on a new line; else the line broke, and comes again.
          if (!end.signal.aborted && troubleOfCall(error).kind === "signed-out") await startSession().catch(() => undefined);
        }
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    })();
    return () => end.abort();
  }, [personId, queries]);
}
