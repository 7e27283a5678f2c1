import { execFile } from "node:child_process";
import { faultOf, type Fault } from "./fault.ts";

export type Ran = { readonly code: number; readonly output: string } | { readonly fault: Fault };

/** Most that a program may say, bytes. */
const OUTPUT_LIMIT = 4 * 1024 * 1024;

/**
 * Runs a program of the system, never through a shell, in the plain language of its own messages.
 * @param env besides this process's own
 * @returns its exit code and what it wrote, or why it did not run to its end
 */
export const runProgram = (
  program: string,
  args: readonly string[],
  {
    input,
    env = {},
    ms,
    signal,
  }: { readonly input?: Uint8Array; readonly env?: Readonly<Record<string, string>>; readonly ms: number; readonly signal?: AbortSignal },
): Promise<Ran> =>
  new Promise((resolve) => {
    const child = execFile(
      program,
      args,
      { env: { ...process.env, ...env, LC_ALL: "C" }, timeout: ms, signal, maxBuffer: OUTPUT_LIMIT, windowsHide: true },
      (error, output) => {
        const code = error?.code;
        if (!error) resolve({ code: 0, output });
        else if (typeof code === "number") resolve({ code, output });
        else if (signal?.aborted) resolve({ fault: { trouble: "cancelled", detail: program } });
        else if (error.killed) resolve({ fault: { trouble: "no-answer", detail: `${program} does not end` } });
        else resolve({ fault: { trouble: faultOf(error).trouble, detail: `${program}: ${String(code)}` } });
      },
    );
    // A program that ends before it has read everything says why by its exit code.
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });
