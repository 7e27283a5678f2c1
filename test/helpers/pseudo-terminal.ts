import { spawn } from "node:child_process";

/** A character device whose bytes can be seen. */
export type PseudoTerminal = {
  readonly path: string;
  readonly received: () => Buffer;
  /** Leaves it to its buffer, as a printer does that takes nothing. */
  readonly stall: () => void;
  readonly stop: () => Promise<void>;
};

/** Opens a pseudo terminal of Linux that passes bytes on as they are (`script` of util-linux). */
export async function openPseudoTerminal(): Promise<PseudoTerminal> {
  const child = spawn("script", ["--quiet", "--command", "stty raw -echo -opost; tty; exec sleep 600", "/dev/null"], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()).once("error", () => resolve()));
  let all = Buffer.alloc(0);
  child.stdout.on("data", (bytes: Buffer) => {
    all = Buffer.concat([all, bytes]);
  });
  let head: RegExpExecArray | null = null;
  while (!(head = /^(\/dev\/\S+)\r?\n/.exec(all.toString("latin1")))) await new Promise((resolve) => setTimeout(resolve, 10));
  const skip = head[0].length;
  return {
    path: head[1]!,
    received: () => all.subarray(skip),
    stall: () => void child.kill("SIGSTOP"),
    stop: async () => {
      child.kill("SIGCONT");
      child.kill("SIGTERM");
      await closed;
    },
  };
}
