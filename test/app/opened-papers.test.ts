import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openedPapers } from "../../src-main/app/opened-papers.ts";

let folder: string;
let opened: string[];
let shown: string[];
let viewer: string;
const desktop = {
  openPath: async (file: string) => {
    opened.push(file);
    return viewer;
  },
  showItemInFolder: (file: string) => void shown.push(file),
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "talon-opened-"));
  [opened, shown, viewer] = [[], [], ""];
});
afterEach(() => rmSync(folder, { recursive: true }));

const bytes = new TextEncoder().encode("%PDF-1.7");

test("a paper opens under its own name, for its reader only", async () => {
  const openPaper = openedPapers(join(folder, "opened"), desktop);
  await openPaper("R26-000123-certificate.pdf", bytes);
  await openPaper("R26-000123-certificate.pdf", bytes);
  expect(new Set(opened).size).toBe(2);
  expect(opened.map((file) => basename(file))).toEqual(Array(2).fill("R26-000123-certificate.pdf"));
  expect(readFileSync(opened[0]!, "latin1")).toBe("%PDF-1.7");
  if (process.platform !== "win32") expect(statSync(opened[0]!).mode & 0o077).toBe(0);
  expect(shown).toEqual([]);
});

test("a PC without a viewer shows where the paper lies", async () => {
  viewer = "No application found";
  await openedPapers(join(folder, "opened"), desktop)("R26-000123-label.pdf", bytes);
  expect(shown).toEqual(opened);
});

test("no name leads out of the folder", async () => {
  await openedPapers(join(folder, "opened"), desktop)("../../R26.pdf", bytes);
  expect(dirname(dirname(opened[0]!))).toBe(join(folder, "opened"));
});

test("each start empties the folder", async () => {
  await openedPapers(join(folder, "opened"), desktop)("R26.pdf", bytes);
  openedPapers(join(folder, "opened"), desktop);
  expect(existsSync(opened[0]!)).toBe(false);
});
