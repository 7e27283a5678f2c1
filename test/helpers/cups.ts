import { execFile, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "./open-test-shop.ts";
import { freePort } from "./raw-printer.ts";

const PATH = `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin`;

/** A CUPS of its own, with one queue. */
export type Cups = {
  readonly server: string;
  readonly queue: string;
  /** What came out of the queue, one document after the other. */
  readonly printed: () => readonly Buffer[];
  /** Runs a program of CUPS on it, `cupsdisable` say. */
  readonly run: (program: string, ...args: string[]) => Promise<string>;
  readonly stop: () => Promise<void>;
};

/**
 * Starts `cupsd` with folders of its own and a raw queue whose backend keeps what it gets.
 * @param deed shell lines that the backend runs after it has kept the document
 */
export async function startCups(deed = ""): Promise<Cups> {
  const folder = temporaryFolder();
  const place = (name: string): string => join(folder, name);
  for (const name of ["root", "spool", "spool/tmp", "cache", "state", "log", "kept", "bin", "bin/backend", "bin/filter"]) mkdirSync(place(name));
  chmodSync(folder, 0o755);
  chmodSync(place("kept"), 0o777);
  symlinkSync("/usr/lib/cups/daemon", place("bin/daemon"));
  writeFileSync(
    place("bin/backend/keep"),
    `#!/bin/sh\n[ $# -eq 0 ] && exit 0\nnumber=$(ls "${place("kept")}" | wc -l)\ncat \${6:+"$6"} > "${place("kept")}/$number"\n${deed}\nexit 0\n`,
  );
  chmodSync(place("bin/backend/keep"), 0o755);
  const server = `127.0.0.1:${await freePort()}`;
  writeFileSync(
    place("cupsd.conf"),
    `Listen ${server}\nLogLevel debug\nWebInterface No\nBrowsing Off\n<Location />\nOrder allow,deny\nAllow all\n</Location>\n<Policy default>\n<Limit All>\nOrder allow,deny\n</Limit>\n</Policy>\n`,
  );
  const files = { ServerRoot: "root", ServerBin: "bin", RequestRoot: "spool", TempDir: "spool/tmp", CacheDir: "cache", StateDir: "state" };
  const logs = ["AccessLog", "ErrorLog", "PageLog"].map((name) => `${name} ${place(`log/${name}`)}\n`);
  writeFileSync(place("cups-files.conf"), [...Object.entries(files).map(([name, path]) => `${name} ${place(path)}\n`), ...logs].join(""));
  const env = { ...process.env, PATH, CUPS_SERVER: server, LC_ALL: "C" };
  const child = spawn("cupsd", ["-f", "-c", place("cupsd.conf"), "-s", place("cups-files.conf")], { env, stdio: "ignore" });
  let gone = false;
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()).once("error", () => resolve())).then(() => {
    gone = true;
  });
  const run = async (program: string, ...args: string[]): Promise<string> => (await promisify(execFile)(program, args, { env })).stdout;
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await closed;
    rmSync(folder, { recursive: true, force: true });
  };
  while (!gone && !(await run("lpstat", "-r").catch(() => "")).includes("is running")) await new Promise((resolve) => setTimeout(resolve, 50));
  const log = place("log/ErrorLog");
  if (gone) throw new Error(`cupsd did not start: ${existsSync(log) ? readFileSync(log, "utf8") : "is cups-daemon installed?"}`);
  await run("lpadmin", "-p", "labels", "-E", "-v", "keep:/", "-m", "raw");
  return {
    server,
    queue: "labels",
    printed: () =>
      readdirSync(place("kept"))
        .sort((a, b) => Number(a) - Number(b))
        .map((name) => readFileSync(join(place("kept"), name))),
    run,
    stop,
  };
}
