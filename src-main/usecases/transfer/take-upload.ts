import type { Caller } from "../../domain/shop/shop.ts";
import type { Shop } from "../ground/shop.ts";

/**
 * Takes a piece of the file that a bench sends; each bench has one, named by us. It waits beside the database until it is imported or
 * another one comes, and no longer than this program runs.
 * @throws DomainError `file.too-large`, `file.unreadable` where pieces do not follow one another
 */
export function takeUpload(shop: Shop, { benchId }: Caller, offset: number, bytes: Uint8Array): void {
  if (offset === 0) shop.exchange.files.remove(benchId);
  shop.exchange.files.append(benchId, offset, bytes);
}

/** Forgets the file of a bench. */
export const dropUpload = (shop: Shop, { benchId }: Caller): void => shop.exchange.files.remove(benchId);
