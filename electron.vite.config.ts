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
        // Papers and backups are made by programs, files read and PINs hashed by threads, that lie beside the one that asks for them.
        input: {
          electron: at("src-main", "app", "electron.ts"),
          ...Object.fromEntries(
            ["backup-process", "paper-maker", "paper-maker-watch", "pin-thread", "read-thread", "redraw-thread"].map((name) => [
              name,
              at("src-main", "app", `${name}.ts`),
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
