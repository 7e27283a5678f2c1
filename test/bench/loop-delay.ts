// Loaded before a host: how long its event loop was held. On SIGUSR2 it adds a line of JSON to a file and begins anew.
import { appendFileSync } from "node:fs";
import { createHistogram, monitorEventLoopDelay } from "node:perf_hooks";

/** Between two looks, ms: what is measured on an idle loop. */
const LOOK_MS = 1;

const file = process.env["TALON_LOOP_DELAYS"];
// The processes that a host starts inherit its environment, and are not measured.
if (file && process.argv.includes("host")) {
  const delays = monitorEventLoopDelay({ resolution: LOOK_MS });
  delays.enable();
  /** What the thread itself worked between two looks, ns: without the time in which the computer ran other programs. */
  const worked = createHistogram();
  const workedSoFar = (): number => {
    const { user, system } = process.threadCpuUsage();
    return user + system;
  };
  let last = workedSoFar();
  setInterval(() => {
    const now = workedSoFar();
    worked.record(Math.max(1, (now - last) * 1000));
    last = now;
  }, LOOK_MS).unref();
  process.on("SIGUSR2", () => {
    const ms = (nanoseconds: number): number => nanoseconds / 1e6;
    const line = { p999: ms(delays.percentile(99.9)), most: ms(delays.max), looks: delays.count, worked: ms(worked.max) };
    appendFileSync(file, `${JSON.stringify(line)}\n`);
    delays.reset();
    worked.reset();
  });
}
