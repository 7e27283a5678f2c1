import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import type { ContractRouterClient } from "@orpc/contract";
import type { contract } from "../../src-main/contract/contract.ts";

/** A page's `window`, as far as the handing over of a port goes. */
export function fakePage(origin = "talon://screens") {
  const page = new EventTarget();
  const postMessage = (data: unknown, target: string, ports: readonly unknown[] = []): void => {
    if (target !== origin) return;
    setImmediate(() => page.dispatchEvent(Object.assign(new Event("message"), { data, ports, source: window })));
  };
  const window = Object.assign(page, { postMessage });
  return { window, location: { origin } };
}

/** Does what the renderer's client does: asks for a port and resolves with it. */
export const askForPort = ({ window, location }: ReturnType<typeof fakePage>): Promise<MessagePort> =>
  new Promise((resolve) => {
    window.addEventListener("message", (event) => {
      const { data, ports } = event as MessageEvent;
      if (data === "talon:port") resolve(ports[0]!);
    });
    window.postMessage("talon:want-port", location.origin);
  });

/** A real client on a port. */
export function clientOn(port: MessagePort): ContractRouterClient<typeof contract> {
  port.start();
  return createORPCClient(new RPCLink({ port }));
}
