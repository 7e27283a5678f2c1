import { join } from "node:path";

/** The screens were not built: `npm run build` makes them. */
export class MissingScreens extends Error {}

/** Where the built screens lie, beside `src-main/` and beside `out/main/` alike. */
export const screensFolder = (): string => join(import.meta.dirname, "..", "..", "out", "renderer");
