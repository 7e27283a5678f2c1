import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeWindow, resetElectron } from "../helpers/fake-electron.ts";
import { fakePage } from "../helpers/fake-page.ts";

vi.mock("electron", async () => (await import("../helpers/fake-electron.ts")).electron);

const page = fakePage();
const received: { data: unknown; ports: unknown[] }[] = [];
let asked = 0;
let frame: FakeWindow["webContents"]["mainFrame"];

beforeEach(async () => {
  resetElectron();
  frame = new FakeWindow({}).webContents.mainFrame;
  frame.ipcRenderer.send = (channel) => void (channel === "talon:want-port" && asked++);
  vi.stubGlobal("window", page.window);
  vi.stubGlobal("location", page.location);
  page.window.addEventListener("message", (event) => received.push(event as MessageEvent & { ports: unknown[] }));
  await import("../../src-main/preload/preload.ts");
});
afterEach(() => vi.unstubAllGlobals());

test("it asks main for a port when the page wants one, hands it over, and gives the page nothing else", async () => {
  const before = Object.keys(page.window);
  page.window.postMessage("something else", "talon://screens");
  page.window.dispatchEvent(Object.assign(new Event("message"), { data: "talon:want-port", source: {} }));
  await new Promise(setImmediate);
  expect(asked).toBe(0);
  page.window.postMessage("talon:want-port", "talon://screens");
  await new Promise(setImmediate);
  expect(asked).toBe(1);
  frame.postMessage("talon:port", null, [{ raw: "the port" } as never]);
  await new Promise(setImmediate);
  expect(received.at(-1)).toMatchObject({ data: "talon:port", ports: ["the port"] });
  expect(Object.keys(page.window)).toEqual(before);
});
