import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

const ROOT = join(import.meta.dirname, "..", "..");

/** A host in a process of its own, as a user starts it. */
export type HostProcess = { readonly url: string; readonly pid: number; readonly stop: (signal?: NodeJS.Signals) => Promise<void> };

/** Starts `talon host` on a data folder and waits for its address. @param port 0 for any */
export async function startHost(dataFolder: string, port = 0, env: Readonly<Record<string, string>> = {}): Promise<HostProcess> {
  const child = spawn(process.execPath, [join(ROOT, "src-main", "app", "cli.ts"), "host", "--port", String(port), "--data", dataFolder], {
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
