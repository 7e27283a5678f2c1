import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openWay } from "../../../src-main/printing/ways/open-way.ts";
import { wayTimes } from "../../../src-main/printing/ways/way-options.ts";
import { openWindowsWay, readScriptAnswer, troublesOfFlags } from "../../../src-main/printing/ways/windows.ts";
import type { Shipment } from "../../../src-main/printing/way.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";

const still = (): AbortSignal => new AbortController().signal;
const NAME = `Zebra "$(touch x)"; 'ZD421' %PATH% \u0416`;
const label = (changes: Partial<Shipment> = {}): Shipment => ({
  bytes: Buffer.from("^XA^XZ"),
  mime: "application/octet-stream",
  name: "talon-1",
  copies: 1,
  ...changes,
});

test("flags of the spooler are troubles in words", () => {
  expect(troublesOfFlags(0)).toEqual([]);
  expect(troublesOfFlags(0x400)).toEqual([]);
  expect(troublesOfFlags(0x10)).toEqual(["paper-out"]);
  expect(troublesOfFlags(0x0040_0018 + 1)).toEqual(["door-open", "paper-out", "paper-jam", "paused"]);
  expect(troublesOfFlags(0x80 + 0x1000)).toEqual(["offline"]);
});

test("the script's answer is one line and nothing else", () => {
  expect(readScriptAnswer("done 12\r\n")).toEqual({ stage: "done", number: 12 });
  expect(readScriptAnswer("open 1801\n")).toEqual({ stage: "open", number: 1801 });
  for (const output of ["", "done", "done 1\ndone 2\n", "At line:1 char:1", "done -1", "gone 5"]) expect(readScriptAnswer(output)).toBeUndefined();
});

test("a printer that Windows does not know, or any where there is no Windows, has failed for good", async () => {
  const way = openWay({ way: "windows", address: "Talon has no such printer", language: "zpl" });
  expect(await way.send(label(), still())).toMatchObject({ end: "failed", trouble: "not-found" });
  expect(await way.state(still())).toEqual({ ready: false, troubles: ["not-found"], asked: false });
});

/** Programs that stand where PowerShell does: they show what they were given. */
describe.skipIf(process.platform === "win32")("what PowerShell is given", () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const program = (lines: string): string => {
    const file = join(folder, "powershell");
    writeFileSync(file, `#!/bin/sh\n${lines}\n`);
    chmodSync(file, 0o755);
    return file;
  };
  const way = (lines: string, connectMs = 5000) => openWindowsWay(NAME, wayTimes({ connectMs, stallMs: 0 }), program(lines));

  test("is always the same script; names and bytes come beside it, and nothing is left behind", async () => {
    const kept = join(folder, "kept");
    const script = `cp "$TALON_PRINTER_FILE" "${kept}"; printf '%s|%s|%s' "$TALON_PRINTER_DEED" "$TALON_PRINTER_NAME" "$TALON_PRINTER_TITLE" > "${kept}.env"
      printf '%s\\n' "$@" > "${kept}.args"; printf '%s' "$TALON_PRINTER_FILE" > "${kept}.path"; echo "done 7"`;
    expect(await way(script).send(label(), still())).toEqual({ end: "printed" });
    expect(readFileSync(kept, "latin1")).toBe("^XA^XZ");
    expect(readFileSync(`${kept}.env`, "utf8")).toBe(`send|${NAME}|talon-1`);
    const args = readFileSync(`${kept}.args`, "utf8").trim().split("\n");
    expect(args.slice(0, -1)).toEqual(["-NoLogo", "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-EncodedCommand"]);
    const code = Buffer.from(args.at(-1)!, "base64").toString("utf16le");
    expect(code).toContain("StartDocPrinterW");
    expect(code).not.toContain("Zebra");
    // The longest command line of Windows.
    expect(args.join(" ").length).toBeLessThan(32_000);
    expect(existsSync(readFileSync(`${kept}.path`, "utf8"))).toBe(false);
  });

  test.each([
    ["echo open 1801", { end: "failed", trouble: "not-found" }],
    ["echo open 5", { end: "away", trouble: "no-permission" }],
    ["echo start 1804", { end: "failed", trouble: "wrong-format" }],
    ["echo write 28", { end: "unsure", trouble: "paper-out" }],
    ["echo end 6", { end: "unsure", trouble: "refused" }],
    ["echo hello", { end: "unsure", trouble: "nonsense" }],
    ["exit 1", { end: "unsure", trouble: "nonsense" }],
  ])("and if it does `%s`", async (lines, end) => {
    expect(await way(lines).send(label(), still())).toMatchObject(end);
  });

  test("and if it never ends, or is told to stop", async () => {
    expect(await way("exec sleep 60", 200).send(label(), still())).toMatchObject({ end: "unsure", trouble: "no-answer" });
    expect(await way("exec sleep 60").send(label(), AbortSignal.timeout(200))).toMatchObject({ end: "unsure", trouble: "cancelled" });
    expect(await way("exec sleep 60").send(label(), AbortSignal.abort())).toMatchObject({ end: "away", trouble: "cancelled" });
  });

  test("and what it says of the printer's state", async () => {
    expect(await way('[ "$TALON_PRINTER_DEED" = state ] && echo "done 16"').state(still())).toEqual({
      ready: false,
      troubles: ["paper-out"],
      asked: true,
    });
    expect(await way("echo done 0").state(still())).toEqual({ ready: true, troubles: [], asked: true });
    expect(await way("echo open 1801").state(still())).toEqual({ ready: false, troubles: ["not-found"], asked: false });
  });

  test("a page is handed over as often as there are copies", async () => {
    const kept = join(folder, "kept");
    await way(`cat "$TALON_PRINTER_FILE" >> "${kept}"; echo "done 7"`).send(label({ mime: "application/pdf", copies: 2 }), still());
    expect(readFileSync(kept, "latin1")).toBe("^XA^XZ^XA^XZ");
  });
});
