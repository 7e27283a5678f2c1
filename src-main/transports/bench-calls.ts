import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { RPCHandler } from "@orpc/server/ws";
import { WebSocketServer } from "ws";
import { openLineSession, type Context } from "../router/context.ts";
import { router } from "../router/router.ts";
import { inTurn } from "./line-turns.ts";

/** What answers the calls of screens, once their transport has let them in. */
export type BenchCalls = {
  /** Turns a request for an upgrade into a line to the contract for the bench that it comes from. */
  readonly connect: (request: IncomingMessage, socket: Duplex, head: Buffer, benchId: string) => void;
  /** Cuts all lines. */
  readonly close: () => void;
};

/** Largest message from a screen, bytes: a photo and its wrapping. */
const LARGEST_MESSAGE = 32_000_000;

/** Opens the contract for WebSockets. */
export function openBenchCalls(context: () => Omit<Context, "session">): BenchCalls {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE });
  const handler = new RPCHandler(router, { rootInterceptors: [inTurn] });
  return {
    connect: (request, socket, head, benchId) =>
      sockets.handleUpgrade(request, socket, head, (ws) => {
        ws.on("error", () => ws.terminate());
        void handler.upgrade(ws, { context: { ...context(), session: openLineSession(benchId) } });
      }),
    close: () => {
      for (const ws of sockets.clients) ws.terminate();
    },
  };
}
