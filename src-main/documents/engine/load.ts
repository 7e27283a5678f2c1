import { createRequire } from "node:module";

/** Loads a package when the first paper needs it: most starts make none, and a host has its papers made by another process. */
export const load = createRequire(import.meta.url);
