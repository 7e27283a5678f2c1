import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildIfStale } from "./build.js";

/**
 * Runs a program of ours as it was built, after building it where that is due: `node src-main/app/run.js start --data FOLDER`. Node loads
 * a few built files in half the time that it takes for the sources.
 */
buildIfStale();
const [node, , program, ...args] = process.argv;
const file = join(import.meta.dirname, "..", "..", "out", "main", `${program}.js`);
process.argv = [node, file, ...args];
await import(pathToFileURL(file).href);
