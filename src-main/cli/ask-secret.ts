import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/**
 * A secret from the environment, from a prompt that does not show it, or from the first line of what is piped in; undefined where there
 * is none. Never from the command line, which every program of this PC can read.
 * @param name of the environment's variable
 */
export async function askSecret(name: string): Promise<string | undefined> {
  const given = process.env[name];
  if (given !== undefined) return given;
  const silent = new Writable({ write: (_piece, _encoding, done) => done() });
  if (process.stdin.isTTY) process.stderr.write(`${name}: `);
  const lines = createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY });
  try {
    for await (const line of lines) return line;
    return undefined;
  } finally {
    lines.close();
    if (process.stdin.isTTY) process.stderr.write("\n");
  }
}
