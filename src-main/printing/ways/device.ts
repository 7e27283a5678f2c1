import { constants } from "node:fs";
import { open, realpath, stat, type FileHandle } from "node:fs/promises";
import type { Sent, Way } from "../way.ts";
import { CANCELLED, ended, faultOf, pause, PRINTED, REACHED, sendCopies, troubled, type Fault } from "./fault.ts";
import type { WayTimes } from "./way-options.ts";

/** Bytes whose way into the device counts as progress. */
const STEP = 4096;

/** Between two tries at a device that takes nothing for now, ms. */
const RETRY_MS = 5;

const OTHER_THING: Fault = { trouble: "not-found", detail: "no character device under /dev/" };

/** Opens a printer's device node for writing. A link (udev's names) counts as what it points at. */
async function openDevice(path: string): Promise<FileHandle | Fault> {
  try {
    const real = await realpath(path);
    // Looked at first, for opening may do something by itself: a pipe would wait for its reader.
    if (!real.startsWith("/dev/") || !(await stat(real)).isCharacterDevice()) return OTHER_THING;
    const handle = await open(real, constants.O_WRONLY | constants.O_NOCTTY | constants.O_NONBLOCK);
    if ((await handle.stat()).isCharacterDevice()) return handle;
    await handle.close();
    return OTHER_THING;
  } catch (error) {
    return faultOf(error);
  }
}

/**
 * Bytes as they are into a device node (`/dev/usb/lp0`). `printed` means that the system has taken all of them for the printer.
 * @param path checked: below /dev/
 */
export function openDeviceWay(path: string, times: WayTimes): Way {
  async function write(handle: FileHandle, bytes: Uint8Array, signal: AbortSignal): Promise<Sent> {
    let written = 0;
    let movedAt = performance.now();
    while (written < bytes.length) {
      if (signal.aborted) return ended(written === 0 ? "away" : "unsure", CANCELLED);
      try {
        const { bytesWritten } = await handle.write(bytes, written, Math.min(STEP, bytes.length - written));
        if (bytesWritten > 0) movedAt = performance.now();
        written += bytesWritten;
      } catch (error) {
        const fault = faultOf(error);
        // What else breaks a write may have let part of it through.
        if (fault.detail !== "EAGAIN") return ended("unsure", fault);
        if (performance.now() - movedAt > times.stallMs)
          return ended(written === 0 ? "away" : "unsure", { trouble: "no-answer", detail: "the device takes no more bytes" });
        await pause(RETRY_MS, signal);
      }
    }
    return PRINTED;
  }

  async function sendOne(bytes: Uint8Array, signal: AbortSignal): Promise<Sent> {
    if (signal.aborted) return ended("away", CANCELLED);
    const handle = await openDevice(path);
    if ("trouble" in handle) return ended(handle === OTHER_THING ? "failed" : "away", handle);
    try {
      return await write(handle, bytes, signal);
    } finally {
      await handle.close().catch(() => {});
    }
  }

  return {
    send: ({ bytes, mime, copies }, signal) => sendCopies(mime === "application/pdf" ? copies : 1, () => sendOne(bytes, signal)),
    state: async () => {
      const handle = await openDevice(path);
      if ("trouble" in handle) return troubled(handle);
      await handle.close();
      return REACHED;
    },
  };
}
