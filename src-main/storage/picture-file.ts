import { createHash, randomUUID } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { hasPassed } from "../domain/ground/deadline.ts";
import { DomainError } from "../domain/ground/error.ts";
import { isMomentary } from "../domain/ground/momentary.ts";
import { MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS, THUMBNAIL_SIDE, type Photo, type PhotoSize } from "../domain/pictures/picture.ts";
import { renamePatiently, syncFolder } from "./durable-file.ts";

/** Pictures beside the database, each under the SHA-256 of its bytes. */
export type PictureFiles = {
  /**
   * Stores a picture durably, and a small one of it beside it, both in waiting until `settle` says that the database knows of it.
   * @throws DomainError `photo.not-an-image`, `photo.too-large`, `photo.too-many-pixels`
   */
  readonly put: (bytes: Uint8Array, thumbnail?: Uint8Array) => Photo;
  /** Gives a picture that the database knows of its place; one that has it stays there. */
  readonly settle: (sha256: string) => void;
  /**
   * Settles what a program that died left in waiting, and takes away what no row was ever made for.
   * @param now epoch ms: what came within the last hour may belong to a program that runs
   */
  readonly tidy: (isKnown: (sha256: string) => boolean, now: number) => void;
  readonly has: (sha256: string) => boolean;
  /** Takes a picture that no row is left of out of its place; `tidy` removes it later, for a backup may still be at it. @param now epoch ms */
  readonly setAside: (sha256: string, now: number) => void;
  /** The file of a picture, which may have been lost. */
  readonly fileOf: (sha256: string) => string;
  /** @throws DomainError `photo.unknown` */
  readonly read: (sha256: string) => Uint8Array;
  /** The small picture, or the picture itself where there is none. @throws DomainError `photo.unknown` */
  readonly readSmall: (sha256: string) => Uint8Array;
  readonly hasSmall: (sha256: string) => boolean;
  /** Like `read` and `readSmall`, while others are served. @throws DomainError `photo.unknown` */
  readonly load: (sha256: string, size: PhotoSize) => Promise<Uint8Array<ArrayBuffer>>;
};

/** Largest side of a picture that is taken, px. */
const MAX_PICTURE_SIDE = 20_000;

/** A folder beside the pictures in which they wait until the database knows of them. */
const WAITING = "waiting";

/** The path of a picture or of a small one of it, which may still be in waiting. @param name its SHA-256, with the side of a small one behind it */
export function pictureFile(folder: string, name: string): string {
  const [path, aside] = [join(folder, name.slice(0, 2), name), join(folder, WAITING, name)];
  return !existsSync(path) && existsSync(aside) ? aside : path;
}

/** How long a picture waits for its row at most, ms. */
const WAITING_MS = 3_600_000;

/** Largest small picture, bytes: more than a JPEG of its size ever needs. */
const MAX_THUMBNAIL_BYTES = 200_000;

/** Opens the folder of pictures; it is made at the first picture. */
export function openPictureFiles(folder: string): PictureFiles {
  const waiting = join(folder, WAITING);
  const pathOf = (sha256: string): string => {
    if (!SHA256.test(sha256)) throw new DomainError("photo.unknown");
    return join(folder, sha256.slice(0, 2), sha256);
  };
  /** Where it is, or has been put a moment ago. */
  const find = (sha256: string, name: (path: string) => string): Uint8Array | undefined =>
    readIfThere(name(pathOf(sha256))) ?? readIfThere(name(join(waiting, sha256))) ?? readIfThere(name(pathOf(sha256)));
  return {
    put(bytes, thumbnail) {
      const picture = readPicture(bytes);
      if (thumbnail) checkThumbnail(thumbnail);
      const [path, aside] = [pathOf(picture.sha256), join(waiting, picture.sha256)];
      if (!existsSync(path)) writeWaiting(aside, bytes);
      if (thumbnail && !existsSync(smallOf(path))) writeWaiting(smallOf(aside), thumbnail);
      return picture;
    },
    settle(sha256) {
      const [path, aside] = [pathOf(sha256), join(waiting, sha256)];
      const moved = [renameIfThere(smallOf(aside), smallOf(path)), renameIfThere(aside, path)];
      if (moved.includes(true)) syncFolder(dirname(path));
    },
    tidy(isKnown, now) {
      for (const name of namesIn(waiting)) {
        const sha256 = name.slice(0, SHA256_LETTERS);
        if (!name.endsWith(".part") && SHA256.test(sha256) && isKnown(sha256)) this.settle(sha256);
        else if (hasPassed(statSync(join(waiting, name), { throwIfNoEntry: false })?.mtimeMs ?? now, WAITING_MS, now))
          rmSync(join(waiting, name), { force: true });
      }
    },
    has: (sha256) => existsSync(pictureFile(folder, sha256)),
    setAside(sha256, now) {
      const [path, aside] = [pathOf(sha256), join(waiting, sha256)];
      for (const [from, to] of [
        [path, aside],
        [smallOf(path), smallOf(aside)],
      ] as const)
        if (renameIfThere(from, to)) utimesSync(to, now / 1000, now / 1000);
    },
    fileOf: (sha256) => pictureFile(folder, sha256),
    read(sha256) {
      const bytes = find(sha256, (path) => path);
      if (!bytes) throw new DomainError("photo.unknown", { sha256 });
      return bytes;
    },
    readSmall(sha256) {
      return find(sha256, smallOf) ?? this.read(sha256);
    },
    hasSmall: (sha256) => existsSync(smallOf(pathOf(sha256))) || existsSync(smallOf(join(waiting, sha256))),
    async load(sha256, size) {
      const [path, aside] = [pathOf(sha256), join(waiting, sha256)];
      const places = size === "small" ? [smallOf(path), smallOf(aside), path, aside, path] : [path, aside, path];
      for (const place of places) {
        const bytes = await readFile(place).catch(missing);
        if (bytes) return bytes;
      }
      throw new DomainError("photo.unknown", { sha256 });
    },
  };
}

