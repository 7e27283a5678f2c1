import { checkAddress } from "../../domain/printing/printer-address.ts";
import type { Printer } from "../../domain/printing/printer.ts";
import type { Way } from "../way.ts";
import { openCupsWay } from "./cups.ts";
import { openDeviceWay } from "./device.ts";
import { ended, troubled, type Fault } from "./fault.ts";
import { openFolderWay } from "./folder.ts";
import { openIppWay } from "./ipp.ts";
import { openTcpWay } from "./tcp.ts";
import { wayTimes, type WayOptions } from "./way-options.ts";
import { openWindowsWay } from "./windows.ts";

/** A way that leads nowhere: the address says nothing. */
const openNoWay = (fault: Fault): Way => ({ send: async () => ended("failed", fault), state: async () => troubled(fault) });

/** The way to a printer. Nothing is reached before something is sent or asked; an address that cannot be is an answer like any other. */
export function openWay({ way, address, language }: Pick<Printer, "way" | "address" | "language">, options: WayOptions = {}): Way {
  const checked = checkAddress(way, address);
  if ("problem" in checked) return openNoWay({ trouble: "not-found", detail: `address: ${checked.problem}` });
  const times = wayTimes(options);
  switch (way) {
    case "tcp":
      return openTcpWay(checked.address, language, times);
    case "ipp":
      return openIppWay(checked.address, language, times, options.rasterise);
    case "cups":
      return openCupsWay(checked.address, times);
    case "device":
      return openDeviceWay(checked.address, times);
    case "windows":
      return openWindowsWay(checked.address, times);
    case "folder":
      return openFolderWay(checked.address);
  }
}
