import { deleteDraft, findDraft, updateDraft } from "../../database/orders/draft.ts";
import type { KeptDraft } from "../../domain/orders/intake.ts";
import { Trouble } from "../../domain/ground/error.ts";
import { inTransaction } from "../../database/ground/open.ts";
import { draftLabel } from "../../database/ground/sealed.ts";
import type { Shop } from "../ground/shop.ts";

/** Keeps a bench's half-filled intake, its passcode encrypted. @returns when it was kept, epoch ms */
export function keepDraft(shop: Shop, benchId: string, form: Readonly<Record<string, unknown>>): number {
  const savedAt = shop.clock();
  const { passcode, ...open } = form;
  const none = passcode === undefined || passcode === "";
  const sealed = none ? new Uint8Array() : shop.seal.close(JSON.stringify({ passcode }), draftLabel(benchId));
  inTransaction(shop.db, () => updateDraft(shop.db, benchId, { form: JSON.stringify(none ? form : open), sealed, savedAt }));
  return savedAt;
}

/** The draft of a bench, if there is one. What a lost key had closed is left out. */
export function readDraft(shop: Shop, benchId: string): KeptDraft | null {
  const found = findDraft(shop.db, benchId);
  if (!found) return null;
  const { sealed, savedAt } = found;
  const open = JSON.parse(found.form ?? "{}") as Readonly<Record<string, unknown>>;
  if (sealed.length === 0) return { form: open, savedAt, lost: null };
  try {
    // An older Talon sealed the whole form.
    const closed = JSON.parse(shop.seal.open(sealed, draftLabel(benchId))) as Readonly<Record<string, unknown>>;
    return { form: { ...open, ...closed }, savedAt, lost: null };
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    return { form: open, savedAt, lost: found.form === null ? "all" : "passcode" };
  }
}

export const dropDraft = (shop: Shop, benchId: string): void => inTransaction(shop.db, () => deleteDraft(shop.db, benchId));
