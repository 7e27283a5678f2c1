import type { Page } from "@playwright/test";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import { WebSocket } from "ws";
import type { PrintRoute } from "../../src-main/domain/print-job.ts";
import { USUAL_SETTINGS, type Printer } from "../../src-main/domain/printer.ts";
import { startRawPrinter, hostStatus, type RawPrinter } from "../helpers/raw-printer.ts";
import type { Client } from "../helpers/test-host.ts";

/** A label printer whose line can be cut and mended while it prints. */
export type FickleZebra = RawPrinter & {
  /** From now on: `well` prints, `cut` breaks the line before a document, `torn` in its middle, once, and is cut from then on. */
  readonly be: (conduct: "well" | "cut" | "torn") => void;
  /** The labels that came in whole, in their order. */
  readonly labels: () => readonly string[];
};

const WHOLE = /\^XA.*?\^XZ/gs;
const QUESTION = "~HS";

export async function startFickleZebra(): Promise<FickleZebra> {
  let conduct: "well" | "cut" | "torn" = "well";
  const answered = new WeakMap<object, number>();
  const printer = await startRawPrinter({
    answer: (received, socket) => {
      const text = received.toString("latin1");
      if (conduct === "cut") return void socket.resetAndDestroy();
      if (conduct === "torn" && text.includes("^GF")) {
        conduct = "cut";
        return void socket.resetAndDestroy();
      }
      for (let asked = text.split(QUESTION).length - 1; (answered.get(socket) ?? 0) < asked; answered.set(socket, (answered.get(socket) ?? 0) + 1))
        socket.write(hostStatus());
    },
  });
  return {
    ...printer,
    be: (next) => void (conduct = next),
    labels: () => printer.received.flatMap((bytes) => bytes.toString("latin1").match(WHOLE) ?? []),
  };
}

/** Asks the host beside its screens, as the person who is signed in there without a PIN. */
export async function askHost<Answer>(page: Page, ask: (client: Client) => Promise<Answer>): Promise<Answer> {
  const { origin, host } = new URL(page.url());
  const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const socket = new WebSocket(`ws://${host}/rpc`, { headers: { Origin: origin, Cookie: cookies } });
  await new Promise<void>((resolve, reject) => void socket.once("open", () => resolve()).once("error", reject));
  try {
    const client: Client = createORPCClient(new RPCLink({ websocket: socket as never }));
    const { people } = await client.session.welcome();
    await client.session.signIn({ personId: people[0]!.id, pin: "" });
    return await ask(client);
  } finally {
    socket.close();
  }
}

/** Sets up printers, and which papers they print. */
export const setUpPrinters = (
  page: Page,
  printers: readonly (Pick<Printer, "name" | "way" | "address" | "language" | "size"> & { readonly kinds: readonly PrintRoute["kind"][] })[],
): Promise<void> =>
  askHost(page, async (client) => {
    const routes: PrintRoute[] = [];
    for (const { kinds, ...printer } of printers) {
      const { id } = await client.printer.keep({ ...printer, id: null, dpi: 203, settings: USUAL_SETTINGS });
      routes.push(...kinds.map((kind) => ({ kind, printerId: id, copies: 1, atIntake: kind !== "handback" })));
    }
    await client.printer.keepRoutes({ routes, everywhere: true });
  });
