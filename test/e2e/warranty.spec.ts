import type { Page } from "@playwright/test";
import { addDays } from "../../src-main/domain/ground/date.ts";
import { choose, expect, fill, setUpShop, tabTo, test, textOf } from "./talon.ts";

/** The print dialog of a browser without a screen would end its page. */
test.beforeEach(({ talon: { page } }) => page.addInitScript("window.print = () => undefined"));

const text = (key: string): string => textOf("en", key);

/** The ISO day so many days ago, as the shop's PC counts them. */
const daysAgo = (days: number): string => addDays(new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Almaty" }).format(), -days);

/** What the counter writes down of a warranty case. */
type Case = {
  readonly category: string;
  readonly request?: string;
  readonly reason?: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Texts of the papers that came along. */
  readonly papers: readonly string[];
  /** Facts that are so. */
  readonly facts: readonly string[];
};

/** Takes a case in by keyboard alone, in the order of the form, and opens its order. */
async function takeIn(page: Page, { category, request, reason, fields, papers, facts }: Case): Promise<string> {
  await page.keyboard.press("Alt+1");
  await fill(page, "customer.phone", "8 (701) 000-45-67");
  await fill(page, "customer.name", "Nurlan Akhmetov");
  await fill(page, "device.category", text(`category.${category}`));
  await page.keyboard.press("Enter");
  for (const [path, value] of Object.entries(fields)) await fill(page, path, value);
  if (request) await choose(page, "request", text(`request.${request}`));
  for (const label of papers) await tick(page, label);
  // What the policy asks stands there once the brand has chosen it, and what it asks of this request once that is known.
  await page.locator(`[data-path="warranty.${reason ? "reason" : facts[0]}"]`).waitFor();
  if (reason) await choose(page, "warranty.reason", text(`policy.reason.${reason}`));
  for (const fact of facts) {
    await tabTo(page, `[data-path="warranty.${fact}"] input`);
    await page.keyboard.press("ArrowRight");
  }
  await fill(page, "fault", "Does not do what it should");
  await page.keyboard.press("Control+Enter");
  const link = '[data-testid="result"] a';
  await page.locator(link).waitFor();
  const number = (await page.locator(link).textContent())!;
  await tabTo(page, link);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(number);
  return number;
}

async function tick(page: Page, label: string): Promise<void> {
  await tabTo(page, '[data-path="device.proof"] input');
  for (let presses = 0; presses < 10; presses++) {
    const at = await page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent?.trim());
    if (at === label) return page.keyboard.press("Space");
    await page.keyboard.press("Tab");
  }
  throw new Error(`no Tab leads to ${label}`);
}

/** Presses a key of the screen, slower than a scanner. */
async function press(page: Page, key: string): Promise<void> {
  await page.waitForTimeout(250);
  await page.keyboard.press(key);
}

async function openDialog(page: Page, key: string): Promise<void> {
  await press(page, key);
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.waitForTimeout(250);
}

const closed = (page: Page): Promise<void> => expect(page.getByRole("dialog")).toBeHidden();
const isIn = (page: Page, state: string): Promise<void> => expect(page.locator(".order-signs [role=status]")).toHaveText(text(`state.${state}`));

