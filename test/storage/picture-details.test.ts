import { readFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { Resvg } from "@resvg/resvg-js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withoutDetails } from "../../src-main/storage/picture-details.ts";
import { jpeg, png } from "../helpers/pictures.ts";

const FIELD = join(import.meta.dirname, "..", "fixtures", "field");
const SECRET = "56.9496N 24.1052E";

/** An EXIF block as telephones write it: the camera, the way up, and the place in a text. */
function exif(orientation: number, order: "II" | "MM" = "II"): Buffer {
  const tiff = Buffer.alloc(26 + 12 + SECRET.length);
  const [short, long] =
    order === "II"
      ? [(v: number, at: number) => tiff.writeUInt16LE(v, at), (v: number, at: number) => tiff.writeUInt32LE(v, at)]
      : [(v: number, at: number) => tiff.writeUInt16BE(v, at), (v: number, at: number) => tiff.writeUInt32BE(v, at)];
  tiff.write(order, 0, "latin1");
  short(42, 2);
  long(8, 4);
  short(2, 8);
  for (const [index, value] of [0x010f, 2, 0, 0].entries()) short(value, 10 + index * 2);
  long(SECRET.length, 14);
  long(38, 18);
  short(0x0112, 22);
  short(3, 24);
  long(1, 26);
  short(orientation, 30);
  tiff.write(SECRET, 38, "latin1");
  return tiff;
}

const segment = (marker: number, data: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 0xff]), data]);
const exifSegment = (orientation: number, order?: "II" | "MM"): Buffer =>
  segment(0xe1, Buffer.concat([Buffer.from("Exif\0\0"), exif(orientation, order)]));
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** A real JPEG without any details of its own. */
const PLAIN_JPEG = Buffer.from(withoutDetails(readFileSync(join(FIELD, "cmyk.jpg")), "image/jpeg"));
const UPRIGHT_JPEG = Buffer.from(withoutDetails(jpeg(), "image/jpeg"));

const pixels = (bytes: Uint8Array, mime: string): Buffer => {
  const href = `data:${mime};base64,${Buffer.from(bytes).toString("base64")}`;
  return Buffer.from(
    new Resvg(`<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><image width="400" height="200" href="${href}"/></svg>`).render()
      .pixels,
  );
};

