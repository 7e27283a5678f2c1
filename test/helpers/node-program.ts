import { spawn, type ChildProcessByStdio } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

/** The command line, as it was built. */
export const CLI = join(import.meta.dirname, "..", "..", "out", "main", "cli.js");

/** What a program wrote and how it ended. */
export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly out: string; readonly err: string };

/** A Node program that runs beside the test. */
export type Running = {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Everything that it wrote so far. */
  readonly out: () => string;
  /** Resolves when a text has come on its standard output; rejects where it ends before. */
  readonly says: (text: string | RegExp) => Promise<void>;
  readonly end: Promise<Ended>;
};

export type ProgramOptions = {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly timeout?: number;
  /** Options of Node's own. */
  readonly node?: readonly string[];
};

/** Starts a script of ours with the Node that the tests run on. */
export function startProgram(script: string, args: readonly string[], { env, cwd, timeout = 30_000, node = [] }: ProgramOptions = {}): Running {
  const child = spawn(process.execPath, [...node, script, ...args], {
    cwd,
    timeout,
    stdio: ["pipe", "pipe", "pipe"],
    // Types are stripped once for all the programs that a run of tests starts.
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "talon-test-compiled"), LC_ALL: "en_GB.UTF-8", ...env },
  });
  let [out, err] = ["", ""];
  const waiting = new Set<() => void>();
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    waiting.forEach((look) => look());
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => void (err += text));
  child.stdin.on("error", () => undefined);
  const end = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal, out, err }));
  });
  const says = (text: string | RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!(typeof text === "string" ? out.includes(text) : text.test(out))) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
      void end.then(({ code, signal, err: why }) => reject(new Error(`ended with ${code ?? signal} before it said ${String(text)}: ${why}`)), reject);
    });
  return { child, out: () => out, says, end };
}

/** Runs a script to its end. */
export const runProgram = (script: string, args: readonly string[], options?: ProgramOptions): Promise<Ended> => {
  const { child, end } = startProgram(script, args, options);
  child.stdin.end();
  return end;
};
