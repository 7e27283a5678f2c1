import { utilityProcess } from "electron";
import { fileURLToPath } from "node:url";

/** What the process says on its way out is read soon after it ended, ms. */
const LAST_WORDS_MS = 100;

/** What starting a process is given, see `documents/maker-process.ts`. */
type Start = {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly heard: (message: never) => void;
  readonly ended: (how: string) => void;
};
type Started = { readonly ask: (question: unknown) => void; readonly kill: () => void; readonly hold: (on: boolean) => void };

/** Starts processes that make papers where Talon runs on Electron: no program of it can be run as Node. */
export const utilityMaker =
  (program: URL) =>
  ({ args, env, heard, ended }: Start): Started => {
    const child = utilityProcess.fork(fileURLToPath(program), [...args], {
      serviceName: "Talon papers",
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ...env },
    });
    let said = "";
    let unwanted = false;
    // Its own `kill` asks kindly, which a process in the middle of a paper does not hear.
    const kill = (): void => {
      unwanted = true;
      try {
        if (child.pid !== undefined) process.kill(child.pid, "SIGKILL");
      } catch {
        // It is gone.
      }
    };
    child.stdout?.on("data", (text: Buffer) => (said += text.toString()));
    child.on("spawn", () => unwanted && kill());
    child.on("message", (message) => heard(message as never));
    child.once("exit", (code) => void setTimeout(() => ended(said || `ended with ${code}`), LAST_WORDS_MS));
    return { ask: (question) => child.postMessage(question), kill, hold: () => undefined };
  };
