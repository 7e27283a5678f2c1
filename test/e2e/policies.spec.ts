import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { PolicyPack } from "../../src-main/domain/warranty/policy-pack.ts";
import { CASES } from "../helpers/intake-cases.ts";
import { findFaults } from "./axe.ts";
import { putOrder } from "./intake-case.ts";
import { expect, setUpShop, tabTo, test, textOf } from "./talon.ts";

const FIXTURES = join(import.meta.dirname, "..", "fixtures", "policies");
const text = (key: string): string => textOf("en", key);

/** The keys of Settings act once they are sure not to be a scanner's. */
const press = async (page: Page, key: string): Promise<void> => {
  await page.waitForTimeout(250);
  await page.keyboard.press(key);
};

async function openPolicies(page: Page): Promise<void> {
  await page.keyboard.press("Alt+5");
  await page.locator(".settings-sections").waitFor();
  await press(page, "4");
  await page.locator(".policies-table tbody tr").first().waitFor();
}

/** Opens one of the parts of the policy in the editor. */
async function openPart(page: Page, part: number): Promise<void> {
  await press(page, String(part));
  await expect(page.locator(".policy-parts button").nth(part - 1)).toBeFocused();
}

/** Opens a policy in the editor, at one of its parts. */
async function edit(page: Page, id: string, part: number): Promise<void> {
  await tabTo(page, `[data-policy="${id}"]`);
  await page.keyboard.press("Enter");
  await expect(page.locator(".policy-parts [aria-current=true]")).toBeFocused();
  await openPart(page, part);
}

async function retype(page: Page, path: string, typed: string): Promise<void> {
  await tabTo(page, `[data-path="${path}"]`);
  await page.keyboard.press("Control+A");
  await page.keyboard.type(typed);
}

async function importFile(page: Page, file: string): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), press(page, "i")]);
  await chooser.setFiles(file);
}

const caseNamed = (page: Page, name: string) => page.locator(".policy-cases li").filter({ hasText: name });

