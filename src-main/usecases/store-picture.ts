import { inTransaction } from "../database/open.ts";
import { findPicture, insertPicture } from "../database/picture.ts";
import type { Photo, PhotoSize } from "../domain/order.ts";
import type { Shop } from "./shop.ts";

/**
 * Stores a picture: first the file, durably and in waiting, then its row, then the file has its place. Whenever the program dies,
 * no row is without its file, and no file stays that has no row.
 * @param thumbnail a small picture of the same, kept beside it
 * @throws DomainError `photo.not-an-image`, `photo.too-large`
 */
export function storePicture(shop: Shop, bytes: Uint8Array, thumbnail?: Uint8Array): Photo {
  const picture = shop.pictures.put(bytes, thumbnail);
  inTransaction(shop.db, () => insertPicture(shop.db, { ...picture, bytes: bytes.length, at: shop.clock() }));
  shop.pictures.settle(picture.sha256);
  return picture;
}

/** A stored picture's bytes; `small` gives the picture itself where it has no small one. @throws DomainError `photo.unknown` */
export const readPicture = (shop: Shop, sha256: string, size: PhotoSize = "full"): Uint8Array =>
  size === "small" ? shop.pictures.readSmall(sha256) : shop.pictures.read(sha256);

/** Takes up what a program that died left of pictures. */
export const tidyPictures = (shop: Shop): void => shop.pictures.tidy((sha256) => findPicture(shop.db, sha256) !== undefined, shop.clock());
