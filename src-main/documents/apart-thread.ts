import { fork, type ChildProcess } from "node:child_process";
import { parentPort, workerData } from "node:worker_threads";
import type { Answer, Question, ThreadData } from "./apart.ts";

/** Speaks with the process that makes papers while the thread that asked for one waits. */

const { program, args, bell, answers } = workerData as ThreadData;

/** No paper takes so long: a process that does is stuck, ms. */
const LONGEST_MS = 30_000;

/** glibc on Linux gives back what large fonts took as soon as they are let go; 30 MB less after 40 papers. */
const THRIFTY = { MALLOC_ARENA_MAX: "1", MALLOC_MMAP_THRESHOLD_: "1048576", MALLOC_TRIM_THRESHOLD_: "1048576" };

let maker: ChildProcess | undefined;
let patience: NodeJS.Timeout | undefined;

function start(): ChildProcess {
  const started = fork(new URL(program), args, {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: { ...process.env, ...THRIFTY },
  });
  started.on("message", (message: Answer | "open") => (message === "open" ? parentPort!.postMessage(message) : answer(message)));
  started.once("error", (error) => end(error.message));
  started.once("exit", (code, signal) => end(`ended with ${signal ?? code}`));
  return started;

  function end(reason: string): void {
    if (maker === started) maker = undefined;
    parentPort!.postMessage("open");
    answer({ refused: `the process that makes papers ${reason}` });
  }
}

function answer(given: Answer): void {
  if (patience === undefined) return;
  clearTimeout(patience);
  patience = undefined;
  answers.postMessage(given);
  Atomics.store(bell, 0, 1);
  Atomics.notify(bell, 0);
}

parentPort!.on("message", (question: Question | "open") => {
  const asked = (maker ??= start());
  if (question !== "open") patience = setTimeout(() => asked.kill("SIGKILL"), LONGEST_MS);
  asked.send(question, (error) => error && asked.kill("SIGKILL"));
});
