import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** Before the tests: those that start the program start it as it was built. */
export function setup(): void {
  execFileSync(process.execPath, [join(import.meta.dirname, "..", "..", "src-main", "app", "build.js")], { stdio: "inherit" });
}
