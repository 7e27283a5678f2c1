import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openPictureFiles, readPicture, type PictureFiles } from "../../src-main/storage/picture-file.ts";
import { MAX_PICTURE_BYTES, THUMBNAIL_SIDE } from "../../src-main/domain/pictures/picture.ts";
import { DomainError } from "../../src-main/domain/ground/error.ts";
import { temporaryFolder } from "../helpers/open-test-shop.ts";
import { jpeg, png, webp } from "../helpers/pictures.ts";

let folder: string;
let pictures: PictureFiles;
beforeEach(() => {
  folder = temporaryFolder();
  pictures = openPictureFiles(join(folder, "pictures"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const allFiles = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

describe("a picture is told by its own bytes", () => {
  test.each<[string, Buffer, object]>([
    ["PNG", png(4, 3), { mime: "image/png", width: 4, height: 3 }],
    ["JPEG, not its thumbnail", jpeg(4000, 3000), { mime: "image/jpeg", width: 4000, height: 3000 }],
    ["progressive JPEG", jpeg(640, 480, 0xc2), { mime: "image/jpeg", width: 640, height: 480 }],
    ["WebP, lossy", webp("VP8 "), { mime: "image/webp", width: 320, height: 200 }],
    ["WebP, lossless", webp("VP8L"), { mime: "image/webp", width: 320, height: 200 }],
    ["WebP, extended", webp("VP8X"), { mime: "image/webp", width: 320, height: 200 }],
  ])("%s", (_, bytes, facts) => expect(readPicture(bytes)).toEqual({ sha256: sha256(bytes), ...facts }));

  test.each<[string, Uint8Array]>([
    ["nothing", new Uint8Array()],
    ["a text", Buffer.from("hello")],
    ["SVG, which may carry script", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ["a PDF", Buffer.from("%PDF-1.7\n".padEnd(100))],
    ["GIF", Buffer.from("GIF89a".padEnd(100, "\0"), "latin1")],
    ["a program", Buffer.from("MZ".padEnd(100, "\0"), "latin1")],
    ["a PNG cut in its head", png().subarray(0, 20)],
    ["a PNG without size", png(0, 0)],
    ["a PNG larger than any sensor", png(20_001, 1)],
    ["a JPEG cut before its frame", jpeg().subarray(0, 40)],
    ["a JPEG without frame", Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2, 0, 0, 0, 0, 0, 0])],
    ["a RIFF that is no WebP", Buffer.from("RIFF\0\0\0\0WAVEfmt ".padEnd(60, "\0"), "latin1")],
  ])("%s is no picture", (_, bytes) => {
    expect(() => pictures.put(bytes)).toThrow(expect.objectContaining({ code: "photo.not-an-image", data: { field: "photo" } }));
    expect(allFiles()).toEqual([]);
  });

  test("and no bytes break the look at them", () => {
    const head = fc.constantFrom(
      Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
      Buffer.from([0xff, 0xd8, 0xff]),
      Buffer.from("RIFF\0\0\0\0WEBPVP8X", "latin1"),
      Buffer.alloc(0),
      jpeg().subarray(0, 60),
    );
    fc.assert(
      fc.property(head, fc.uint8Array({ maxLength: 80 }), (first, rest) => {
        try {
          const { width, height } = readPicture(Buffer.concat([first, rest]));
          expect(width > 0 && height > 0 && width <= 20_000 && height <= 20_000).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("one that is too large is refused before anything else", () => {
    const bytes = new Uint8Array(MAX_PICTURE_BYTES + 1);
    bytes.set(png());
    expect(() => pictures.put(bytes)).toThrow(expect.objectContaining({ code: "photo.too-large", data: { field: "photo", megabytes: 25 } }));
    expect(pictures.put(bytes.subarray(0, MAX_PICTURE_BYTES)).mime).toBe("image/png");
  });
});

describe("a stored picture", () => {
  test("lies under the SHA-256 of its bytes, for nobody else to read, and comes back as it was", () => {
    const bytes = png();
    const { sha256: name } = pictures.put(bytes);
    pictures.settle(name);
    expect(name).toBe(sha256(bytes));
    const path = join(folder, "pictures", name.slice(0, 2), name);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(Buffer.from(pictures.read(name)).equals(bytes)).toBe(true);
    if (process.platform !== "win32") expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test("that comes twice lies there once; another one beside it", () => {
    expect(pictures.put(png()).sha256).toBe(pictures.put(Buffer.from(png())).sha256);
    pictures.put(png(4, 3, 129));
    expect(allFiles()).toHaveLength(2);
  });

  test("a view into a larger buffer is stored as the view", () => {
    const around = Buffer.concat([Buffer.alloc(100, 7), png(), Buffer.alloc(100, 7)]);
    const view = around.subarray(100, 100 + png().length);
    expect(pictures.put(view).sha256).toBe(sha256(png()));
  });

  test("with a small one keeps it beside itself and gives either; without one the small one is the picture itself", () => {
    const [large, small, plain] = [png(640, 480), png(320, 240), png(641, 480)];
    const { sha256: name, width } = pictures.put(large, small);
    expect(width).toBe(640);
    expect(Buffer.from(pictures.readSmall(name)).equals(small)).toBe(true);
    expect(Buffer.from(pictures.read(name)).equals(large)).toBe(true);
    const { sha256: other } = pictures.put(plain);
    expect(Buffer.from(pictures.readSmall(other)).equals(plain)).toBe(true);
    // One that came without a small one may get it later; the first stays.
    for (const shade of [9, 10]) {
      pictures.put(plain, png(320, 240, shade));
      pictures.settle(other);
    }
    expect(Buffer.from(pictures.readSmall(other)).equals(png(320, 240, 9))).toBe(true);
    pictures.settle(name);
    expect(() => pictures.readSmall("0".repeat(64))).toThrow(expect.objectContaining({ code: "photo.unknown" }));
    if (process.platform !== "win32") expect(statSync(join(folder, "pictures", name.slice(0, 2), `${name}-320`)).mode & 0o777).toBe(0o600);
  });

  test.each<[string, Uint8Array]>([
    ["no picture", Buffer.from("<svg onload=alert(1)>")],
    ["too wide", png(321, 10)],
    ["too many bytes", Buffer.concat([png(320, 240), Buffer.alloc(200_000)])],
  ])("with a small one that is %s is not stored", (_, small) => {
    expect(() => pictures.put(png(640, 480), small)).toThrow(expect.objectContaining({ code: "photo.not-an-image" }));
    expect(allFiles()).toEqual([]);
  });

  test.each(["0".repeat(64), "../../talon.db", "", "A".repeat(64), `${"0".repeat(63)}/`])("%j is unknown and no way out of the folder", (name) => {
    writeFileSync(join(folder, "talon.db"), "not for you");
    expect(() => pictures.read(name)).toThrow(expect.objectContaining({ code: "photo.unknown" }));
    expect(() => pictures.readSmall(name)).toThrow(expect.objectContaining({ code: "photo.unknown" }));
  });

  test("leaves nothing half-written where a file stands in its way", () => {
    writeFileSync(join(folder, "pictures"), "in the way");
    expect(() => pictures.put(png())).toThrow(expect.objectContaining({ code: expect.stringMatching(/ENOTDIR|EEXIST/) }));
    expect(allFiles()).toEqual(["pictures"]);
  });
});

describe("a picture has its place once the database knows of it", () => {
  const HOUR = 3_600_000;
  const places = (): readonly string[] =>
    readdirSync(join(folder, "pictures"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => `${parentPath.slice(join(folder, "pictures").length + 1)}/${name}`);

  test("and can be read from the first moment on", () => {
    const { sha256: name } = pictures.put(png(), png(2, 1));
    expect(places()).toEqual(expect.arrayContaining([`waiting/${name}`, `waiting/${name}-${THUMBNAIL_SIDE}`]));
    expect(Buffer.from(pictures.read(name))).toEqual(png());
    expect(Buffer.from(pictures.readSmall(name))).toEqual(png(2, 1));
    pictures.settle(name);
    pictures.settle(name);
    expect([...places()].sort()).toEqual([`${name.slice(0, 2)}/${name}`, `${name.slice(0, 2)}/${name}-${THUMBNAIL_SIDE}`]);
    expect(Buffer.from(pictures.read(name))).toEqual(png());
    expect(Buffer.from(pictures.readSmall(name))).toEqual(png(2, 1));
  });

  test("also when the program died in between; what no row was made for goes, once nobody can be at it any more", () => {
    const [known, unknown] = [pictures.put(png(4, 3, 1)).sha256, pictures.put(png(4, 3, 2)).sha256];
    writeFileSync(join(folder, "pictures", "waiting", `${unknown}.half.part`), "half");
    const isKnown = (name: string): boolean => name === known;
    pictures.tidy(isKnown, Date.now());
    expect([...places()].sort()).toEqual([`${known.slice(0, 2)}/${known}`, `waiting/${unknown}`, `waiting/${unknown}.half.part`].sort());
    pictures.tidy(isKnown, Date.now() + 2 * HOUR);
    expect(places()).toEqual([`${known.slice(0, 2)}/${known}`]);
  });
});
