import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { delimiter, join } from "node:path";
import { temporaryFolder } from "./open-test-shop.ts";
import { freePort } from "./raw-printer.ts";

const PATH = `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin`;

const has = (program: string): boolean => PATH.split(delimiter).some((folder) => folder !== "" && existsSync(join(folder, program)));

/**
 * Tells whether tests that need these are to be left out, and says so in one line. The run that decides leaves out nothing on Linux: there
 * they fail.
 * @param needs programs, or paths that are there while a program runs
 */
export function leaveOut(what: string, ...needs: readonly string[]): boolean {
  const missing = needs.filter((need) => !(need.startsWith("/") ? existsSync(need) : has(need)));
  if (missing.length === 0 || (process.env["CI"] && process.platform === "linux")) return false;
  process.stdout.write(`Left out: ${what}, for there is no ${missing.join(" and no ")} here. \`.ci/run\` shows how to add and start it.\n`);
  return true;
}

export type IppPrinterProcess = {
  readonly port: number;
  readonly uri: string;
  /** What the printer's command was given, one document after the other. */
  readonly printed: () => readonly Buffer[];
  readonly log: () => string;
  readonly stop: () => Promise<void>;
};

/**
 * Starts `ippeveprinter`, the printer that CUPS brings along for trying out clients.
 * @param formats that it takes
 * @param deed shell lines that its command runs after it has kept the document: `sleep`, `exit 1`, `echo STATE: ... >&2`
 * @param announced by multicast DNS under this name
 */
export async function startIppPrinter({
  formats = "application/pdf,image/pwg-raster",
  deed = "",
  announced,
}: { readonly formats?: string; readonly deed?: string; readonly announced?: string } = {}): Promise<IppPrinterProcess> {
  const folder = temporaryFolder();
  const kept = join(folder, "kept");
  for (const name of [kept, join(folder, "spool")]) mkdirSync(name);
  const command = join(folder, "print");
  writeFileSync(command, `#!/bin/sh\nnumber=$(ls "${kept}" | wc -l)\ncp "$1" "${folder}/part" && mv "${folder}/part" "${kept}/$number"\n${deed}\n`);
  chmodSync(command, 0o755);
  const port = await freePort();
  const name = announced ?? "Talon Test Printer";
  const args = ["-p", String(port), "-d", join(folder, "spool"), "-K", folder, "-c", command, "-f", formats, "-n", "localhost", "-v"];
  const child = spawn("ippeveprinter", [...args, ...(announced ? [] : ["-r", "off"]), name], {
    env: { ...process.env, PATH },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  let gone = false;
  child.stderr.on("data", (bytes: Buffer) => {
    log += bytes.toString();
  });
  child.on("error", (error) => {
    log += String(error);
    gone = true;
  });
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()).once("error", () => resolve()));
  void closed.then(() => {
    gone = true;
  });
  while (!(await listens(port))) {
    if (gone) throw new Error(`ippeveprinter did not start: ${log}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    port,
    uri: `ipp://localhost:${port}/ipp/print`,
    printed: () => {
      const documents: Buffer[] = [];
      while (existsSync(join(kept, String(documents.length)))) documents.push(readFileSync(join(kept, String(documents.length))));
      return documents;
    },
    log: () => log,
    stop: async () => {
      child.kill("SIGKILL");
      await closed;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "localhost");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
