import { inTransaction } from "../database/open.ts";
import { findPicture, insertPicture } from "../database/picture.ts";
import { withoutDetails } from "../database/picture-details.ts";
import { readPicture as tellPicture } from "../database/picture-file.ts";
import type { Photo, PhotoSize } from "../domain/order.ts";
import { settingsOf, type Shop } from "./shop.ts";

/**
 * Stores a picture: first the file, durably and in waiting, then its row, then the file has its place. Whenever the program dies,
 * no row is without its file, and no file stays that has no row.
 * What cameras wrote into it, the place above all, is left out unless the shop keeps it.
 * @param thumbnail a small picture of the same, kept beside it
 * @throws DomainError `photo.not-an-image`, `photo.too-large`, `photo.too-many-pixels`
 */
export function storePicture(shop: Shop, bytes: Uint8Array, thumbnail?: Uint8Array): Photo {
  const plain = (given: Uint8Array): Uint8Array => withoutDetails(given, tellPicture(given).mime);
  const kept = settingsOf(shop).keepPhotoDetails ? bytes : plain(bytes);
  const small = thumbnail && plain(thumbnail);
  const picture = shop.pictures.put(kept, small);
  inTransaction(shop.db, () => {
    // Another program may have swept the same picture away a moment ago.
    if (!shop.pictures.has(picture.sha256)) shop.pictures.put(kept, small);
    insertPicture(shop.db, { ...picture, bytes: kept.length, at: shop.clock() });
  });
  shop.pictures.settle(picture.sha256);
  return picture;
}

/** A stored picture's bytes; `small` gives the picture itself where it has no small one. @throws DomainError `photo.unknown` */
export const readPicture = (shop: Shop, sha256: string, size: PhotoSize = "full"): Uint8Array =>
  size === "small" ? shop.pictures.readSmall(sha256) : shop.pictures.read(sha256);

/** Takes up what a program that died left of pictures. */
export const tidyPictures = (shop: Shop): void => shop.pictures.tidy((sha256) => findPicture(shop.db, sha256) !== undefined, shop.clock());
