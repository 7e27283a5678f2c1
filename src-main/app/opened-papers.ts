import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/** The desktop that shows a paper: Electron's `shell`. */
export type Desktop = {
  /** @returns what went wrong, empty where nothing did */
  readonly openPath: (file: string) => Promise<string>;
  readonly showItemInFolder: (file: string) => void;
};

/**
 * Opens PDFs in this PC's viewer, by way of a folder that each start empties: papers name customers and should not pile up.
 * @returns writes a paper and opens it, or shows where it lies on a PC without a viewer
 */
export function openedPapers(folder: string, desktop: Desktop): (name: string, bytes: Uint8Array) => Promise<void> {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Windows keeps what a viewer still shows; the next start tries again.
  }
  return async (name, bytes) => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // A folder for each: the viewer may still hold the file of the same name.
    const file = join(mkdtempSync(join(folder, "paper-")), basename(name));
    writeFileSync(file, bytes, { mode: 0o600 });
    if (await desktop.openPath(file)) desktop.showItemInFolder(file);
  };
}
