import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether a small disk of memory can be mounted here: it takes root of Linux, and a container that is let. Says in one line where not. */
export function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "talon-test-mount-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], { stdio: "ignore" });
    execFileSync("umount", [folder], { stdio: "ignore" });
    return true;
  } catch {
    process.stdout.write("Left out: tests on a full disk, for none can be mounted here. Root of Linux can.\n");
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
