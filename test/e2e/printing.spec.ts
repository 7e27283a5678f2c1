import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { decodeCode } from "../helpers/decode-code.ts";
import { pdfPage } from "../helpers/paper-tools.ts";
import type { Printer } from "../../src-main/domain/printing/printer.ts";
import { leaveOut, startIppPrinter } from "../helpers/ipp-printer.ts";
import { startFickleZebra } from "./print-set.ts";
import { choose, expect, fill, setUpShop, tabTo, test, textOf } from "./talon.ts";

const text = (key: string): string => textOf("en", key);
const ACCESSORIES = ["Charger", "Bag", "Cable"];

/** Takes a device with three accessories in, by keyboard alone. @returns its number */
async function takeIn(page: Page): Promise<string> {
  await page.keyboard.press("Alt+1");
  await fill(page, "customer.phone", "8 (701) 000-45-67");
  await fill(page, "customer.name", "Nurlan Akhmetov");
  await fill(page, "device.category", text("category.phone"));
  await page.keyboard.press("Enter");
  await fill(page, "fault", "Does not start");
  await tabTo(page, '[data-path="accessories"]');
  for (const accessory of ACCESSORIES) {
    // Slower than a scanner, whose Enter would be none of the field's.
    await page.waitForTimeout(200);
    await page.keyboard.type(accessory);
    await page.keyboard.press("Enter");
  }
  await page.keyboard.press("Control+Enter");
  const link = page.getByTestId("result").getByRole("link").first();
  await expect(link).toHaveText(/^R\d\d-\d{6}-[0-9A-Z]$/);
  return (await link.textContent())!;
}

/** Presses a key slower than a scanner. */
async function press(page: Page, key: string): Promise<void> {
  await page.waitForTimeout(200);
  await page.keyboard.press(key);
}

/** What a list of jobs says, one line a job. */
const linesOf = (rows: Locator): Promise<readonly string[]> =>
  rows.evaluateAll((items) =>
    items.map((item) => `${item.querySelector(".print-job-title")?.textContent} ${item.querySelector("[data-state]")?.getAttribute("data-state")}`),
  );

/** A printer as it is set up by hand: what is typed, and what is chosen, in the order in which it is asked. */
type ByHand = { readonly name: string; readonly way: Printer["way"]; readonly address: string; readonly language: Printer["language"] };

async function addPrinter(page: Page, { name, way, address, language }: ByHand): Promise<void> {
  await press(page, "n");
  await expect(page.locator('[data-path="name"]')).toBeFocused();
  await page.keyboard.type(name);
  if (way !== "tcp") await choose(page, "way", text(`printer-way.${way}`));
  await tabTo(page, '[data-path="address"]');
  await page.keyboard.type(address);
  if (way === "folder") await choose(page, "language", text(`printer-language.${language}`));
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("button", { name, exact: true })).toBeFocused();
}

/** What the printer of documents printed: a driverless one, or a folder where there is none. */
type Office = ByHand & { readonly printed: () => number; readonly stop: () => Promise<void> };

async function startOffice(dataFolder: string): Promise<Office> {
  const name = "Office";
  if (!leaveOut("a driverless printer in the specs", "ippeveprinter")) {
    const { uri, printed, stop } = await startIppPrinter();
    return { name, way: "ipp", address: uri, language: "pdf", printed: () => printed().length, stop };
  }
  const papers = join(dataFolder, "printed");
  mkdirSync(papers);
  const printed = (): number => readdirSync(papers).filter((file) => file.endsWith(".pdf")).length;
  return { name, way: "folder", address: papers, language: "pdf", printed, stop: () => Promise.resolve() };
}

