import { inTransaction } from "../database/open.ts";
import { insertPicture } from "../database/picture.ts";
import type { Photo } from "../domain/order.ts";
import type { Shop } from "./shop.ts";

/** Stores a picture: first the file, durably, then its row. @throws DomainError `photo.not-an-image`, `photo.too-large` */
export function storePicture(shop: Shop, bytes: Uint8Array): Photo {
  const picture = shop.pictures.put(bytes);
  inTransaction(shop.db, () => insertPicture(shop.db, { ...picture, bytes: bytes.length, at: shop.clock() }));
  return picture;
}

/** A stored picture's bytes. @throws DomainError `photo.unknown` */
export const readPicture = (shop: Shop, sha256: string): Uint8Array => shop.pictures.read(sha256);
