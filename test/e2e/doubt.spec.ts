import type { Page } from "@playwright/test";
import { findFaults } from "./axe.ts";
import { expect, fill, setUpShop, tabTo, test, textOf } from "./talon.ts";

/** The print dialog of a browser without a screen would end its page. */
test.beforeEach(({ talon: { page } }) => page.addInitScript("window.print = () => undefined"));

const text = (key: string): string => textOf("en", key);

const dialog = (page: Page) => page.getByRole("dialog");

/** Slower than a scanner, ms. */
const AT_EASE = 250;

async function press(page: Page, key: string): Promise<void> {
  await page.waitForTimeout(AT_EASE);
  await page.keyboard.press(key);
}

/** Writes an intake and accepts it. */
async function accept(page: Page, device: Readonly<Record<string, string>>): Promise<void> {
  await page.keyboard.press("Alt+1");
  await fill(page, "customer.phone", "8 (701) 000-45-67");
  await fill(page, "customer.name", "Nurlan Akhmetov");
  await fill(page, "device.category", text("category.phone"));
  await page.keyboard.press("Enter");
  for (const [name, value] of Object.entries(device)) await fill(page, `device.${name}`, value);
  await fill(page, "fault", "Does not charge");
  await page.keyboard.press("Control+Enter");
}

const accepted = (page: Page) => page.getByTestId("result").getByRole("link").first();

async function openAccepted(page: Page): Promise<string> {
  await expect(accepted(page)).toBeVisible();
  const number = (await accepted(page).textContent())!;
  await tabTo(page, '[data-testid="result"] a');
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(number);
  return number;
}

test("a known serial number of another model is asked about, at intake and at a correction", async ({ talon: { page } }) => {
  await setUpShop(page);
  await accept(page, { brand: "Samsung", model: "A54", serial: "R58N30ABCDE" });
  const first = await openAccepted(page);
  await accept(page, { brand: "Samsung", model: "S21", serial: "R58N30ABCDE" });
  await expect(dialog(page)).toContainText("“R58N30ABCDE” is known already");
  await expect(dialog(page)).toContainText(first);
  await expect(dialog(page).getByRole("button", { name: "The same device, corrected" })).toBeFocused();
  expect(await findFaults(page)).toEqual([]);
  // Esc takes nothing in and keeps what was written.
  await press(page, "Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(page.locator('[data-path="device.model"]')).toHaveValue("S21");
  await page.keyboard.press("Control+Enter");
  await expect(dialog(page)).toBeVisible();
  await press(page, "2");
  await openAccepted(page);
  await expect(page.locator(".order")).toContainText("Samsung S21");
  await expect(page.locator(".before")).toHaveCount(0);

  // Its own unit may be corrected as one likes; a number that another one bears is asked about.
  const serial = dialog(page).getByLabel(text("intake.serial"), { exact: true });
  await press(page, "d");
  await serial.fill("R58N30ABCDX");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".order")).toContainText("R58N30ABCDX");
  await press(page, "d");
  await serial.fill("R58N30ABCDE");
  await page.keyboard.press("Control+Enter");
  await expect(dialog(page)).toContainText(text("order.correct.which"));
  await expect(dialog(page).getByRole("button", { name: "The same device, corrected" })).toBeFocused();
  expect(await findFaults(page)).toEqual([]);
  // Esc leaves the question; what was typed stands there still, and the keyboard is where it was.
  await press(page, "Escape");
  await expect(serial).toBeFocused();
  await expect(serial).toHaveValue("R58N30ABCDE");
  await page.keyboard.press("Control+Enter");
  await expect(dialog(page)).toContainText(text("order.correct.which"));
  await press(page, "2");
  await expect(dialog(page)).toBeHidden();
  await expect(page.locator(".order")).toContainText("R58N30ABCDE");
});

test("both IMEIs are corrected by keyboard, a wrong one is named beside its field, and the timeline tells of it", async ({ talon: { page } }) => {
  await setUpShop(page);
  await accept(page, { brand: "Samsung", model: "A54", imei: "490154203237518" });
  await openAccepted(page);
  await press(page, "d");
  const second = dialog(page).getByLabel(text("intake.imei2"), { exact: true });
  await second.fill("356938035643808");
  await dialog(page)
    .getByRole("button", { name: text("order.discard") })
    .hover();
  expect(await findFaults(page)).toEqual([]);
  await page.keyboard.press("Control+Enter");
  await expect(second).toHaveAttribute("aria-invalid", "true");
  await expect(second).toBeFocused();
  await second.fill("356938035643809");
  await page.keyboard.press("Control+Enter");
  await expect(dialog(page)).toBeHidden();
  await expect(page.locator(".order")).toContainText("490154203237518 / 356938035643809");
  await expect(page.locator(".correction")).toContainText("356938035643809");
});

test("a device goes with a debt on purpose, and the debt is paid later", async ({ talon: { page } }) => {
  await setUpShop(page);
  await accept(page, { brand: "Samsung", model: "A54" });
  const number = await openAccepted(page);
  await press(page, "w");
  await page.getByRole("textbox", { name: text("order.line.work") }).fill("Diagnosis");
  await page.getByLabel(/^Price/).fill("5000");
  await page.keyboard.press("Enter");
  await expect(page.locator(".totals")).toContainText("5,000");
  await press(page, "m");
  await expect(dialog(page)).toBeVisible();
  await dialog(page).getByRole("textbox").fill("The customer wants it back");
  await dialog(page)
    .getByRole("button", { name: /^Cancelled/ })
    .click();
  await expect(dialog(page)).toBeHidden();
  await press(page, "h");
  await page.locator(".handback").waitFor();
  await page.getByText(text("handback.by-identity")).click();
  await tabTo(page, '[data-path="identityCheck"]');
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.locator(".handback-things input").first().check();
  await page.keyboard.press("Control+Enter");
  await expect(dialog(page)).toContainText("is still owed");
  await expect(dialog(page).getByRole("button", { name: text("handback.ask-owed.no") })).toBeFocused();
  expect(await findFaults(page)).toEqual([]);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: number })).toContainText("Still owed:");
  expect(await findFaults(page)).toEqual([]);
  await page.getByRole("link", { name: text("handback.pay-later") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(number);
  await press(page, "y");
  await expect(page.getByLabel(/^Amount/)).toHaveValue(/5.?000/);
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".payments")).toContainText("5,000");
  await expect(page.getByRole("button", { name: text("order.pay") })).toHaveCount(0);
});
