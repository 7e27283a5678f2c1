import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

type Locked = { readonly version?: string; readonly resolved?: string; readonly optionalDependencies?: Readonly<Record<string, string>> };

const { packages } = JSON.parse(readFileSync(join(import.meta.dirname, "..", "package-lock.json"), "utf8")) as { packages: Record<string, Locked> };

test("the lock file names the native parts of every platform, or npm ci refuses it there", () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`]),
  );
  expect(missing).toEqual([]);
});

test("the lock file names no server", () => {
  expect(
    Object.entries(packages).filter(([path, { version, resolved }]) => path !== "" && (version === undefined || resolved !== undefined)),
  ).toEqual([]);
});
