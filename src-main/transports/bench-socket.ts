import { readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, relative, sep } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Duplex } from "node:stream";
import type { Context } from "../router/context.ts";
import type { BenchCalls } from "./bench-calls.ts";
import { CONTENT_SECURITY_POLICY, HEADERS } from "./headers.ts";
import { callerProof, cookieOf, hostProof, newKey, newNonce, NONCE, oneTimeWords, sameText, type HostSecret } from "./host-proof.ts";

/** What the socket for browsers needs. */
export type BenchSocketOptions = {
  /** 0 takes any free port. */
  readonly port: number;
  /** What only those know who read the data folder. */
  readonly secret: HostSecret;
  /** Folder of the built screens. */
  readonly screens: string;
  /** Shown to a browser that comes without a key. */
  readonly refusal: string;
  /** A page that says what is in the way, as HTML without scripts. @param languages the browser's Accept-Language @param logId of the error in main's log */
  readonly troublePage: (error: unknown, languages: string, logId: string) => Promise<string>;
  /** The shop as it is open now. @throws what keeps it closed */
  readonly context: () => Omit<Context, "session">;
  /** Writes a whole error to main's log. @returns its id there */
  readonly log: (error: unknown) => string;
  /** Does what the form of the trouble page asks for; what it throws is shown there. */
  readonly rescue: (form: URLSearchParams) => Promise<void>;
  /** Finds or makes the bench that a browser is. @returns its id */
  readonly openBench: (knownId: string | undefined) => string;
};

