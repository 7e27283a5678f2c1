import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PageKind } from "../../domain/shop/paper-layout.ts";
import { openDocuments, type OpenDocuments } from "./documents.ts";
import type { StartMaker } from "./maker-process.ts";
import { nowhere } from "./typst.ts";

/** How long a template may work on one paper before it is given up, ms: everybody who waits for a paper waits for it. */
export const OWN_LIMIT_MS = 3000;

/** Whoever edits a template or prints with one does so again soon. */
const IDLE_MS = 600_000;

/** An address at which nobody ever listens. */
const NOBODY = "http://127.0.0.1:0";

/**
 * The environment of a process that compiles templates which people wrote. Typst's compiler fetches packages from the network and
 * looks for them in the user's folders, and cannot be kept from it by its own settings: here there is neither.
 */
const isolated = (resourcesDir: string): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"].flatMap((name) => [name, name.toLowerCase()].map((key) => [key, NOBODY]))),
  NO_PROXY: "",
  no_proxy: "",
  XDG_DATA_HOME: nowhere(resourcesDir),
  XDG_CACHE_HOME: nowhere(resourcesDir),
  HOME: nowhere(resourcesDir),
});

/** Papers from templates that people wrote. */
export type OwnPapers = Pick<OpenDocuments, "render" | "renderExample" | "close"> & {
  /** The source of a shipped template, to begin with. @throws the file system's error */
  shipped(kind: PageKind): string;
};

/**
 * Opens papers from templates that people wrote. They see nothing but their data, reach nothing, and are ended where they take too
 * long or too much. What is only looked at is made by a second process, so that no paper ever waits for it.
 */
export function openOwnPapers(resourcesDir: string, startMaker: StartMaker): OwnPapers {
  const open = (): OpenDocuments =>
    openDocuments(resourcesDir, startMaker, { alone: true }, { env: isolated(resourcesDir), longestMs: OWN_LIMIT_MS, idleMs: IDLE_MS });
  const papers = open();
  const examples = open();
  return {
    render: papers.render,
    renderExample: examples.renderExample,
    shipped: (kind) => readFileSync(join(resourcesDir, "documents", `${kind}.typ`), "utf8"),
    close() {
      papers.close();
      examples.close();
    },
  };
}
