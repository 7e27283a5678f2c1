import { createServer, type AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { choose, expect, setUpShop, tabTo, test, textOf } from "./talon.ts";

const text = (key: string): string => textOf("en", key);

/** What a Zebra that is well says to `~HS`. */
const WELL = "\x02030,0,0,0245,000,0,0,0,000,0,0,0\x03\r\n\x02001,0,0,0,1,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n";

/** A label printer of port 9100 on this machine, with every byte that it was sent. */
async function startZebra(): Promise<{ readonly port: number; readonly sent: () => string; readonly stop: () => void }> {
  let bytes = "";
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (part) => {
      bytes += part.toString("latin1");
      if (part.includes("~HS")) socket.write(WELL);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, sent: () => bytes, stop: () => server.close() };
}

const field = (page: Page, path: string) => page.locator(`[data-path="${path}"]`);

async function openPrinters(page: Page): Promise<void> {
  await page.keyboard.press("Alt+5");
  await page.locator(".settings-sections").waitFor();
  // The keys of Settings act once they are sure not to be a scanner's.
  await page.waitForTimeout(250);
  await page.keyboard.press("5");
  await page.locator("#printers-title").waitFor();
}

test("a label printer is added, tried, measured and told what to print, by keyboard only", async ({ talon: { page } }) => {
  const zebra = await startZebra();
  await setUpShop(page);
  await openPrinters(page);
  await expect(page.getByText(text("printers.none"))).toBeVisible();

  // A wrong address is said beside its field, which gets the focus.
  await page.waitForTimeout(250);
  await page.keyboard.press("n");
  await expect(field(page, "name")).toBeFocused();
  await page.keyboard.type("Zebra");
  await tabTo(page, '[data-path="address"]');
  await page.keyboard.type("127.0.0.1:99999");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(text("problem.printer-port"))).toBeVisible();
  await expect(field(page, "address")).toBeFocused();

  // Esc leaves the form; what was typed waits.
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Zebra", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, '[data-path="address"]');
  await expect(field(page, "address")).toHaveValue("127.0.0.1:99999");
  await page.keyboard.press("Control+A");
  await page.keyboard.type(`127.0.0.1:${zebra.port}`);
  await expect(page.getByText(text("problem.printer-port"))).toHaveCount(0);

  // A test page goes out before anything is saved.
  await page.keyboard.press("Control+P");
  await expect(page.getByText(text("printers.test.printed"))).toBeVisible();
  await expect.poll(() => zebra.sent()).toMatch(/\^XA[\s\S]*\^GFA[\s\S]*\^XZ/);

  // The frame is cut off at the left by 2 mm.
  await tabTo(page, ".printers-edge input[type=radio]");
  await page.keyboard.press("ArrowRight");
  await tabTo(page, '[data-path="edge.left"]');
  await page.keyboard.type("2");
  await page.keyboard.press("Enter");
  await expect(field(page, "settings.offsetXMm")).toHaveValue("2");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("button", { name: "Zebra", exact: true })).toBeFocused();
  await expect(page.getByText(text("printers.state.ready"), { exact: true })).toBeVisible();

  // What goes to it.
  await choose(page, "routes.label", "Zebra");
  await tabTo(page, '[data-path="copies.label"]');
  await page.keyboard.press("ArrowUp");
  await choose(page, "routes.accessory", "Zebra");
  await tabTo(page, '[data-path="at-intake.accessory"]');
  await page.keyboard.press("Space");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator("#printers-routes").getByText(text("settings.all-saved"))).toBeVisible();
  await expect(page.locator(".printers-table").first()).toContainText(`${text("paper-kind.label")} × 2, ${text("paper-kind.accessory")}`);

  await page.reload();
  await page.locator("#printers-title").waitFor();
  await expect(field(page, "routes.label")).toHaveValue("Zebra");
  await expect(field(page, "copies.label")).toHaveValue("2");
  await expect(field(page, "routes.accessory")).toHaveValue("Zebra");
  await expect(field(page, "at-intake.accessory")).toBeChecked();
  await expect(field(page, "routes.certificate")).toHaveValue(text("printers.routes.by-hand"));
  await tabTo(page, "[data-printer]");
  await page.keyboard.press("Enter");
  await expect(field(page, "address")).toHaveValue(`127.0.0.1:${zebra.port}`);
  await expect(field(page, "settings.offsetXMm")).toHaveValue("2");
  zebra.stop();
});
