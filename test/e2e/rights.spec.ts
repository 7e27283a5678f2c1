import type { Page } from "@playwright/test";
import { findFaults } from "./axe.ts";
import { expect, fill, inElectron, setUpShop, tabTo, test } from "./talon.ts";

/** Types into a field of the open page by its label. */
const typed = (page: Page, label: string, text: string): Promise<void> => page.getByLabel(label, { exact: true }).fill(text);

const nameOf = (page: Page) => page.getByRole("textbox", { name: "Name", exact: true });

async function openSettings(page: Page, digit: string, selector: string): Promise<void> {
  await page.keyboard.press("Alt+5");
  await page.locator(".settings").waitFor();
  await page.waitForTimeout(300);
  await page.keyboard.press(digit);
  await page.locator(selector).waitFor();
}

async function signIn(page: Page, name: string, pin: string): Promise<void> {
  await page.locator(".sign-in").waitFor();
  const pad = page.locator(".sign-in-pin input");
  // Whoever is alone is asked at once.
  if (!(await pad.isVisible())) await page.getByRole("button", { name }).click();
  await pad.fill(pin);
  await page.keyboard.press("Enter");
}

/** A supervisor without a PIN is led to one, then adds a colleague. */
async function addColleague(page: Page): Promise<void> {
  await openSettings(page, "2", ".settings-people");
  await page.keyboard.press("n");
  await nameOf(page).fill("Oleg");
  await typed(page, "PIN", "4711");
  await typed(page, "PIN once more", "4711");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Aigerim is a supervisor and needs a PIN")).toBeVisible();
  expect(await findFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Set my PIN" }).click();
  await typed(page, "New PIN", "2468");
  await typed(page, "PIN once more", "2468");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByLabel("Present PIN")).toBeVisible();
  await page.getByRole("button", { name: "Oleg" }).click();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Oleg" })).toBeVisible();
}

test("a second person comes once the supervisor has a PIN, and sees what a technician may", async ({ talon: { page } }) => {
  await setUpShop(page);
  await addColleague(page);
  await page.keyboard.press("F8");
  await signIn(page, "Oleg", "4711");
  await page.locator(".frame").waitFor();
  await page.keyboard.press("Alt+5");
  await expect(page.locator(".settings-sections a")).toHaveText([/People/, /Printers/, /This bench/, /About/]);
  await page.waitForTimeout(300);
  await page.keyboard.press("2");
  await expect(page.locator(".settings-people-list button")).toHaveCount(1);
  await expect(nameOf(page)).toBeDisabled();
  expect(await findFaults(page)).toEqual([]);
  // One's own PIN takes the old one.
  await typed(page, "Present PIN", "0000");
  await typed(page, "New PIN", "5555");
  await typed(page, "PIN once more", "5555");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Wrong PIN. Try again.")).toBeVisible();
  await typed(page, "Present PIN", "4711");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByLabel("Present PIN")).toHaveValue("");
  await page.waitForTimeout(300);
  await tabTo(page, ".settings-sections a", "Shift+Tab");
  await page.keyboard.press("9");
  await expect(page.getByLabel("Name of this bench")).toBeDisabled();
  expect(await findFaults(page)).toEqual([]);
  await page.keyboard.press("F8");
  await signIn(page, "Oleg", "5555");
  await page.locator(".frame").waitFor();
});

test("a session ends at once when its person gets another PIN, and what was typed is still there", async ({ talon: { page, openBench } }) => {
  test.skip(inElectron, "a second bench needs the host");
  await setUpShop(page);
  await addColleague(page);
  const other = await openBench();
  await signIn(other, "Oleg", "4711");
  await other.locator(".frame").waitFor();
  await other.keyboard.press("Alt+1");
  await fill(other, "customer.name", "Half a name");
  await typed(page, "New PIN", "1212");
  await typed(page, "PIN once more", "1212");
  await page.keyboard.press("Control+Enter");
  await other.locator(".sign-in").waitFor();
  await signIn(other, "Oleg", "4711");
  await expect(other.getByText("Wrong PIN. Try again.")).toBeVisible();
  await other.locator(".sign-in-pin input").fill("1212");
  await other.keyboard.press("Enter");
  await expect(other.locator('[data-path="customer.name"]')).toBeVisible();
  await expect(other.locator('input[data-path="customer.name"], [data-path="customer.name"] input')).toHaveValue("Half a name");
});
