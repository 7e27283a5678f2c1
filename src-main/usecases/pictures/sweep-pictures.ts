import { listDraftBenches } from "../../database/orders/draft.ts";
import { inTransaction } from "../../database/ground/open.ts";
import { deletePicture, listPaperLogos, listPictureUse } from "../../database/pictures/picture.ts";
import { readDraft } from "../orders/keep-draft.ts";
import { settingsOf, type Shop } from "../ground/shop.ts";
import { tidyPictures } from "./store-picture.ts";

/** How long a picture is kept that nothing names, ms: a form that was left open may still be sent. */
const KEPT_MS = 7 * 86_400_000;

/** How often all pictures are looked through, ms. */
const EVERY_MS = 86_400_000;

/** Pictures that are looked at in one step. */
const BATCH = 500;

/** Sweeps away pictures that no order, no draft, no paper and no setting names: once a day, some at a step. */
export function openSweep(shop: Shop): () => Generator<void, void, void> {
  let sweptAt = -Infinity;
  return function* () {
    tidyPictures(shop);
    if (Math.abs(shop.clock() - sweptAt) < EVERY_MS) return;
    for (let last: string | undefined = ""; last !== undefined;) {
      const after: string = last;
      last = inTransaction(shop.db, () => sweepBatch(shop, after));
      yield;
    }
    sweptAt = shop.clock();
  };
}

/** @returns the name of the last picture that was looked at; undefined where none is left, or nobody can say what drafts name */
function sweepBatch(shop: Shop, after: string): string | undefined {
  const pictures = listPictureUse(shop.db, after, shop.clock() - KEPT_MS, BATCH);
  const stray = pictures.filter((picture) => picture.stray);
  const drafts = stray.length > 0 ? namedByDrafts(shop) : "";
  if (drafts === undefined) return undefined;
  const logos = new Set([settingsOf(shop).logo, ...listPaperLogos(shop.db)]);
  for (const { sha256 } of stray) {
    if (logos.has(sha256) || drafts.includes(sha256)) continue;
    if (deletePicture(shop.db, sha256)) shop.pictures.setAside(sha256, shop.clock());
  }
  return pictures.at(-1)?.sha256;
}

/** What all drafts say, as text; undefined where one cannot be opened. */
export function namedByDrafts(shop: Shop): string | undefined {
  const drafts = listDraftBenches(shop.db).map((bench) => readDraft(shop, bench));
  return drafts.some((draft) => draft?.lost === "all") ? undefined : JSON.stringify(drafts);
}
