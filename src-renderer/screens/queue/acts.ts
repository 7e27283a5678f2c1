import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Order } from "../../../src-main/domain/orders/order.ts";
import type { OrderState } from "../../../src-main/domain/orders/order-state.ts";
import type { OrderSummary } from "../../../src-main/domain/orders/queue.ts";
import type { Person } from "../../../src-main/domain/shop/shop.ts";
import { api } from "../../client/client.ts";
import { troubleOfCall } from "../../client/trouble.ts";
import { useText } from "../../components/text.tsx";
import { report } from "../../stores/explain.ts";
import { lists } from "./pages.ts";

/** A move that main refused, with the note that was typed for it. */
export type Refused = { readonly row: OrderSummary; readonly to: OrderState; readonly note: string; readonly error: unknown };

function isBarred(error: unknown): boolean {
  const trouble = troubleOfCall(error);
  return trouble.kind === "refused" && ["move.needs-price", "move.not-entitled", "move.needs-inspection"].includes(trouble.code);
}

/**
 * What can be done with an order from the queue. The screen shows the outcome at once, as it knows the rules; where main says
 * no, it shows the order as it was, what happened, and asks main again.
 * @param onRefused gets a move back whose note must not be lost
 */
export function useActs(onRefused: (refused: Refused) => void) {
  const texts = useText();
  const { t } = texts;
  const queries = useQueryClient();
  const [said, say] = useState("");
  const move = useMutation(api.order.move.mutationOptions());
  const assign = useMutation(api.order.assign.mutationOptions());

  async function act(before: OrderSummary, after: OrderSummary, ask: () => Promise<Order>, onError: (error: unknown) => void): Promise<void> {
    await lists.hold(queries, before.id, async () => {
      // An answer that is on its way was asked before this and would undo it on the screen.
      await queries.cancelQueries({ queryKey: api.order.queue.key() });
      lists.show(queries, after);
      try {
        const order = await ask();
        const { version, state, stateSince, technicianId, technician } = order;
        lists.show(queries, { ...after, version, state, stateSince, technicianId, technician });
        queries.setQueryData(api.order.get.queryKey({ input: { id: order.id } }), (page) => page && { ...page, order });
      } catch (error) {
        lists.show(queries, before);
        lists.tell(queries, before.id);
        await queries.invalidateQueries({ queryKey: api.order.counts.key() });
        onError(error);
      }
    });
  }

  function moveTo(row: OrderSummary, to: OrderState, note: string): void {
    say(t("queue.said.moved", { number: row.number, state: t(`state.${to}`) }));
    void act(
      row,
      { ...row, state: to, stateSince: Date.now() },
      () => move.mutateAsync({ id: row.id, version: row.version, to, note }),
      (error) => {
        // What has to come first is offered where the move was to be chosen.
        if (note !== "" || isBarred(error)) return onRefused({ row: lists.find(queries, row.id) ?? row, to, note, error });
        report(error, texts, () => moveTo(lists.find(queries, row.id) ?? row, to, note));
      },
    );
  }

  function assignTo(row: OrderSummary, person: Person | null): void {
    say(t("queue.said.assigned", { number: row.number, name: person?.name ?? t("queue.technician.nobody") }));
    void act(
      row,
      { ...row, technicianId: person?.id ?? null, technician: person?.name ?? null },
      () => assign.mutateAsync({ id: row.id, version: row.version, technicianId: person?.id ?? null }),
      (error) => report(error, texts, () => assignTo(lists.find(queries, row.id) ?? row, person)),
    );
  }

  return { moveTo, assignTo, said };
}
