import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { unpacked } from "../../src-renderer/stores/unpacked.ts";

test("a packed picture is unpacked, another file stays what it is", async () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg"><text>Қазақша ${"x".repeat(100_000)}</text></svg>`;
  const shown = await unpacked(new File([gzipSync(svg)], "certificate.svgz", { type: "application/gzip" }));
  expect([shown.type, await shown.text()]).toEqual(["image/svg+xml", svg]);
  const plain = new File([svg], "certificate.svg", { type: "image/svg+xml" });
  expect(await unpacked(plain)).toBe(plain);
});
