import type { Page } from "@playwright/test";
import { LANGUAGES } from "../../src-main/domain/ground/language.ts";
import { CASES } from "../helpers/intake-cases.ts";
import { findFaults } from "./axe.ts";
import { takeIn } from "./intake-case.ts";
import { setUpPrinters, startFickleZebra } from "./print-set.ts";
import { expect, fill, inElectron, setUpShop, tabTo, test } from "./talon.ts";

async function findNothing(page: Page, name: string): Promise<void> {
  expect(await findFaults(page), name).toEqual([]);
}

/** Has the PC prefer light or dark, until the screens follow. */
async function dress(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
}

for (const language of LANGUAGES)
  test.describe(`axe finds nothing in ${language}`, () => {
    test.use({ screenLanguage: language });

    test("on every screen", async ({ talon: { page } }) => {
      test.skip(inElectron, "its printer is set up through the host");
      test.setTimeout(480_000);
      await page.locator(".set-up").waitFor();
      await findNothing(page, "set-up");
      await setUpShop(page, { pin: "1357" });
      await page.keyboard.press("Alt+2");
      await page.locator("h1").first().waitFor();
      await findNothing(page, "empty queue");
      await page.keyboard.press("Alt+1");
      await page.locator('[data-path="customer.phone"]').waitFor();
      await page.keyboard.press("Control+Enter");
      await findNothing(page, "intake with errors");
      // The label printer breaks off in the middle of the first label, so that someone is asked.
      const zebra = await startFickleZebra();
      zebra.breakAfter(0);
      await setUpPrinters(page, [{ name: "Zebra", way: "tcp", address: zebra.address, language: "zpl", size: "58x40", kinds: ["label"] }], "1357");
      const { number } = await takeIn(page, language, CASES["mixer-en"]);
      await page.locator('.prints-button [data-tone="today"]').waitFor();
      await findNothing(page, "intake with its result");
      await page.keyboard.press("F2");
      await page.locator(".prints [data-deed=repeat]").waitFor();
      await findNothing(page, "printing, with a job that is asked about");
      await page.waitForTimeout(200);
      await page.keyboard.press("d");
      await page.locator(".prints input").waitFor();
      await page.keyboard.press("Enter");
      await findNothing(page, "printing, giving up");
      await page.keyboard.press("Escape");
      await page.locator(".prints [data-deed=drop]:focus").waitFor();
      await page.keyboard.press("Escape");
      await page.locator(".prints").waitFor({ state: "hidden" });
      await fill(page, "device.brand", "Dreame");
      await page.locator(".decision").waitFor();
      await page.locator(".decision-why summary").click();
      await findNothing(page, "intake under a policy");
      await tabTo(page, '[data-path="request"]');
      await page.keyboard.press("ArrowDown");
      await expect(page.getByRole("option").first()).toBeVisible();
      await findNothing(page, "intake with an open list");
      await page.keyboard.press("Escape");
      for (const [key, name] of [
        ["Alt+2", "queue"],
        ["Alt+3", "handback"],
        ["Alt+4", "customers"],
        ["Alt+6", "figures"],
        ["Alt+5", "settings"],
      ] as const) {
        await page.keyboard.press(key);
        await page.waitForTimeout(400);
        await page.locator("h1").first().waitFor();
        await findNothing(page, name);
      }
      await page.keyboard.press("3");
      await page.locator(".papers-page:not([data-old]) img").waitFor();
      await findNothing(page, "papers");
      await tabTo(page, '[data-path="papers.template"]');
      await page.keyboard.press("Enter");
      await page.locator(".template-source textarea:focus").waitFor();
      await page.locator(".papers-page:not([data-old]) img").waitFor();
      await findNothing(page, "a template");
      await page.keyboard.press("Control+Home");
      await page.keyboard.insertText("#x ");
      await page.locator(".template-lines mark").waitFor();
      await findNothing(page, "a template with an error");
      await dress(page, "dark");
      await findNothing(page, "a template with an error, in the dark");
      await dress(page, "light");
      for (let typed = 0; typed < 3; typed++) await page.keyboard.press("Backspace");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await page.locator(".settings-sections").waitFor();
      await page.waitForTimeout(300);
      await page.keyboard.press("5");
      await page.locator("#printers-title").waitFor();
      await findNothing(page, "printers");
      await page.waitForTimeout(300);
      await page.keyboard.press("n");
      await page.locator('[data-path="address"]').waitFor();
      await page.keyboard.press("Control+Enter");
      await findNothing(page, "a printer with errors");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Alt+2");
      await page.waitForTimeout(300);
      await page.keyboard.press("b");
      await page.waitForTimeout(400);
      await findNothing(page, "board");
      await page.keyboard.press("Control+K");
      await page.keyboard.type(number);
      await expect(page.getByRole("option").first()).toContainText(number);
      await findNothing(page, "search");
      await page.keyboard.press("Enter");
      await expect(page.getByRole("heading", { level: 1 })).toContainText(number);
      await page.waitForTimeout(500);
      await page.locator(".print-log summary").click();
      await findNothing(page, "order");
      await page.keyboard.press("Shift+L");
      await page.locator('[data-path="firstFree"]').waitFor();
      await findNothing(page, "labels on a sheet");
      await dress(page, "dark");
      await findNothing(page, "order in the dark");
      await page.keyboard.press("F8");
      await expect(page.locator("input[type=password]")).toBeVisible();
      await findNothing(page, "sign-in");
      await zebra.stop();
    });
  });
