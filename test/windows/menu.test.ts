import type { MenuItemConstructorOptions } from "electron";
import { beforeEach, expect, test, vi } from "vitest";
import { setMenu } from "../../src-main/windows/menu.ts";
import { readerOfThisPc } from "../../src-main/app/reader.ts";
import { resetElectron, state } from "../helpers/fake-electron.ts";

vi.mock("electron", async () => (await import("../helpers/fake-electron.ts")).electron);

beforeEach(resetElectron);

const items = (): MenuItemConstructorOptions[] => state.menu!.flatMap((menu) => [menu, ...(menu.submenu as MenuItemConstructorOptions[])]);

test.each(["en", "ru", "lv", "kk"])("every item has a text in %s", (language) => {
  const { text } = readerOfThisPc([language]);
  setMenu((key) => text(key), true);
  for (const { label, type } of items()) expect(type === "separator" || /\p{L}{2}/u.test(label!)).toBe(true);
});

test("developer tools are for development", () => {
  setMenu((key) => key, true);
  expect(items().map(({ role }) => role)).toContain("toggleDevTools");
  setMenu((key) => key, false);
  expect(items().map(({ role }) => role)).not.toContain("toggleDevTools");
  expect(items().map(({ role }) => role)).toContain("paste");
});
