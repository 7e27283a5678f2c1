import { RPCHandler } from "@orpc/server/message-port";
import type { MessagePortMain } from "electron";
import { openLineSession, type Context } from "../router/context.ts";
import { router } from "../router/router.ts";
import { inTurn } from "./line-turns.ts";

/** What a window's line to main needs. */
export type WindowPortOptions = {
  readonly context: Omit<Context, "session">;
  /** The bench that this PC is. */
  readonly benchId: string;
};

const handler = new RPCHandler(router, { rootInterceptors: [inTurn] });

/**
 * Answers the screens of one window. Nobody is signed in on a fresh port, so a reload starts signed out and comes back by its ticket.
 * Calls that still run are aborted when either end closes the port.
 */
export function serveWindowPort(port: MessagePortMain, { context, benchId }: WindowPortOptions): void {
  handler.upgrade(port, { context: { ...context, session: openLineSession(benchId) } });
  port.start();
}
