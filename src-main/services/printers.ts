import { randomBytes } from "node:crypto";
import type { Printer } from "../domain/printing/printer.ts";
import { shipmentOf } from "../printing/shipment.ts";
import type { Way } from "../printing/way.ts";
import type { Doorway } from "../router/doorway.ts";
import { testPageOf } from "../usecases/printing/print-test-page.ts";
import type { Shop } from "../usecases/ground/shop.ts";

/** How printers are reached: for the spooler, and for screens and commands beside the queue. */
export type Printers = Doorway["printers"] & { readonly openWay: (printer: Printer) => Promise<Way> };

/** How long a printer on the network is looked for, and asked how it is, ms. */
const FIND_MS = 4000;
const STATE_MS = 8000;

const within = (ms: number, signal: AbortSignal | undefined): AbortSignal =>
  signal ? AbortSignal.any([signal, AbortSignal.timeout(ms)]) : AbortSignal.timeout(ms);

/** Opens the printers of a shop. What speaks with them is loaded once something is printed: many a start prints nothing. */
export function openPrinters(shop: Shop): Printers {
  const openWay: Printers["openWay"] = async (printer) => (await import("../printing/ways/open-way.ts")).openWay(printer);
  return {
    openWay,
    find: async (signal) => (await import("../printing/discover.ts")).discoverPrinters(FIND_MS, signal),
    state: async (printer, signal) => (await openWay(printer)).state(within(STATE_MS, signal)),
    test: async (printer, signal) => {
      const name = `test-page-${randomBytes(6).toString("hex")}`;
      const shipment = shipmentOf(await testPageOf(shop, printer, { by: "screen", signal }), { name, copies: 1 });
      return (await openWay(printer)).send(shipment, signal ?? new AbortController().signal);
    },
  };
}

/** The name of this program as a sender: its process, and a word that no other program of the same number has. */
export const SENDER = `${process.pid}-${randomBytes(6).toString("hex")}`;

/** Whether the program still runs that was sending. One whose number another program has by now is found out when its time is up. */
export function isAlive(sender: string): boolean {
  const pid = Number.parseInt(sender, 10);
  if (pid === process.pid) return sender === SENDER;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
