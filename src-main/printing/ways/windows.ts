import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PrinterState, PrinterTrouble } from "../../domain/printing/printer.ts";
import type { Sent, Shipment, Way } from "../way.ts";
import { CANCELLED, ended, faultOf, PRINTED, sendCopies, troubled, type Fault } from "./fault.ts";
import { runProgram, type Ran } from "./run-program.ts";
import type { WayTimes } from "./way-options.ts";
import { WINDOWS_SCRIPT } from "./windows-script.ts";

/** Flags of PRINTER_INFO_6 (winspool.h, PRINTER_STATUS_*). */
const TROUBLE_BY_FLAG: readonly (readonly [flag: number, trouble: PrinterTrouble])[] = [
  [0x0040_0000, "door-open"],
  [0x0000_0010, "paper-out"],
  [0x0000_0040, "paper-out"],
  [0x0000_0008, "paper-jam"],
  [0x0004_0000, "ink-out"],
  [0x0000_0080, "offline"],
  [0x0000_1000, "offline"],
  [0x0080_0000, "offline"],
  [0x0000_0001, "paused"],
  [0x0020_0000, "no-space"],
  [0x0000_0002, "stopped"],
  [0x0010_0000, "stopped"],
];

/** Error numbers of Windows (winerror.h). */
const TROUBLE_BY_ERROR: Readonly<Record<number, PrinterTrouble>> = {
  2: "not-found",
  5: "no-permission",
  8: "no-space",
  21: "offline",
  28: "paper-out",
  112: "no-space",
  1722: "offline",
  1801: "not-found",
  1804: "wrong-format",
  1906: "offline",
};

export const troublesOfFlags = (flags: number): readonly PrinterTrouble[] => [
  ...new Set(TROUBLE_BY_FLAG.filter(([flag]) => (flags & flag) !== 0).map(([, trouble]) => trouble)),
];

/** What the script says: the stage that it came to and a number. */
export function readScriptAnswer(output: string): { readonly stage: string; readonly number: number } | undefined {
  const [, stage, number] = /^(done|open|state|start|page|write|end) (\d{1,10})\s*$/.exec(output) ?? [];
  return stage === undefined ? undefined : { stage, number: Number(number) };
}

const faultOfError = (stage: string, number: number): Fault => ({
  trouble: TROUBLE_BY_ERROR[number] ?? "refused",
  detail: `${stage}: Windows error ${number}`,
});

/**
 * A printer of Windows, with bytes as they are (data type RAW), through PowerShell, which every Windows brings along. `printed` means that
 * the spooler of Windows has the whole document; it keeps it on disk and goes on by itself. Windows alone has it; elsewhere there is no such printer.
 * @param name checked name of the printer
 */
export function openWindowsWay(name: string, times: WayTimes, program = "powershell.exe"): Way {
  const script = Buffer.from(WINDOWS_SCRIPT, "utf16le").toString("base64");
  const run = (env: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Ran> =>
    runProgram(program, ["-NoLogo", "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-EncodedCommand", script], {
      env: { TALON_PRINTER_NAME: name, ...env },
      ms: times.connectMs + times.stallMs,
      signal,
    });

  async function sendFile(file: string, title: string, signal: AbortSignal): Promise<Sent> {
    const ran = await run({ TALON_PRINTER_DEED: "send", TALON_PRINTER_FILE: file, TALON_PRINTER_TITLE: title }, signal);
    // A program that is not there has done nothing; one that was stopped may have handed the document over.
    if ("fault" in ran) return ended(ran.fault.trouble === "not-found" ? "failed" : "unsure", ran.fault);
    const answer = readScriptAnswer(ran.output);
    if (!answer) return ended("unsure", { trouble: "nonsense", detail: `PowerShell ended with ${ran.code}` });
    if (answer.stage === "done") return PRINTED;
    const fault = faultOfError(answer.stage, answer.number);
    if (!["open", "start"].includes(answer.stage)) return ended("unsure", fault);
    return ended(["not-found", "wrong-format"].includes(fault.trouble) ? "failed" : "away", fault);
  }

  async function send({ bytes, mime, name: title, copies }: Shipment, signal: AbortSignal): Promise<Sent> {
    if (signal.aborted) return ended("away", CANCELLED);
    let folder: string | undefined;
    try {
      folder = await mkdtemp(join(tmpdir(), "talon-print-"));
      const file = join(folder, "document");
      await writeFile(file, bytes, { mode: 0o600 });
      return await sendCopies(mime === "application/pdf" ? copies : 1, () => sendFile(file, title, signal));
    } catch (error) {
      return ended("away", faultOf(error));
    } finally {
      if (folder) await rm(folder, { recursive: true, force: true }).catch(() => {});
    }
  }

  async function state(signal: AbortSignal): Promise<PrinterState> {
    const ran = await run({ TALON_PRINTER_DEED: "state" }, signal);
    if ("fault" in ran) return troubled(ran.fault);
    const answer = readScriptAnswer(ran.output);
    if (!answer) return troubled({ trouble: "nonsense", detail: `PowerShell ended with ${ran.code}` });
    if (answer.stage !== "done") return troubled(faultOfError(answer.stage, answer.number));
    const troubles = troublesOfFlags(answer.number);
    return { ready: troubles.length === 0, troubles, asked: true };
  }

  return { send, state };
}
