import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { OLD_ORDERS, ORD_HEAD } from "../helpers/exchange.ts";
import { findFaults } from "./axe.ts";
import { expect, setUpShop, tabTo, test, textOf } from "./talon.ts";

/** Opens Settings → Data by keyboard. */
async function openData(page: Page): Promise<void> {
  await page.keyboard.press("Alt+5");
  await page.locator(".settings").waitFor();
  await page.keyboard.press("8");
  await page.locator(".data").waitFor();
}

/** Chooses a file in the dialog that a key opens. */
async function choose(page: Page, name: string, content: string): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("i");
  await (await chooser).setFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
}

async function find(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+K");
  await page.keyboard.type(text);
}

test("past orders are brought in by keyboard: mapped, checked, left out where wrong, found, and undone", async ({ talon: { page } }) => {
  await setUpShop(page);
  await openData(page);
  await page.locator(".data-drop button").focus();
  expect(await findFaults(page)).toEqual([]);
  await choose(page, "old.csv", `${OLD_ORDERS}1004;10.10.2020;09.10.2020;Анна;+7 702 333 44 55;;;;;;;\n`);
  await expect(page.locator(".data-columns tbody tr")).toHaveCount(12);
  await expect(page.getByRole("button", { name: textOf("en", "exchange.check") })).toBeFocused();
  expect(await findFaults(page)).toEqual([]);
  // A column is given another meaning, and then the right one again.
  await tabTo(page, '[aria-label^="Результат"]', "Shift+Tab");
  await page.keyboard.press("Home");
  await expect(page.locator('[aria-label^="Результат"]')).toHaveValue("");
  await page.locator('[aria-label^="Результат"]').selectOption("outcome");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".data-findings")).toContainText("3 of 4 rows are right");
  await expect(page.locator(".data-findings")).toContainText("It was given back before it was taken in");
  await expect(page.locator(".data-act button").first()).toBeDisabled();
  await page.keyboard.press("Escape");
  await expect(page.locator(".data-columns")).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".data-findings")).toBeVisible();
  expect(await findFaults(page)).toEqual([]);
  await tabTo(page, ".data-findings input[type=checkbox]");
  await page.keyboard.press("Space");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".data-imports")).toContainText("old.csv");
  await find(page, "1001");
  await expect(page.getByRole("option").first()).toContainText("Samsung");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("1001");
  await expect(page.getByText("from “old.csv”")).toBeVisible();
  expect(await findFaults(page)).toEqual([]);
  await openData(page);
  await tabTo(page, '.data-imports button[aria-label^="Undo"]');
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Undo", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator(".data-imports")).toContainText("undone");
  await find(page, "1001");
  await expect(page.getByRole("option")).toHaveCount(0);
});

test("a large import is cancelled with Esc and leaves nothing; what is no CSV is told; Open Repair Data comes in whole", async ({
  talon: { page },
}) => {
  await setUpShop(page);
  await openData(page);
  await choose(page, "photo.csv", `\u0089PNG\r\n\u001a\n${"\0".repeat(50)}`);
  await expect(page.getByText("This is no CSV file")).toBeVisible();
  const rows = Array.from(
    { length: 60_000 },
    (_, index) => `n_${index},P,LVA,Lamp,Lamp,15,Brand,????,,Fixed,,Rīga,2024-01-02,"glow ${index},\nline"`,
  );
  await choose(page, "ord.csv", `${ORD_HEAD}\n${rows.join("\n")}\n`);
  await expect(page.getByText("Every cell is kept as it is")).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".data-findings")).toContainText("60,000 of 60,000 rows");
  await page.keyboard.press("Control+Enter");
  // Seen in the frame in which it appears: from then on it can be cancelled for a second.
  await page.waitForFunction(() => document.querySelector('[role="progressbar"]')?.getAttribute("aria-label")?.startsWith("Making findable"));
  await page.keyboard.press("Escape");
  await expect(page.getByText("Cancelled. Nothing was stored.")).toBeVisible();
  await find(page, "glow 7");
  await page.waitForTimeout(500);
  await expect(page.getByRole("option")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Bring in 60,000 rows" }).focus();
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".data-imports")).toContainText("orders 60,000", { timeout: 60_000 });
});

test("everything is taken out with one key, and the screen says where it lies", async ({ talon: { page, dataFolder } }) => {
  await setUpShop(page);
  await openData(page);
  await page.keyboard.press("e");
  await expect(page.locator(".data-path")).toContainText("exports");
  expect(await findFaults(page)).toEqual([]);
  const [folder = ""] = readdirSync(join(dataFolder, "exports"));
  expect(readFileSync(join(dataFolder, "exports", folder, "csv", "person.csv"), "utf8")).toContain("Aigerim");
});
