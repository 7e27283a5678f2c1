import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Longest that Electron's program may take to come over the network, ms. */
export const FETCH_MS = 120_000;

const packageFolder = (): string => dirname(createRequire(import.meta.url).resolve("electron/package.json"));

/** Electron's program on this PC. Looks only: the package itself would begin to fetch it. */
export function findElectron(): string | undefined {
  try {
    const folder = packageFolder();
    const program = join(process.env["ELECTRON_OVERRIDE_DIST_PATH"] ?? join(folder, "dist"), readFileSync(join(folder, "path.txt"), "utf8").trim());
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

/** Has the package fetch its program, within {@link FETCH_MS}. @returns the program, or undefined where it cannot be had */
export async function fetchElectron(): Promise<string | undefined> {
  const install = spawn(process.execPath, [join(packageFolder(), "install.js")], { stdio: "ignore", timeout: FETCH_MS });
  await new Promise<void>((resolve) => install.once("error", () => resolve()).once("close", () => resolve()));
  return findElectron();
}

/** Runs Talon in Electron until its window closes. @returns the exit code, 0 where it was told to stop, null where it crashed or never ran */
export async function runElectron(program: string, dataFolder: string): Promise<number | null> {
  // Editors set this for the programs that they start; it would make Electron a plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const child = spawn(program, [join(import.meta.dirname, "..", ".."), "--data", dataFolder], { stdio: "inherit", env });
  let told = false;
  const pass = (signal: NodeJS.Signals): void => {
    told = true;
    // A terminal sends Ctrl+C to every program in it: passing it on would be a second one, which ends Electron at once.
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill("SIGTERM");
  };
  process.on("SIGTERM", pass).on("SIGHUP", pass).on("SIGINT", pass);
  const code = await new Promise<number | null>((resolve) => child.once("error", () => resolve(null)).once("close", resolve));
  process.off("SIGTERM", pass).off("SIGHUP", pass).off("SIGINT", pass);
  return told ? 0 : code;
}
