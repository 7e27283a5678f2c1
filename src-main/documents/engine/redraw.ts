import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  ColorProfile,
  ColorSpace,
  ImageMagick,
  initializeImageMagick,
  MagickFormat,
  MagickGeometry,
  MagickImageInfo,
  MagickReadSettings,
  Orientation,
  ResourceLimits,
  type IMagickImage,
} from "@imagemagick/magick-wasm";
import { DomainError } from "../../domain/ground/error.ts";
import { THUMBNAIL_SIDE } from "../../domain/pictures/picture.ts";
import { LOGO_ROOM } from "../labels/logo.ts";
import { srgbProfile } from "./srgb-profile.ts";

/** A photo that every part of Talon can show, and the small picture of it. */
export type RedrawnPhoto = { readonly picture: Uint8Array; readonly small: Uint8Array };

/** What may be drawn anew, told by its own bytes before. */
export type DrawnMime = "image/heic" | "image/jpeg" | "image/png" | "image/webp";

const FORMATS: Readonly<Record<DrawnMime, MagickFormat>> = {
  "image/heic": MagickFormat.Heic,
  "image/jpeg": MagickFormat.Jpeg,
  "image/png": MagickFormat.Png,
  "image/webp": MagickFormat.WebP,
};

/** Most pixels of a picture that is drawn anew: the largest sensor of a telephone that writes HEIC has 48 million. */
const MOST_PIXELS = 64_000_000;
const MOST_SIDE = 20_000;

/** Most memory that drawing takes, bytes. */
const MOST_MEMORY = 1_000_000_000;

const PAGE_BYTES = 65_536;

/** JPEG quality: of photos, on whose details a dispute may turn, and of the small pictures of lists. */
const QUALITY = { photo: 90, small: 80 } as const;

/**
 * Keeps WebAssembly in this thread from growing beyond its bound: the library is then told that there is no memory, and says so.
 * A worker's own limits leave WebAssembly's memory out.
 */
function boundMemory(): void {
  const grow = WebAssembly.Memory.prototype.grow;
  Object.defineProperty(WebAssembly.Memory.prototype, "grow", {
    value(this: WebAssembly.Memory, pages: number) {
      if (this.buffer.byteLength + pages * PAGE_BYTES > MOST_MEMORY) throw new RangeError("pictures may take no more memory");
      return grow.call(this, pages);
    },
  });
}

/** Loads the library; for a thread of its own only, since whatever it draws holds the thread. */
export async function openRedraw(): Promise<void> {
  boundMemory();
  await initializeImageMagick(readFileSync(fileURLToPath(import.meta.resolve("@imagemagick/magick-wasm/magick.wasm"))));
  ResourceLimits.width = BigInt(MOST_SIDE);
  ResourceLimits.height = BigInt(MOST_SIDE);
  ResourceLimits.area = BigInt(MOST_PIXELS);
  ResourceLimits.memory = BigInt(MOST_MEMORY);
  ResourceLimits.disk = 0n;
}

/**
 * Draws a HEIC as a JPEG, upright, in sRGB.
 * @param keepDetails whether what the camera wrote into it comes along
 * @throws DomainError `photo.not-an-image`, `photo.too-many-pixels`
 */
export const redrawPhoto = (bytes: Uint8Array, keepDetails: boolean): RedrawnPhoto =>
  draw(bytes, "image/heic", (image) => {
    // libheif has turned it as its container says (`irot`); the EXIF inside says the same once more and must not be obeyed.
    image.orientation = Orientation.TopLeft;
    const unwanted = image.profileNames.filter((name) => !keepDetails || name !== "exif");
    for (const name of unwanted) image.removeProfile(name);
    const picture = jpegOf(image, QUALITY.photo);
    image.strip();
    shrink(image, THUMBNAIL_SIDE, THUMBNAIL_SIDE);
    return { picture, small: jpegOf(image, QUALITY.small) };
  });

/**
 * Draws a logo as papers print it: upright, in sRGB, without anything but its pixels, and no larger than a paper shows.
 * @returns a PNG
 * @throws DomainError `photo.not-an-image`, `photo.too-many-pixels`
 */
export function redrawLogo(bytes: Uint8Array, mime: DrawnMime): Uint8Array {
  return draw(bytes, mime, (image) => {
    if (mime === "image/heic") image.orientation = Orientation.TopLeft;
    else image.autoOrient();
    shrink(image, LOGO_ROOM.width, LOGO_ROOM.height);
    image.strip();
    // Else PNG gets a chunk of ImageMagick's own for it.
    image.orientation = Orientation.Undefined;
    image.settings.setDefine(MagickFormat.Png, "exclude-chunk", "all");
    image.depth = 8;
    return image.write(image.hasAlpha ? MagickFormat.Png32 : MagickFormat.Png24, (made) => Uint8Array.from(made));
  });
}

function draw<Made>(bytes: Uint8Array, mime: DrawnMime, work: (image: IMagickImage) => Made): Made {
  const settings = new MagickReadSettings({ format: FORMATS[mime] });
  try {
    const { width, height } = MagickImageInfo.create(bytes, settings);
    // What its head claims is held against the bounds before anything is decoded.
    if (width * height > MOST_PIXELS || Math.max(width, height) > MOST_SIDE)
      throw new DomainError("photo.too-many-pixels", { field: "photo", megapixels: MOST_PIXELS / 1e6 });
    return ImageMagick.read(bytes, settings, (image) => {
      toSrgb(image);
      return work(image);
    });
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw Object.assign(new DomainError("photo.not-an-image", { field: "photo" }), { cause: error });
  }
}

function toSrgb(image: IMagickImage): void {
  if (image.getColorProfile()) image.transformColorSpace(new ColorProfile(srgbProfile()));
  image.removeProfile("icc");
  image.colorSpace = ColorSpace.sRGB;
}

function shrink(image: IMagickImage, width: number, height: number): void {
  if (image.width > width || image.height > height) image.resize(new MagickGeometry(width, height));
}

function jpegOf(image: IMagickImage, quality: number): Uint8Array {
  image.quality = quality;
  return image.write(MagickFormat.Jpeg, (made) => Uint8Array.from(made));
}
