import { MOVES } from "../../src-main/domain/orders/order-state.ts";
import { decodeCode } from "../helpers/decode-code.ts";
import { CASES } from "../helpers/intake-cases.ts";
import { takeIn, type Accepted } from "./intake-case.ts";
import { expect, fill, scan, setUpShop, test, textOf } from "./talon.ts";

test.describe("the whole way, by keyboard only", () => {
  test("four devices in, found by five things, one handed back", async ({ talon: { page } }) => {
    test.setTimeout(150_000);
    await setUpShop(page);
    const accepted: Record<string, Accepted> = {};
    for (const [name, input] of Object.entries(CASES)) accepted[name] = await takeIn(page, "en", input);
    expect(Object.values(accepted).map(({ number }) => Number(number.slice(4, 10)))).toEqual([1, 2, 3, 4]);

    const robot = accepted["robot-vacuum-ru"]!;
    for (const text of [robot.number, robot.claimCode, "0005871", "8 (701) 123-45-67", "нурлан ахм", "L20 ultra", "мигает красным"]) {
      await page.keyboard.press("Control+K");
      await page.keyboard.type(text);
      await expect(page.getByRole("option").first()).toContainText(robot.number);
      // An Enter right behind the last letter would be a scanner's.
      await page.waitForTimeout(200);
      await page.keyboard.press("Enter");
      await expect(page.getByRole("heading", { level: 1 })).toContainText(robot.number);
    }

    const way = ["received", "diagnosing", "approved", "in-repair", "testing", "ready"] as const;
    for (const [step, from] of way.slice(0, -1).entries()) {
      const to = way[step + 1]!;
      await page.waitForTimeout(200);
      await page.keyboard.press("m");
      await expect(page.getByRole("dialog")).toBeVisible();
      // Keys that come as close together as a scanner's choose nothing.
      await page.waitForTimeout(200);
      await page.keyboard.press(String(MOVES[from].indexOf(to) + 1));
      await expect(page.getByRole("dialog")).toBeHidden();
      await expect(page.locator(".order")).toContainText(textOf("en", `state.${to}`));
    }

    await page.keyboard.press("Alt+3");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(textOf("en", "handback.title"));
    await scan(page, `TALON:${robot.number}:${robot.claimCode}`);
    await expect(page.getByText(robot.claimCode)).toBeVisible();
    const things = (CASES["robot-vacuum-ru"].accessories ?? []).length + 1;
    for (let thing = 0; thing < things; thing++) {
      await page.keyboard.press("Space");
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Control+Enter");
    await expect(page.getByRole("status").filter({ hasText: robot.number })).toBeVisible();
    await expect(page.getByRole("img", { name: /certificate/ })).toBeVisible();

    await page.keyboard.press("Alt+2");
    await expect(page.getByText(robot.number)).toBeHidden();
    await expect(page.getByRole("link", { name: accepted["lens-lv"]!.number })).toBeVisible();
  });

  test("a refused field is named beside itself, gets the focus, and is well again once it is right", async ({ talon: { page } }) => {
    await setUpShop(page);
    await page.keyboard.press("Alt+1");
    await fill(page, "customer.phone", "12");
    await fill(page, "customer.name", "Ana Souza");
    await fill(page, "device.imei", "490154203237519");
    await fill(page, "fault", "Broken");
    await page.keyboard.press("Control+Enter");
    const wrong = page.locator('[aria-invalid="true"]');
    await expect(wrong).toHaveCount(3);
    await expect(page.locator('[data-path="customer.phone"]')).toBeFocused();
    await page.keyboard.type("3456 7890");
    await expect(wrong).toHaveCount(2);
    await expect(page.locator('[data-path="fault"]')).toHaveValue("Broken");
    await expect(page.getByTestId("result")).toBeHidden();
  });

  test("the codes on certificate and label open their order", async ({ talon: { page } }) => {
    await setUpShop(page);
    const { number, claimCode } = await takeIn(page, "en", CASES["phone-en"]);
    const pictures = page.getByTestId("result").getByRole("img");
    await expect(pictures).toHaveCount(2);
    const codes = [];
    for (const picture of await pictures.all()) {
      const png = await picture.evaluate((image: HTMLImageElement) => {
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
        canvas.getContext("2d")!.drawImage(image, 0, 0);
        return canvas.toDataURL("image/png").split(",")[1]!;
      });
      codes.push(...(await decodeCode(Buffer.from(png, "base64"))));
    }
    expect(codes).toContain(`TALON:${number}:${claimCode}`);
    expect(codes).toContain(number);
    await page.keyboard.press("Alt+2");
    await scan(page, number);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(number);
  });
});
