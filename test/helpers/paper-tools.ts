import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";

const isInstalled = (tool: string): boolean => spawnSync(tool, ["--version"], { stdio: "ignore" }).error === undefined;

const packages: Readonly<Record<string, string>> = {
  pdftotext: "poppler-utils",
  pdftoppm: "poppler-utils",
  pdffonts: "poppler-utils",
  zbarimg: "zbar-tools",
};

/** A test that needs a program of this computer; without it the test is skipped with one line why, or fails where CI is set. */
export function testWith(tool: keyof typeof packages): typeof test | typeof test.skip {
  if (isInstalled(tool) || process.env["CI"]) return test;
  process.stdout.write(`Skipped: tests that need ${tool} (apt-get install ${packages[tool]})\n`);
  return test.skip;
}

function withFile<Result>(name: string, bytes: Uint8Array, use: (file: string, folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "talon-paper-"));
  try {
    const file = join(folder, name);
    writeFileSync(file, bytes);
    return use(file, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The text of a PDF in reading order, as a person would copy it. @param area page and part of it, points from the upper left */
export const pdfText = (pdf: Uint8Array, area?: { readonly page: number; readonly top: number; readonly bottom: number }): string =>
  withFile("paper.pdf", pdf, (file) => {
    const part = area
      ? ["-f", area.page, "-l", area.page, "-x", 0, "-y", area.top, "-W", 600, "-H", area.bottom - area.top].map((value) =>
          String(typeof value === "number" ? Math.round(value) : value),
        )
      : ["-raw"];
    return execFileSync("pdftotext", [...part, "-enc", "UTF-8", file, "-"], { encoding: "utf8", maxBuffer: 1e8 });
  });

/** Where the words of a PDF stand: right edges in points, page by page. */
export const rightEdges = (pdf: Uint8Array): readonly number[] =>
  withFile("paper.pdf", pdf, (file) =>
    Array.from(execFileSync("pdftotext", ["-bbox", file, "-"], { encoding: "utf8", maxBuffer: 1e8 }).matchAll(/xMax="([\d.]+)"/g), ([, x]) =>
      Number(x),
    ),
  );

/** A page of a PDF as a PNG. */
export const pdfPage = (pdf: Uint8Array, page: number, dpi: number): Uint8Array =>
  withFile("paper.pdf", pdf, (file, folder) => {
    execFileSync("pdftoppm", ["-r", String(dpi), "-f", String(page), "-l", String(page), "-singlefile", "-png", file, join(folder, "page")]);
    return readFileSync(join(folder, "page.png"));
  });

/** The fonts of a PDF, one line each as `pdffonts` lists them. */
export const pdfFonts = (pdf: Uint8Array): readonly string[] =>
  withFile("paper.pdf", pdf, (file) => execFileSync("pdffonts", [file], { encoding: "utf8" }).trim().split("\n").slice(2));

/** The texts of all codes in a PNG, read by ZBar. */
export const zbarCodes = (png: Uint8Array): readonly string[] =>
  withFile("codes.png", png, (file) =>
    execFileSync("zbarimg", ["-q", "--raw", file], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })
      .trim()
      .split("\n"),
  );
