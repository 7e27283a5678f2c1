import { spawn } from "node:child_process";
import { fetchElectron, findElectron, runElectron } from "./find-electron.ts";
import { keepLastWords } from "./last-words.ts";
import { readerOfThisPc } from "./reader.ts";
import { screensFolder } from "./screens-folder.ts";
import { start } from "./start.ts";

/** Opens an address in the browser of this PC; where there is none, the printed address has to do. */
function browse(url: string): void {
  const [program, ...args] =
    process.platform === "win32" ? ["cmd", "/c", "start", "", url] : [process.platform === "darwin" ? "open" : "xdg-open", url];
  spawn(program!, args, { stdio: "ignore", detached: true })
    .on("error", () => undefined)
    .unref();
}

/** Longest that closing may take, ms. */
const CLOSE_MS = 10_000;

/** Waits for a signal. The handlers stay: npm passes on the Ctrl+C that the terminal has sent already. */
const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
      process.on(signal, () => {
        setTimeout(() => process.exit(1), CLOSE_MS).unref();
        resolve();
      });
  });

process.exitCode = await start(process.argv.slice(2), {
  platform: process.platform,
  env: process.env,
  isRoot: process.getuid?.() === 0,
  reader: readerOfThisPc(),
  screens: screensFolder(),
  say: (line) => process.stdout.write(`${line}\n`),
  findElectron,
  fetchElectron,
  runElectron,
  browse,
  untilStopped,
  lastWords: keepLastWords,
  exit: (code) => process.exit(code),
});
