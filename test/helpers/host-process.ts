import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const ROOT = join(import.meta.dirname, "..", "..");

/** What `npm run talon` gives Node: its options and the command line's file, told from the root. */
const [, ...TALON] = (JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: { talon: string } }).scripts.talon.split(" ");

/** Node's options that decide what memory it holds. */
export const MEMORY_OPTIONS = TALON.filter((word) => word.startsWith("--max-"));

/** A host in a process of its own, as a user starts it. */
export type HostProcess = { readonly url: string; readonly pid: number; readonly stop: (signal?: NodeJS.Signals) => Promise<void> };

/** Starts `npm run talon -- host` on a data folder and waits for its address. @param port 0 for any */
export async function startHost(dataFolder: string, port = 0, env: Readonly<Record<string, string>> = {}): Promise<HostProcess> {
  const child = spawn(process.execPath, [...TALON, "host", "--port", String(port), "--data", dataFolder], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, TZ: "Asia/Almaty", LANG: "C", LC_ALL: "C", ...env },
  });
  const url = await firstUrl(child);
  return { url, pid: child.pid!, stop: (signal = "SIGTERM") => stop(child, signal) };
}

async function firstUrl(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    child.stdout!.resume();
    return (JSON.parse(line) as { url: string }).url;
  }
  throw new Error(`the host ended with ${child.exitCode} before it printed its address`);
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await ended;
}