test.describe("policies, by keyboard only", () => {
  test("a term is changed, tried, kept over a reload and saved as the next version", async ({ talon: { page } }) => {
    await setUpShop(page);
    await openPolicies(page);
    await edit(page, "figures-en", 2);
    await expect(page.locator('[data-path="warranty.length.months"]')).toHaveValue("6");
    await retype(page, "warranty.length.months", "12");
    const lastDay = caseNamed(page, text("policies.example.last-day"));
    await expect(lastDay).toContainText(text("policy.coverage.in-warranty"));
    await expect(lastDay).toContainText(text("policy.coverage.out-of-warranty"));
    await press(page, "F6");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(page.getByTestId("decision-now")).toContainText(text("policy.remedy.free-repair"));
    await expect(page.getByTestId("decision-before")).toContainText(text("policy.remedy.paid-repair"));

    await page.reload();
    await page.locator(".policy-parts").waitFor();
    await openPart(page, 2);
    await expect(page.locator('[data-path="warranty.length.months"]')).toHaveValue("12");
    await tabTo(page, '[data-path="warranty.length.months"]');
    await page.keyboard.press("Control+Enter");
    await expect(page.locator(".policy-foot [role=status]")).toHaveText(text("settings.all-saved"));
    await expect(page.getByRole("heading", { level: 1 })).toContainText("2");
    await press(page, "Escape");
    await press(page, "Escape");
    await expect(page.locator('[data-policy="figures-en"]')).toBeFocused();
    await expect(page.locator("tr").filter({ hasText: "figures-en" })).toContainText("Aigerim");
  });

  test("what is wrong stands beside its field, is led to from the list, and keeps the policy from being saved", async ({ talon: { page } }) => {
    await setUpShop(page);
    await openPolicies(page);
    await edit(page, "figures-en", 4);
    await tabTo(page, "summary");
    await page.keyboard.press("Enter");
    await retype(page, "texts.cover.en", "Covered: paint, colour, stand, hand and foot.");
    await expect(page.locator(".policy-faults")).toHaveCount(0);
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Delete");
    await expect(page.locator(".policy-faults button")).toHaveCount(1);
    await expect(page.locator('[data-path="texts.cover.en"]')).toHaveAttribute("aria-invalid", "true");
    await press(page, "Escape");
    await openPart(page, 1);
    await page.keyboard.press("Control+Enter");
    await expect(page.locator('[data-path="texts.cover.en"]')).toBeFocused();
    await page.keyboard.type("Covered: paint.");
    await expect(page.locator(".policy-faults")).toHaveCount(0);
    await page.keyboard.press("Control+Enter");
    await expect(page.locator(".policy-foot [role=status]")).toHaveText(text("settings.all-saved"));
  });

  test("conditions are added, moved and removed, and the focus stays with them", async ({ talon: { page } }) => {
    await setUpShop(page);
    await openPolicies(page);
    await edit(page, "figures-en", 8);
    const notes = page.locator('[data-path="notes"] > li');
    await expect(notes).toHaveCount(3);
    const first = await notes.first().locator("summary").innerText();
    await tabTo(page, '[data-path="notes"] summary');
    await page.keyboard.press("Alt+ArrowDown");
    await expect(notes.nth(1).locator("summary")).toBeFocused();
    await expect(notes.nth(1)).toContainText(first.slice(0, 40));
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(notes).toHaveCount(2);
    await expect(notes.nth(1).locator("summary")).toBeFocused();
    await tabTo(page, "button:has(.tabler-icon-plus)");
    await page.keyboard.press("Enter");
    await expect(notes).toHaveCount(3);
    await expect(notes.nth(2).locator("textarea").first()).toBeFocused();
    await page.keyboard.type("Bring the box along.");
    await expect(page.locator(".policy-faults button")).toHaveCount(3);
    expect(await findFaults(page)).toEqual([]);
  });

  test("a sixth policy comes in as a file, and a broken one is refused with its places", async ({ talon: { page, dataFolder } }) => {
    await setUpShop(page);
    await openPolicies(page);
    const rows = page.locator(".policies-table tbody tr");
    await expect(rows).toHaveCount(5);
    const sixth = join(
      FIXTURES,
      readdirSync(FIXTURES).find((name) => name.endsWith(".json"))!,
    );
    const pack = JSON.parse(readFileSync(sixth, "utf8")) as PolicyPack;
    const broken = join(dataFolder, "broken.json");

    writeFileSync(broken, JSON.stringify({ ...pack, warranty: { ...pack.warranty, length: { months: -1 } } }));
    await importFile(page, broken);
    await expect(page.getByTestId("refused")).toContainText("broken.json");
    await expect(page.getByTestId("refused")).toContainText("warranty.length.months");
    writeFileSync(broken, "{ no JSON");
    await importFile(page, broken);
    await expect(page.getByTestId("refused").locator("li")).toHaveCount(1);
    await expect(rows).toHaveCount(5);

    await importFile(page, sixth);
    await expect(rows).toHaveCount(6);
    await expect(page.locator(`[data-policy="${pack.id}"]`)).toBeVisible();
    await expect(page.getByTestId("refused")).toHaveCount(0);
    // The same once more is asked about first.
    await importFile(page, sixth);
    await expect(page.locator(".policies-news")).toContainText(pack.id);
    await press(page, "Enter");
    await expect(rows.filter({ hasText: pack.id })).toContainText("2");
  });

  test("past decisions that would change are named, with the way to their orders", async ({ talon: { page, dataFolder } }) => {
    test.setTimeout(120_000);
    await setUpShop(page);
    const { number } = await putOrder(dataFolder, CASES["robot-vacuum-ru"]);
    await openPolicies(page);
    await edit(page, "dreame-kz", 2);
    await retype(page, "warranty.length.months", "1");
    await press(page, "F6");
    await tabTo(page, ".policy-side .mantine-Button-root");
    await page.keyboard.press("Enter");
    await expect(page.getByTestId("compared")).toContainText(number);
    await tabTo(page, '[data-testid="compared"] a');
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toContainText(number);
  });
});
