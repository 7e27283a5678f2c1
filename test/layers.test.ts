import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "./helpers/open-test-shop.ts";

const ROOT = join(import.meta.dirname, "..");
const OXLINT = join(dirname(createRequire(import.meta.url).resolve("oxlint/package.json")), "bin", "oxlint");

type Diagnostic = { readonly code: string; readonly filename: string; readonly severity: string; readonly message: string };

/** Lints some files of a tree, or all of it. */
const lint = (folder: string, files: readonly string[] = []): Promise<readonly Diagnostic[]> =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, [OXLINT, "--format", "json", ...files], { cwd: folder, maxBuffer: 50_000_000 }, (error, stdout) => {
      try {
        resolve((JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] }).diagnostics);
      } catch {
        reject(new Error(`oxlint said no JSON: ${stdout.slice(0, 500)} ${String(error)}`));
      }
    });
  });

const LAYER = "boundaries(dependencies)";

/** Where a breach is planted, what it says, and the rule that must report it. One and more for every row of the house's table. */
const BREACHES: readonly (readonly [layer: string, code: string, rule?: string])[] = [
  ["src-main/domain/orders", 'export { readFileSync } from "node:fs";'],
  ["src-main/domain/orders", 'export { randomUUID } from "crypto";'],
  ["src-main/domain/orders", 'export { z } from "zod";'],
  ["src-main/domain/orders", 'export { app } from "electron";'],
  ["src-main/domain/orders", 'export type { Database } from "better-sqlite3";'],
  ["src-main/domain/orders", 'export { intakeInput } from "../../contract/orders/intake.ts";'],
  ["src-main/domain/orders", 'import type { Shop } from "../../usecases/ground/shop.ts";\nexport type Loophole = Shop;'],
  ["src-main/contract/orders", 'export { readFileSync } from "node:fs";'],
  ["src-main/contract/orders", 'export { os } from "@orpc/server";'],
  ["src-main/contract/orders", 'import type { Shop } from "../../usecases/ground/shop.ts";\nexport type Loophole = Shop;'],
  ["src-main/contract/orders", 'export { openDatabase } from "../../database/ground/open.ts";'],
  ["src-main/documents", 'export { openDatabase } from "../database/ground/open.ts";'],
  ["src-main/documents", 'import type { BrowserWindow } from "electron";\nexport type Loophole = BrowserWindow;'],
  ["src-main/documents", 'export { getPaper } from "../database/printing/print-job.ts";'],
  ["src-main/database/orders", 'export { intakeDevice } from "../../usecases/orders/intake-device.ts";'],
  ["src-main/database/orders", 'export { intakeInput } from "../../contract/orders/intake.ts";'],
  ["src-main/database/orders", 'export { app } from "electron";'],
  ["src-main/printing", 'export { listUnfinishedPrintJobs } from "../database/printing/print-job.ts";'],
  ["src-main/printing", 'export { app } from "electron";'],
  ["src-main/usecases/backups", 'export { default } from "multicast-dns";'],
  ["src-main/usecases/backups", 'export { default } from "better-sqlite3";'],
  ["src-main/usecases/backups", 'import type { Database } from "better-sqlite3";\nexport type Loophole = Database;'],
  ["src-main/usecases/backups", 'export { intakeInput } from "../../contract/orders/intake.ts";'],
  ["src-main/usecases/backups", 'export { router } from "../../router/router.ts";'],
  ["src-main/usecases/backups", 'export { app } from "electron";'],
  ["src-main/usecases/backups", 'export { readFileSync } from "node:fs";'],
  ["src-main/router/backups", 'export { openDatabase } from "../../database/ground/open.ts";'],
  ["src-main/router/backups", 'import type { PersonAccount } from "../../database/people/person.ts";\nexport type Loophole = PersonAccount;'],
  ["src-main/router/backups", 'export { app } from "electron";'],
  ["src-main/router/backups", 'export { openPaperMaker } from "../../documents/engine/render.ts";'],
  ["src-main/transports", 'export { intakeDevice } from "../usecases/orders/intake-device.ts";'],
  ["src-main/transports", 'export { openDatabase } from "../database/ground/open.ts";'],
  ["src-main/transports", 'export { MessageChannelMain } from "electron";'],
  ["src-main/storage", 'export { openDatabase } from "../database/ground/open.ts";'],
  ["src-main/storage", 'export { app } from "electron";'],
  ["src-main/services", 'export { router } from "../router/router.ts";'],
  ["src-main/services", 'export { openShop } from "../app/open-shop.ts";'],
  ["src-main/cli", 'export { app } from "electron";'],
  ["src-main/demo", 'export { intakeInput } from "../contract/orders/intake.ts";'],
  ["src-main/windows", 'export { LANGUAGES } from "../domain/ground/language.ts";'],
  ["src-main/windows", 'import type { Shop } from "../usecases/ground/shop.ts";\nexport type Loophole = Shop;'],
  ["src-main/preload", 'export { LANGUAGES } from "../domain/ground/language.ts";'],
  ["src-main/preload", 'export { readFileSync } from "node:fs";'],
  ["src-main/app", 'import "../preload/preload.ts";'],
  ["src-main/app", 'export { app } from "electron";'],
  ["src-main/app", 'export { client } from "../../src-renderer/client/client.ts";'],
  ["src-renderer/client", 'export { ipcRenderer } from "electron";'],
  ["src-renderer/client", 'export { contract } from "../../src-main/contract/contract.ts";'],
  ["src-renderer/client", 'export { intakeDevice } from "../../src-main/usecases/orders/intake-device.ts";'],
  ["src-renderer/client", 'export { create } from "zustand";'],
  ["src-renderer/stores", 'export { useState } from "react";'],
  ["src-renderer/stores", 'export { TextProvider } from "../components/text.tsx";'],
  ["src-renderer/stores", 'export { ORPCError } from "@orpc/client";'],
  ["src-renderer/stores", 'import type { contract } from "../../src-main/contract/contract.ts";\nexport type Loophole = typeof contract;'],
  ["src-renderer/components", 'export { client } from "../client/client.ts";'],
  ["src-renderer/components", 'export { useSession } from "../stores/session.ts";'],
  ["src-renderer/components", 'export { useQuery } from "@tanstack/react-query";'],
  ["src-renderer/screens/queue", 'export { SettingsScreen } from "../settings/settings-screen.tsx";'],
  ["src-renderer/screens/queue", 'export { intakeDevice } from "../../../src-main/usecases/orders/intake-device.ts";'],
  ["src-renderer/screens/queue", 'export { contract } from "../../../src-main/contract/contract.ts";'],
  ["src-renderer/screens/queue", 'export { Frame } from "../../app/frame.tsx";'],
  ["src-renderer/screens/queue", 'export { create } from "zustand";'],
  ["src-renderer/app", 'export { intakeDevice } from "../../src-main/usecases/orders/intake-device.ts";'],
  ["src-renderer/app", 'export { contract } from "../../src-main/contract/contract.ts";'],
  ["src-renderer/app", 'export { readFileSync } from "node:fs";'],

  // The same breach in every way that a file can name another.
  ["src-main/domain/orders", 'import { openDatabase } from "../../database/ground/open.ts";\nexport const breach = openDatabase;'],
  ["src-main/domain/orders", 'import { type Shop } from "../../usecases/ground/shop.ts";\nexport type Loophole = Shop;'],
  ["src-main/domain/orders", 'export * from "../../database/ground/open.ts";'],
  ["src-main/domain/orders", 'export * as all from "../../database/ground/open.ts";'],
  ["src-main/domain/orders", 'export type * from "../../usecases/ground/shop.ts";'],
  ["src-main/domain/orders", 'export const breach = () => import("../../database/ground/open.ts");'],
  ["src-main/domain/orders", 'export const breach = require("../../database/ground/open.ts");'],
  ["src-main/domain/orders", 'import "../../database/ground/open.ts";'],
  ["src-main/domain/orders", 'export type Loophole = import("../../usecases/ground/shop.ts").Shop;'],
  ["src-main/domain/orders", 'export type Loophole = typeof import("../../usecases/ground/shop.ts");'],

  // Ways around the table.
  ["src-main", "export const homeless = 1;", "boundaries(no-unknown-files)"],
  ["src-main/office", "export const homeless = 1;", "boundaries(no-unknown-files)"],
  ["src-main/domain/orders", 'export { CASES } from "../../../test/helpers/intake-cases.ts";', "eslint(no-restricted-imports)"],
  ["src-main/usecases/backups", 'export { z } from "../../../node_modules/zod/index.js";', "eslint(no-restricted-imports)"],
  ["src-main/usecases/backups", 'export { LANGUAGES } from "#domain/language.ts";', "eslint(no-restricted-imports)"],
  ["src-main/usecases/backups", 'export { LANGUAGES } from "@/domain/language.ts";', "eslint(no-restricted-imports)"],
  ["src-main/database/orders", 'export { readFileSync } from "fs";', "unicorn(prefer-node-protocol)"],
  [
    "src-main/database/orders",
    'import { LANGUAGES } from "../../domain/ground/language.ts";\nexport type Loophole = (typeof LANGUAGES)[number];',
    "typescript(consistent-type-imports)",
  ],
  ["src-main/usecases/backups", "console.log(1);", "eslint(no-console)"],
];

