import { readFileSync } from "node:fs";
import type { Download, Page } from "@playwright/test";
import { CASES } from "../helpers/intake-cases.ts";
import { findFaults } from "./axe.ts";
import { putOrder, takeIn } from "./intake-case.ts";
import { expect, inElectron, setUpShop, tabTo, test } from "./talon.ts";

const chart = (page: Page, title: string) => page.locator(".shop-chart", { has: page.getByRole("heading", { name: title }) });
const tile = (page: Page, name: string) => page.locator(".shop-tile", { has: page.getByText(name, { exact: true }) }).locator("dd");

/** Not so fast as a scanner, ms between keys. */
const AT_EASE = { delay: 60 };

async function openFigures(page: Page): Promise<void> {
  await page.keyboard.press("Alt+6");
  await page.locator(".shop-tiles").waitFor();
}

/** Presses Enter on a button of a chart, having gone there by Tab. */
async function press(page: Page, name: string): Promise<void> {
  await tabTo(page, `[aria-label="${name}"]`);
  await page.keyboard.press("Enter");
}

async function saved(page: Page, name: string): Promise<{ readonly file: string; readonly bytes: Buffer }> {
  const [download] = (await Promise.all([page.waitForEvent("download"), press(page, name)])) as [Download, void];
  return { file: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test("a shop of the first day is told so, and nothing is wrong with it", async ({ talon: { page } }) => {
  await setUpShop(page);
  await openFigures(page);
  await expect(page.getByText("Nothing came in or went out in this period.")).toBeVisible();
  await expect(page.getByText("No order is open.")).toBeVisible();
  await expect(page.getByText("from the first device on")).toBeVisible();
  await expect(tile(page, "Half ready")).toHaveText("–");
  await expect(page.locator(".shop-chart svg[role=img]")).toHaveCount(0);
  expect(await findFaults(page)).toEqual([]);
});

test("the figures are read by keyboard, as charts and as tables, and lead to the queue", async ({ talon: { page } }) => {
  await setUpShop(page);
  await openFigures(page);
  await expect(tile(page, "Came in")).toHaveText("0");
  for (const name of ["mixer-en", "phone-en"] as const) await takeIn(page, "en", CASES[name]);
  await openFigures(page);
  await expect(tile(page, "Came in")).toHaveText("2");
  await expect(chart(page, "Orders in and out").getByRole("img")).toHaveAccessibleName(/2 orders came in, 0 orders went out/);
  // Nobody has taken anything yet.
  await expect(chart(page, "Technician").getByRole("img").getByText("Nobody")).toBeVisible();
  await expect(chart(page, "Brand").getByRole("img").getByText("Samsung")).toBeVisible();
  expect(await findFaults(page)).toEqual([]);

  await press(page, "Table: Orders in and out");
  await expect(chart(page, "Orders in and out").getByRole("columnheader")).toHaveText(["Day", "Came in", "Went out"]);
  expect(await findFaults(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(chart(page, "Orders in and out").getByRole("img")).toBeVisible();

  const [from, to] = [page.getByLabel("From this day"), page.getByLabel("To this day")];
  for (const [key, name] of [
    ["y", "Year"],
    ["w", "Week"],
    ["q", "Quarter"],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole("button", { name, exact: true })).toHaveAttribute("aria-pressed", "true");
    await expect(tile(page, "Came in")).toHaveText("2");
  }
  const here = await from.inputValue();
  await page.keyboard.press("ArrowLeft");
  await expect(tile(page, "Came in")).toHaveText("0");
  await expect(from).not.toHaveValue(here);
  await page.keyboard.press("ArrowRight");
  await expect(from).toHaveValue(here);

  await page.keyboard.press("f");
  await expect(from).toBeFocused();
  await page.keyboard.type("05.03.2020", AT_EASE);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("04.03.2020", AT_EASE);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Before the first day.")).toBeVisible();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("08.03.2020", AT_EASE);
  await page.keyboard.press("Enter");
  await expect(tile(page, "Came in")).toHaveText("0");
  await expect(to).toHaveValue("08/03/2020");
  await tabTo(page, "button", "Shift+Tab");
  await page.keyboard.press("m");
  await expect(tile(page, "Came in")).toHaveText("2");

  await page.keyboard.press("2");
  await expect(page.getByText("Nothing went out in this period.").first()).toBeVisible();
  await tabTo(page, ".shop-links button");
  await page.keyboard.press("Enter");
  await page.locator(".queue").waitFor();
  await expect(page.getByRole("button", { name: "Received" })).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator("[role=option], [role=row]").first()).toBeVisible();
});

test("a chart is taken along as a spreadsheet and as a picture", async ({ talon: { page, dataFolder } }) => {
  test.skip(inElectron, "Electron's window asks where to");
  await setUpShop(page);
  await putOrder(dataFolder, CASES["robot-vacuum-ru"]);
  await openFigures(page);
  const csv = await saved(page, "Save as CSV: Brand: came in");
  expect(csv.file).toMatch(/^talon-brand-came-\d{4}-\d\d-01-\d{4}-\d\d-\d\d\.csv$/);
  expect(csv.bytes.toString("utf8")).toBe('\uFEFFBrand,Came in,Went out,Half ready,90 % ready,Right first time\r\nDreame,1,0,"","",""\r\n');
  const png = await saved(page, "Save as PNG: Brand: came in");
  expect(png.file).toMatch(/\.png$/);
  expect(png.bytes.subarray(1, 4).toString()).toBe("PNG");
  const [width, height] = [png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)];
  expect(width).toBeGreaterThan(800);
  const painted = await page.evaluate(
    async (bytes) => {
      const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
      const pen = new OffscreenCanvas(picture.width, picture.height).getContext("2d")!;
      pen.drawImage(picture, 0, 0);
      const { data } = pen.getImageData(0, 0, picture.width, picture.height);
      let blue = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at] === 0 && data[at + 1] === 0x72 && data[at + 2] === 0xb2) blue++;
      return { blue, corner: Array.from(data.subarray(0, 4)) };
    },
    [...png.bytes],
  );
  expect(painted.corner).toEqual([255, 255, 255, 255]);
  expect(painted.blue).toBeGreaterThan(1000);
  expect(height).toBeGreaterThan(100);
});
