import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import type { Page } from "@playwright/test";
import { CASES } from "../helpers/intake-cases.ts";
import { findFaults } from "./axe.ts";
import { putOrder, takeIn } from "./intake-case.ts";
import { expect, inElectron, setUpShop, tabTo, test as base, textOf } from "./talon.ts";

const text = (key: string): string => textOf("en", key);

const test = base.extend<{ folder: string }>({
  folder: async ({ screenLanguage: _ }, use) => {
    const outside = mkdtempSync(join(tmpdir(), "talon-e2e-backups-"));
    await use(join(outside, "stick"));
    rmSync(outside, { recursive: true, force: true });
  },
});

const made = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => /^talon-2.*Z(-\d+)?$/.test(name)) : [];

async function openBackups(page: Page): Promise<void> {
  await page.keyboard.press("Alt+5");
  await page.locator(".settings-sections").waitFor();
  // The keys of Settings act once they are sure not to be a scanner's.
  await page.waitForTimeout(250);
  await page.keyboard.press("7");
  await page.locator(".backups-now").waitFor();
}

/** Chooses the folder by keyboard; the first backup is made at once. */
async function choose(page: Page, folder: string): Promise<void> {
  await openBackups(page);
  await tabTo(page, '[data-path="folder"]');
  await page.keyboard.press("Control+A");
  await page.keyboard.type(folder);
  await page.keyboard.press("Control+Enter");
}

test("a folder is chosen, a backup is made, checked and restored, by keyboard only", async ({ talon: { page, dataFolder }, folder }) => {
  test.setTimeout(60_000);
  await setUpShop(page);
  await expect(page.locator(".backup-glance")).toHaveText(text("foot.backup.unset"));

  // A folder inside the data folder is refused beside its field.
  await choose(page, join(dataFolder, "backups"));
  await expect(page.getByText(text("error.backup.inside-data"))).toBeVisible();
  await expect(page.locator('[data-path="folder"]')).toBeFocused();
  await page.keyboard.press("Control+A");
  await page.keyboard.type(folder);
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".backups-list tbody tr")).toHaveCount(1);
  await expect(page.locator('.backups-now[data-health="good"]')).toBeVisible();
  expect(made(folder)).toHaveLength(1);
  expect(await findFaults(page)).toEqual([]);

  await page.locator(".backups-list button").first().focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".tray").getByText("is whole")).toBeVisible();

  await page.keyboard.press("Alt+1");
  const { number } = await takeIn(page, "en", CASES["mixer-en"]);
  await openBackups(page);
  await page.locator(".backups-list button").nth(1).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(number)).toBeVisible();
  await expect(dialog.getByText("1 order that is here now is not in this backup.")).toBeVisible();
  // News behind the dialog's veil are read once it is gone, or go by themselves.
  await expect(page.locator(".tray [role=alert]")).toHaveCount(0);
  expect(await findFaults(page)).toEqual([]);
  // Cancelling is what the first Enter would do.
  await expect(page.locator(".backups-buttons button:first-child")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");

  // The shop closes and opens again; whoever works here signs in anew.
  await page.locator(".sign-in").waitFor();
  expect(readdirSync(dataFolder).filter((name) => name.startsWith("replaced-"))).toHaveLength(1);
  await page.locator(".sign-in button").first().click();
  await page.locator(".frame").waitFor();
  await page.keyboard.press("Alt+2");
  await expect(page.getByText(number)).toHaveCount(0);
});