/** What the table allows, and must go on allowing. */
const ALLOWED: readonly (readonly [layer: string, code: string])[] = [
  [
    "src-main/domain/orders",
    'export { LANGUAGES } from "../ground/language.ts";\nexport { parsePhoneNumberFromString } from "libphonenumber-js/min";',
  ],
  [
    "src-main/contract/orders",
    'export { LANGUAGES } from "../../domain/ground/language.ts";\nexport { z } from "zod";\nexport { oc } from "@orpc/contract";',
  ],
  [
    "src-main/documents",
    'export { LANGUAGES } from "../domain/ground/language.ts";\nexport { IntlMessageFormat } from "intl-messageformat";\nexport { qrcode } from "bwip-js/node";',
  ],
  [
    "src-main/database/orders",
    'export { LANGUAGES } from "../../domain/ground/language.ts";\nexport { default } from "better-sqlite3";\nexport { readFile } from "node:fs/promises";',
  ],
  [
    "src-main/printing",
    'export { openPaperMaker } from "../documents/engine/render.ts";\nexport { Socket } from "node:net";\nexport { default } from "multicast-dns";',
  ],
  [
    "src-main/usecases/backups",
    'export { openDatabase } from "../../database/ground/open.ts";\nexport { openPaperMaker } from "../../documents/engine/render.ts";',
  ],
  [
    "src-main/router/backups",
    'export { contract } from "../../contract/contract.ts";\nexport { moveOrder } from "../../usecases/orders/move-order.ts";\nexport { os } from "@orpc/server";',
  ],
  [
    "src-main/transports",
    'export { router } from "../router/router.ts";\nexport { WebSocketServer } from "ws";\nexport { RPCHandler } from "@orpc/server/ws";',
  ],
  ["src-main/windows", 'export { BrowserWindow } from "electron";\nexport { join } from "node:path";'],
  [
    "src-main/app",
    'export { openDatabase } from "../database/ground/open.ts";\nexport { router } from "../router/router.ts";\nexport { v7 } from "uuid";',
  ],
  ["src-renderer/client", 'export type { contract } from "../../src-main/contract/contract.ts";\nexport { ORPCError } from "@orpc/client";'],
  ["src-renderer/stores", 'export { client } from "../client/client.ts";\nexport { create } from "zustand";'],
  ["src-renderer/components", 'export { LANGUAGES } from "../../src-main/domain/ground/language.ts";\nexport { Button } from "@mantine/core";'],
  [
    "src-renderer/screens/queue",
    'export { useSession } from "../../stores/session.ts";\nexport { client } from "../../client/client.ts";\nexport { useQuery } from "@tanstack/react-query";',
  ],
  ["src-renderer/app", 'export { SettingsScreen } from "../screens/settings/settings-screen.tsx";\nexport { createRoot } from "react-dom/client";'],
];

