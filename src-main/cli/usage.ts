import type { Reader } from "../documents/engine/texts.ts";
import { refuse } from "./command-line.ts";

/** How each command is written, by the word that its sentence `command.<word>` goes by; the first word of each is the command. */
export const USAGE: Readonly<Record<string, string>> = {
  intake: "intake FILE… [--out DIR]",
  find: "find TEXT",
  show: "show NUMBER",
  queue: "queue [--state S]",
  move: "move NUMBER STATE [--note T]",
  handback: "handback NUMBER --slip CODE [--paid AMOUNT]",
  pay: "pay NUMBER --paid AMOUNT [--method cash|card|transfer] [--refund] [--note TEXT]",
  apart: "apart",
  label: "label NUMBER --out FILE [--size 58x40] [--dpi 203] [--language zpl|tspl|epl|escpos|brother|png|pdf] [--copies N] [--part N] [--first N]",
  document: "document NUMBER certificate|label|handback|decision|approval --out FILE [--dpi 203]",
  printer: "printer list|add|test|remove [NAME] [--way W] [--address A] [--language L] [--dpi D] [--size S]",
  print: "print NUMBER certificate|label|accessories|handback|set [--printer NAME] [--copies N]",
  jobs: "jobs [--state S]",
  "jobs-change": "jobs retry ID | jobs drop ID --note WHY",
  backup: "backup DIR [--encrypt]",
  restore: "restore FILE [--yes]",
  check: "check",
  import:
    "import FILE --as customers|devices|orders|ord [--mapping FILE] [--prefix P] [--encoding E] [--delimiter D] [--head-row N] [--day-order day-first|month-first] [--unclosed open|handed-back] [--skip-wrong] [--dry-run]",
  "import-past": "import list | import undo ID",
  export: "export DIR [--documents] [--exact]",
  "export-file": "export FILE --as ord [--problem] | export FILE --import ID",
  decide: "decide FILE.jsonl",
  policy: "policy check FILE",
  person: "person list | person pin NAME",
  host: "host [--port N]",
  demo: "demo [--orders N]",
};

const commandOf = (usage: string): string => usage.split(" ", 1)[0]!;

/** Every command, by its name. */
export const COMMAND_NAMES: ReadonlySet<string> = new Set(Object.values(USAGE).map(commandOf));

/**
 * What the command line can do, one line each, or all lines of one command.
 * @throws DomainError `input.invalid` where there is no such command
 */
export function usageOf(command: string | undefined, reader: Reader): string {
  if (command !== undefined && !COMMAND_NAMES.has(command)) refuse("command", "choice");
  const shown = Object.entries(USAGE).filter(([, usage]) => command === undefined || commandOf(usage) === command);
  const lines = shown.map(([word, usage]) => `  talon ${usage}\n      ${reader.text(`command.${word}`)}`);
  const head = command === undefined ? [reader.text("usage.head"), ""] : [];
  return [...head, ...lines, "", reader.text("usage.options"), ""].join("\n");
}
