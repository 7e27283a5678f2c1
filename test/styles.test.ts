import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const screens = join(import.meta.dirname, "..", "src-renderer");
const mantine = join(import.meta.dirname, "..", "node_modules", "@mantine", "core");
const read = (...path: readonly string[]): string => readFileSync(join(...path), "utf8");

/** Components that the screens import by name. */
function usedComponents(): readonly string[] {
  const sources = readdirSync(screens, { recursive: true, encoding: "utf8" }).filter((path) => /\.tsx?$/.test(path));
  return sources.flatMap((path) =>
    [...read(screens, path).matchAll(/import \{([^}]+)\} from "@mantine\/core"/g)].flatMap(([, names]) =>
      names!
        .split(",")
        .map((name) => name.trim())
        .filter((name) => /^[A-Z]\w+$/.test(name)),
    ),
  );
}

/** A module with all that it is made of. */
function withParts(module: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(module)) return seen;
  seen.add(module);
  for (const [, path] of read(module).matchAll(/ from "(\.[^"]+\.mjs)"/g)) withParts(join(dirname(module), path!), seen);
  return seen;
}

test("the library's styles are imported for every component in use, in the library's own order, and for nothing else", () => {
  const components = usedComponents().map((name) => join(mantine, "esm", "components", name, `${name}.mjs`));
  const modules = new Set(components.filter((path) => existsSync(path)).flatMap((path) => [...withParts(path)]));
  const classes = new Set(
    [...modules].filter((path) => path.endsWith(".module.mjs")).flatMap((path) => [...read(path).matchAll(/"(m_\w+)"/g)].map(([, name]) => name!)),
  );
  const whole = read(mantine, "styles.css");
  const needed = readdirSync(join(mantine, "styles"))
    .filter((file) => !file.endsWith(".layer.css"))
    .map((file) => ({ file, text: read(mantine, "styles", file) }))
    .filter(({ text }) => !text.includes(".m_") || [...text.matchAll(/\.(m_\w+)/g)].some(([, name]) => classes.has(name!)))
    .toSorted((one, other) => whole.indexOf(one.text.slice(0, 80)) - whole.indexOf(other.text.slice(0, 80)))
    .map(({ file }) => `@import "@mantine/core/styles/${file}";`);
  expect(read(screens, "app", "mantine.css").match(/@import .*/g)).toEqual(needed);
});
