import { deleteDraft, findDraft, updateDraft } from "../database/draft.ts";
import type { KeptDraft } from "../domain/intake.ts";
import { inTransaction } from "../database/open.ts";
import { draftLabel } from "../database/sealed.ts";
import type { Shop } from "./shop.ts";

/** Keeps a bench's half-filled intake, encrypted: it may hold a passcode. @returns when it was kept, epoch ms */
export function keepDraft(shop: Shop, benchId: string, form: unknown): number {
  const at = shop.clock();
  inTransaction(shop.db, () => updateDraft(shop.db, benchId, shop.seal.close(JSON.stringify(form), draftLabel(benchId)), at));
  return at;
}

/** The draft of a bench, if there is one. @throws Trouble `key-missing` */
export function readDraft(shop: Shop, benchId: string): KeptDraft | null {
  const found = findDraft(shop.db, benchId);
  return found ? { form: JSON.parse(shop.seal.open(found.sealed, draftLabel(benchId))) as unknown, savedAt: found.savedAt } : null;
}

export const dropDraft = (shop: Shop, benchId: string): void => inTransaction(shop.db, () => deleteDraft(shop.db, benchId));
