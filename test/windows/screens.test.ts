import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { HEADERS } from "../../src-main/transports/headers.ts";
import { isOurs, registerScreens, serveScreens } from "../../src-main/windows/screens.ts";
import { resetElectron, state } from "../helpers/fake-electron.ts";

vi.mock("electron", async () => (await import("../helpers/fake-electron.ts")).electron);

let folder: string;
beforeEach(() => {
  resetElectron();
  folder = mkdtempSync(join(tmpdir(), "talon-screens-"));
  mkdirSync(join(folder, "screens", "assets"), { recursive: true });
  writeFileSync(join(folder, "secret.json"), "secret");
  writeFileSync(join(folder, "screens", "index.html"), "<!doctype html>");
  writeFileSync(join(folder, "screens", "assets", "index-B_3-x.js"), "export {}");
  writeFileSync(join(folder, "screens", ".hidden.json"), "hidden");
  writeFileSync(join(folder, "screens", "notes.txt"), "no type of ours");
  serveScreens(join(folder, "screens"), HEADERS);
});
afterEach(() => rmSync(folder, { recursive: true }));

const get = async (url: string, init?: RequestInit): Promise<Response> => state.protocols.get("talon")!(new Request(url, init));

test("the scheme is a secure origin with fetch and nothing more", () => {
  registerScreens();
  expect(state.schemes).toEqual([{ scheme: "talon", privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
});

test("the screens come with their type and the policy", async () => {
  const page = await get("talon://screens/");
  expect([page.status, await page.text()]).toEqual([200, "<!doctype html>"]);
  expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
  for (const answer of [page, await get("talon://screens/nothing.js"), await get("talon://screens/", { method: "POST" })])
    for (const [name, value] of Object.entries(HEADERS)) expect([name, answer.headers.get(name)]).toEqual([name, value]);
  const script = await get("talon://screens/assets/index-B_3-x.js?v=1#top");
  expect([script.status, script.headers.get("content-type"), await script.text()]).toEqual([200, "text/javascript; charset=utf-8", "export {}"]);
});

test.each([
  "talon://screens/../secret.json",
  "talon://screens/%2e%2e/secret.json",
  "talon://screens/..%2fsecret.json",
  "talon://screens/..%5csecret.json",
  "talon://screens/assets/..%2f..%2fsecret.json",
  "talon://screens//../secret.json",
  "talon://screens/.hidden.json",
  "talon://screens/notes.txt",
  "talon://screens/assets",
  "talon://screens/missing.js",
  "talon://screens/index.html%00.js",
  "talon://other/index.html",
  "talon://screens.example.org/index.html",
])("%s is not there", async (url) => {
  const response = await get(url);
  expect([response.status, await response.text()]).toEqual([404, ""]);
  expect(response.headers.get("content-security-policy")).toBe(HEADERS["Content-Security-Policy"]);
});

test("screens are only read", async () => {
  expect((await get("talon://screens/", { method: "POST", body: "x" })).status).toBe(405);
});

test("our screens are told from addresses that look like them", () => {
  expect(isOurs("talon://screens/")).toBe(true);
  for (const url of ["", "talon://screens", "talon://screens.example.org/", "talon:screens/", "https://screens/", "http://talon://screens/"])
    expect(isOurs(url)).toBe(false);
});
