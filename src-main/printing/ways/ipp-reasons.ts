import type { PrinterTrouble } from "../../domain/printing/printer.ts";

/** Keywords of printer-state-reasons (RFC 8011 §5.4.12, PWG 5100.9) that a person can do something about. */
const TROUBLE_BY_REASON: Readonly<Record<string, PrinterTrouble>> = {
  "media-empty": "paper-out",
  "media-needed": "paper-out",
  "input-tray-missing": "paper-out",
  "media-jam": "paper-jam",
  "input-media-size-change": "wrong-size",
  "cover-open": "door-open",
  "door-open": "door-open",
  "interlock-open": "door-open",
  "toner-empty": "ink-out",
  "marker-supply-empty": "ink-out",
  "marker-supply-missing": "ink-out",
  "developer-empty": "ink-out",
  "fuser-over-temp": "too-hot",
  paused: "paused",
  "moving-to-paused": "paused",
  stopping: "stopped",
  "output-area-full": "stopped",
  shutdown: "offline",
  offline: "offline",
  "connecting-to-device": "offline",
  "timed-out": "no-answer",
  "spool-area-full": "no-space",
};

const SUFFIX = /-(report|warning|error)$/;

/** Troubles among printer-state-reasons. A mere report is none. @param errorsOnly leaves out warnings too: a reason without a suffix is an error */
export function troublesOfReasons(reasons: readonly string[], errorsOnly = false): readonly PrinterTrouble[] {
  const grave = reasons.filter((reason) => !reason.endsWith("-report") && !(errorsOnly && reason.endsWith("-warning")));
  return [...new Set(grave.flatMap((reason) => TROUBLE_BY_REASON[reason.replace(SUFFIX, "")] ?? []))];
}
