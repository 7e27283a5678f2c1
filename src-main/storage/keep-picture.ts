import { writeFileSync } from "node:fs";
import { DomainError } from "../domain/ground/error.ts";
import type { Photo } from "../domain/pictures/picture.ts";
import { withoutDetails } from "./picture-details.ts";
import { readPicture, readSize, type PictureFiles } from "./picture-file.ts";

/** A picture whose file lies in waiting until a row names it. `bytes` is its size. */
export type KeptPicture = { readonly photo: Photo; readonly bytes: number };

const plain = (bytes: Uint8Array): Uint8Array => withoutDetails(bytes, readSize(bytes).mime);

/**
 * Puts a picture into waiting. What cameras wrote into it, the place above all, is left out unless it is to be kept. A large picture
 * holds its thread for some tenths of a second: reading, hashing and syncing 25 MB.
 * @param thumbnail a small picture of the same, always without details
 * @throws DomainError `photo.not-an-image`, `photo.too-large`, `photo.too-many-pixels`
 */
export function keepPicture(files: PictureFiles, bytes: Uint8Array, thumbnail: Uint8Array | undefined, keepDetails: boolean): KeptPicture {
  const kept = keepDetails ? bytes : plain(bytes);
  return { photo: files.put(kept, thumbnail && plain(thumbnail)), bytes: kept.length };
}

/**
 * Puts a stored picture into waiting once more, without its details and so under another name. The file under the old name stays.
 * @returns null where nothing is to be left out, or where the file is no longer what its name says: a damaged file keeps its name, by
 *   which a check finds it
 * @throws DomainError `photo.unknown`
 */
export function keepPlainly(files: PictureFiles, sha256: string): KeptPicture | null {
  const bytes = files.read(sha256);
  if (readPicture(bytes).sha256 !== sha256) return null;
  const kept = plain(bytes);
  if (Buffer.compare(kept, bytes) === 0) return null;
  const small = files.hasSmall(sha256) ? plain(files.readSmall(sha256)) : undefined;
  return { photo: files.put(kept, small), bytes: kept.length };
}

/**
 * Writes a stored picture into a new file, for people outside the shop.
 * @returns whether the picture is there
 */
export function copyPicture(files: PictureFiles, sha256: string, to: string, keepDetails: boolean): boolean {
  let bytes: Uint8Array;
  try {
    bytes = files.read(sha256);
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
  writeFileSync(to, keepDetails ? bytes : plainIfPicture(bytes), { flag: "wx", mode: 0o600 });
  return true;
}

/** A damaged picture is wanted all the same. */
function plainIfPicture(bytes: Uint8Array): Uint8Array {
  try {
    return plain(bytes);
  } catch (error) {
    if (error instanceof DomainError) return bytes;
    throw error;
  }
}
