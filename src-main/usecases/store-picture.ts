import { inTransaction } from "../database/open.ts";
import { insertPicture } from "../database/picture.ts";
import type { Photo, PhotoSize } from "../domain/order.ts";
import type { Shop } from "./shop.ts";

/**
 * Stores a picture: first the file, durably, then its row.
 * @param thumbnail a small picture of the same, kept beside it
 * @throws DomainError `photo.not-an-image`, `photo.too-large`
 */
export function storePicture(shop: Shop, bytes: Uint8Array, thumbnail?: Uint8Array): Photo {
  const picture = shop.pictures.put(bytes, thumbnail);
  inTransaction(shop.db, () => insertPicture(shop.db, { ...picture, bytes: bytes.length, at: shop.clock() }));
  return picture;
}

/** A stored picture's bytes; `small` gives the picture itself where it has no small one. @throws DomainError `photo.unknown` */
export const readPicture = (shop: Shop, sha256: string, size: PhotoSize = "full"): Uint8Array =>
  size === "small" ? shop.pictures.readSmall(sha256) : shop.pictures.read(sha256);