const SHA256 = /^[0-9a-f]{64}$/;
const SHA256_LETTERS = 64;

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/**
 * One that another program holds for a moment is tried again behind the caller's back, for it is found in waiting too.
 * @returns whether there was something to rename: another program may have been faster
 */
function renameIfThere(from: string, to: string): boolean {
  if (!existsSync(from)) return false;
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    if (!isMomentary(error)) throw error;
    // Where that fails too, the next start settles it.
    void renamePatiently(from, to).catch(() => undefined);
    return false;
  }
}

const smallOf = (path: string): string => `${path}-${THUMBNAIL_SIDE}`;

function checkThumbnail(bytes: Uint8Array): void {
  const { width, height } = readPicture(bytes);
  if (bytes.length > MAX_THUMBNAIL_BYTES || Math.max(width, height) > THUMBNAIL_SIDE)
    throw new DomainError("photo.not-an-image", { field: "thumbnail" });
}

function missing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}

function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    return missing(error);
  }
}

/** Brands of HEIC (ISO/IEC 23008-12, annex B), as telephones write it: coded by HEVC, alone or in a grid. */
const HEIC_BRANDS = ["heic", "heix", "heim", "heis"];

/** Whether bytes are a HEIC: nothing but `redraw` can read one. */
export function isHeic(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64)).toString("latin1");
  const length = bytes.length < 16 ? 0 : Math.min(64, Buffer.from(bytes.buffer, bytes.byteOffset, 4).readUInt32BE(0));
  if (head.slice(4, 8) !== "ftyp" || length < 16) return false;
  const brands = [head.slice(8, 12), ...(head.slice(16, length).match(/.{4}/gs) ?? [])];
  return brands.some((brand) => HEIC_BRANDS.includes(brand));
}

/**
 * Tells a picture by its own bytes, never by its name: JPEG (ITU-T T.81), PNG (ISO/IEC 15948), WebP (RFC 9649).
 * @throws DomainError `photo.not-an-image`, `photo.too-large`, `photo.too-many-pixels`
 */
export const readPicture = (bytes: Uint8Array): Photo => ({ sha256: nameOf(bytes), ...readSize(bytes) });

/** The name of a picture: 25 MB take up to 0.1 s. */
const nameOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Like `readPicture`, at once: without the name. */
export function readSize(bytes: Uint8Array): Size {
  if (bytes.length > MAX_PICTURE_BYTES) throw new DomainError("photo.too-large", { field: "photo", megabytes: MAX_PICTURE_BYTES / 1e6 });
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const found = pngSize(buffer) ?? jpegSize(buffer) ?? webpSize(buffer);
  if (!found || found.width < 1 || found.height < 1 || Math.max(found.width, found.height) > MAX_PICTURE_SIDE)
    throw new DomainError("photo.not-an-image", { field: "photo" });
  if (found.width * found.height > MAX_PICTURE_PIXELS)
    throw new DomainError("photo.too-many-pixels", { field: "photo", megapixels: MAX_PICTURE_PIXELS / 1e6 });
  return found;
}

type Size = { mime: string; width: number; height: number };

function pngSize(bytes: Buffer): Size | undefined {
  if (bytes.length < 33 || bytes.toString("latin1", 0, 8) !== "\x89PNG\r\n\x1a\n" || bytes.toString("latin1", 12, 16) !== "IHDR") return undefined;
  return { mime: "image/png", width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

function jpegSize(bytes: Buffer): Size | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    // A frame header (SOF0 to SOF15 but DHT, JPG and DAC) holds the size.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { mime: "image/jpeg", width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    if (marker === 0xda) return undefined;
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

function webpSize(bytes: Buffer): Size | undefined {
  if (bytes.length < 30 || bytes.toString("latin1", 0, 4) !== "RIFF" || bytes.toString("latin1", 8, 12) !== "WEBP") return undefined;
  const mime = "image/webp";
  switch (bytes.toString("latin1", 12, 16)) {
    case "VP8X":
      return { mime, width: 1 + bytes.readUIntLE(24, 3), height: 1 + bytes.readUIntLE(27, 3) };
    case "VP8L": {
      const bits = bytes.readUInt32LE(21);
      return { mime, width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    case "VP8 ":
      return { mime, width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    default:
      return undefined;
  }
}

/**
 * Writes a waiting file durably. Where an antivirus has just taken hold of it, it is written once more under its name: a rename that is
 * tried again would hold up whoever works.
 */
function writeWaiting(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const aside = `${path}.${randomUUID()}.part`;
  try {
    writeSynced(aside, bytes);
    renameSync(aside, path);
  } catch (error) {
    if (!isMomentary(error)) throw error;
    if (!existsSync(path)) writeSynced(path, bytes);
  } finally {
    rmSync(aside, { force: true });
  }
  syncFolder(dirname(path));
}

function writeSynced(path: string, bytes: Uint8Array): void {
  const file = openSync(path, "wx", 0o600);
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
