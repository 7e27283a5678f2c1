import { join } from "node:path";
import type { Page } from "@playwright/test";
import Sqlite from "better-sqlite3";
import { CASES } from "../helpers/intake-cases.ts";
import { takeIn } from "./intake-case.ts";
import { expect, fill, inElectron, setUpShop, test, textOf } from "./talon.ts";

test.skip(inElectron, "several benches and crashes go through the host");

/** Someone without a PIN signs in by one key. */
async function signInAgain(page: Page): Promise<void> {
  await page.locator(".sign-in-person").waitFor({ timeout: 15_000 });
  await page.keyboard.press("Enter");
  await expect(page.locator(".frame")).toBeVisible();
}

test("what one bench does shows on the other at once", async ({ talon: { page, openBench } }) => {
  await setUpShop(page);
  const other = await openBench();
  await signInAgain(other);
  await other.keyboard.press("Alt+2");
  const { number } = await takeIn(page, "en", CASES["mixer-en"]);
  await expect(other.getByText(number).first()).toBeVisible();
});

test("a bench whose line broke shows what changed meanwhile, and what changes from then on", async ({ talon: { page, openBench } }) => {
  await setUpShop(page);
  const other = await openBench();
  await other.addInitScript(() => {
    const sockets: WebSocket[] = [];
    window.WebSocket = class extends WebSocket {
      constructor(url: string | URL) {
        super(url);
        sockets.push(this);
      }
    };
    Object.assign(window, { breakLine: () => sockets.forEach((socket) => socket.close()) });
  });
  await other.reload();
  await signInAgain(other);
  await other.keyboard.press("Alt+2");
  await expect(other.locator(".queue-head")).toBeVisible();
  await other.evaluate(() => (window as unknown as { breakLine: () => void }).breakLine());
  const meanwhile = await takeIn(page, "en", CASES["mixer-en"]);
  await expect(other.getByText(meanwhile.number).first()).toBeVisible();
  const then = await takeIn(page, "en", CASES["phone-en"]);
  await expect(other.getByText(then.number).first()).toBeVisible();
});

/** When a draft was kept last, epoch ms. */
function draftKeptAt(dataFolder: string): number {
  const db = new Sqlite(join(dataFolder, "talon.db"), { readonly: true });
  try {
    return (db.prepare("SELECT max(saved_at) FROM draft").pluck().get() as number | null) ?? 0;
  } finally {
    db.close();
  }
}

test("a draft survives a reload, a crash of the program and a switch of person", async ({ talon: { page, dataFolder, crash } }) => {
  await setUpShop(page, { pin: "2468" });
  await page.keyboard.press("Alt+1");
  await fill(page, "customer.name", "Līga Kalniņa-Bērziņa");
  await fill(page, "fault", "Plaisas pārklājum");
  const before = Date.now();
  await page.keyboard.type("ā");
  await expect(page.getByText(/Draft saved/)).toBeVisible();
  await expect.poll(() => draftKeptAt(dataFolder)).toBeGreaterThan(before);
  await page.reload();
  await expect(page.locator('[data-path="customer.name"]')).toHaveValue("Līga Kalniņa-Bērziņa");

  await page.keyboard.press("F8");
  await expect(page.locator("input[type=password]")).toBeVisible();
  await page.keyboard.type("1111");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "Wrong PIN" })).toBeVisible();
  await page.keyboard.type("2468");
  await page.keyboard.press("Enter");
  await expect(page.locator('[data-path="fault"]')).toHaveValue("Plaisas pārklājumā");

  await crash();
  await expect(page.locator("input[type=password]")).toBeVisible({ timeout: 15_000 });
  await page.keyboard.type("2468");
  await page.keyboard.press("Enter");
  await expect(page.locator('[data-path="customer.name"]')).toHaveValue("Līga Kalniņa-Bērziņa");
});

test("nothing that was acknowledged is missing after a crash in the middle of work", async ({ talon: { page, crash } }) => {
  await setUpShop(page);
  const first = await takeIn(page, "en", CASES["phone-en"]);
  await crash();
  await signInAgain(page);
  const second = await takeIn(page, "en", CASES["mixer-en"]);
  await crash();
  await signInAgain(page);
  for (const { number } of [first, second]) {
    await page.keyboard.press("Control+K");
    await page.keyboard.type(number);
    await expect(page.getByRole("option").first()).toContainText(number);
    await page.keyboard.press("Escape");
  }
});

test("a double press of accept takes the device in once", async ({ talon: { page } }) => {
  await setUpShop(page);
  await page.keyboard.press("Alt+1");
  await fill(page, "customer.phone", "+371 26 123 456");
  await fill(page, "customer.name", "Ana Souza");
  await fill(page, "device.category", textOf("en", "category.phone"));
  await page.keyboard.press("Enter");
  await fill(page, "fault", "Broken");
  await Promise.all([page.keyboard.press("Control+Enter"), page.keyboard.press("Control+Enter")]);
  await expect(page.getByTestId("result")).toBeVisible();
  await page.keyboard.press("Control+K");
  await page.keyboard.type("Ana");
  await expect(page.getByRole("option")).toHaveCount(1);
});