/** The families of the trade, each of which may import those before it. What a few files still import beyond is named in `.oxlintrc.json`. */
const FAMILIES = [
  "ground",
  "shop",
  "people",
  "pictures",
  "customers",
  "devices",
  "warranty",
  "orders",
  "papers",
  "printing",
  "figures",
  "transfer",
  "backups",
] as const;

/** Where a family imports another one, within a layer and from the next one. */
const FAMILY_FILES = FAMILIES.flatMap((family) =>
  FAMILIES.filter((other) => other !== family).flatMap((other) => [
    { family, other, file: `src-main/domain/${family}/planted-${other}.ts`, code: `export { planted } from "../${other}/planted.ts";` },
    { family, other, file: `src-main/database/${family}/planted-${other}.ts`, code: `export { planted } from "../../domain/${other}/planted.ts";` },
  ]),
);

const CYCLE = ["src-main/domain/orders/planted-egg.ts", "src-main/domain/orders/planted-hen.ts"] as const;

const breachFile = (index: number): string => `${BREACHES[index]![0]}/planted-breach-${index}.ts`;
const allowedFile = (index: number): string => `${ALLOWED[index]![0]}/planted-allowed-${index}.ts`;

describe("the lint of layers", () => {
  let folder: string;
  let found: readonly Diagnostic[];
  beforeAll(async () => {
    folder = temporaryFolder();
    for (const name of ["src-main", "src-renderer", ".oxlintrc.json", "package.json", "tsconfig.json"])
      cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "junction");
    const plant = (file: string, code: string): string => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), `${code}\n`);
      return file;
    };
    found = await lint(folder, [
      ...BREACHES.map(([, code], index) => plant(breachFile(index), code)),
      ...ALLOWED.map(([, code], index) => plant(allowedFile(index), code)),
      ...FAMILIES.map((family) => plant(`src-main/domain/${family}/planted.ts`, "export const planted = true;")),
      ...FAMILY_FILES.map(({ file, code }) => plant(file, code)),
      plant(CYCLE[0], 'import { hen } from "./planted-hen.ts";\nexport const egg = () => hen;'),
      plant(CYCLE[1], 'import { egg } from "./planted-egg.ts";\nexport const hen = () => egg;'),
    ]);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const rulesFor = (file: string): readonly string[] =>
    found.filter(({ filename }) => filename.replaceAll("\\", "/") === file).map(({ code }) => code);

  test.each(BREACHES.map(([layer, code, rule], index) => [index, layer, code.replaceAll("\n", " "), rule ?? LAYER] as const))(
    "breach %i in %s: %s is reported by %s",
    (index, _layer, _code, rule) => {
      expect(rulesFor(breachFile(index))).toContain(rule);
    },
  );

  test.each(ALLOWED.map(([layer, code], index) => [index, layer, code.replaceAll("\n", " ")] as const))("%i in %s: %s is allowed", (index) => {
    expect(rulesFor(allowedFile(index))).toEqual([]);
  });

  test.each(FAMILY_FILES.map(({ family, other, file }) => [file, other, FAMILIES.indexOf(other) < FAMILIES.indexOf(family)] as const))(
    "%s imports %s: %s",
    (file, _other, allowed) => {
      expect(rulesFor(file)).toEqual(allowed ? [] : [LAYER]);
    },
  );

  test("every family that has a folder is in the table", () => {
    const folders = ["domain", "contract", "database", "usecases", "router"].flatMap((layer) =>
      readdirSync(join(ROOT, "src-main", layer), { withFileTypes: true }).filter((each) => each.isDirectory()),
    );
    const homeless = folders.map(({ name }) => name).filter((name) => name !== "migrations" && !FAMILIES.some((family) => family === name));
    expect(homeless).toEqual([]);
  });

  test("a circle of files is reported", () => {
    expect(CYCLE.flatMap(rulesFor)).toContain("import(no-cycle)");
  });

  test("breaches of every layer are among the planted ones, so that a new layer is not forgotten", () => {
    const { settings } = JSON.parse(readFileSync(join(ROOT, ".oxlintrc.json"), "utf8")) as {
      settings: { "boundaries/elements": readonly { pattern: string }[] };
    };
    const layers = settings["boundaries/elements"].map(({ pattern }) => pattern).filter((pattern) => pattern.startsWith("src-"));
    for (const layer of layers) expect(BREACHES.some(([planted]) => planted.startsWith(layer.replace("/*", "/")))).toBe(true);
  });
});

test("the house keeps its own rules", async () => {
  const errors = (await lint(ROOT)).filter(({ severity }) => severity === "error");
  expect(errors.map(({ filename, code, message }) => `${filename}: ${code} ${message}`)).toEqual([]);
}, 120_000);
