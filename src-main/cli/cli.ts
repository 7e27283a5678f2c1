import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { DomainError } from "../domain/ground/error.ts";
import { OPTIONS, print, readText, refuse, type Failure, type Options } from "./command-line.ts";
import { defaultDataFolder, resourcesFolder } from "../app/data-folder.ts";
import { describeError } from "./describe-error.ts";
import { keepLastWords } from "../app/last-words.ts";
import { openLog } from "../app/log.ts";
import { readerOfThisPc } from "../app/reader.ts";
import { shippedPacks } from "../app/shipped-policies.ts";

async function serve(dataFolder: string, options: Options): Promise<void> {
  // No other command waits for what the host brings along.
  const { openHost } = await import("../app/host.ts");
  const { findRunningHost } = await import("../app/running-host.ts");
  const running = await findRunningHost(dataFolder);
  if (running) return print({ url: running, alreadyRunning: true });
  const port = options.port === undefined ? undefined : Number(options.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) refuse("port", "choice");
  const host = await openHost(dataFolder, { port });
  const stop = (): void => void host.close().then(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  print({ url: host.url });
}

/** Decides the cases of a file under the policies that come with Talon. @returns whether every line could be decided */
async function decideFile(words: readonly string[]): Promise<boolean> {
  const file = words[0] ?? refuse("file", "required");
  const { decideCases } = await import("./decide-cases.ts");
  const packs = new Map(shippedPacks(resourcesFolder()).map((pack) => [pack.id, pack]));
  return decideCases(file, packs, process.stdout, readerOfThisPc);
}

/** Reads the scanned codes of a file. @returns whether every line could be read */
async function scanFile(words: readonly string[]): Promise<boolean> {
  const file = words[0] ?? refuse("file", "required");
  const { scanCases } = await import("./scan-cases.ts");
  // Whose day it is matters to nobody but what was made today.
  return scanCases(file, new Date().toISOString().slice(0, 10), process.stdout, readerOfThisPc);
}

/** Checks a policy pack in a file. @throws DomainError `file.unreadable`, `file.not-json`, `input.invalid` with every place that is wrong */
async function checkPolicy([what, file = refuse("file", "required")]: readonly string[]): Promise<void> {
  if (what !== "check") refuse("command", "choice");
  const { readPack } = await import("../contract/warranty/read-pack.ts");
  const pack = readPack(readText(file), file);
  print({ policy: pack.id, version: pack.version, languages: pack.languages, rules: Object.keys(pack.texts).length });
}

/** What an option that there is not, or that stands without what it needs, is told as; undefined where an error is another one. */
function wrongOption(error: unknown): DomainError | undefined {
  const { code, message } = error as NodeJS.ErrnoException;
  if (!code?.startsWith("ERR_PARSE_ARGS")) return undefined;
  const problem = code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" ? "unknown-field" : message.includes("does not take") ? "choice" : "required";
  return new DomainError("input.invalid", { problems: [{ field: /'(--?[^'\s]+)/.exec(message)?.[1] ?? "option", problem }] });
}

/** Ends a program in a state that nobody knows, after one line that says so. */
function endWith(error: unknown, logId: string): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${JSON.stringify({ code: "bug", message, logId })}\n`);
  process.exit(1);
}

/** Runs one command line. @returns the exit code: 0 done, 2 refused input, 1 trouble; undefined where a host keeps running */
async function run(args: readonly string[]): Promise<number | undefined> {
  let failures: readonly Failure[] = [];
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    const asked = values.help || positionals[0] === "help";
    const [command = "", ...words] = positionals[0] === "help" ? positionals.slice(1) : positionals;
    if (asked) {
      const { usageOf } = await import("./usage.ts");
      process.stdout.write(usageOf(command || undefined, readerOfThisPc()));
      return 0;
    }
    const dataFolder = resolve(values.data ?? defaultDataFolder());
    keepLastWords({ log: openLog(join(dataFolder, "talon.log"), Date.now), end: endWith });
    if (command === "host") {
      await serve(dataFolder, values);
      return undefined;
    }
    if (command === "decide") return (await decideFile(words)) ? 0 : 2;
    if (command === "scan") return (await scanFile(words)) ? 0 : 2;
    if (command === "policy") {
      await checkPolicy(words);
      return 0;
    }
    if (command === "backup" || command === "restore" || command === "check") {
      // They have to work where the shop cannot be opened.
      const { backupCommands } = await import("./backup-commands.ts");
      return await backupCommands[command](dataFolder, words, values);
    }
    // The commands bring the whole trade along, which a host loads while the browser fetches the screens.
    const { runCommand } = await import("./commands.ts");
    failures = await runCommand(command, words, values, dataFolder);
  } catch (error) {
    failures = [{ error: wrongOption(error) ?? error }];
  }
  const lines = failures.flatMap(({ error, file }) =>
    describeError(error, readerOfThisPc()).map(({ exit, line }) => ({ exit, line: { ...line, file } })),
  );
  lines.forEach(({ line }) => process.stderr.write(`${JSON.stringify(line)}\n`));
  return lines.reduce((worst, { exit }) => (worst === 1 || exit === 1 ? 1 : 2), lines.length > 0 ? 2 : 0);
}

// Whoever reads the lines may stop early, as `head` does: that is no trouble.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});
process.exitCode = await run(process.argv.slice(2));
