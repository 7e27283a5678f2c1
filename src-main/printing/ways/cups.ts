import type { PrinterState } from "../../domain/printer.ts";
import type { Sent, Shipment, Way } from "../way.ts";
import { CANCELLED, ended, pause, PRINTED, troubled, type Fault } from "./fault.ts";
import { troublesOfReasons } from "./ipp-reasons.ts";
import { runProgram } from "./run-program.ts";
import type { WayTimes } from "./way-options.ts";

/** What `lpstat -l` says of a printer: idle, printing or disabled, and its printer-state-reasons. */
export function readPrinterStatus(output: string): { readonly enabled: boolean; readonly reasons: readonly string[] } | undefined {
  const [, how] = /^printer \S+ (is idle|now printing|disabled|waiting)/m.exec(output) ?? [];
  return how === undefined ? undefined : { enabled: how !== "disabled", reasons: readAlerts(output) };
}

const readAlerts = (text: string): readonly string[] => (/^\s+Alerts: (.*)$/m.exec(text)?.[1] ?? "").split(/[\s,]+/).filter((word) => word !== "");

/** job-state-reasons of one job in what `lpstat -l -o` lists; undefined where it is not in the list. */
export function readJobAlerts(output: string, id: string): readonly string[] | undefined {
  const entry = output.split(/\n(?=\S)/).find((text) => text.startsWith(`${id} `));
  return entry === undefined ? undefined : readAlerts(entry);
}

/**
 * A queue of CUPS, through its own programs. Label languages go past its filters; a PDF goes through them, for the queue's driver makes of it
 * what the printer understands. A job is followed until it leaves the queue.
 * @param name checked name of the queue
 */
export function openCupsWay(name: string, times: WayTimes): Way {
  const lpstat = (args: readonly string[], signal?: AbortSignal) => runProgram("lpstat", args, { ms: times.stallMs, signal });

  /** Asks for the queue. `found` is false where CUPS does not know it or does not run. */
  async function look(signal: AbortSignal): Promise<{ readonly state: PrinterState; readonly fault?: Fault; readonly missing?: boolean }> {
    const ran = await lpstat(["-l", "-p", name], signal);
    if ("fault" in ran) return { state: troubled(ran.fault), fault: ran.fault, missing: ran.fault.trouble === "not-found" };
    const status = ran.code === 0 ? readPrinterStatus(ran.output) : undefined;
    if (!status) {
      const running = await lpstat(["-r"], signal);
      const up = "output" in running && running.output.includes("is running");
      const fault: Fault = { trouble: up ? "not-found" : "offline", detail: up ? "no such queue" : "CUPS does not run" };
      return { state: troubled(fault), fault };
    }
    const accepting = await lpstat(["-a", name], signal);
    const open = "output" in accepting && / accepting requests/.test(accepting.output) && !accepting.output.includes("not accepting");
    const troubles = troublesOfReasons(status.reasons);
    if (status.enabled && open) return { state: { ready: troublesOfReasons(status.reasons, true).length === 0, troubles, asked: true } };
    const fault: Fault = { trouble: troubles[0] ?? (status.enabled ? "stopped" : "paused"), detail: status.reasons.join(", ") };
    return { state: { ready: false, troubles: troubles.length > 0 ? troubles : [fault.trouble], asked: true }, fault };
  }

  async function follow(id: string, signal: AbortSignal): Promise<Sent> {
    const until = performance.now() + times.jobMs;
    while (!signal.aborted) {
      const waiting = await lpstat(["-W", "not-completed", "-o", name], signal);
      if ("output" in waiting && waiting.code === 0 && !waiting.output.split("\n").some((line) => line.startsWith(`${id} `))) return endOf(id);
      if (performance.now() > until) return ended("unsure", { trouble: "no-answer", detail: `${id} still waits` });
      await pause(times.pollMs, signal);
    }
    await runProgram("cancel", [id], { ms: times.stallMs });
    return ended("unsure", CANCELLED);
  }

  async function endOf(id: string): Promise<Sent> {
    const done = await lpstat(["-l", "-W", "completed", "-o", name]);
    const alerts = "output" in done ? readJobAlerts(done.output, id) : undefined;
    const detail = `${id}: ${alerts?.join(", ") ?? "not in the list of ended jobs"}`;
    if (alerts?.includes("job-completed-successfully")) return PRINTED;
    if (alerts?.some((alert) => alert.startsWith("job-canceled"))) return ended("unsure", { trouble: "cancelled", detail });
    return ended("unsure", { trouble: alerts ? "stopped" : "no-answer", detail });
  }

  async function send({ bytes, mime, name: title, copies }: Shipment, signal: AbortSignal): Promise<Sent> {
    const { fault, missing } = await look(signal);
    if (fault) return ended(missing || fault.detail === "no such queue" ? "failed" : "away", fault);
    if (signal.aborted) return ended("away", CANCELLED);
    const raw = mime === "application/pdf" ? [] : ["-o", "raw"];
    const ran = await runProgram("lp", ["-d", name, "-t", title, "-n", String(copies), ...raw], { input: bytes, ms: times.jobMs, signal });
    if ("fault" in ran) return ended("unsure", ran.fault);
    const [id] = / (\S+-\d+) \(/.exec(ran.output)?.slice(1) ?? [];
    return ran.code === 0 && id ? follow(id, signal) : ended("unsure", { trouble: "refused", detail: `lp ended with ${ran.code}` });
  }

  return { send, state: async (signal) => (await look(signal)).state };
}
