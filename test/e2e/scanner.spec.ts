import { CASES } from "../helpers/intake-cases.ts";
import { putOrder } from "./intake-case.ts";
import { LAYOUTS, scanIn } from "./layouts.ts";
import { choose, expect, fill, scan, setUpShop, tabTo, test, textOf } from "./talon.ts";

test("a scan while a field has the focus opens its order and leaves the field as it was", async ({ talon: { page, dataFolder } }) => {
  await setUpShop(page);
  const { number } = await putOrder(dataFolder, CASES["phone-en"]);
  await page.keyboard.press("Alt+1");
  await fill(page, "customer.name", "Half");
  await page.waitForTimeout(200);
  await scan(page, number);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(number);
  await page.keyboard.press("Alt+1");
  await expect(page.locator('[data-path="customer.name"]')).toHaveValue("Half");
});

test("an accessory's label opens its order, whatever layout the PC is set to", async ({ talon: { page, dataFolder } }) => {
  await setUpShop(page);
  const { number } = await putOrder(dataFolder, CASES["phone-en"]);
  await page.keyboard.press("Alt+2");
  await page.evaluate((text) => {
    for (const letter of `${text}\n`) {
      // As a Russian layout types what the scanner's keys say.
      const [code, key] = { "\n": ["Enter", "Enter"], "-": ["Minus", "-"], "/": ["Slash", "."] }[letter] ?? [
        /\d/.test(letter) ? `Digit${letter}` : `Key${letter}`,
        /\d/.test(letter) ? letter : "ж",
      ];
      window.dispatchEvent(new KeyboardEvent("keydown", { code, key, bubbles: true, cancelable: true }));
    }
  }, `${number}/2`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(number);
});

test("a scanner's Enter never takes in a half-filled form, and a serial number stays in its field", async ({ talon: { page } }) => {
  await setUpShop(page);
  await page.keyboard.press("Alt+1");
  await fill(page, "customer.name", "Somebody");
  await tabTo(page, '[data-path="device.serial"]');
  await page.waitForTimeout(200);
  await scan(page, "DRM-L20U-2303-0005871");
  await expect(page.locator('[data-path="device.serial"]')).toHaveValue("DRM-L20U-2303-0005871");
  await expect(page.getByTestId("result")).toBeHidden();

  // Arrow keys are a person's: the Enter after them chooses.
  await fill(page, "device.purchasedOn", "2026-01-05");
  await choose(page, "request", textOf("en", "request.return"));
  await expect(page.locator('[data-path="request"]')).toHaveValue(textOf("en", "request.return"));
});

test("a mistyped number and a code of another kind are said as such", async ({ talon: { page, dataFolder } }) => {
  await setUpShop(page);
  const { number } = await putOrder(dataFolder, CASES["phone-en"]);
  await page.keyboard.press("Alt+2");
  await scan(page, number.replace("000001", "000007"));
  await expect(page.getByText(/check character/)).toBeVisible();
  await scan(page, "4006381333931");
  await expect(page.getByText("Nothing here has the code “4006381333931”.")).toBeVisible();
});

test("the history of a serial number shows at once and its fault can be taken over", async ({ talon: { page, dataFolder } }) => {
  await setUpShop(page);
  const { number } = await putOrder(dataFolder, CASES["robot-vacuum-ru"]);
  await page.keyboard.press("Alt+1");
  await fill(page, "device.serial", "drm l20u 2303 0005871");
  await expect(page.getByTestId("history")).toContainText(number);
  await page.keyboard.press("Alt+A");
  await page.keyboard.press("Alt+S");
  await expect(page.locator('[data-path="device.brand"]')).toHaveValue("Dreame");
  await expect(page.locator('[data-path="fault"]')).toHaveValue(/Не заряжается/);
});

const SERIAL = "Drm-L20U/2303_0005871";

for (const [name, layout] of Object.entries(LAYOUTS))
  test(`under a ${name} layout a code is read by its keys in every field for codes`, async ({ talon: { page, dataFolder } }) => {
    await setUpShop(page);
    const { number } = await putOrder(dataFolder, { ...CASES["phone-en"], device: { ...CASES["phone-en"].device, serial: SERIAL } });
    await page.keyboard.press("Alt+1");
    const serial = page.locator('[data-path="device.serial"]');
    for (const end of ["Enter", "Tab"] as const) {
      await tabTo(page, '[data-path="device.serial"]');
      await serial.fill("");
      await page.waitForTimeout(200);
      await scanIn(page, layout, SERIAL, end);
      await expect(serial).toHaveValue(SERIAL);
    }
    await tabTo(page, '[data-path="device.imei"]');
    await page.waitForTimeout(200);
    await scanIn(page, layout, "490154203237518", "Tab");
    await expect(page.locator('[data-path="device.imei"]')).toHaveValue("490154203237518");
    await page.keyboard.press("Control+K");
    await page.waitForTimeout(200);
    await scanIn(page, layout, SERIAL, "Enter");
    await expect(page.getByRole("heading", { level: 1 })).toContainText(number);
  });

test("on Intake an IMEI or a serial number goes to its field, wherever the focus is, and asks where that holds another", async ({
  talon: { page },
}) => {
  await setUpShop(page);
  await page.keyboard.press("Alt+1");
  await fill(page, "fault", "Does not start");
  await page.waitForTimeout(200);
  await scanIn(page, LAYOUTS.kk, "490154203237518", "Enter");
  await expect(page.locator('[data-path="device.imei"]')).toHaveValue("490154203237518");
  await expect(page.locator('[data-path="fault"]')).toHaveValue("Does not start");
  await tabTo(page, '[data-path="customer.name"]', "Shift+Tab");
  await scanIn(page, LAYOUTS.ru, "SN-12345-A", "Tab");
  await expect(page.locator('[data-path="device.serial"]')).toHaveValue("SN-12345-A");
  await expect(page.locator('[data-path="customer.name"]')).toHaveValue("");

  await scanIn(page, LAYOUTS.ru, "356938035643809", "Enter");
  await expect(page.getByRole("dialog")).toContainText("490154203237518");
  await expect(page.locator('[data-path="device.imei"]')).toHaveValue("490154203237518");
  await page.keyboard.press("1");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.locator('[data-path="device.imei"]')).toHaveValue("356938035643809");
});

