import { execFileSync, type StdioOptions } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { hasPassed } from "../../domain/ground/deadline.ts";
import { DomainError } from "../../domain/ground/error.ts";

const LOCK = "talon-backup.lock";

/** Older than this, the lock of another PC is one that a crash left, ms. */
const LOCK_MS = 6 * 3_600_000;

/** Locks of this very program. */
const held = new Set<string>();

type Lock = { readonly host: string; readonly pid: number; readonly id: string; readonly start?: string | null };

/**
 * Takes a backup folder for this program alone: two that write and thin at once would remove each other's pictures.
 * @returns a function that gives it back
 * @throws DomainError `backup.in-use`; the file system's error
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, LOCK);
  const id = randomUUID();
  const lock: Lock = { host: hostname(), pid: process.pid, id, start: startOf(process.pid) };
  const mine = JSON.stringify(lock);
  removeStale(file, id);
  try {
    writeFileSync(file, mine, { flag: "wx", mode: 0o600 });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === "EEXIST" ? new DomainError("backup.in-use") : error;
  }
  held.add(id);
  return () => {
    held.delete(id);
    try {
      if (readFileSync(file, "utf8") === mine) rmSync(file);
    } catch {
      // A stick that was pulled has taken the lock along.
    }
  };
}

/** Renames before it removes: of two programs that find the same stale lock, the slower one must not take away the other's fresh one. */
function removeStale(file: string, id: string): void {
  if (!isStale(file)) return;
  const aside = `${file}.${id}`;
  try {
    renameSync(file, aside);
    if (!isStale(aside)) renameSync(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function isStale(file: string): boolean {
  try {
    const { mtimeMs } = statSync(file);
    const { host, pid, id, start } = JSON.parse(readFileSync(file, "utf8")) as Lock;
    if (host !== hostname()) return hasPassed(mtimeMs, LOCK_MS, Date.now());
    if (pid === process.pid) return !held.has(id);
    process.kill(pid, 0);
    // A number is given again, after a restart of the PC above all. A start that cannot be told proves nothing.
    const now = typeof start === "string" ? startOf(pid) : null;
    return now !== null && now !== start;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ESRCH" || error instanceof SyntaxError;
  }
}

/** Longest that a system is asked for a process's start, ms. */
const ASK_MS = 10_000;

/** When a process began, in words that only the same one gives; null where this system does not tell. */
export function startOf(pid: number): string | null {
  try {
    if (process.platform === "linux") {
      // Field 22, counted after the name, which may hold anything (proc_pid_stat(5)); ticks since the boot that the id names.
      const ticks = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ")[19]!;
      return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${ticks}`;
    }
    const [program, ...args] =
      process.platform === "win32"
        ? ["powershell", "-NoProfile", "-NonInteractive", "-Command", `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`]
        : ["ps", "-o", "lstart=", "-p", String(pid)];
    const env = { ...process.env, LC_ALL: "C", TZ: "UTC" };
    const stdio: StdioOptions = ["ignore", "pipe", "ignore"];
    return execFileSync(program!, args, { encoding: "utf8", timeout: ASK_MS, stdio, env, windowsHide: true }).trim() || null;
  } catch {
    return null;
  }
}
