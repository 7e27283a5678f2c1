import type { KeptPicture } from "../../storage/keep-picture.ts";
import { inTransaction } from "../../database/ground/open.ts";
import { forgetUnstripped, listPaperLogos, nextUnstripped, replacePicture } from "../../database/pictures/picture.ts";
import { DomainError } from "../../domain/ground/error.ts";
import { settingsOf, type Shop } from "../ground/shop.ts";
import { namedByDrafts } from "./sweep-pictures.ts";

/**
 * Takes out of old photos what cameras wrote into them, one at a step: the photo gets a new name, and its orders name it by that.
 * Nothing where the shop keeps such details. What a draft names waits until the draft is gone; logos stay what papers were made with.
 * @returns steps, each the work of another thread to wait for
 */
export function* stripPictures(shop: Shop): Generator<Promise<unknown>, void, void> {
  if (settingsOf(shop).keepPhotoDetails) return;
  for (let sha256 = nextUnstripped(shop.db, ""); sha256 !== undefined; sha256 = nextUnstripped(shop.db, sha256)) {
    const name = sha256;
    let kept: KeptPicture | null | undefined;
    let trouble: unknown;
    yield shop.redraw.plain(name).then(
      (made) => (kept = made),
      (error: unknown) => (trouble = error),
    );
    // A file that is lost or no picture any more: a check tells of it.
    if (trouble !== undefined && !(trouble instanceof DomainError)) throw trouble;
    inTransaction(shop.db, () => putInPlace(shop, name, kept ?? null));
    if (kept) shop.pictures.settle(kept.photo.sha256);
  }
}

function putInPlace(shop: Shop, sha256: string, kept: KeptPicture | null): void {
  const isLogo = settingsOf(shop).logo === sha256 || listPaperLogos(shop.db).includes(sha256);
  if (!kept || isLogo) return forgetUnstripped(shop.db, sha256);
  if (namedByDrafts(shop)?.includes(sha256) ?? true) return;
  // Another program may have swept it out of waiting.
  if (!shop.pictures.has(kept.photo.sha256)) return;
  const orders = replacePicture(shop.db, sha256, { ...kept.photo, bytes: kept.bytes });
  shop.pictures.setAside(sha256, shop.clock());
  for (const orderId of orders) shop.publish({ kind: "order", orderId });
}
