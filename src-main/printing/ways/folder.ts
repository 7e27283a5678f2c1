import { constants } from "node:fs";
import { access, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { patiently } from "../../domain/ground/momentary.ts";
import type { Sent, Shipment, Way } from "../way.ts";
import { CANCELLED, ended, faultOf, PRINTED, REACHED, troubled } from "./fault.ts";

/** Whoever watches the folder may be another user; Talon's own files are for nobody else. */
const FOR_ALL = 0o644;

/** A name that every file system takes and that stays in its folder. */
const fileName = ({ name, mime }: Shipment): string =>
  `${
    name
      .replaceAll(/[^\w.-]+/g, "-")
      .replace(/^\.+/, "")
      .slice(0, 120) || "paper"
  }${mime === "application/pdf" ? ".pdf" : ".prn"}`;

/** Makes the name of a new file survive a power cut. Windows cannot open folders; there the file system sees to it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}

/**
 * Documents as files of a folder, for programs that watch it and for trying out: `<name>.pdf`, or `<name>.prn` with the bytes of a label.
 * A file appears whole or not at all; sent again it is replaced by itself. Copies are left to whoever takes it.
 * @param folder checked: absolute
 */
export function openFolderWay(folder: string): Way {
  async function send(shipment: Shipment, signal: AbortSignal): Promise<Sent> {
    if (signal.aborted) return ended("away", CANCELLED);
    const file = join(folder, fileName(shipment));
    const part = `${file}.part`;
    try {
      const handle = await open(part, "w");
      await handle
        .writeFile(shipment.bytes)
        .then(() => handle.chmod(FOR_ALL))
        .then(() => handle.sync())
        .finally(() => handle.close());
      await patiently(() => rename(part, file), pause);
      await syncFolder(folder);
      return PRINTED;
    } catch (error) {
      await rm(part, { force: true }).catch(() => {});
      return ended("away", faultOf(error));
    }
  }

  return {
    send,
    state: async () => {
      try {
        if (!(await stat(folder)).isDirectory()) return troubled({ trouble: "not-found", detail: "no folder" });
        await access(folder, constants.W_OK);
        return REACHED;
      } catch (error) {
        return troubled(faultOf(error));
      }
    },
  };
}