/** A running host. */
export type BenchSocket = {
  readonly port: number;
  /** An address that lets one browser in; a new one each time that it is asked for. */
  readonly url: string;
  /** Cuts the lines of all screens; they come again. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
};

const MIME: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".ico": "image/x-icon",
  ".wasm": "application/wasm",
};

/** The trouble page has no script, and a form that leads back here. */
const TROUBLE_HEADERS = {
  ...HEADERS,
  "Content-Security-Policy": CONTENT_SECURITY_POLICY.replace("form-action 'none'", "form-action 'self'"),
  // Without a referrer a browser would not say either where the form comes from.
  "Referrer-Policy": "same-origin",
  "Content-Type": "text/html; charset=utf-8",
  "Retry-After": "5",
  "Cache-Control": "no-store",
};

/** A browser opens six at a time, and one for its line. */
const MOST_CONNECTIONS = 512;

/** Longest form that is read, bytes. */
const LONGEST_FORM = 4096;

/**
 * Serves the screens and the contract to browsers on this PC: loopback only, with a key that is used up, Host and Origin checked.
 * @throws the system's error where the port is taken
 */
export async function openBenchSocket(options: BenchSocketOptions): Promise<BenchSocket> {
  const files = readScreens(options.screens);
  const server = createServer((request, response) => {
    try {
      answer(request, response);
    } catch (error) {
      void sayTrouble(error, request, response);
    }
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.on("upgrade", upgrade);
  await listen(server, options.port);
  const calls = loadCalls(options.context);
  const { port } = server.address() as AddressInfo;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const origins = hosts.map((host) => `http://${host}`);
  // Browsers keep cookies per host name, not per port: the name keeps two shops on one PC apart.
  const cookie = cookieOf(options.secret);
  const [tokenCookie, benchCookie] = [`talon_${port}`, `talon_bench_${port}`];

  const known = (request: IncomingMessage): boolean => sameText(cookies(request)[tokenCookie] ?? "", cookie);
  /** Keys in addresses, and numbers of our own that callers prove themselves by. */
  const [keys, nonces] = [oneTimeWords(newKey), oneTimeWords(newNonce)];

  async function sayTrouble(error: unknown, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const page = await options.troublePage(error, request.headers["accept-language"] ?? "", options.log(error));
    response.writeHead(503, TROUBLE_HEADERS);
    response.end(request.method === "HEAD" ? undefined : page);
  }

  /** What the form of the trouble page sends; nobody but that page may. */
  function takeForm(request: IncomingMessage, response: ServerResponse, reply: (status: number) => void): void {
    if (!origins.includes(request.headers.origin ?? "") || !known(request)) return reply(403);
    let text = "";
    request
      .setEncoding("utf8")
      .on("data", (piece: string) => {
        text += piece;
        if (text.length > LONGEST_FORM) request.destroy();
      })
      .on("end", () => {
        options.rescue(new URLSearchParams(text)).then(
          () => {
            response.writeHead(303, { ...HEADERS, Location: "/" });
            response.end();
          },
          (error: unknown) => sayTrouble(error, request, response),
        );
      });
  }

  /** Tells whoever asks that this is the host of its folder, and gives it a number to prove itself by. */
  function proveHost(asked: URLSearchParams): object | undefined {
    const nonce = asked.get("nonce") ?? "";
    return NONCE.test(nonce) ? { proof: hostProof(options.secret, port, nonce), nonce: nonces.issue() } : undefined;
  }

  /** Gives a key to a caller who reads our folder. */
  function giveKey(asked: URLSearchParams): object | undefined {
    const nonce = asked.get("nonce") ?? "";
    const right = nonces.use(nonce) && sameText(asked.get("proof") ?? "", callerProof(options.secret, port, nonce));
    return right ? { key: keys.issue() } : undefined;
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const reply = (status: number, body: string | Buffer, headers: Record<string, string | string[]> = {}): void => {
      response.writeHead(status, { ...HEADERS, "Content-Type": "text/plain; charset=utf-8", ...headers });
      response.end(request.method === "HEAD" ? undefined : body);
    };
    if (!hosts.includes(request.headers.host ?? "")) return reply(421, "");
    if (request.method === "POST" && request.url === "/rescue") return takeForm(request, response, (status) => reply(status, ""));
    if (request.method !== "GET" && request.method !== "HEAD") return reply(405, "", { Allow: "GET, HEAD" });
    const url = URL.parse(request.url ?? "/", `http://${hosts[0]}`);
    if (!url) return reply(400, "");
    if (url.pathname === "/host" || url.pathname === "/key") {
      const told = url.pathname === "/host" ? proveHost(url.searchParams) : giveKey(url.searchParams);
      return told ? reply(200, JSON.stringify(told), { "Content-Type": "application/json", "Cache-Control": "no-store" }) : reply(403, "");
    }
    const key = url.searchParams.get("key");
    if (key !== null) {
      // A key that was used, in a tab that comes again, harms nobody whose browser is known.
      if (!keys.knows(key)) return known(request) ? reply(303, "", { Location: "/" }) : reply(401, options.refusal);
      const bench = options.openBench(cookies(request)[benchCookie]);
      // Whoever only looks ahead does not use it up.
      if (request.method === "GET") keys.use(key);
      const forever = "; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000";
      return reply(303, "", {
        Location: "/",
        "Set-Cookie": [`${tokenCookie}=${cookie}${forever}`, `${benchCookie}=${bench}${forever}`],
      });
    }
    if (!known(request)) return reply(401, options.refusal);
    const file = files.get(url.pathname === "/" ? "/index.html" : url.pathname);
    if (!file) return reply(404, "");
    // No screens without a shop behind them.
    if (file === files.get("/index.html")) options.context();
    reply(200, file.bytes, {
      "Content-Type": file.type,
      "Cache-Control": url.pathname.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
    });
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Without a listener a caller who hangs up would end the program.
    socket.on("error", () => socket.destroy());
    const hangUp = (status: string): void => void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
    const welcome =
      request.url === "/rpc" && hosts.includes(request.headers.host ?? "") && origins.includes(request.headers.origin ?? "") && known(request);
    if (!welcome) return hangUp("403 Forbidden");
    let benchId: string;
    try {
      benchId = options.openBench(cookies(request)[benchCookie]);
    } catch (error) {
      options.log(error);
      return hangUp("503 Service Unavailable");
    }
    void calls.then(({ connect }) => connect(request, socket, head, benchId));
  }

  return {
    port,
    get url() {
      return `http://127.0.0.1:${port}/?key=${keys.issue()}`;
    },
    cut: () => void calls.then(({ close }) => close()),
    close: async () => {
      (await calls).close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * Loads what answers calls. It comes after the address is told, while a browser fetches the screens; in pieces, for a browser that asks
 * meanwhile waits for the one that is being loaded.
 */
async function loadCalls(context: BenchSocketOptions["context"]): Promise<BenchCalls> {
  for (const load of [
    () => import("ws"),
    () => import("@orpc/server/ws"),
    () => import("../contract/orders/draft.ts"),
    () => import("../contract/contract.ts"),
    () => import("../router/router.ts"),
  ]) {
    await nextTurn();
    await load();
  }
  const { openBenchCalls } = await import("./bench-calls.ts");
  return openBenchCalls(context);
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });

/** Reads the built screens once: no path from outside ever reaches the file system. */
function readScreens(folder: string): ReadonlyMap<string, { bytes: Buffer; type: string }> {
  const files = new Map<string, { bytes: Buffer; type: string }>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(`/${relative(folder, path).split(sep).join("/")}`, {
      bytes: readFileSync(path),
      type: MIME[extname(entry.name)] ?? "application/octet-stream",
    });
  }
  return files;
}

function cookies(request: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (request.headers.cookie ?? "").split(/;\s*/).flatMap((pair) => {
      const at = pair.indexOf("=");
      return at > 0 ? [[pair.slice(0, at), pair.slice(at + 1)]] : [];
    }),
  );
}
