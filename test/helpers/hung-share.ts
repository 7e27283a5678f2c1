import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Lays a file system over a folder whose server takes every question and answers none, as a share does whose other end is gone: who looks
 * into it waits in the system. (FUSE: the kernel asks the one who holds the device, and that one reads nothing.)
 * @returns a function that takes it away, once or more often; null where none can be mounted
 */
export function hangFolder(folder: string): (() => void) | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return null;
  let device: number;
  try {
    device = openSync("/dev/fuse", "r+");
  } catch {
    return null;
  }
  const options = "fd=3,rootmode=40000,user_id=0,group_id=0";
  const { status } = spawnSync("mount", ["-i", "-t", "fuse", "-o", options, "talon-hung", folder], { stdio: ["ignore", "ignore", "ignore", device] });
  if (status !== 0) {
    closeSync(device);
    return null;
  }
  let hangs = true;
  return () => {
    // Twice, and it would be somebody else's file that bears the number by then.
    if (hangs) closeSync(device);
    hangs = false;
    spawnSync("umount", ["-l", folder]);
  };
}

/** Whether a folder can be made to hang here. Says in one line where not. */
export function canHang(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "talon-test-hung-"));
  const release = hangFolder(folder);
  release?.();
  rmSync(folder, { recursive: true, force: true });
  if (!release) process.stdout.write("Left out: tests on a share that hangs, for none can be mounted here. Root of Linux with /dev/fuse can.\n");
  return release !== null;
}