test("a stick that was pulled is told on every screen until it is back", async ({ talon: { page }, folder }) => {
  test.setTimeout(60_000);
  await setUpShop(page);
  await choose(page, folder);
  await expect(page.locator(".backups-list tbody tr")).toHaveCount(1);
  renameSync(folder, `${folder}-pulled`);
  await page.waitForTimeout(250);
  await page.locator(".settings-sections [aria-current]").focus();
  await page.waitForTimeout(250);
  await page.keyboard.press("b");
  await expect(page.locator(".backups-now")).toContainText(text("error.backup.folder-gone"));
  for (const key of ["Alt+1", "Alt+2", "Alt+3", "Alt+4"]) {
    await page.keyboard.press(key);
    await expect(page.locator(".backup-bar")).toContainText(text("error.backup.folder-gone"));
    await page.locator("h1").first().waitFor();
    expect(await findFaults(page)).toEqual([]);
  }
  // It cannot be sent away, and is said once.
  await expect(page.locator(".backup-bar button")).toHaveCount(0);
  await expect(page.locator(".tray [role=alert]")).toHaveCount(0);

  renameSync(`${folder}-pulled`, folder);
  await page.locator(".backup-bar a").focus();
  await page.keyboard.press("Enter");
  await page.locator(".backups-now").waitFor();
  await page.locator(".settings-sections [aria-current]").focus();
  await page.waitForTimeout(250);
  await page.keyboard.press("b");
  await expect(page.locator('.backups-now[data-health="good"]')).toBeVisible();
  await expect(page.locator(".backup-bar")).toHaveCount(0);
});

test("encrypted backups need their passphrase to be restored", async ({ talon: { page }, folder }) => {
  test.setTimeout(60_000);
  await setUpShop(page);
  await openBackups(page);
  await page.locator('[data-path="folder"]').fill(folder);
  await page.getByLabel(text("backups.encrypt")).focus();
  await page.keyboard.press("Space");
  await page.locator('[data-path="passphrase"]').fill("short");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Use at least 10 characters")).toBeVisible();
  await page.locator('[data-path="passphrase"]').fill("correct horse battery staple");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".backups-list tbody tr")).toHaveCount(1, { timeout: 20_000 });
  await expect(page.locator(".backups-list")).toContainText(text("backups.encrypted"));
  expect(readFileSync(join(folder, made(folder)[0]!, "talon.db.age")).includes("SQLite format")).toBe(false);

  await page.locator(".backups-list button").nth(1).click();
  const dialog = page.getByRole("dialog");
  await dialog.locator("input").fill("another");
  await dialog.getByRole("button", { name: text("backups.restore") }).click();
  await expect(dialog.getByText(text("error.backup.wrong-passphrase"))).toBeVisible({ timeout: 20_000 });
  await dialog.locator("input").fill("correct horse battery staple");
  await dialog.getByRole("button", { name: text("backups.restore") }).click();
  await page.locator(".sign-in").waitFor({ timeout: 20_000 });
});

base.describe("a database damaged by hand", () => {
  test.skip(inElectron, "The window asks in a box of the system.");

  test("is brought back through the page that says so, by keyboard only", async ({ talon: { page, dataFolder, crash }, folder }) => {
    test.setTimeout(60_000);
    await setUpShop(page);
    const { number } = await putOrder(dataFolder, CASES["mixer-en"]);
    await choose(page, folder);
    await expect(page.locator(".backups-list tbody tr")).toHaveCount(1);
    const file = join(dataFolder, "talon.db");
    const harm = (): void => {
      // What the log holds goes into the file first, so that there is something to harm.
      const db = new Sqlite(file);
      db.pragma("wal_checkpoint(TRUNCATE)");
      db.close();
      const bytes = readFileSync(file);
      for (let at = 8192; at < bytes.length; at += 4096) bytes.fill(0xff, at, at + 64);
      writeFileSync(file, bytes);
      rmSync(`${file}-wal`, { force: true });
    };
    await crash(harm);
    // The open screen notices by itself.
    await expect(page.getByText("The shop’s data is damaged")).toBeVisible({ timeout: 20_000 });
    expect(await findFaults(page)).toEqual([]);
    await expect(page.getByText(`1 order, the last one ${number}`)).toBeVisible();
    await expect(page.locator('input[type="radio"]').first()).toBeFocused();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator(".sign-in").waitFor({ timeout: 20_000 });
    await page.locator(".sign-in button").first().click();
    await page.locator(".frame").waitFor();
    await page.keyboard.press("Alt+2");
    await expect(page.getByText(number).first()).toBeVisible();
    const aside = readdirSync(dataFolder).find((name) => name.startsWith("replaced-"));
    expect(existsSync(join(dataFolder, aside!, "talon.db"))).toBe(true);
  });
});
