import { createORPCClient } from "@orpc/client";
import { RPCLink as PortLink } from "@orpc/client/message-port";
import { RPCLink as SocketLink } from "@orpc/client/websocket";
import type { ContractRouterClient } from "@orpc/contract";
import { createTanstackQueryUtils } from "@orpc/tanstack-query";
import type { contract } from "../../src-main/contract/contract.ts";

/** Everything that a screen can ask of main, typed by the contract. */
export type Client = ContractRouterClient<typeof contract>;

/** Whether the line to main stands. */
export type Line = "connecting" | "open" | "lost";

type Link = ConstructorParameters<typeof SocketLink>[0] extends never ? never : InstanceType<typeof SocketLink> | InstanceType<typeof PortLink>;

/** The screens of Electron's window come from their own scheme; everything else is a browser. */
const inWindow = location.protocol === "talon:";

const RETRY_MS = 1000;
const listeners = new Set<(line: Line) => void>();
let line: Line = "connecting";
let current: Promise<Link> = connect();

function setLine(next: Line): void {
  if (next === line) return;
  line = next;
  listeners.forEach((listener) => listener(next));
}

/** Tells when the line breaks and when it stands again. @returns a function that ends it */
export function watchLine(listener: (line: Line) => void): () => void {
  listeners.add(listener);
  listener(line);
  return () => listeners.delete(listener);
}

function connect(): Promise<Link> {
  return inWindow ? connectPort() : connectSocket();
}

function connectPort(): Promise<Link> {
  return new Promise((resolve) => {
    window.addEventListener("message", function receive(event: MessageEvent) {
      const port = event.ports[0];
      if (event.source !== window || event.data !== "talon:port" || !port) return;
      window.removeEventListener("message", receive);
      port.start();
      setLine("open");
      resolve(new PortLink({ port }));
    });
    window.postMessage("talon:want-port", location.origin);
  });
}

/** Where main serves no screens any more because the data is damaged, the page that it serves instead says what to do. */
async function leaveClosedShop(): Promise<void> {
  const answer = await fetch("/", { method: "HEAD" }).catch(() => undefined);
  if (answer?.status === 503) location.reload();
}

function connectSocket(): Promise<Link> {
  return new Promise((resolve) => {
    const websocket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/rpc`);
    websocket.binaryType = "arraybuffer";
    const link = new SocketLink({ websocket });
    websocket.addEventListener("open", () => {
      setLine("open");
      resolve(link);
    });
    websocket.addEventListener("close", () => {
      setLine("lost");
      void leaveClosedShop();
      // Calls made from now on wait for the next line instead of failing on the old one.
      current = new Promise((retry) => setTimeout(retry, RETRY_MS)).then(connect);
      resolve(current);
    });
  });
}

/** The one client of all screens. */
export const client: Client = createORPCClient({
  call: async (path, input, options) => {
    const name = path.join(".");
    try {
      const answer: unknown = await (await current).call(path, input, options as never);
      answered.forEach((listener) => listener(name));
      return answer;
    } catch (error) {
      if (error instanceof Error) failedCalls.set(error, name);
      throw error;
    }
  },
});

const answered = new Set<(call: string) => void>();
const failedCalls = new WeakMap<Error, string>();

/** Tells of each call that was answered, `order.get`. */
export const whenAnswered = (listener: (call: string) => void): void => void answered.add(listener);

/** The call that threw an error; undefined where none did. */
export const callOf = (error: unknown): string | undefined => (error instanceof Error ? failedCalls.get(error) : undefined);

/** Query and mutation options for TanStack Query, one per procedure. */
export const api = createTanstackQueryUtils(client);