describe("a JPEG", () => {
  const secrets: [string, Buffer][] = [
    ["EXIF", exifSegment(1)],
    ["XMP", segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x>${SECRET}</x>`))],
    ["IPTC", segment(0xed, Buffer.from(`Photoshop 3.0\0${SECRET}`))],
    ["a comment", segment(0xfe, Buffer.from(SECRET))],
    ["a list of further pictures", segment(0xe2, Buffer.from(`MPF\0${SECRET}`))],
    ["a preview in JFIF", segment(0xe0, Buffer.from(`JFIF\0\x01\x02\x01\0\x48\0\x48\x03\x02${SECRET}.`, "latin1"))],
    ["a maker's own segment", segment(0xe5, Buffer.from(SECRET))],
  ];
  test.each(secrets)("loses %s, and nothing else", (_, secret) => {
    const given = Buffer.concat([UPRIGHT_JPEG.subarray(0, 2), secret, UPRIGHT_JPEG.subarray(2)]);
    const kept = withoutDetails(given, "image/jpeg");
    expect(text(given)).toContain(SECRET);
    expect(text(kept)).not.toContain(SECRET);
    expect(text(kept)).toContain(text(UPRIGHT_JPEG.subarray(UPRIGHT_JPEG.indexOf(Buffer.from([0xff, 0xdb])))));
  });

  test("loses what stands behind its end, be it a second picture or a film", () => {
    const given = Buffer.concat([UPRIGHT_JPEG, jpeg(), Buffer.from(SECRET)]);
    expect(withoutDetails(given, "image/jpeg")).toEqual(UPRIGHT_JPEG);
  });

  test.each(["II", "MM"] as const)("stays turned as it was, whatever else its EXIF says (%s)", (order) => {
    for (let orientation = 2; orientation <= 8; orientation++) {
      const given = Buffer.concat([UPRIGHT_JPEG.subarray(0, 2), exifSegment(orientation, order), UPRIGHT_JPEG.subarray(2)]);
      const kept = withoutDetails(given, "image/jpeg");
      expect(text(kept)).not.toContain(SECRET);
      expect(text(kept)).toContain(`Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0${String.fromCharCode(orientation)}`);
      expect(withoutDetails(kept, "image/jpeg")).toEqual(kept);
    }
  });

  test("of the field keeps its pixels, its colours and its way up", () => {
    const turned = readFileSync(join(FIELD, "exif6.jpg"));
    const kept = withoutDetails(turned, "image/jpeg");
    expect(pixels(kept, "image/jpeg").equals(pixels(turned, "image/jpeg"))).toBe(true);
    expect(text(kept)).toContain("\x01\x12\0\x03\0\0\0\x01\0\x06");
    // What the four inks of a print mean stands in Adobe's segment.
    expect(text(PLAIN_JPEG)).toContain("Adobe");
  });

  test("that is cut short keeps what there is of it", () => {
    for (let end = 4; end < PLAIN_JPEG.length; end += 97) {
      const kept = withoutDetails(PLAIN_JPEG.subarray(0, end), "image/jpeg");
      expect(Buffer.from(kept).equals(PLAIN_JPEG.subarray(0, kept.length))).toBe(true);
    }
  });
});

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
};

describe("a PNG", () => {
  const head = 33;
  test.each(["tEXt", "iTXt", "zTXt", "eXIf", "tIME", "vpAg", "caBX"])("loses %s and what stands behind its end", (type) => {
    const data = type === "eXIf" ? exif(1) : Buffer.from(SECRET);
    const given = Buffer.concat([png().subarray(0, head), chunk(type, data), png().subarray(head), Buffer.from(SECRET)]);
    expect(withoutDetails(given, "image/png")).toEqual(png());
  });

  test("stays turned as it was", () => {
    const kept = withoutDetails(Buffer.concat([png().subarray(0, -12), chunk("eXIf", exif(8)), png().subarray(-12)]), "image/png");
    expect(text(kept)).not.toContain(SECRET);
    expect(text(kept).slice(head + 4)).toMatch(/^eXIfMM/);
    expect(kept[head + 8 + 19]).toBe(8);
    expect(pixels(kept, "image/png").equals(pixels(png(), "image/png"))).toBe(true);
    expect(withoutDetails(kept, "image/png")).toEqual(kept);
  });
});

describe("a WebP", () => {
  const part = (type: string, data: Buffer): Buffer => {
    const made = Buffer.alloc(8 + data.length + (data.length % 2));
    made.write(type, 0, "latin1");
    made.writeUInt32LE(data.length, 4);
    made.set(data, 8);
    return made;
  };
  const riff = (...parts: Buffer[]): Buffer => {
    const whole = Buffer.concat([Buffer.from("RIFF\0\0\0\0WEBP", "latin1"), ...parts]);
    whole.writeUInt32LE(whole.length - 8, 4);
    return whole;
  };
  const extended = (flags: number): Buffer => part("VP8X", Buffer.from([flags, 0, 0, 0, 63, 0, 0, 47, 0, 0]));
  const pixelsPart = part("VP8L", Buffer.from([0x2f, 1, 2, 3, 4, 5, 6]));

  test("loses EXIF, XMP and whatever nobody knows", () => {
    const given = riff(extended(0x1c), pixelsPart, part("EXIF", exif(1)), part("XMP ", Buffer.from(SECRET)), part("MINE", Buffer.from(SECRET)));
    expect(withoutDetails(given, "image/webp")).toEqual(riff(extended(0x10), pixelsPart));
  });

  test("stays turned as it was", () => {
    const given = riff(extended(0x18), pixelsPart, part("EXIF", Buffer.concat([Buffer.from("Exif\0\0"), exif(3)])));
    const kept = Buffer.from(withoutDetails(given, "image/webp"));
    expect(text(kept)).not.toContain(SECRET);
    const at = kept.indexOf("EXIF") + 8;
    expect(text(kept.subarray(at, at + 3))).toBe("MM\0");
    expect(kept[at + 19]).toBe(3);
    expect(kept[20]).toBe(0x18);
    expect(withoutDetails(kept, "image/webp")).toEqual(kept);
  });
});

test("whatever the bytes are, a second look finds nothing more to take away", () => {
  const heads = {
    "image/jpeg": fc.constantFrom(UPRIGHT_JPEG, UPRIGHT_JPEG.subarray(0, 40), Buffer.from([0xff, 0xd8, 0xff, 0xe1]), Buffer.from([0xff, 0xd8])),
    "image/png": fc.constantFrom(png(), png().subarray(0, 33), Buffer.from("\x89PNG\r\n\x1a\n", "latin1")),
    "image/webp": fc.constant(Buffer.from("RIFF\0\0\0\0WEBP", "latin1")),
  };
  const bytes = fc.array(fc.oneof(fc.uint8Array({ maxLength: 12 }), fc.constant(exifSegment(6)), fc.constant(Uint8Array.of(0xff))), { maxLength: 5 });
  for (const [mime, head] of Object.entries(heads))
    fc.assert(
      fc.property(head, bytes, (first, rest) => {
        const once = withoutDetails(Buffer.concat([first, ...rest]), mime);
        expect(Buffer.from(withoutDetails(once, mime)).equals(Buffer.from(once))).toBe(true);
      }),
      { numRuns: 500 },
    );
});
