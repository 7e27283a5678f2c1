import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { request, type IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import { createORPCClient, ORPCError } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import type { ContractRouterClient } from "@orpc/contract";
import { WebSocket } from "ws";
import { openHost, type Host } from "../../src-main/app/host.ts";
import type { ShopOptions } from "../../src-main/app/open-shop.ts";
import type { contract } from "../../src-main/contract/contract.ts";
import { defaultShop } from "../../src-main/domain/shop/shop.ts";
import { FAST_PINS, putBlankDatabase, temporaryFolder } from "./open-test-shop.ts";

/** Everything that a screen can ask of main. */
export type Client = ContractRouterClient<typeof contract>;

/** A browser's line to the host. */
export type Line = { readonly client: Client; readonly socket: WebSocket; readonly close: () => void };

/** What the host answered to a browser. */
type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };

export type TestHost = {
  readonly host: Host;
  readonly folder: string;
  /** A request with a path and headers exactly as given, as no browser would send it. */
  readonly ask: (path: string, headers?: Readonly<Record<string, string>>, method?: string) => Promise<Answer>;
  /** Comes in by the printed address, as a fresh browser does. @returns its cookies */
  readonly enter: () => Promise<string>;
  /** Opens a line as a page of ours does, in a browser with these cookies or a fresh one. */
  readonly connect: (cookies?: string, headers?: Readonly<Record<string, string>>) => Promise<Line>;
  /** A line on which the first person, whose PIN is 4711, has set the shop up or signed in. */
  readonly signIn: (cookies?: string) => Promise<Line>;
  readonly close: () => Promise<void>;
};

/** A few files in the place of the built screens. */
export function fakeScreens(folder: string): string {
  const screens = join(folder, "screens");
  mkdirSync(join(screens, "assets"), { recursive: true });
  writeFileSync(join(screens, "index.html"), "<!doctype html><title>Talon</title>");
  writeFileSync(join(screens, "assets", "main-1a2b.js"), "export {};");
  return screens;
}

/** Opens a line to a host, `127.0.0.1:8620`, as a page of ours does. */
export async function openLine(host: string, cookies: string, headers: Readonly<Record<string, string>> = {}): Promise<Line> {
  const socket = new WebSocket(`ws://${host}/rpc`, { headers: { Origin: `http://${host}`, Cookie: cookies, ...headers } });
  await new Promise<void>((resolve, reject) => void socket.once("open", () => resolve()).once("error", reject));
  socket.on("error", () => undefined);
  return { client: createORPCClient(new RPCLink({ websocket: socket as never })), socket, close: () => socket.close() };
}

/** Asks a host on a connection of its own. */
export const askAt =
  (port: number): TestHost["ask"] =>
  (path, headers = {}, method = "GET") =>
    new Promise((resolve, reject) => {
      const here = { Host: `127.0.0.1:${port}` };
      const asked = request({ host: "127.0.0.1", port, path, method, headers: { ...here, ...headers }, agent: false }, (response) => {
        let body = "";
        response
          .setEncoding("utf8")
          .on("data", (text: string) => (body += text))
          .on("end", () => resolve({ status: response.statusCode!, headers: response.headers, body }));
      });
      asked.on("error", reject).end();
    });

/** Starts a real host on a temporary data folder, with a few files in the place of the built screens. */
export async function openTestHost(options: ShopOptions = {}): Promise<TestHost> {
  const outside = temporaryFolder();
  const folder = join(outside, "data");
  putBlankDatabase(folder);
  const host = await openHost(folder, {
    port: 0,
    screens: fakeScreens(outside),
    home: { country: "KZ", timeZone: "Asia/Almaty" },
    ...FAST_PINS,
    ...options,
  });
  const lines = new Set<WebSocket>();
  const here = `127.0.0.1:${host.port}`;

  const ask = askAt(host.port);

  const enter = async (): Promise<string> => {
    const { headers } = await ask(`/${new URL(host.url).search}`);
    return (headers["set-cookie"] ?? []).map((cookie) => cookie.split(";")[0]).join("; ");
  };

  const connect: TestHost["connect"] = async (cookies, headers = {}) => {
    const line = await openLine(here, cookies ?? (await enter()), headers);
    lines.add(line.socket);
    return line;
  };

  const signIn: TestHost["signIn"] = async (cookies) => {
    const line = await connect(cookies);
    const { needsSetUp, people } = await line.client.session.welcome();
    if (needsSetUp)
      await line.client.session.setUp({
        settings: { ...defaultShop("KZ", "Asia/Almaty"), name: "Талон" },
        person: { name: "Айгерим", pin: "4711" },
        bench: "counter",
      });
    else await line.client.session.signIn({ personId: people[0]!.id, pin: "4711" });
    return line;
  };

  return {
    host,
    folder,
    ask,
    enter,
    connect,
    signIn,
    close: async () => {
      lines.forEach((socket) => socket.terminate());
      await host.close();
      rmSync(outside, { recursive: true, force: true });
    },
  };
}

/** What a call was refused with: the declared error's code and data. A call that is answered is an error here. */
export async function errorOf(
  call: Promise<unknown>,
): Promise<{ readonly code: string; readonly data: never; readonly defined: boolean; readonly message: string }> {
  const outcome = await call.then(
    (answer) => new Error(`answered ${JSON.stringify(answer)}`),
    (error: unknown) => error,
  );
  if (!(outcome instanceof ORPCError)) throw outcome;
  return { code: outcome.code as string, data: outcome.data as never, defined: outcome.defined, message: outcome.message };
}
