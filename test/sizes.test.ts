import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");

/** Most files of a folder and lines of a file: what a newcomer takes in at a glance. */
const MOST_FILES = 25;
const MOST_LINES = 300;

/** Catalogues of texts, and migrations, which are never edited. */
const EXCEPTED = /^src-main\/(database\/migrations\/|domain\/ground\/kazakh-names\.ts$)/;

/** Rooms that are still too full; none may be added, and one that became smaller must go. */
const STILL_FULL = ["src-renderer/components", "src-renderer/screens/order", "src-renderer/screens/settings/policies"];

const files = ["src-main", "src-renderer"]
  .flatMap((top) =>
    readdirSync(join(ROOT, top), { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) =>
        join(each.parentPath, each.name)
          .slice(ROOT.length + 1)
          .replaceAll("\\", "/"),
      ),
  )
  .filter((file) => /\.(?:ts|tsx|js|css)$/.test(file) && !EXCEPTED.test(file));

test("no file is longer than a person reads in one go", () => {
  const long = files
    .map((file) => [file, readFileSync(join(ROOT, file), "utf8").trimEnd().split("\n").length] as const)
    .filter(([, lines]) => lines > MOST_LINES)
    .map(([file, lines]) => `${file}: ${lines}`);
  expect(long).toEqual([]);
});

test("no folder holds more files than a person keeps in mind", () => {
  const counts = new Map<string, number>();
  for (const file of files) {
    const folder = file.slice(0, file.lastIndexOf("/"));
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const full = [...counts].filter(([, count]) => count > MOST_FILES).map(([folder]) => folder);
  expect(full.toSorted()).toEqual(STILL_FULL);
});
