// Loaded before a host: how long its event loop was held. On SIGUSR2 it adds a line of JSON to a file and begins anew.
import { appendFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";

/** Between two looks, ms: what is measured on an idle loop. */
const LOOK_MS = 1;

const file = process.env["TALON_LOOP_DELAYS"];
// The processes that a host starts inherit its environment, and are not measured.
if (file && process.argv.includes("host")) {
  const delays = monitorEventLoopDelay({ resolution: LOOK_MS });
  delays.enable();
  process.on("SIGUSR2", () => {
    const ms = (nanoseconds: number): number => nanoseconds / 1e6;
    appendFileSync(file, `${JSON.stringify({ p999: ms(delays.percentile(99.9)), most: ms(delays.max), looks: delays.count })}\n`);
    delays.reset();
  });
}
