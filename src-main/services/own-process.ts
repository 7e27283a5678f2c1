import { fork } from "node:child_process";

/** A process of Talon's own that does what may never come back: unlike a thread, it can be left behind. */
export type OwnProcess = {
  readonly send: (message: unknown) => void;
  /** Ends it at once. One that hangs in the system stays until that lets it go; nobody waits for it any more. */
  readonly kill: () => void;
};

/** Told of what it says, and once of its end. */
export type Listener = { readonly message: (message: unknown) => void; readonly ended: () => void };

type Start = (program: URL, listener: Listener) => OwnProcess;

/** By Node's own program. */
const startNode: Start = (program, { message, ended }) => {
  const child = fork(program, { serialization: "advanced", stdio: ["ignore", "ignore", "inherit", "ipc"] });
  child.on("message", message).once("exit", ended).once("error", ended);
  return {
    // One that is gone says so by its end.
    send: (what) => void child.send(what as object, () => undefined),
    kill: () => {
      child.kill("SIGKILL");
      child.unref();
      child.channel?.unref();
    },
  };
};

let start = startNode;

/** Has processes started in another way: in Electron's window, by Electron. */
export const startProcessesBy = (other: Start): void => void (start = other);

/** Starts a program of ours in a process of its own. */
export const startProcess: Start = (program, listener) => start(program, listener);

/** The line to whoever started this process. */
export type ParentLine = {
  readonly send: (message: unknown) => void;
  readonly listen: (message: (message: unknown) => void, gone: () => void) => void;
};

type ParentPort = {
  readonly postMessage: (message: unknown) => void;
  readonly on: (event: "message", listener: (event: { readonly data: unknown }) => void) => void;
};

/** Opens that line, in a process that `startProcess` started. */
export function parentLine(): ParentLine {
  const { parentPort } = process as { parentPort?: ParentPort };
  if (parentPort)
    return {
      send: (message) => parentPort.postMessage(message),
      listen: (message) => parentPort.on("message", ({ data }) => message(data)),
    };
  // Ctrl+C reaches every process of a terminal; the one that started this one decides.
  for (const signal of ["SIGINT", "SIGHUP"]) process.on(signal, () => undefined);
  return {
    send: (message) => void process.send!(message, undefined, undefined, () => undefined),
    listen: (message, gone) => void process.on("message", message).once("disconnect", gone),
  };
}
