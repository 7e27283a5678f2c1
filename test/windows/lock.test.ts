import type { Session, WebContents } from "electron";
import { beforeEach, expect, test, vi } from "vitest";
import { lockNavigation, lockSession } from "../../src-main/windows/lock.ts";
import { electron, FakeWindow, resetElectron, state } from "../helpers/fake-electron.ts";

vi.mock("electron", async () => (await import("../helpers/fake-electron.ts")).electron);

beforeEach(() => {
  resetElectron();
  lockSession(electron.session.defaultSession as unknown as Session);
});

function asks(permission: string, requestingUrl: string, more: object = {}): boolean {
  let granted: boolean | undefined;
  state.permissions.request!(null as never, permission as never, (answer) => (granted = answer), { isMainFrame: true, requestingUrl, ...more });
  return granted!;
}

test("the camera is for our screens only, without the microphone", () => {
  expect(asks("media", "talon://screens/", { mediaTypes: ["video"] })).toBe(true);
  expect(asks("media", "talon://screens/", { mediaTypes: ["video", "audio"] })).toBe(false);
  expect(asks("media", "talon://screens/", { mediaTypes: [] })).toBe(false);
  expect(asks("media", "talon://screens/")).toBe(false);
  expect(asks("media", "https://example.org/", { mediaTypes: ["video"] })).toBe(false);
  expect(asks("media", "talon://screens.example.org/", { mediaTypes: ["video"] })).toBe(false);
});

test.each(["geolocation", "notifications", "openExternal", "usb", "serial", "hid", "clipboard-read", "display-capture", "unknown"])(
  "%s is denied",
  (permission) => {
    expect(asks(permission, "talon://screens/", { mediaTypes: ["video"] })).toBe(false);
    expect(state.permissions.check!(null, permission as never, "talon://screens/", { isMainFrame: true, mediaType: "video" })).toBe(false);
    expect(state.permissions.device!({} as never)).toBe(false);
  },
);

test("asking whether the camera may be used says the same", () => {
  const may = (origin: string, mediaType: "video" | "audio" | "unknown"): boolean =>
    state.permissions.check!(null, "media", origin, { isMainFrame: true, mediaType });
  expect(may("talon://screens/", "video")).toBe(true);
  expect(may("talon://screens", "video")).toBe(true);
  expect(may("talon://screens/", "audio")).toBe(false);
  expect(may("talon://screens/", "unknown")).toBe(false);
  expect(may("https://example.org/", "video")).toBe(false);
});

test("nothing reaches the network", () => {
  expect(state.cancelled).toEqual(["http://*/*", "https://*/*", "ws://*/*", "wss://*/*"]);
});

test("a page may reload and go nowhere else", () => {
  const { webContents } = new FakeWindow({});
  lockNavigation(webContents as unknown as WebContents);
  expect(webContents.navigate("talon://screens/")).toBe(true);
  expect(webContents.navigate("talon://screens/", "will-frame-navigate")).toBe(true);
  for (const url of ["https://example.org/", "file:///etc/passwd", "talon://other/", "talon://screens.example.org/", "javascript:1", "about:blank"]) {
    expect(webContents.navigate(url)).toBe(false);
    expect(webContents.navigate(url, "will-frame-navigate")).toBe(false);
  }
  expect(webContents.navigate("talon://screens/", "will-frame-navigate", false)).toBe(false);
  expect(webContents.navigate("talon://screens/", "will-redirect")).toBe(false);
  expect(webContents.openHandler!({ url: "talon://screens/" })).toEqual({ action: "deny" });
});
