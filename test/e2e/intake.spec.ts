import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, inElectron, setUpShop, tabTo, test, textOf } from "./talon.ts";

const PICTURE = join(import.meta.dirname, "..", "..", "resources", "icons", "talon.png");

/** Draws over dots of the pattern's grid, as fast as a finger does. */
async function draw(page: Page, ...dots: readonly number[]): Promise<void> {
  const grid = page.getByRole("img", { name: new RegExp(`^${textOf("en", "passcode.pattern")}`) });
  await grid.scrollIntoViewIfNeeded();
  const box = (await grid.boundingBox())!;
  const at = (place: number, from: number, length: number): number => from + (length * (place + 0.5)) / 3;
  for (const [step, dot] of dots.entries()) {
    await page.mouse.move(at((dot - 1) % 3, box.x, box.width), at(Math.floor((dot - 1) / 3), box.y, box.height));
    if (step === 0) await page.mouse.down();
  }
  await page.mouse.up();
}

/** A picture that comes with an event of the page, as a screenshot that is pasted or a file that is dropped. */
const bring = (page: Page, how: "paste" | "drop"): Promise<void> =>
  page.evaluate(async (type) => {
    const canvas = document.createElement("canvas");
    canvas.width = type === "paste" ? 30 : 60;
    const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
    const data = new DataTransfer();
    data.items.add(new File([picture!], "picture.png", { type: "image/png" }));
    const options = { bubbles: true, cancelable: true };
    if (type === "paste") document.body.dispatchEvent(new ClipboardEvent(type, { ...options, clipboardData: data }));
    else document.body.dispatchEvent(new DragEvent(type, { ...options, dataTransfer: data }));
  }, how);

test("an unlock pattern is typed, drawn, and drawn anew over its own numbers", async ({ talon: { page } }) => {
  await setUpShop(page);
  await page.keyboard.press("Alt+1");
  await tabTo(page, 'input[type=radio][value="none"]');
  for (const _kind of ["pin", "password", "pattern"]) await page.keyboard.press("ArrowRight");
  const field = page.locator('input[data-path="device.passcode"]');
  await tabTo(page, 'input[data-path="device.passcode"]');
  await page.keyboard.type("1254");
  await expect(field).toHaveValue("1-2-5-4");
  await draw(page, 1, 4, 7, 9);
  await expect(field).toHaveValue("1-4-7-8-9");
  await draw(page, 9, 6, 5);
  await expect(field).toHaveValue("9-6-5");
});

test("a long fault has room as it is written, and no more than leaves the form in sight", async ({ talon: { page } }) => {
  await setUpShop(page);
  await page.keyboard.press("Alt+1");
  await tabTo(page, '[data-path="fault"]');
  const heights: number[] = [];
  for (const lines of [1, 3, 7, 30]) {
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText(Array.from({ length: lines }, () => "не включается").join("\n"));
    heights.push((await page.locator('[data-path="fault"]').boundingBox())!.height);
  }
  expect(heights.map((height, index) => index === 0 || height > heights[index - 1]! + 15)).toEqual([true, true, true, true]);
  expect(heights.at(-1)).toBeLessThan(220);
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await expect.poll(async () => (await page.locator('[data-path="fault"]').boundingBox())!.height).toBe(heights[0]);
});

test("photos come from files, the clipboard, by dropping, and from the camera by keyboard", async ({ talon: { page } }) => {
  test.skip(inElectron, "the camera is Chromium's own");
  await setUpShop(page);
  await page.keyboard.press("Alt+1");
  const photos = page.locator('[data-path="photos"] img');
  await page.locator('input[type="file"]').setInputFiles(PICTURE);
  await expect(photos).toHaveCount(1);
  await bring(page, "paste");
  await expect(photos).toHaveCount(2);
  await bring(page, "drop");
  await expect(photos).toHaveCount(3);
  await tabTo(page, '[data-path="photos"] button + button');
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: textOf("en", "photo.take") })).toBeFocused();
  await expect.poll(() => dialog.locator("video").evaluate((video: HTMLVideoElement) => video.videoWidth)).toBeGreaterThan(0);
  await page.keyboard.press("Enter");
  await expect(photos).toHaveCount(4);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});
