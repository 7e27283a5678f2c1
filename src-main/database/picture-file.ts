import { createHash, randomUUID } from "node:crypto";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { DomainError } from "../domain/error.ts";
import { THUMBNAIL_SIDE, type Photo } from "../domain/order.ts";

/** Pictures beside the database, each under the SHA-256 of its bytes. */
export type PictureFiles = {
  /** Stores a picture durably, and a small one of it beside it. @throws DomainError `photo.not-an-image`, `photo.too-large` */
  readonly put: (bytes: Uint8Array, thumbnail?: Uint8Array) => Photo;
  /** @throws DomainError `photo.unknown` */
  readonly read: (sha256: string) => Uint8Array;
  /** The small picture, or the picture itself where there is none. @throws DomainError `photo.unknown` */
  readonly readSmall: (sha256: string) => Uint8Array;
};

/** Largest picture that is taken, bytes, and its largest side, px. */
export const MAX_PICTURE_BYTES = 25_000_000;
const MAX_PICTURE_SIDE = 20_000;

/** Largest small picture, bytes: more than a JPEG of its size ever needs. */
const MAX_THUMBNAIL_BYTES = 200_000;

/** Opens the folder of pictures; it is made at the first picture. */
export function openPictureFiles(folder: string): PictureFiles {
  const pathOf = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new DomainError("photo.unknown");
    return join(folder, sha256.slice(0, 2), sha256);
  };
  return {
    put(bytes, thumbnail) {
      const picture = readPicture(bytes);
      if (thumbnail) checkThumbnail(thumbnail);
      const path = pathOf(picture.sha256);
      if (!existsSync(path)) writeDurably(path, bytes);
      if (thumbnail && !existsSync(smallOf(path))) writeDurably(smallOf(path), thumbnail);
      return picture;
    },
    read(sha256) {
      const bytes = readIfThere(pathOf(sha256));
      if (!bytes) throw new DomainError("photo.unknown", { sha256 });
      return bytes;
    },
    readSmall(sha256) {
      return readIfThere(smallOf(pathOf(sha256))) ?? this.read(sha256);
    },
  };
}

const smallOf = (path: string): string => `${path}-${THUMBNAIL_SIDE}`;

function checkThumbnail(bytes: Uint8Array): void {
  const { width, height } = readPicture(bytes);
  if (bytes.length > MAX_THUMBNAIL_BYTES || Math.max(width, height) > THUMBNAIL_SIDE)
    throw new DomainError("photo.not-an-image", { field: "thumbnail" });
}

function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * Tells a picture by its own bytes, never by its name: JPEG (ITU-T T.81), PNG (ISO/IEC 15948), WebP (RFC 9649).
 * @throws DomainError `photo.not-an-image`, `photo.too-large`
 */
export function readPicture(bytes: Uint8Array): Photo {
  if (bytes.length > MAX_PICTURE_BYTES) throw new DomainError("photo.too-large", { field: "photo", megabytes: MAX_PICTURE_BYTES / 1e6 });
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const found = pngSize(buffer) ?? jpegSize(buffer) ?? webpSize(buffer);
  if (!found || found.width < 1 || found.height < 1 || Math.max(found.width, found.height) > MAX_PICTURE_SIDE)
    throw new DomainError("photo.not-an-image", { field: "photo" });
  return { sha256: createHash("sha256").update(bytes).digest("hex"), ...found };
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

/** Writes a file so that after a power cut it is there whole or not at all. */
export function writeDurably(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const aside = `${path}.${randomUUID()}.part`;
  try {
    const file = openSync(aside, "wx", 0o600);
    try {
      for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/** Makes durable what was made, renamed or removed in a folder. */
export function syncFolder(folder: string): void {
  // Windows cannot open a folder for syncing; its file system orders the rename itself.
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
