import { fork } from "node:child_process";
import { extname } from "node:path";
import type { MakerMessage, StartMaker } from "../documents/engine/maker-process.ts";

/** The program that makes papers: as it was written, or as it was built. */
export const MAKER_PROGRAM = new URL(`./paper-maker${extname(import.meta.url)}`, import.meta.url);

/** Starts processes that make papers where Talon runs on Node. */
export const forkMaker =
  (program: URL = MAKER_PROGRAM): StartMaker =>
  ({ args, env, heard, ended }) => {
    const child = fork(program, args, {
      serialization: "advanced",
      stdio: ["ignore", "pipe", "inherit", "ipc"],
      env: { ...process.env, ...env },
    });
    let said = "";
    child.stdout!.setEncoding("utf8").on("data", (text: string) => (said += text));
    const over = (how: string): void => {
      child.removeAllListeners("close");
      ended(said || how);
    };
    child
      .on("message", (message) => heard(message as MakerMessage))
      .once("error", (error) => over(error.message))
      // Later than `exit`: by then all that it said has been read.
      .once("close", (code, signal) => over(`ended with ${signal ?? code}`));
    const held = [child, child.channel!, child.stdout as unknown as { ref: () => void; unref: () => void }];
    return {
      ask: (question) => void child.send(question, (error) => error && child.kill("SIGKILL")),
      kill: () => void child.kill("SIGKILL"),
      hold: (on) => held.forEach((each) => (on ? each.ref() : each.unref())),
    };
  };
