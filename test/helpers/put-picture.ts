import { keepPicture } from "../../src-main/storage/keep-picture.ts";
import { insertPicture } from "../../src-main/database/pictures/picture.ts";
import type { Photo } from "../../src-main/domain/pictures/picture.ts";
import type { Shop } from "../../src-main/usecases/ground/shop.ts";

/** Stores a small picture in this very thread, without details unless they are wanted. */
export function putPicture(shop: Shop, bytes: Uint8Array, thumbnail?: Uint8Array, keepDetails = false): Photo {
  const { photo, bytes: size } = keepPicture(shop.pictures, bytes, thumbnail, keepDetails);
  insertPicture(shop.db, { ...photo, bytes: size, at: shop.clock() });
  shop.pictures.settle(photo.sha256);
  return photo;
}
