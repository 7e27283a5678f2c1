import { chromium, type Page } from "@playwright/test";
import { chanceFrom, type Chance } from "../../src-main/demo/demo-visit.ts";
import { BROWSER_ARGS, findBrowser } from "../helpers/browser.ts";
import { startHost } from "../helpers/host-process.ts";
import { lastOrdinal, openQuiet } from "./compared.ts";
import { buildScreens } from "./host.ts";
import { timesOf } from "./measure.ts";
import type { Line } from "./report.ts";
import { searchInputs } from "./search-inputs.ts";

const SCANS = 60;
const TYPED = 14;
/** As a quick typist types, ms from key to key. */
const TYPING_MS = 90;
const FRAME_MS = 1000 / 60;
/** Rows that pass in a frame: the wheel turned without a stop. */
const ROWS_A_FRAME = 5;
const ROW_PX = 44;
const SCROLLED_FRAMES = 1200;

/** What a page did while something went on: times between its frames, and tasks that kept it from the next one, ms. */
type Watched = { readonly frames: readonly number[]; readonly tasks: readonly number[] };

/** Scanning, typing and scrolling in Chromium, with the host as people start it. */
export async function measureScreens(dataFolder: string, say: (line: string) => void): Promise<readonly Line[]> {
  const executablePath = findBrowser();
  if (!executablePath) return [{ operation: "scan to order on screen", unit: "ms", note: "not measured: no browser here; TALON_CHROMIUM names one" }];
  buildScreens(say);
  const chance = chanceFrom(19);
  const { numbers, texts, open } = samples(dataFolder, chance);
  const host = await startHost(dataFolder);
  const browser = await chromium.launch({ executablePath, args: BROWSER_ARGS });
  try {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "en-GB", timezoneId: "Asia/Almaty" });
    const page = await context.newPage();
    await page.goto(host.url);
    await page.locator(".sign-in-person").first().click();
    await page.locator(".frame").waitFor();
    const idle = await watched(page, () => page.waitForTimeout(2000));
    return [
      await scans(page, numbers),
      ...(await typing(page, texts)),
      ...(await scrolling(page, open)),
      frameLine("frames of a page at rest", idle),
    ];
  } finally {
    await browser.close();
    await host.stop();
  }
}

function samples(folder: string, chance: Chance): { readonly numbers: readonly string[]; readonly texts: readonly string[]; readonly open: number } {
  const { shop, close } = openQuiet(folder);
  const last = lastOrdinal(shop.db);
  const numberOf = shop.db.prepare<[number], { number: string }>("SELECT number FROM repair_order WHERE ordinal = ?");
  const numbers = Array.from({ length: SCANS }, () => numberOf.get(chance.between(1, last))!.number);
  const texts = searchInputs(shop.db, chance, 400)
    .filter((text) => text.length > 8)
    .slice(0, TYPED);
  const open = (shop.db.prepare("SELECT count(*) AS n FROM repair_order WHERE closed_at IS NULL").get() as { n: number }).n;
  close();
  return { numbers, texts, open };
}

/** Types a number as a scanner does, and waits for the frame in which the order shows. */
async function scans(page: Page, numbers: readonly string[]): Promise<Line> {
  const taken: number[] = [];
  for (const number of numbers) {
    taken.push(
      await page.evaluate(
        (text) =>
          new Promise<number>((resolve) => {
            for (const key of [...text, "Enter"]) {
              const code = key === "-" ? "Minus" : key.length > 1 ? key : /\d/.test(key) ? `Digit${key}` : `Key${key}`;
              window.dispatchEvent(new KeyboardEvent("keydown", { key, code, shiftKey: /[A-Z]/.test(key), bubbles: true, cancelable: true }));
            }
            const begun = performance.now();
            const look = (): void => {
              if (!document.querySelector("h1")?.textContent?.includes(text)) return void requestAnimationFrame(look);
              // The frame is drawn when the task after its callbacks runs.
              const drawn = new MessageChannel();
              drawn.port1.onmessage = () => resolve(performance.now() - begun);
              drawn.port2.postMessage(null);
            };
            requestAnimationFrame(look);
          }),
        number,
      ),
    );
    // Until its papers are drawn too: nobody scans the next one before.
    await page.waitForTimeout(700);
  }
  // The first scans load the screen's files.
  const times = timesOf(taken.slice(3).map((ms) => ms * 1000));
  return {
    operation: "scan to order on screen",
    ours: times,
    unit: "µs",
    bar: { of: "p99", most: 60_000 },
    note: `${taken.length - 3} orders of all years`,
  };
}

