import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { defaultDataFolder, homeOfThisPc, resourcesFolder } from "../../src-main/app/data-folder.ts";

test("data lie where each system keeps them", () => {
  expect(defaultDataFolder({ APPDATA: "/roaming" }, "win32")).toBe(join("/roaming", "Talon"));
  expect(defaultDataFolder({}, "win32")).toBe(join(homedir(), "AppData", "Roaming", "Talon"));
  expect(defaultDataFolder({}, "darwin")).toBe(join(homedir(), "Library", "Application Support", "Talon"));
  expect(defaultDataFolder({ XDG_DATA_HOME: "/data" }, "linux")).toBe(join("/data", "talon"));
  expect(defaultDataFolder({}, "linux")).toBe(join(homedir(), ".local", "share", "talon"));
});

test("resources lie beside the program", () => {
  for (const name of ["documents", "fonts", "locales"]) expect(existsSync(join(resourcesFolder(), name))).toBe(true);
});

test.each([
  ["Europe/Riga", "LV"],
  ["Asia/Almaty", "KZ"],
  ["Europe/Moscow", "RU"],
  ["Europe/London", "GB"],
])("a PC in %s stands in %s", (timeZone, country) => {
  vi.stubEnv("TZ", timeZone);
  expect(homeOfThisPc()).toEqual({ timeZone, country });
});
