import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { RPCHandler } from "@orpc/server/ws";
import { WebSocketServer, type WebSocket } from "ws";
import { isTrusted, openLineSession, type Context } from "../router/context.ts";
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

/** Before somebody has signed in on a line, it says who it is and little else, bytes. */
const LARGEST_BEFORE = 64_000;
/** Most lines at a time: a PC has one for each window that is open. */
const MOST_LINES = 64;

/**
 * Cuts a line that says more than is to be said before somebody has signed in: nobody unknown fills the memory.
 * @param open whether whatever is said is taken
 */
function keepSmall(ws: WebSocket, socket: Duplex, open: () => boolean): void {
  let unread = 0;
  ws.on("message", () => (unread = 0));
  socket.on("data", ({ length }: Buffer) => {
    unread += length;
    if (unread > LARGEST_BEFORE && !open()) ws.terminate();
  });
}

/** Opens the contract for WebSockets. */
export function openBenchCalls(context: () => Omit<Context, "session">): BenchCalls {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE });
  const handler = new RPCHandler(router, { rootInterceptors: [inTurn] });
  return {
    connect: (request, socket, head, benchId) => {
      if (sockets.clients.size >= MOST_LINES) return void socket.end("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n");
      sockets.handleUpgrade(request, socket, head, (ws) => {
        ws.on("error", () => ws.terminate());
        const line: Context = { ...context(), session: openLineSession(benchId) };
        keepSmall(ws, socket, () => isTrusted(line));
        void handler.upgrade(ws, { context: line });
      });
    },
    close: () => {
      for (const ws of sockets.clients) ws.terminate();
    },
  };
}
