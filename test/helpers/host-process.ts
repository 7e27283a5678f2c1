import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { CLI } from "./node-program.ts";

const ROOT = join(import.meta.dirname, "..", "..");

/** Node's options of `npm run talon`. */
const OPTIONS = (JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: { talon: string } }).scripts.talon
  .split(" ")
  .slice(1, -2);

/** Node's options that decide what memory it holds. */
export const MEMORY_OPTIONS = OPTIONS.filter((word) => word.startsWith("--max-"));

/** A host in a process of its own, as a user starts it. */
export type HostProcess = { readonly url: string; readonly pid: number; readonly stop: (signal?: NodeJS.Signals) => Promise<void> };

/** Starts what `npm run talon -- host` starts, on a data folder and waits for its address. @param port 0 for any */
export async function startHost(dataFolder: string, port = 0, env: Readonly<Record<string, string>> = {}): Promise<HostProcess> {
  const child = spawn(process.execPath, [...OPTIONS, CLI, "host", "--port", String(port), "--data", dataFolder], {
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
