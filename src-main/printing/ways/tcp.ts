import { hostAndPort } from "../../domain/printing/printer-address.ts";
import type { PrinterLanguage, PrinterState } from "../../domain/printing/printer.ts";
import type { Sent, Way } from "../way.ts";
import { ended, PRINTED, REACHED, sendCopies, troubled } from "./fault.ts";
import { openLine } from "./line.ts";
import { RAW_QUESTIONS, unaskedTroubles } from "./raw-status.ts";
import { stateTimes, type WayTimes } from "./way-options.ts";

/**
 * Bytes as they are over TCP (AppSocket, port 9100). TCP tells that a printer has taken bytes, not that they are on paper: where the
 * language has a question for its state, the printer is asked before the document and again after it, and the second answer shows that
 * all of it was read. Else `printed` means that every byte was accepted, that nobody hung up before we did or answered what was not
 * asked, and that the line was closed in order.
 * @param address checked: host and port
 */
export function openTcpWay(address: string, language: PrinterLanguage, times: WayTimes): Way {
  const { host, port } = hostAndPort(address);
  const question = RAW_QUESTIONS[language];

  async function sendOne(bytes: Uint8Array, signal: AbortSignal): Promise<Sent> {
    const line = await openLine(host, port, times.connectMs, signal);
    if ("trouble" in line) return ended("away", line);
    try {
      const before = await question?.(line, times.answerMs);
      if (before?.[0]) return ended("away", { trouble: before[0], detail: `before the document: ${before.join(", ")}` });
      const early = line.fault();
      if (early) return ended("away", early);
      const fault = await line.write(bytes, times.stallMs);
      if (fault) return ended("unsure", fault);
      if (question && before) {
        const after = await question(line, times.stallMs);
        const lost = line.fault();
        if (!after) return ended("unsure", lost ?? { trouble: "no-answer", detail: "the printer no longer answers after the document" });
        if (after[0]) return ended("unsure", { trouble: after[0], detail: `after the document: ${after.join(", ")}` });
      } else {
        // Whoever closes a line as soon as it is open needs a moment to be seen.
        const said = await line.listen(times.hushMs);
        const gone = line.fault();
        if (gone) return ended("unsure", gone);
        const unasked = question ? [] : unaskedTroubles(said, language);
        if (unasked[0]) return ended("unsure", { trouble: unasked[0], detail: `nobody asked: ${unasked.join(", ")}` });
      }
      const unclosed = await line.finish(times.closeMs);
      return unclosed ? ended("unsure", unclosed) : PRINTED;
    } finally {
      line.drop();
    }
  }

  async function state(signal: AbortSignal): Promise<PrinterState> {
    const line = await openLine(host, port, stateTimes(times).connectMs, signal);
    if ("trouble" in line) return troubled(line);
    try {
      const troubles = await question?.(line, times.answerMs);
      const fault = line.fault();
      if (troubles) return { ready: troubles.length === 0, troubles, asked: true };
      return fault ? troubled(fault) : REACHED;
    } finally {
      line.drop();
    }
  }

  return {
    send: ({ bytes, mime, copies }, signal) => sendCopies(mime === "application/pdf" ? copies : 1, () => sendOne(bytes, signal)),
    state,
  };
}