async function typing(page: Page, texts: readonly string[]): Promise<readonly Line[]> {
  const seen = await watched(page, async () => {
    for (const text of texts) {
      await page.keyboard.press("Control+k");
      await page.keyboard.type(text, { delay: TYPING_MS });
      await page.waitForTimeout(300);
      await page.keyboard.press("Escape");
    }
  });
  return [longest("longest task while typing in search", seen, texts.join(" | ").length), frameLine("frames while typing in search", seen)];
}

async function scrolling(page: Page, open: number): Promise<readonly Line[]> {
  await page.keyboard.press("Alt+2");
  await page.locator(".queue-list [data-id]").first().waitFor();
  await page.waitForTimeout(1000);
  const walk = (frames: number) =>
    page.evaluate(
      ([step, most]) =>
        new Promise<number>((resolve) => {
          const list = document.querySelector(".queue-list")!;
          let frame = 0;
          const turn = (): void => {
            list.scrollTop += step!;
            if (++frame < most!) requestAnimationFrame(turn);
            else resolve(list.scrollHeight);
          };
          requestAnimationFrame(turn);
        }),
      [ROWS_A_FRAME * ROW_PX, frames],
    );
  const seen = await watched(page, () => walk(SCROLLED_FRAMES));
  // On to the end, as fast as pages come; two seconds without a new one is the end.
  for (let before = 0, still = 0; still < 8;) {
    const now = await page.evaluate(async () => {
      const list = document.querySelector(".queue-list")!;
      list.scrollTop = list.scrollHeight;
      await new Promise((resolve) => setTimeout(resolve, 250));
      return list.scrollHeight;
    });
    still = now === before ? still + 1 : 0;
    before = now;
  }
  const rows = await page.evaluate((px) => Math.round(document.querySelector(".queue-list")!.scrollHeight / px), ROW_PX);
  await page.evaluate(() => void (document.querySelector(".queue-list")!.scrollTop = 0));
  await page.waitForTimeout(500);
  const whole = await watched(page, () => walk(SCROLLED_FRAMES));
  return [
    frameLine("frames while the queue scrolls and loads", seen, { late: 10 }),
    longest("longest task while the queue scrolls and loads", seen, SCROLLED_FRAMES),
    frameLine(`frames while the whole queue scrolls, ${rows} of ${open} rows loaded`, whole, { late: 10 }),
    longest("longest task while the whole queue scrolls", whole, SCROLLED_FRAMES),
  ];
}

/** Watches a page's frames and long tasks while something goes on. */
async function watched(page: Page, work: () => Promise<unknown>): Promise<Watched> {
  await page.evaluate(() => {
    const seen: { frames: number[]; tasks: number[]; on: boolean } = { frames: [], tasks: [], on: true };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
    let last = performance.now();
    const frame = (now: number): void => {
      seen.frames.push(now - last);
      last = now;
      if (seen.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await work();
  return page.evaluate(() => {
    const { seen } = window as unknown as { seen: { frames: number[]; tasks: number[]; on: boolean } };
    seen.on = false;
    return { frames: seen.frames.slice(1), tasks: seen.tasks };
  });
}

/** @param bar most late ones of a thousand */
function frameLine(operation: string, { frames, tasks }: Watched, bar?: { readonly late: number }): Line {
  const late = frames.filter((ms) => ms > FRAME_MS * 1.5);
  const { p50, p99 } = timesOf(frames);
  return {
    operation: `${operation}, late ones`,
    value: (late.length / frames.length) * 1000,
    unit: "‰",
    ...(bar && { bar: { of: "value", most: bar.late } }),
    note: `${frames.length} frames, ${p50.toFixed(1)} ms each, the slowest hundredth ${p99.toFixed(1)} ms, the slowest ${Math.max(...frames).toFixed(0)} ms; ${tasks.length} tasks longer than 50 ms`,
  };
}

const longest = (operation: string, { tasks }: Watched, of: number): Line => ({
  operation,
  value: Math.max(0, ...tasks),
  unit: "ms",
  bar: { of: "value", most: 50 },
  note: `${tasks.length} longer than 50 ms, in ${of} ${operation.includes("typing") ? "letters" : "frames"}`,
});
