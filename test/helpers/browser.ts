import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

/** A Chromium of this machine: the one that `TALON_CHROMIUM` names, Playwright's own, or the system's; undefined where there is none. */
export function findBrowser(): string | undefined {
  const candidates = [
    process.env["TALON_CHROMIUM"],
    chromium.executablePath(),
    // The same Chromium without the window around its pages, which tests do not look at: a seventh quicker.
    "/usr/bin/chromium-headless-shell",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  ];
  return candidates.find((path) => path !== undefined && path !== "" && existsSync(path));
}

/** Flags for a machine without a desktop; as root Chromium has no sandbox. None of them reach the network. */
export const BROWSER_ARGS = [
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];
