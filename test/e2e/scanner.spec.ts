import { CASES } from "../helpers/intake-cases.ts";
import { takeIn } from "./intake-case.ts";
import { choose, expect, fill, scan, setUpShop, tabTo, test, textOf } from "./talon.ts";

test("a scan while a field has the focus opens its order and leaves the field as it was", async ({ talon: { page } }) => {
  await setUpShop(page);
  const { number } = await takeIn(page, "en", CASES["phone-en"]);
  await page.keyboard.press("Alt+1");
  await fill(page, "customer.name", "Half");
  await page.waitForTimeout(200);
  await scan(page, number);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(number);
  await page.keyboard.press("Alt+1");
  await expect(page.locator('[data-path="customer.name"]')).toHaveValue("Half");
});

test("an accessory's label opens its order, whatever layout the PC is set to", async ({ talon: { page } }) => {
  await setUpShop(page);
  const { number } = await takeIn(page, "en", CASES["phone-en"]);
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

test("a mistyped number and a code of another kind are said as such", async ({ talon: { page } }) => {
  await setUpShop(page);
  const { number } = await takeIn(page, "en", CASES["phone-en"]);
  await page.keyboard.press("Alt+2");
  await scan(page, number.replace("000001", "000007"));
  await expect(page.getByText(/check character/)).toBeVisible();
  await scan(page, "4006381333931");
  await expect(page.getByText(/not a code of an order/)).toBeVisible();
});

test("the history of a serial number shows at once and its fault can be taken over", async ({ talon: { page } }) => {
  await setUpShop(page);
  const { number } = await takeIn(page, "en", CASES["robot-vacuum-ru"]);
  await fill(page, "device.serial", "drm l20u 2303 0005871");
  await expect(page.getByTestId("history")).toContainText(number);
  await page.keyboard.press("Alt+A");
  await page.keyboard.press("Alt+S");
  await expect(page.locator('[data-path="device.brand"]')).toHaveValue("Dreame");
  await expect(page.locator('[data-path="fault"]')).toHaveValue(/Не заряжается/);
});
