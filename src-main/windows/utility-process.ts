import { fileURLToPath } from "node:url";
import { utilityProcess } from "electron";

/** What a process of ours says, and that it has ended. */
type Listener = { readonly message: (message: unknown) => void; readonly ended: () => void };

/** Starts a program of ours in a process of Electron's: its own program need not be run as Node. See `app/own-process.ts`. */
export function startUtilityProcess(program: URL, { message, ended }: Listener) {
  const child = utilityProcess.fork(fileURLToPath(program), [], { serviceName: "Talon backups", stdio: "inherit" });
  child.on("message", message).once("exit", ended);
  return { send: (what: unknown) => child.postMessage(what), kill: () => void child.kill() };
}