test("on Intake a code of the box fills what it says from any field, and its GTIN brings brand and model the next time", async ({
  talon: { page },
}) => {
  await setUpShop(page);
  await page.keyboard.press("Alt+1");
  const field = (path: string) => page.locator(`[data-path="device.${path}"]`);
  /** Scans once the keys of before are no part of it any more. */
  const scanInto = async (code: string, path: string): Promise<void> => {
    await page.locator(`[data-path="${path}"]`).focus();
    await page.waitForTimeout(200);
    await scanIn(page, LAYOUTS.ru, code, "Enter");
  };
  const holds = (path: string, value: string) => expect(field(path)).toHaveValue(value);

  await scanInto("]d2010952123454321321AB-7\u001d8040490154203237518\u001d11251103", "device.serial");
  await holds("serial", "AB-7");
  await holds("imei", "490154203237518");
  // A second number of the sticker: another IMEI, or the second one.
  await scanInto("356938035643809", "customer.name");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("2");
  await holds("imei2", "356938035643809");
  await holds("imei", "490154203237518");
  await scanInto("WIFI:S:Shop;T:WPA;P:hunter22;;", "fault");
  await expect(page.getByText("Nothing was taken from it.")).toBeVisible();
  await expect(page.locator('[data-path="fault"]')).toHaveValue("");

  await fill(page, "customer.phone", "+44 20 7946 0000");
  await fill(page, "customer.name", "Ann");
  await fill(page, "device.category", "Phone");
  await fill(page, "device.brand", "Fairphone");
  await fill(page, "device.model", "FP5");
  await fill(page, "fault", "Cracked");
  await page.keyboard.press("Control+Enter");
  await page.getByTestId("result").waitFor();
  await scanInto("https://id.gs1.org/01/09521234543213/21/AB-8", "customer.name");
  await holds("serial", "AB-8");
  await holds("brand", "Fairphone");
  await holds("model", "FP5");
});

test("elsewhere a code is looked for: one order opens", async ({ talon: { page, dataFolder } }) => {
  await setUpShop(page);
  const { number } = await putOrder(dataFolder, { ...CASES["phone-en"], device: { ...CASES["phone-en"].device, serial: SERIAL } });
  await page.keyboard.press("Alt+2");
  await page.waitForTimeout(200);
  await scanIn(page, LAYOUTS.ru, SERIAL, "Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(number);
});

for (const separator of ["F8", "Ctrl+]"] as const)
  test(`a separator that a scanner types as ${separator} stays in the code and switches nobody`, async ({ talon: { page, dataFolder } }) => {
    await setUpShop(page);
    const code = "010405998765432121SN-77\u001d10LOT5";
    const { number } = await putOrder(dataFolder, { ...CASES["phone-en"], device: { ...CASES["phone-en"].device, serial: code } });
    await page.keyboard.press("Alt+1");
    const serial = page.locator('[data-path="device.serial"]');
    await tabTo(page, '[data-path="device.serial"]');
    await page.waitForTimeout(200);
    await scanIn(page, LAYOUTS.ru, code, "Enter", separator);
    await expect(serial).toHaveValue(code);
    await page.keyboard.press("Alt+2");
    await page.waitForTimeout(200);
    await scanIn(page, LAYOUTS.ru, code, "Enter", separator);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(number);
    // The key alone is a person's.
    await page.waitForTimeout(200);
    await page.keyboard.press("F8");
    await expect(page.locator(".sign-in-person")).toBeVisible();
  });

test("on the sign-in screen a scan signs nobody in, and a key does", async ({ talon: { page } }) => {
  await setUpShop(page);
  await page.keyboard.press("F8");
  await page.locator(".sign-in-person").waitFor();
  await scan(page, "1111-2222");
  await scan(page, "R26-000123-K");
  await page.waitForTimeout(400);
  await expect(page.locator(".sign-in-person")).toBeVisible();
  await page.keyboard.press("1");
  await expect(page.locator(".sign-in-person")).toBeHidden();
});
