import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** JavaScript, because it runs before anything is built: as TypeScript it would cost each start 60 ms for Node's type stripper. */
const ROOT = join(import.meta.dirname, "..", "..");
const SOURCES = ["src-main", "src-renderer", join("resources", "locales"), "electron.vite.config.ts", "package-lock.json"];
const STAMP = join(ROOT, "out", "built-from.txt");

/** Path, size and time of change of each source file: other than its content, they are known without reading it. */
function fingerprint() {
  const hash = createHash("sha256");
  const add = (path) => {
    const { size, mtimeMs } = statSync(join(ROOT, path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  };
  for (const source of SOURCES) {
    if (statSync(join(ROOT, source)).isFile()) add(source);
    else
      for (const entry of readdirSync(join(ROOT, source), { recursive: true, withFileTypes: true }))
        if (entry.isFile()) add(join(entry.parentPath.slice(ROOT.length + 1), entry.name));
  }
  return hash.digest("hex");
}

/** Builds the program and its screens into `out/`, unless they were built from the sources as they are. An installed copy has no sources. */
export function buildIfStale() {
  if (!existsSync(join(ROOT, "electron.vite.config.ts"))) return;
  const sources = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === sources) return;
  // A build that breaks off leaves nothing that passes for a whole one.
  rmSync(STAMP, { force: true });
  const builder = join(ROOT, "node_modules", "electron-vite", "bin", "electron-vite.js");
  const { status } = spawnSync(process.execPath, [builder, "build", "--logLevel", "warn"], { cwd: ROOT, stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(STAMP, sources);
}

if (import.meta.main) buildIfStale();