test("an intake prints its set; a label printer that is cut off in the middle prints the rest once it is back, and what is not sure is asked", async ({
  talon: { page, dataFolder },
}) => {
  await setUpShop(page);
  const zebra = await startFickleZebra();
  const office = await startOffice(dataFolder);
  await page.keyboard.press("Alt+5");
  await page.locator(".settings-sections").waitFor();
  await press(page, "5");
  await page.locator("#printers-title").waitFor();
  await addPrinter(page, office);
  await addPrinter(page, { name: "Zebra", way: "tcp", address: zebra.address, language: "zpl" });
  for (const [paper, printer] of [
    ["certificate", office.name],
    ["label", "Zebra"],
    ["accessory", "Zebra"],
  ] as const)
    await choose(page, `routes.${paper}`, printer);
  await tabTo(page, '[data-path="at-intake.accessory"]');
  await page.keyboard.press("Space");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator("#printers-routes").getByText(text("settings.all-saved"))).toBeVisible();
  zebra.breakAfter(2);
  const number = await takeIn(page);

  const foot = page.locator(".prints-button");
  const result = page.getByTestId("result").locator("[data-job]");
  await expect(page.getByRole("status").filter({ hasText: `${number}/` })).toContainText(text("print-trouble.line-lost"));
  await expect(foot).toContainText("1 printed or not?");
  await expect(foot).toContainText("1 waiting");
  await expect
    .poll(() => linesOf(result))
    .toEqual([
      "Acceptance certificate printed",
      "Label printed",
      "Accessory label · 1 of 3: Charger printed",
      "Accessory label · 2 of 3: Bag unsure",
      "Accessory label · 3 of 3: Cable queued",
    ]);
  expect(zebra.labels()).toHaveLength(2);

  // The tray has the keyboard at once, on what is asked.
  await page.keyboard.press("F2");
  const tray = page.getByRole("region", { name: text("prints.title") });
  const rows = tray.locator("[data-job]");
  expect(await linesOf(rows)).toEqual([`${number}/2Accessory label unsure`, `${number}/3Accessory label queued`]);
  await expect(rows.first()).toContainText(text("print.was-printed"));
  await expect(rows.nth(1)).toContainText(/next try in \d+ s|trying again now/);

  // Giving up asks why, and says so where nothing is written; Esc leads back.
  await press(page, "ArrowDown");
  await press(page, "d");
  await press(page, "Enter");
  await expect(rows.nth(1)).toContainText(text("error.print.needs-reason"));
  await press(page, "Escape");
  await expect(rows.nth(1).locator("[data-deed=drop]")).toBeFocused();

  zebra.mend();
  await press(page, "r");
  await expect(rows).toHaveCount(1);
  expect(zebra.labels()).toHaveLength(3);
  // The keyboard goes on to the job that is left.
  await expect(rows.first().getByRole("link")).toBeFocused();
  await press(page, "c");
  await expect(tray).toContainText(text("prints.none"));
  await press(page, "Escape");
  await expect(tray).toHaveCount(0);
  await expect(foot).toContainText(text("foot.prints.none"));

  // Each label is printed once; only the one that was asked about stands there as a copy.
  expect(zebra.labels()).toHaveLength(4);
  expect(new Set(zebra.labels()).size).toBe(4);
  expect(office.printed()).toBe(1);

  // The order knows what went where, and prints again wherever it is told to.
  await tabTo(page, '[data-testid="result"] a');
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(number);
  const jobs = page.getByRole("region", { name: text("order.papers") }).locator("[data-job]");
  await expect(jobs.locator(".print-job-title", { hasText: text("order.paper.copy") })).toHaveCount(1);
  await expect(jobs.filter({ hasText: text("print.repeated") })).toContainText("2 of 3");
  await press(page, "l");
  await expect(page.locator(".tray")).toContainText("Label: sent to Zebra.");
  await expect.poll(() => zebra.labels().length).toBe(5);
  await press(page, "u");
  await expect(page.getByRole("form", { name: text("order.print.title") })).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect.poll(office.printed).toBe(2);
  await tabTo(page, ".print-log summary");
  await page.keyboard.press("Enter");
  await expect(page.locator(".print-log li").filter({ hasText: "nobody knows whether Zebra printed it" })).toContainText("2 of 3");
  await expect(page.locator(".print-log li").filter({ hasText: text("print-log.repeated") })).toContainText("Aigerim");
  await zebra.stop();
  await office.stop();
});

test("labels of a device and its accessories stand beside each other on a sheet that was begun, and the next ones go on there", async ({
  talon: { page },
}) => {
  // The print dialog is the browser's own: what it is given is looked at instead.
  await page.addInitScript(() => {
    const given: Blob[] = [];
    Object.assign(globalThis, { given });
    URL.createObjectURL = (blob) => {
      if (blob instanceof Blob && blob.type === "application/pdf") given.push(blob);
      return "about:blank";
    };
    globalThis.print = () => undefined;
  });
  await page.reload();
  await setUpShop(page);
  const number = await takeIn(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type(number);
  await press(page, "Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(number);
  const print = async (): Promise<readonly (readonly string[])[]> => {
    await press(page, "Control+Enter");
    await expect(page.getByRole("form", { name: text("order.sheet.title") })).toHaveCount(0);
    const bytes = await page.evaluate(async () => {
      const { given } = globalThis as unknown as { given: Blob[] };
      return [...new Uint8Array(await given.pop()!.arrayBuffer())];
    });
    const pdf = Uint8Array.from(bytes);
    return Promise.all([1, 2].map(async (each) => decodeCode(pdfPage(pdf, each, 200)).catch(() => [])));
  };
  await press(page, "Shift+L");
  await expect(page.locator('[data-path="firstFree"]')).toBeVisible();
  await tabTo(page, '[data-path="firstFree"]');
  await page.keyboard.press("Control+a");
  await page.keyboard.type("22");
  const all = [number, ...ACCESSORIES.map((_, index) => `${number}/${index + 1}`)];
  const [begun = [], further = []] = await print();
  expect([[...begun].sort(), further]).toEqual([all.slice(0, 3), all.slice(3)]);

  await press(page, "Shift+L");
  await expect(page.locator('[data-path="firstFree"]')).toHaveValue("2");
});
