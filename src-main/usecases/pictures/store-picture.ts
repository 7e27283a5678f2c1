import { inTransaction } from "../../database/ground/open.ts";
import type { KeptPicture } from "../../storage/keep-picture.ts";
import { findPicture, insertPicture } from "../../database/pictures/picture.ts";
import { isHeic, readSize } from "../../storage/picture-file.ts";
import { isDrawnLogo } from "../../documents/labels/logo.ts";
import type { DrawnMime } from "../../documents/engine/redraw.ts";
import { DomainError } from "../../domain/ground/error.ts";
import { MAX_PICTURE_BYTES, type Photo } from "../../domain/pictures/picture.ts";
import { updateShop } from "../../database/shop/setting.ts";
import { settingsOf, type Shop } from "../ground/shop.ts";

/**
 * Stores a picture: first the file, durably and in waiting, then its row, then the file has its place. Whenever the program dies,
 * no row is without its file, and no file stays that has no row.
 * What cameras wrote into it, the place above all, is left out unless the shop keeps it.
 * @param thumbnail a small picture of the same, kept beside it
 * @throws DomainError `photo.not-an-image`, `photo.too-large`, `photo.too-many-pixels`
 */
export async function storePicture(shop: Shop, bytes: Uint8Array, thumbnail?: Uint8Array): Promise<Photo> {
  checkSize(bytes);
  for (;;) {
    const kept = await shop.redraw.keep(bytes, thumbnail, settingsOf(shop).keepPhotoDetails);
    if (inTransaction(shop.db, () => noteKept(shop, kept))) {
      shop.pictures.settle(kept.photo.sha256);
      return kept.photo;
    }
  }
}

/** @returns whether its file is there: another program may have swept the same picture away a moment ago */
function noteKept(shop: Shop, { photo, bytes }: KeptPicture): boolean {
  if (!shop.pictures.has(photo.sha256)) return false;
  insertPicture(shop.db, { ...photo, bytes, at: shop.clock() });
  return true;
}

/** `storePicture`, also of a HEIC: it is drawn as a JPEG, with a small picture of it. */
export async function takePicture(shop: Shop, bytes: Uint8Array, thumbnail?: Uint8Array): Promise<Photo> {
  if (!isHeic(bytes)) return storePicture(shop, bytes, thumbnail);
  checkSize(bytes);
  const { picture, small } = await shop.redraw.photo(bytes, settingsOf(shop).keepPhotoDetails);
  return storePicture(shop, picture, small);
}

/**
 * Stores a picture as the shop's logo, drawn as papers print it: the same on a screen, in a PDF and in a PNG of a paper.
 * @throws DomainError `photo.not-an-image`, `photo.too-large`, `photo.too-many-pixels`
 */
export async function storeLogo(shop: Shop, bytes: Uint8Array): Promise<{ readonly sha256: string; readonly drawn: Uint8Array }> {
  checkSize(bytes);
  const mime = isHeic(bytes) ? "image/heic" : (readSize(bytes).mime as DrawnMime);
  const drawn = await shop.redraw.logo(bytes, mime);
  const { sha256 } = await storePicture(shop, drawn);
  return { sha256, drawn };
}

function checkSize(bytes: Uint8Array): void {
  if (bytes.length > MAX_PICTURE_BYTES) throw new DomainError("photo.too-large", { field: "photo", megabytes: MAX_PICTURE_BYTES / 1e6 });
}

/** Draws the logo of a shop that chose it when logos were kept as they came. Papers that exist keep what they were made with. */
export async function redrawOldLogo(shop: Shop): Promise<void> {
  const { logo } = settingsOf(shop);
  if (logo === null || !shop.pictures.has(logo)) return;
  const bytes = shop.pictures.read(logo);
  if (isDrawnLogo(bytes)) return;
  const { sha256 } = await storeLogo(shop, bytes);
  inTransaction(shop.db, () => {
    const settings = settingsOf(shop);
    if (settings.logo === logo) updateShop(shop.db, { ...settings, logo: sha256 });
  });
  shop.publish({ kind: "shop" });
}

/** Takes up what a program that died left of pictures. */
export const tidyPictures = (shop: Shop): void => shop.pictures.tidy((sha256) => findPicture(shop.db, sha256) !== undefined, shop.clock());
