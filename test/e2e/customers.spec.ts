import type { Locator, Page } from "@playwright/test";
import { CASES } from "../helpers/intake-cases.ts";
import { findFaults } from "./axe.ts";
import { putOrder } from "./intake-case.ts";
import { expect, inElectron, setUpShop, tabTo, test } from "./talon.ts";

const field = (page: Page, path: string) => page.locator(`[data-path="${path}"]`);

/** Types something else into a field of the customer, by keyboard. */
async function retype(page: Page, path: string, text: string): Promise<void> {
  await tabTo(page, `[data-path="${path}"]`);
  await page.keyboard.press("Control+A");
  if (text === "") await page.keyboard.press("Delete");
  else await page.keyboard.type(text);
}

/** Begins to correct the customer of the card, or goes on with it. */
async function edit(page: Page): Promise<void> {
  await page.keyboard.press("e");
  await expect(field(page, "customer.phone")).toBeFocused();
}

/** Goes from the order that was just taken in to its customer's card. */
async function openCustomer(page: Page, number: string): Promise<void> {
  await page.keyboard.press("Control+K");
  await page.keyboard.type(number);
  await expect(page.getByRole("option").first()).toContainText(number);
  // Slower than a scanner.
  await page.waitForTimeout(200);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(number);
  await tabTo(page, ".panel-link");
  await page.keyboard.press("Enter");
  await expect(page.locator(".customer-card")).toBeVisible();
}

test("a customer is corrected by keyboard: wrong fields are named, Esc leaves, and the order tells of it", async ({
  talon: { page, dataFolder },
}) => {
  await setUpShop(page);
  const { number } = await putOrder(dataFolder, CASES["mixer-en"]);
  await openCustomer(page, number);
  await edit(page);
  await page.keyboard.press("Escape");
  await expect(page.locator(".placed-form")).toHaveCount(0);
  await edit(page);
  await retype(page, "customer.name", "");
  await retype(page, "customer.phones", "+371 26 123 456, 12");
  await page.keyboard.press("Control+Enter");
  await expect(field(page, "customer.name")).toBeFocused();
  await expect(page.getByText("This is needed.")).toBeVisible();
  await expect(page.getByText("This is no phone number", { exact: false })).toBeVisible();
  expect(await findFaults(page)).toEqual([]);
  await page.keyboard.type("Zinaīda Ozoliņa");
  await expect(page.getByText("This is needed.")).toBeHidden();
  // What was typed outlives a look elsewhere.
  await page.keyboard.press("Alt+2");
  await openCustomer(page, number);
  await expect(field(page, "customer.name")).toHaveValue("Zinaīda Ozoliņa");
  await edit(page);
  await retype(page, "customer.phones", "+371 26 123 456");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Zinaīda Ozoliņa");
  await expect(page.getByRole("button", { name: "Edit" })).toBeFocused();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(number);
  await expect(page.getByText("Customer corrected")).toBeVisible();
  await expect(page.getByText("→ Zinaīda Ozoliņa")).toBeVisible();
});

test("of two benches at one customer the slower one is told and keeps what it typed", async ({ talon: { page, dataFolder, openBench } }) => {
  test.skip(inElectron, "several benches go through the host");
  await setUpShop(page);
  const { number } = await putOrder(dataFolder, CASES["mixer-en"]);
  const other = await openBench();
  await other.locator(".sign-in-person").waitFor({ timeout: 15_000 });
  await other.keyboard.press("Enter");
  await expect(other.locator(".frame")).toBeVisible();
  for (const bench of [page, other]) {
    await openCustomer(bench, number);
    await edit(bench);
  }
  await retype(other, "customer.name", "Zinaīda Ozoliņa");
  await other.keyboard.press("Control+Enter");
  await expect(other.locator(".placed-form")).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Zinaīda Ozoliņa");
  await retype(page, "customer.address", "Brīvības iela 1");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("alert").filter({ hasText: "→ Zinaīda Ozoliņa" })).toBeVisible();
  expect(await findFaults(page)).toEqual([]);
  await expect(field(page, "customer.name")).toHaveValue("Zinaīda Ozoliņa");
  await expect(field(page, "customer.address")).toHaveValue("Brīvības iela 1");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".placed-form")).toHaveCount(0);
  await expect(other.getByText("Brīvības iela 1")).toBeVisible();
});

test("a list of photos loads small pictures, upright; one that is opened comes whole", async ({ talon: { page, dataFolder } }) => {
  await setUpShop(page);
  const { number } = await putOrder(dataFolder, CASES["mixer-en"]);
  await page.keyboard.press("Control+K");
  await page.keyboard.type(number);
  await expect(page.getByRole("option").first()).toContainText(number);
  // Slower than a scanner.
  await page.waitForTimeout(200);
  await page.keyboard.press("Enter");
  await page.locator(".order").waitFor();
  const photo = await page.evaluate(async (turned) => {
    const canvas = new OffscreenCanvas(1600, 1000);
    const context = canvas.getContext("2d")!;
    context.fillStyle = "#0a0";
    context.fillRect(0, 0, 1600, 1000);
    const plain = new Uint8Array(await (await canvas.convertToBlob({ type: "image/jpeg" })).arrayBuffer());
    return [...plain.slice(0, 2), ...turned, ...plain.slice(2)];
  }, EXIF_TURNED);
  const file = (name: string, bytes: Iterable<number>) => ({ name, mimeType: "image/jpeg", buffer: Buffer.from([...bytes]) });
  await page
    .locator("input[type=file]")
    .first()
    .setInputFiles([file("IMG_1.jpg", photo), file("notes.jpg", Buffer.from("no picture"))]);
  await expect(page.locator(".photo img")).toHaveCount(1);
  await expect(page.getByText("no picture that Talon can read")).toBeVisible();
  const isOf = async (image: Locator, width: number, height: number): Promise<void> => {
    await expect(image).toHaveJSProperty("naturalWidth", width);
    await expect(image).toHaveJSProperty("naturalHeight", height);
  };
  await isOf(page.locator(".photo img"), 200, 320);
  await page.locator(".photo").click();
  await isOf(page.locator(".picture-large img"), 1000, 1600);
});

/** An EXIF segment that says "turn me by 90°" (orientation 6), as phones held upright write it. */
const EXIF_TURNED = [
  ...Buffer.from("\xff\xe1\0\x22Exif\0\0MM\0*\0\0\0\x08", "latin1"),
  ...Buffer.from("\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0", "latin1"),
];

test("a PIN is taken away by whom it belongs to, by keyboard", async ({ talon: { page } }) => {
  await setUpShop(page, { pin: "2468" });
  await page.keyboard.press("Alt+5");
  await page.locator(".settings").waitFor();
  await page.keyboard.press("2");
  await page.locator(".settings-people").waitFor();
  await tabTo(page, ".settings-fields button:not([aria-label])");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.locator("input")).toBeFocused();
  await page.keyboard.type("1111");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("Wrong PIN. Try again.");
  expect(await findFaults(page)).toEqual([]);
  await page.keyboard.type("2468");
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(page.locator(".settings-fields input[type=password]").first()).toBeFocused();
  await page.keyboard.press("F8");
  await page.locator(".sign-in-person").waitFor();
  await page.keyboard.press("Enter");
  await expect(page.locator(".frame")).toBeVisible();
});
