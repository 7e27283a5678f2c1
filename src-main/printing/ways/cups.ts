import { userInfo } from "node:os";
import { checkAddress } from "../../domain/printing/printer-address.ts";
import type { Sent, Shipment, Way } from "../way.ts";
import { CANCELLED, ended, troubled, type Fault } from "./fault.ts";
import { IPP } from "./ipp-message.ts";
import { jobName, openIppPrinter, type IppPrinter } from "./ipp-printer.ts";
import { groupOf, isOk, refusalOf, refused, stateOf } from "./ipp-answer.ts";
import { runProgram } from "./run-program.ts";
import { stateTimes, type WayTimes } from "./way-options.ts";

/** Who owns jobs that this process sends, as CUPS sees it. */
function ownName(): string {
  try {
    return userInfo().username;
  } catch {
    return "talon";
  }
}

/**
 * A queue of CUPS: documents go in by its own program `lp`, from standard input and never through a shell. Label languages go past its
 * filters; a PDF goes through them, for the queue's driver makes of it what the printer understands. What becomes of a job CUPS is asked over
 * IPP, at the place that `lpstat -H` names: what `lpstat` prints does not tell a printed job from one that was given up.
 * @param name checked name of the queue
 */
export function openCupsWay(name: string, times: WayTimes): Way {
  /** The queue, or why there is no CUPS here. */
  async function openQueue(signal: AbortSignal, waits = times): Promise<IppPrinter | Fault> {
    const ran = await runProgram("lpstat", ["-H"], { ms: waits.stallMs, signal });
    if ("fault" in ran) return ran.fault;
    const server = ran.output.trim();
    const path = `/printers/${encodeURIComponent(name)}`;
    if (server.startsWith("/")) return openIppPrinter(`ipp://localhost:631${path}`, waits, ownName(), server);
    const checked = checkAddress("ipp", `ipp://${server}${path}`);
    if ("problem" in checked) return { trouble: "nonsense", detail: `lpstat -H: ${server.slice(0, 200)}` };
    return openIppPrinter(checked.address, waits, ownName());
  }

  /** Puts a document in. @returns the number of the job, or undefined where CUPS gave none */
  async function submit({ bytes, mime, name: title, copies }: Shipment, signal: AbortSignal): Promise<number | undefined | Fault> {
    const raw = mime === "application/pdf" ? [] : ["-o", "raw"];
    const ran = await runProgram("lp", ["-d", name, "-t", jobName(title, bytes.length), "-n", String(copies), ...raw], {
      input: bytes,
      ms: times.jobMs,
      signal,
    });
    if ("fault" in ran) return ran.fault;
    const [, number] = / \S+-(\d+) \(/.exec(ran.code === 0 ? ran.output : "") ?? [];
    return number === undefined ? undefined : Number(number);
  }

  async function send(shipment: Shipment, signal: AbortSignal): Promise<Sent> {
    const queue = await openQueue(signal);
    if ("trouble" in queue) return ended(queue.trouble === "not-found" ? "failed" : "away", queue);
    const asked = await queue.askPrinter(signal);
    if ("fault" in asked) return ended("away", asked.fault);
    const attributes = groupOf(asked.answer, IPP.printer);
    if (!isOk(asked.answer)) return refused(asked.answer, attributes);
    const refusal = refusalOf(attributes);
    if (refusal) return ended("away", refusal);
    if (signal.aborted) return ended("away", CANCELLED);
    const job = await submit(shipment, signal);
    if (typeof job === "number") return queue.follow(job, undefined, signal);
    if (job) return queue.lookUp(shipment.name, job, signal);
    // `lp` has said no and is gone: what is not in the queue now will not come any more.
    const found = await queue.findJob(shipment.name, signal);
    if (found && "state" in found) return queue.followFound(found, signal);
    return ended(found ? "unsure" : "away", found ?? { trouble: "refused", detail: "lp took nothing" });
  }

  return {
    send,
    state: async (signal) => {
      const queue = await openQueue(signal, stateTimes(times));
      if ("trouble" in queue) return troubled(queue);
      const asked = await queue.askPrinter(signal);
      if ("fault" in asked) return troubled(asked.fault);
      if (!isOk(asked.answer)) return troubled({ trouble: "not-found", detail: "" });
      return stateOf(groupOf(asked.answer, IPP.printer));
    },
    find: async (title, signal) => {
      const queue = await openQueue(signal);
      return "trouble" in queue ? "unknown" : queue.find(title, signal);
    },
  };
}
