import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const listed = new Map(
  [...read("resources/licences.md").matchAll(/^\| `([^`]+)` \| (\S+) \| (\S+) \|$/gm)].map(([, name, version, licence]) => [
    name!,
    { version, licence },
  ]),
);

type Package = { dependencies: Record<string, string>; devDependencies: Record<string, string>; version: string; license: string };

/** Development packages whose code ends up in the built screens or around them. */
const BUILT_IN = /^(@mantine|@tabler|@tanstack)\/|^(electron|react|react-dom|wouter|zustand|@orpc\/tanstack-query)$/;

test("every package that is shipped stands in the list with its licence", () => {
  const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Package;
  const shipped = [...Object.keys(dependencies), ...Object.keys(devDependencies).filter((name) => BUILT_IN.test(name))];
  for (const name of shipped) {
    const { version, license } = JSON.parse(read(`node_modules/${name}/package.json`)) as Package;
    expect(listed.get(name), name).toEqual({ version, licence: license });
  }
  expect([...listed.keys()].sort()).toEqual(shipped.sort());
});
