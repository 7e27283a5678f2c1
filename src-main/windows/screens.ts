import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { protocol } from "electron";

/** The origin of the window's screens. */
export const SCREENS = "talon://screens";

/** Whether an address is one of the window's own screens. */
export const isOurs = (address: string): boolean => address.startsWith(`${SCREENS}/`);

const MIME: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
};

/** Names that a build gives its files. No dot or percent sign begins one, so no path leads out of the folder. */
const FILE = /^(?:\/\w[\w.-]*)+$/;

/** Makes `talon:` a scheme like https: with an origin, storage and a secure context. Call it before Electron is ready. */
export function registerScreens(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: "talon", privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
}

/**
 * Serves the built screens at `talon://screens/`.
 * @param folder of `index.html`
 * @param headers of every answer: the content security policy and its like
 */
export function serveScreens(folder: string, headers: Readonly<Record<string, string>>): void {
  const reply = (status: number, body: BodyInit | null = null, type = "text/plain"): Response =>
    new Response(body, { status, headers: { ...headers, "Content-Type": type } });

  protocol.handle("talon", async (request) => {
    if (!isOurs(request.url)) return reply(404);
    if (request.method !== "GET") return reply(405);
    const { pathname } = new URL(request.url);
    const path = pathname === "/" ? "/index.html" : pathname;
    const type = MIME[extname(path)];
    if (type === undefined || !FILE.test(path)) return reply(404);
    try {
      return reply(200, new Uint8Array(await readFile(join(folder, path))), type);
    } catch {
      return reply(404);
    }
  });
}
