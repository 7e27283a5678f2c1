import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, expect, test as base, type Browser, type Page } from "@playwright/test";
import { findRunningHost } from "../../src-main/app/running-host.ts";
import { BROWSER_ARGS, findBrowser } from "../helpers/browser.ts";
import { startHost, type HostProcess } from "../helpers/host-process.ts";
import { scanIn, US } from "./layouts.ts";

const ROOT = join(import.meta.dirname, "..", "..");

/** Talon as a user has it in front of them: Electron's window where `TALON_E2E=electron` says so, else Chromium at the host. */
export type Talon = {
  readonly page: Page;
  readonly dataFolder: string;
  /** Another bench: a second browser with its own cookies. Only where the host serves. */
  readonly openBench: () => Promise<Page>;
  /** Ends the program without a word and starts it again, after something was done meanwhile. Only where the host serves. */
  readonly crash: (meanwhile?: () => void) => Promise<void>;
};

/** Whether the specs run in Electron's own window. */
export const inElectron = process.env["TALON_E2E"] === "electron";

/** A camera that shows a test picture, and is allowed. */
const CAMERA_ARGS = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

type Options = { readonly screenLanguage: "en" | "ru" | "lv" | "kk" };

export const test = base.extend<Options & { talon: Talon }, { chromiumOfWorker: Browser | null }>({
  screenLanguage: ["en", { option: true }],
  // One for all specs of a worker: each has pages and cookies of its own all the same.
  chromiumOfWorker: [
    async ({ playwright }, use) => {
      const browser = inElectron
        ? null
        : await playwright.chromium.launch({ executablePath: findBrowser(), args: [...BROWSER_ARGS, ...CAMERA_ARGS] });
      await use(browser);
      await browser?.close();
    },
    { scope: "worker" },
  ],
  talon: async ({ screenLanguage, chromiumOfWorker }, use) => {
    const dataFolder = mkdtempSync(join(tmpdir(), "talon-e2e-"));
    await (chromiumOfWorker ? openInBrowser(chromiumOfWorker, dataFolder, screenLanguage, use) : openWindow(dataFolder, screenLanguage, use));
    rmSync(dataFolder, { recursive: true, force: true });
  },
});

export { expect };

async function openWindow(dataFolder: string, language: string, use: (talon: Talon) => Promise<void>): Promise<void> {
  const app = await _electron.launch({ args: [ROOT, "--data", dataFolder], env: { ...process.env, TZ: "Asia/Almaty" } as Record<string, string> });
  const page = await app.firstWindow();
  await page.evaluate((chosen) => localStorage.setItem("talon.language", chosen), language);
  await page.reload();
  const onlyHost = (): never => {
    throw new Error("this spec needs the host");
  };
  await use({ page, dataFolder, openBench: onlyHost, crash: onlyHost });
  await app.close();
}

async function openInBrowser(browser: Browser, dataFolder: string, language: string, use: (talon: Talon) => Promise<void>): Promise<void> {
  let host: HostProcess = await startHost(dataFolder);
  const port = Number(new URL(host.url).port);
  const page = await openPage(browser, host.url, language);
  await use({
    page,
    dataFolder,
    openBench: async () => openPage(browser, (await findRunningHost(dataFolder))!, language),
    crash: async (meanwhile) => {
      await host.stop("SIGKILL");
      meanwhile?.();
      host = await startHost(dataFolder, port);
    },
  });
  await Promise.all(browser.contexts().map((context) => context.close()));
  await host.stop();
}

async function openPage(browser: Browser, url: string, language: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: language, timezoneId: "Asia/Almaty" });
  await context.addInitScript((chosen) => {
    // A paper that is printed stands in a frame of its own, which stores nothing.
    if (window === window.top) localStorage.setItem("talon.language", localStorage.getItem("talon.language") ?? chosen);
  }, language);
  const page = await context.newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  await page.goto(url);
  return page;
}

const MESSAGES = new Map<string, Readonly<Record<string, string>>>();

/** A text of the screens, so that specs speak every language. Only for texts without values. */
export function textOf(language: string, key: string): string {
  let messages = MESSAGES.get(language);
  if (!messages)
    MESSAGES.set(
      language,
      (messages = JSON.parse(readFileSync(join(ROOT, "resources", "locales", `${language}.json`), "utf8")) as Record<string, string>),
    );
  const message = messages[key];
  if (message === undefined) throw new Error(`no text ${key} in ${language}`);
  return message;
}

/** Goes through the set-up by keyboard: the first person, and the start. */
export async function setUpShop(page: Page, { name = "Aigerim", pin = "" } = {}): Promise<void> {
  await page.locator(".set-up").waitFor();
  await page.keyboard.type(name);
  if (pin !== "") {
    await tabTo(page, "input[type=password]");
    await page.keyboard.type(pin);
    await page.keyboard.press("Tab");
    await page.keyboard.type(pin);
  }
  await page.keyboard.press("Control+Enter");
  await page.locator(".frame").waitFor();
}

/** Presses Tab until what has the focus matches a selector, once there is such a thing: a hundred presses are over before a screen stands. */
export async function tabTo(page: Page, selector: string, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await page.locator(selector).first().waitFor({ state: "attached" });
  for (let presses = 0; presses < 120; presses++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`no ${key} leads to ${selector}`);
}

/** Goes to a field of a form by its path and types into it. */
export async function fill(page: Page, path: string, text: string): Promise<void> {
  await tabTo(page, `[data-path="${path}"], [data-path="${path}"] input, [data-path="${path}"] textarea`);
  await page.keyboard.insertText(text);
}

/** Chooses an option of a list with the arrow keys. */
export async function choose(page: Page, path: string, label: string): Promise<void> {
  await tabTo(page, `[data-path="${path}"]`);
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press("ArrowDown");
    const at = await page.evaluate(() => {
      const id = document.activeElement?.getAttribute("aria-activedescendant");
      return id ? (document.getElementById(id)?.textContent ?? "") : "";
    });
    if (at.trim() === label) return page.keyboard.press("Enter");
  }
  throw new Error(`no option ${label} at ${path}`);
}

/** Types as a scanner does into a PC of the same layout, with Enter at the end. */
export const scan = (page: Page, code: string): Promise<void> => scanIn(page, US, code, "Enter");
