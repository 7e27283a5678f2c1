import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { IntakeInput } from "../../src-main/domain/orders/intake.ts";
import { CLI, runProgram } from "../helpers/node-program.ts";
import { choose, expect, fill, tabTo, textOf } from "./talon.ts";

/** What the screen shows after an intake. */
export type Accepted = { readonly number: string; readonly claimCode: string };

/** Takes a device in behind the screens, for specs that are about something else: a form filled by keyboard takes seconds. */
export async function putOrder(dataFolder: string, input: IntakeInput): Promise<Accepted> {
  const file = join(dataFolder, "case.json");
  writeFileSync(file, JSON.stringify(input));
  const { out, err } = await runProgram(CLI, ["intake", file, "--data", dataFolder]);
  if (out === "") throw new Error(err);
  return JSON.parse(out) as Accepted;
}

/** Takes a device in as a case describes it, by keyboard alone, in the order of the form. */
export async function takeIn(page: Page, language: string, { customer, device, ...rest }: IntakeInput): Promise<Accepted> {
  await page.keyboard.press("Alt+1");
  const before = await lastNumber(page);
  await tabTo(page, '[data-path="customer.phone"]');
  if (customer.kind === "organisation") {
    await tabTo(page, "input[type=radio]", "Shift+Tab");
    await page.keyboard.press("ArrowRight");
  }
  await fillAll(page, { "customer.phone": customer.phone, "customer.name": customer.name, "customer.email": customer.email });
  const own = textOf(language, `language.${customer.language}`);
  await tabTo(page, '[data-path="customer.language"]');
  if ((await page.locator('[data-path="customer.language"]').inputValue()) !== own) await choose(page, "customer.language", own);
  await fillAll(page, {
    "customer.contact": customer.contact,
    "customer.registration": customer.registration,
    "customer.whatsapp": customer.whatsapp,
    "customer.address": customer.address,
  });
  await fill(page, "device.category", textOf(language, `category.${device.category}`));
  await page.keyboard.press("Enter");
  await fillAll(page, {
    "device.brand": device.brand,
    "device.model": device.model,
    "device.serial": device.serial,
    "device.imei": device.imei,
    "device.bodyCode": device.bodyCode,
    "device.seller": device.seller,
    "device.purchasedOn": device.purchasedOn,
    "device.receivedOn": device.receivedOn,
    "device.manufacturedOn": device.manufacturedOn,
  });
  for (const proof of device.proof ?? []) await tick(page, textOf(language, `proof.${proof}`));
  if (device.warrantyCardStamped) await tick(page, textOf(language, "intake.card-stamped"));
  await fillAll(page, { fault: rest.fault, condition: rest.condition });
  await tabTo(page, '[data-path="accessories"]');
  for (const accessory of rest.accessories ?? []) {
    await page.keyboard.type(accessory);
    await page.keyboard.press("Enter");
  }
  if (rest.priority && rest.priority !== "normal") await choose(page, "priority", textOf(language, `priority.${rest.priority}`));
  await fillAll(page, { promisedOn: rest.promisedOn, "estimate.amount": rest.estimate?.amount });
  if (rest.channel && rest.channel !== "visit") await choose(page, "channel", textOf(language, `channel.${rest.channel}`));
  if (device.passcode) {
    await tabTo(page, 'input[type=radio][value="none"]');
    for (const _kind of ["pin", "password", "pattern"]) await page.keyboard.press("ArrowRight");
    await fill(page, "device.passcode", device.passcode.value);
  }
  await page.keyboard.press("Control+Enter");
  return readResult(page, before);
}

async function fillAll(page: Page, fields: Readonly<Record<string, string | null | undefined>>): Promise<void> {
  for (const [path, text] of Object.entries(fields)) if (text) await fill(page, path, text);
}

async function tick(page: Page, label: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    const at = await page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent?.trim());
    if (at === label) return page.keyboard.press("Space");
    await page.keyboard.press("Tab");
  }
  throw new Error(`no Tab leads to ${label}`);
}

/** The number of the intake before, which may still be shown. */
async function lastNumber(page: Page): Promise<string> {
  const link = page.getByTestId("result").getByRole("link");
  return (await link.count()) > 0 ? ((await link.textContent()) ?? "") : "";
}

async function readResult(page: Page, before: string): Promise<Accepted> {
  const result = page.getByTestId("result");
  if (before !== "") await expect(result.getByRole("link")).not.toHaveText(before);
  await expect(result.getByRole("link")).toHaveText(/^R\d\d-\d{6}-[0-9A-Z]$/);
  return { number: (await result.getByRole("link").textContent())!, claimCode: (await result.locator("strong.number").textContent())! };
}
