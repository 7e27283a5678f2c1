import type { MessagePortMain } from "electron";
import { beforeEach, expect, test, vi } from "vitest";
import { openMainWindow, showWindow } from "../../src-main/windows/main-window.ts";
import { resetElectron, state, type FakePort, type FakeWindow } from "../helpers/fake-electron.ts";

vi.mock("electron", async () => (await import("../helpers/fake-electron.ts")).electron);

beforeEach(resetElectron);

function open() {
  const served: FakePort[] = [];
  const window = openMainWindow({
    preload: "/talon/out/preload/preload.cjs",
    icon: "/talon/resources/icons/talon.png",
    devTools: false,
    servePort: (port: MessagePortMain) => void served.push(port as unknown as FakePort),
  });
  const fake = window as unknown as FakeWindow;
  const given: unknown[] = [];
  fake.webContents.mainFrame.ipcRenderer.on("talon:port", ({ ports }: { ports: unknown[] }) => given.push(...ports));
  return { window, fake, served, given };
}

test("the page is sandboxed, isolated and without Node", () => {
  const { fake } = open();
  expect(fake.options).toMatchObject({ width: 1366, height: 768, show: false });
  expect(fake.options.webPreferences).toMatchObject({
    preload: "/talon/out/preload/preload.cjs",
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    devTools: false,
  });
  expect(fake.webContents.mainFrame.url).toBe("talon://screens/");
});

test("no dictionary is fetched for the spelling", () => {
  expect(open().fake.options.webPreferences!.spellcheck).toBe(process.platform === "darwin");
});

test("the window shows once it has something to show, and fills a small screen", () => {
  const { fake } = open();
  expect(fake.calls).toEqual([]);
  fake.emit("ready-to-show");
  expect(fake.calls).toEqual(["show"]);
  state.workArea = { width: 1366, height: 728 };
  const small = open().fake;
  small.emit("ready-to-show");
  expect(small.calls).toEqual(["maximize", "show"]);
});

test("a page that asks gets a port, and a reload lets the one before go", () => {
  const { fake, served, given } = open();
  const { ipcRenderer } = fake.webContents.mainFrame;
  ipcRenderer.send("talon:want-port");
  expect([served.length, given.length, served[0]!.closed]).toEqual([1, 1, false]);
  ipcRenderer.send("talon:want-port");
  expect([served.length, given.length, served[0]!.closed, served[1]!.closed]).toEqual([2, 2, true, false]);
  fake.close();
  expect(served[1]!.closed).toBe(true);
});

test("no port goes to a frame within the page, to another address, or to a frame that has gone", () => {
  const { fake, served } = open();
  const { mainFrame, ipc } = fake.webContents;
  mainFrame.url = "https://example.org/";
  mainFrame.ipcRenderer.send("talon:want-port");
  ipc.emit("talon:want-port", { senderFrame: { url: "talon://screens/", parent: mainFrame } });
  ipc.emit("talon:want-port", { senderFrame: null });
  expect(served).toEqual([]);
});

test("a page whose process died is loaded anew, but not for ever", () => {
  const { fake } = open();
  fake.webContents.emit("render-process-gone", {}, { reason: "oom" });
  fake.webContents.emit("render-process-gone", {}, { reason: "oom" });
  expect(fake.calls).toEqual(["reload"]);
});

test("a minimised window comes back", () => {
  const { window, fake } = open();
  showWindow(window);
  fake.minimized = true;
  showWindow(window);
  expect(fake.calls).toEqual(["show", "focus", "restore", "show", "focus"]);
});
