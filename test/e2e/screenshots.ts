import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "@playwright/test";
import { LANGUAGES, type Language } from "../../src-main/domain/ground/language.ts";
import { SECTIONS } from "../../src-renderer/stores/settings-draft.ts";
import { BROWSER_ARGS, findBrowser } from "../helpers/browser.ts";
import { startHost } from "../helpers/host-process.ts";
import { CLI } from "../helpers/node-program.ts";
import { takeLabels } from "../helpers/label-pictures.ts";

/**
 * Takes a picture of every screen in every language into `test-results/screenshots/`, from the demo shop, as `npm run screenshots`
 * does; the README's own go to `.github/screenshots/`, labels of all sizes side by side to `test-results/labels/`. Arguments: languages (all), `--width`, `--height`, `--dark`.
 */
const ROOT = join(import.meta.dirname, "..", "..");
const PICTURES = join(ROOT, "test-results", "screenshots");
const README = join(ROOT, ".github", "screenshots");

const args = process.argv.slice(2);
const option = (name: string, fallback: number): number => Number(args[args.indexOf(`--${name}`) + 1]) || fallback;
const [width, height] = [option("width", 1366), option("height", 768)];
const dark = args.includes("--dark");
const chosen = LANGUAGES.filter((language) => args.includes(language));
const languages = chosen.length > 0 ? chosen : LANGUAGES;

async function open(browser: Browser, url: string, language: Language): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: language,
    timezoneId: "Asia/Almaty",
    colorScheme: dark ? "dark" : "light",
  });
  await context.addInitScript((speak) => localStorage.setItem("talon.language", speak), language);
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

async function takeSetUp(browser: Browser, language: Language, take: (page: Page, name: string) => Promise<void>): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), "talon-pictures-"));
  const host = await startHost(data);
  const page = await open(browser, host.url, language);
  await page.locator(".set-up").waitFor();
  await take(page, "set-up");
  await host.stop();
  rmSync(data, { recursive: true, force: true });
}

/** The supervisor's; chosen at the first sign-in of the demo's shop. */
const PIN = "2468";

/** Signs the supervisor in, who alone sees every screen, and lets them speak a language. */
async function signIn(page: Page, language: Language): Promise<void> {
  await page.keyboard.press("1");
  const pad = page.locator(".sign-in-pin input");
  const pins = page.locator(".sign-in-choose input");
  await pad.or(pins.first()).waitFor();
  if (await pad.isVisible()) await pad.fill(PIN);
  else for (const field of await pins.all()) await field.fill(PIN);
  await page.keyboard.press("Enter");
  await page.locator(".frame").waitFor();
  await page.evaluate(() => (location.hash = "/settings/bench"));
  await page.locator(`.settings [lang="${language}"]`).click();
}

async function takeWork(page: Page, language: Language, take: (page: Page, name: string) => Promise<void>): Promise<void> {
  await page.locator(".sign-in-person").first().waitFor();
  await take(page, "sign-in");
  await signIn(page, language);
  const at = async (path: string, name: string): Promise<void> => {
    await page.evaluate((hash) => (location.hash = hash), path);
    await take(page, name);
  };
  await at("/queue", "queue");
  await page.keyboard.press("b");
  await take(page, "board");
  await page.keyboard.press("b");
  await page.keyboard.press("Enter");
  await take(page, "order");
  await page.keyboard.press("Control+K");
  await page.keyboard.type("дис");
  await take(page, "search");
  await page.keyboard.press("Escape");
  await at("/intake", "intake-empty");
  await page.keyboard.press("Control+Enter");
  await take(page, "intake-errors");
  await fillIntake(page);
  await take(page, "intake");
  await page.keyboard.press("Control+Enter");
  await page.getByTestId("result").getByRole("img").nth(1).waitFor();
  await take(page, "intake-result");
  await at("/handback", "handback-find");
  await page.locator("main a.number").first().click();
  await take(page, "handback");
  await at("/customers", "customers");
  await at("/shop", "figures");
  for (const section of SECTIONS) await at(`/settings/${section}`, `settings-${section}`);
  await at("/settings/papers/certificate", "settings-template");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await take(page, "keys");
}

const FORM = {
  "customer.phone": "8 (701) 000-45-67",
  "customer.name": "Нұрлан Ахметов",
  "customer.address": "Алматы, Абай даңғылы 10, 45-пәтер",
  "device.brand": "Dreame",
  "device.model": "L20 Ultra",
  "device.serial": "DRM-L20U-2303-0005871",
  "device.purchasedOn": "01.03.2026",
  fault: "Не заряжается на базе, индикатор мигает красным. Появилось после обновления.",
  condition: "Царапины на крышке лидара.",
  promisedOn: "+7",
} as const;

async function fillIntake(page: Page): Promise<void> {
  const field = (path: string) => page.locator(`[data-path="${path}"]`);
  await field("device.category").click();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  for (const [path, text] of Object.entries(FORM)) await field(path).fill(text);
  for (const thing of ["База-станция", "2 швабры"]) {
    await field("accessories").fill(thing);
    await field("accessories").press("Enter");
  }
}

takeLabels(join(ROOT, "test-results", "labels"));
const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
const data = mkdtempSync(join(tmpdir(), "talon-pictures-"));
execFileSync(process.execPath, [CLI, "demo", "--data", data], { stdio: "inherit" });
const host = await startHost(data);
mkdirSync(README, { recursive: true });
for (const language of languages) {
  const folder = join(PICTURES, [language, dark ? "dark" : "", width === 1366 ? "" : String(width)].filter(Boolean).join("-"));
  mkdirSync(folder, { recursive: true });
  const take = async (page: Page, name: string): Promise<void> => {
    // Pictures and papers come after the screen itself.
    await page.waitForTimeout(900);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  };
  await takeSetUp(browser, language, take);
  await takeWork(await open(browser, host.url, language), language, take);
  if (language === "en" && !dark && width === 1366)
    for (const [from, to] of [
      ["queue", "queue"],
      ["intake-result", "intake"],
      ["order", "order"],
      ["handback", "handback"],
    ] as const)
      copyFileSync(join(folder, `${from}.png`), join(README, `${to}.png`));
}
await browser.close();
await host.stop();
rmSync(data, { recursive: true, force: true });