test("an inspection that finds the user's fault ends the warranty, and the repair waits for the customer's word", async ({ talon: { page } }) => {
  test.setTimeout(120_000);
  await setUpShop(page);
  await takeIn(page, {
    category: "robot-vacuum",
    fields: { "device.brand": "Dreame", "device.model": "L20 Ultra", "device.serial": "DRM-5871", "device.purchasedOn": daysAgo(60) },
    papers: [text("proof.receipt"), text("proof.warranty-card"), text("intake.card-stamped")],
    facts: ["complete"],
  });
  const warranty = page.getByRole("region", { name: text("order.warranty") });
  await expect(warranty).toContainText(text("policy.stage.preliminary"));
  await expect(warranty.locator("[data-coverage]").first()).toHaveAttribute("data-coverage", "in-warranty");
  await expect(warranty).toContainText(text("policy.remedy.free-repair"));

  await press(page, "g");
  await isIn(page, "diagnosing");
  await openDialog(page, "i");
  await fill(page, "facts.findings", "Liquid");
  await page.keyboard.press("Enter");
  // The first Esc closes the list; half an inspection waits for its end.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await closed(page);
  await openDialog(page, "i");
  await expect(page.locator(".inspect-verdict [data-coverage]")).toHaveAttribute("data-coverage", "void");
  // What was typed and not chosen yet is taken along: it can mean but one finding.
  await fill(page, "facts.findings", "negl");
  await page.keyboard.press("Alt+Enter");
  await closed(page);
  await expect(warranty).toContainText("Neglect");
  await expect(warranty).toContainText(text("policy.stage.final"));
  await expect(warranty.locator("[data-coverage]").first()).toHaveAttribute("data-coverage", "void");
  await expect(warranty.locator(".decision-change")).toContainText(text("policy.remedy.paid-repair"));
  await expect(warranty.locator(".decision-change")).toContainText("Faults that the user caused");

  await press(page, "g");
  await isIn(page, "awaiting-approval");
  await expect(page.locator(".order-why")).toContainText(text("order.bar.needs-price"));
  // The queue says the same of the move, and leads to the same dialog.
  await page.keyboard.press("Alt+2");
  await expect(page.getByRole("row").nth(1)).toContainText(text("state.awaiting-approval"));
  await openDialog(page, "m");
  await expect(page.getByRole("dialog")).toContainText(text("order.bar.needs-price"));
  await page.keyboard.press("1");
  await expect(page.getByRole("dialog")).toContainText(text("order.price.how"));
  await page.keyboard.type("45 000");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await closed(page);
  await expect(page.locator(".order-why")).toHaveCount(0);
  await expect(page.getByRole("region", { name: text("order.timeline") })).toContainText(/Price confirmed: .*45,000.* · by phone · Nurlan Akhmetov/);
  await press(page, "g");
  await isIn(page, "approved");
  await press(page, "g");
  await isIn(page, "in-repair");
});

test("a return is approved, comes back, is inspected, and goes back as money less the restocking fee", async ({ talon: { page } }) => {
  test.setTimeout(120_000);
  await setUpShop(page);
  const number = await takeIn(page, {
    category: "optics",
    request: "return",
    reason: "changed-mind",
    fields: { "device.brand": "Paralight", "device.model": "PL-12", "device.serial": "PL-000777", "device.receivedOn": daysAgo(10) },
    papers: [text("proof.invoice"), text("proof.packing-list")],
    facts: ["complete", "originalPackaging", "unused"],
  });
  const warranty = page.getByRole("region", { name: text("order.warranty") });
  await expect(warranty).toContainText(text("policy.requirement.written-approval"));
  await expect(page.locator(".order-signs .clock-pill")).toHaveAttribute("data-colour", "green");

  await openDialog(page, "b");
  await page.keyboard.type("Brīvības iela 1, Rīga");
  await tabTo(page, 'input[maxlength="200"]');
  await page.keyboard.type("DHL 4711");
  await page.keyboard.press("Control+Enter");
  await closed(page);
  await isIn(page, "awaiting-goods");
  await expect(warranty).toContainText("DHL 4711");
  await expect(page.getByRole("button", { name: /Return approval/ }).first()).toBeVisible();
  await expect(page.locator(".order-signs .clock-pill")).toContainText(text("policy.deadline.send-goods-back"));

  await page.keyboard.press("Alt+2");
  const row = page.getByRole("row").filter({ hasText: number });
  await expect(row.locator(".clock-pill")).toHaveAttribute("data-colour", "green");
  await expect(row).toContainText(text("queue.next.receive"));
  await page.keyboard.press("Enter");
  await isIn(page, "awaiting-goods");

  await press(page, "r");
  await isIn(page, "diagnosing");
  await openDialog(page, "i");
  await page.keyboard.press("Alt+Enter");
  await closed(page);
  await press(page, "g");
  await isIn(page, "refunding");

  const orderId = new URL(page.url()).hash.split("/").at(-1)!;
  await page.evaluate((hash) => (location.hash = hash), `/handback/${orderId}`);
  await expect(page.getByRole("alert").filter({ hasText: text("order.deed.settle") })).toBeVisible();
  await page.keyboard.press("Enter");
  await isIn(page, "refunding");

  await openDialog(page, "x");
  await page.keyboard.type("100");
  const sum = page.getByRole("dialog").getByRole("status");
  await expect(sum).toContainText("20.00");
  await expect(sum).toContainText("80.00");
  await page.keyboard.press("Control+Enter");
  await closed(page);
  await isIn(page, "refunded");
  await expect(warranty).toContainText("80.00");
  await expect(page.getByRole("region", { name: text("order.timeline") })).toContainText(/restocking fee − .*20\.00 · given back .*80\.00/);
  await page.keyboard.press("Alt+2");
  await expect(page.getByRole("row").filter({ hasText: number })).toHaveCount(0);
});
