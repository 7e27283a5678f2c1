import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

const at = (...path: readonly string[]): string => join(import.meta.dirname, ...path);

export default defineConfig({
  main: {
    build: {
      rolldownOptions: {
        // Backups are made by a thread, which begins with a file of its own.
        input: { electron: at("src-main", "app", "electron.ts"), "backup-thread": at("src-main", "app", "backup-thread.ts") },
        // Beside each other: paths are told from where they lie.
        output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
        // What a host loads late comes at once here.
        checks: { ineffectiveDynamicImport: false },
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
