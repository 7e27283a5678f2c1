import type { Socket } from "node:net";
import type { Page } from "@playwright/test";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import { WebSocket } from "ws";
import type { PrintRoute } from "../../src-main/domain/printing/print-job.ts";
import { USUAL_SETTINGS, type Printer } from "../../src-main/domain/printing/printer.ts";
import { startRawPrinter, hostStatus, type RawPrinter } from "../helpers/raw-printer.ts";
import type { Client } from "../helpers/test-host.ts";

/** A label printer whose line can be cut and mended while it prints. */
export type FickleZebra = RawPrinter & {
  /** After so many more whole labels the line breaks in the middle of the next one, and before every later one. */
  readonly breakAfter: (labels: number) => void;
  readonly mend: () => void;
  /** The labels that came in whole, in their order. */
  readonly labels: () => readonly string[];
};

const WHOLE = /\^XA.*?\^XZ/gs;
const BODY = "^GF";
const QUESTION = "~HS";

export async function startFickleZebra(): Promise<FickleZebra> {
  /** How many labels still come in whole, and whether the one in whose middle the line breaks was begun. */
  let left = Infinity;
  let torn = false;
  const begun = new WeakSet<Socket>();
  const answered = new WeakMap<Socket, number>();
  const whole = new Map<Socket, readonly string[]>();
  const printer = await startRawPrinter({
    answer: (received, socket) => {
      const text = received.toString("latin1");
      if (torn) return void socket.resetAndDestroy();
      if (text.includes(BODY) && !begun.has(socket)) {
        begun.add(socket);
        if (left === 0) {
          torn = true;
          return void socket.resetAndDestroy();
        }
        left -= 1;
      }
      whole.set(socket, text.match(WHOLE) ?? []);
      const questions = text.split(QUESTION).length - 1;
      for (let count = answered.get(socket) ?? 0; count < questions; count++) socket.write(hostStatus());
      answered.set(socket, questions);
    },
  });
  return {
    ...printer,
    breakAfter: (labels) => void (left = labels),
    mend: () => {
      left = Infinity;
      torn = false;
    },
    labels: () => [...whole.values()].flat(),
  };
}

/** Asks the host beside its screens, as the first person. */
async function askHost<Answer>(page: Page, pin: string, ask: (client: Client) => Promise<Answer>): Promise<Answer> {
  const { origin, host } = new URL(page.url());
  const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const socket = new WebSocket(`ws://${host}/rpc`, { headers: { Origin: origin, Cookie: cookies } });
  await new Promise<void>((resolve, reject) => void socket.once("open", () => resolve()).once("error", reject));
  try {
    const client: Client = createORPCClient(new RPCLink({ websocket: socket as never }));
    const { people } = await client.session.welcome();
    await client.session.signIn({ personId: people[0]!.id, pin });
    return await ask(client);
  } finally {
    socket.close();
  }
}

/** Sets up printers, and which papers they print. */
export const setUpPrinters = (
  page: Page,
  printers: readonly (Pick<Printer, "name" | "way" | "address" | "language" | "size"> & { readonly kinds: readonly PrintRoute["kind"][] })[],
  pin = "",
): Promise<void> =>
  askHost(page, pin, async (client) => {
    const routes: PrintRoute[] = [];
    for (const { kinds, ...printer } of printers) {
      const { id } = await client.printer.keep({ ...printer, id: null, dpi: 203, settings: USUAL_SETTINGS });
      routes.push(...kinds.map((kind) => ({ kind, printerId: id, copies: 1, atIntake: kind !== "handback" })));
    }
    await client.printer.keepRoutes({ routes, everywhere: true });
  });
