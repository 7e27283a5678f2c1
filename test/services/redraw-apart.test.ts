import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Resvg } from "@resvg/resvg-js";
import { afterAll, describe, expect, test } from "vitest";
import { openRedrawApart } from "../../src-main/services/redraw-apart.ts";
import { isDrawnLogo, LOGO_ROOM } from "../../src-main/documents/labels/logo.ts";
import { temporaryFolder } from "../helpers/open-test-shop.ts";
import { png } from "../helpers/pictures.ts";

const fixture = (...path: string[]): Buffer => readFileSync(join(import.meta.dirname, "..", "fixtures", ...path));
const HEIC = fixture("pictures", "turned.heic");

const folder = temporaryFolder();
const redraw = openRedrawApart(folder);
afterAll(() => {
  redraw.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The size of a picture, and its colours near the corners in reading order: which of red, green and blue shine there. */
function cornersOf(bytes: Uint8Array, mime: string): { readonly size: string; readonly corners: readonly string[] } {
  const href = `data:${mime};base64,${Buffer.from(bytes).toString("base64")}`;
  const probe = new Resvg(`<svg xmlns="http://www.w3.org/2000/svg"><image href="${href}"/></svg>`);
  const { width, height } = probe.getBBox()!;
  const { pixels } = new Resvg(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image href="${href}"/></svg>`).render();
  const at = (x: number, y: number): string => [0, 1, 2].map((channel) => (pixels[(y * width + x) * 4 + channel]! > 127 ? 1 : 0)).join("");
  const [right, low] = [width - 6, height - 6];
  return { size: `${width}x${height}`, corners: [at(5, 5), at(right, 5), at(5, low), at(right, low)] };
}

const [RED, GREEN, BLUE, WHITE] = ["100", "010", "001", "111"];

describe("a photo of an iPhone", () => {
  test("becomes a JPEG that is turned once, though container and EXIF both say so, with a small picture and without its place", async () => {
    const { picture, small } = await redraw.photo(HEIC, false);
    // The picture in the file is red, green over blue, white, and lies on its side.
    const upright = { size: "64x96", corners: [BLUE, RED, WHITE, GREEN] };
    expect(cornersOf(picture, "image/jpeg")).toEqual(upright);
    expect(cornersOf(small, "image/jpeg")).toEqual(upright);
    expect(HEIC.includes("56.9496N")).toBe(true);
    expect(Buffer.from(picture).includes("56.9496N")).toBe(false);
    expect(Buffer.from(picture).includes("Exif")).toBe(false);
  });

  test("keeps its details where the shop wants that, but for the way up", async () => {
    const { picture } = await redraw.photo(HEIC, true);
    const kept = Buffer.from(picture);
    expect(kept.includes("56.9496N")).toBe(true);
    const tag = kept.indexOf(Buffer.from([0x12, 0x01, 0x03, 0x00, 0x01, 0x00, 0x00, 0x00]));
    expect([tag > 0, kept.readUInt16LE(tag + 8)]).toEqual([true, 1]);
  });

  test.each([1, 28, 300, 500, HEIC.length - 1])("that is cut after %i bytes is refused", async (length) => {
    await expect(redraw.photo(HEIC.subarray(0, length), false)).rejects.toMatchObject({ code: "photo.not-an-image", data: { field: "photo" } });
  });
});

describe("a logo", () => {
  test.each([
    ["four inks", "cmyk.jpg", "400x200"],
    ["a JPEG on its side", "exif6.jpg", `177x${LOGO_ROOM.height}`],
  ])("of %s comes upright in three colours, as a PNG of nothing but pixels", async (_, name, size) => {
    const drawn = await redraw.logo(fixture("field", name), "image/jpeg");
    expect(isDrawnLogo(drawn)).toBe(true);
    expect(isDrawnLogo(fixture("field", name))).toBe(false);
    expect(cornersOf(drawn, "image/png")).toEqual({ size, corners: [RED, RED, RED, RED] });
  });

  test("of a telephone's picture is turned once", async () => {
    expect(cornersOf(await redraw.logo(HEIC, "image/heic"), "image/png")).toEqual({ size: "64x96", corners: [BLUE, RED, WHITE, GREEN] });
  });

  test("keeps what is transparent, and is made no larger than papers show, nor larger than it was", async () => {
    const small = await redraw.logo(png(40, 30), "image/png");
    expect(cornersOf(small, "image/png").size).toBe("40x30");
    const large = await redraw.logo(png(3000, 100), "image/png");
    expect([cornersOf(large, "image/png").size, isDrawnLogo(large)]).toEqual([`${LOGO_ROOM.width}x24`, true]);
    expect(await redraw.logo(small, "image/png")).toEqual(small);
  });

  test("whose head claims more pixels than may be decoded is refused by it", async () => {
    const claimed = png();
    claimed.writeUInt32BE(9000, 16);
    claimed.writeUInt32BE(9000, 20);
    await expect(redraw.logo(claimed, "image/png")).rejects.toMatchObject({ code: expect.stringMatching(/^photo\./) });
    await expect(redraw.logo(png(9000, 8000), "image/png")).rejects.toMatchObject({ code: "photo.too-many-pixels", data: { megapixels: 64 } });
  });
});

test("what takes too long is given up, and the next picture is drawn by another thread", async () => {
  const hurried = openRedrawApart(folder, { longestMs: 1 });
  await expect(hurried.photo(HEIC, false)).rejects.toMatchObject({ code: "photo.not-an-image" });
  hurried.close();
  await expect(hurried.photo(HEIC, false)).rejects.toThrow("no longer drawn");
  const [one, broken, other] = await Promise.allSettled([
    redraw.photo(HEIC, false),
    redraw.photo(new Uint8Array(40), false),
    redraw.photo(HEIC, false),
  ]);
  expect([one.status, broken.status, other.status]).toEqual(["fulfilled", "rejected", "fulfilled"]);
});

test("a logo that lost a byte, or has something besides pixels, was not drawn for papers", async () => {
  const drawn = Buffer.from(await redraw.logo(png(40, 30), "image/png"));
  expect(isDrawnLogo(drawn)).toBe(true);
  for (let end = 0; end < drawn.length; end += 7) expect(isDrawnLogo(drawn.subarray(0, end))).toBe(false);
  const flipped = Buffer.from(drawn);
  flipped[drawn.length - 20]! ^= 1;
  expect(isDrawnLogo(flipped)).toBe(false);
  expect(isDrawnLogo(Buffer.concat([drawn, Buffer.from("more")]))).toBe(false);
  expect(isDrawnLogo(png(LOGO_ROOM.width + 1, 1))).toBe(false);
});
