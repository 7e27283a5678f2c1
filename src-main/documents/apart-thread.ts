import { fork, type ChildProcess } from "node:child_process";
import { parentPort, workerData } from "node:worker_threads";
import type { Answer, News, Order, ThreadData } from "./apart.ts";
import type { Message } from "./apart-process.ts";

/** Speaks with the process that makes papers while the thread that asked for one waits. */

const { program, args, env, longestMs, bell, answers } = workerData as ThreadData;

/** Until the process has read its fonts and begins with the paper, ms: a slow PC may take some seconds. */
const START_MS = 30_000;

/** glibc on Linux gives back what large fonts took as soon as they are let go; 30 MB less after 40 papers. */
const THRIFTY = { MALLOC_ARENA_MAX: "1", MALLOC_MMAP_THRESHOLD_: "1048576", MALLOC_TRIM_THRESHOLD_: "1048576" };

/** Electron's own program is Node when it is told so. */
const AS_NODE = { ELECTRON_RUN_AS_NODE: "1" };

let maker: ChildProcess | undefined;
let patience: NodeJS.Timeout | undefined;
let late = false;
/** How those are answered who asked, the first one first. */
const asked: Exclude<Order, "open">["by"][] = [];

function start(): ChildProcess {
  const started = fork(new URL(program), args, {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: { ...process.env, ...THRIFTY, ...AS_NODE, ...env },
  });
  started.on("message", (message: Message) => {
    if (message === "open") parentPort!.postMessage(message satisfies News);
    else if (message === "begun") wait(started, longestMs);
    else answer(message);
  });
  started.once("error", (error) => end(error.message));
  started.once("exit", (code, signal) => end(late ? "took too long" : `ended with ${signal ?? code}`));
  return started;

  function end(reason: string): void {
    if (maker === started) maker = undefined;
    parentPort!.postMessage("open" satisfies News);
    answer({ refused: `the process that makes papers ${reason}`, stopped: true });
  }
}

function wait(child: ChildProcess, ms: number): void {
  clearTimeout(patience);
  late = false;
  patience = setTimeout(() => {
    late = true;
    child.kill("SIGKILL");
  }, ms);
}

function answer(given: Answer): void {
  const by = asked.shift();
  if (by === undefined) return;
  clearTimeout(patience);
  if (by === "message") return parentPort!.postMessage({ answer: given } satisfies News);
  answers.postMessage(given);
  Atomics.store(bell, 0, 1);
  Atomics.notify(bell, 0);
}

parentPort!.on("message", (order: Order) => {
  const child = (maker ??= start());
  if (order !== "open") {
    asked.push(order.by);
    wait(child, START_MS);
  }
  child.send(order === "open" ? order : order.question, (error) => error && child.kill("SIGKILL"));
});
