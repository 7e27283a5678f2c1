import { homedir } from "node:os";
import { join } from "node:path";

/** Where this system keeps a program's data: `%APPDATA%\Talon`, `~/Library/Application Support/Talon`, `$XDG_DATA_HOME/talon`. */
export function defaultDataFolder(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  if (platform === "win32") return join(env["APPDATA"] ?? join(homedir(), "AppData", "Roaming"), "Talon");
  if (platform === "darwin") return join(homedir(), "Library", "Application Support", "Talon");
  return join(env["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share"), "talon");
}

/** The folder of templates, fonts and texts: beside `src-main/` and beside `out/` alike. */
export const resourcesFolder = (): string => join(import.meta.dirname, "..", "..", "resources");

const ZONES: Readonly<Record<string, string>> = {
  "Europe/Riga": "LV",
  "Europe/Moscow": "RU",
  "Europe/London": "GB",
  "Asia/Almaty": "KZ",
  "Asia/Qyzylorda": "KZ",
  "Asia/Aqtau": "KZ",
  "Asia/Aqtobe": "KZ",
  "Asia/Atyrau": "KZ",
  "Asia/Oral": "KZ",
  "Asia/Qostanay": "KZ",
};

/** Where this PC stands, by its own settings: the clock's zone tells more of the place than the language does. */
export function homeOfThisPc(): { country: string; timeZone: string } {
  const { timeZone, locale } = new Intl.DateTimeFormat().resolvedOptions();
  return { timeZone, country: ZONES[timeZone] ?? new Intl.Locale(locale).maximize().region ?? "LV" };
}
