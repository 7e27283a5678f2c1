import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

const at = (...path: readonly string[]): string => join(import.meta.dirname, ...path);

export default defineConfig({
  main: {
    build: {
      rolldownOptions: {
        // What a host loads late comes at once here.
        checks: { ineffectiveDynamicImport: false },
        // The front doors, and the programs and threads that lie beside them: papers and backups are made apart, files read and PINs hashed.
        input: {
          start: at("src-main", "app", "start-here.ts"),
          electron: at("src-main", "app", "electron.ts"),
          cli: at("src-main", "cli", "cli.ts"),
          ...Object.fromEntries(
            ["backup-process", "paper-maker", "paper-maker-watch", "pin-thread", "read-thread", "redraw-thread"].map((name) => [
              name,
              at("src-main", "services", `${name}.ts`),
            ]),
          ),
        },
        // All in one folder: paths are told from where a file lies.
        output: { entryFileNames: "[name].js", chunkFileNames: "shared-[name].js" },
      },
    },
  },
  preload: {
    build: {
      rolldownOptions: {
        input: at("src-main", "preload", "preload.ts"),
        // A sandboxed preload must be CommonJS.
        output: { format: "cjs", entryFileNames: "preload.cjs" },
      },
    },
  },
  renderer: {
    root: at("src-renderer"),
    plugins: [react()],
    build: {
      // Browsers of other benches may lag two years behind Electron's own.
      target: "chrome130",
      minify: true,
      // The content security policy lets no font stand in a style.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { input: at("src-renderer", "index.html") },
    },
  },
});
