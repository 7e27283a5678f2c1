import { listModelsOfGtin, listModelsOfTac, type ModelFacts } from "../../database/devices/model-code.ts";
import { isPlaceholder } from "../../domain/devices/placeholder.ts";
import { foldText } from "../../domain/ground/text.ts";
import type { Shop } from "../ground/shop.ts";

/** Digits of an IMEI that name its model, the type allocation code (3GPP TS 23.003, 6.2.1). */
const TAC_DIGITS = 8;

/** A kind that nobody said. */
const NO_KIND = "other";

/** What all of them say, as the newest wrote it; empty where they differ. */
function sharedWord(words: readonly string[]): string {
  const said = words.filter((word) => word !== "");
  return new Set(said.map(foldText)).size === 1 ? said[0]! : "";
}

/**
 * What the shop's earlier devices with the same GTIN, or with an IMEI of the same type, were. Where they differ in a fact it is empty.
 */
export function readModel(shop: Shop, { gtin, imeis }: { readonly gtin: string | null; readonly imeis: readonly string[] }): ModelFacts {
  const tacs = new Set(imeis.filter((imei) => !isPlaceholder(imei)).map((imei) => imei.slice(0, TAC_DIGITS)));
  const seen = [...(gtin === null ? [] : listModelsOfGtin(shop.db, gtin)), ...[...tacs].flatMap((tac) => listModelsOfTac(shop.db, tac))];
  const brand = sharedWord(seen.map((each) => each.brand));
  return {
    category: sharedWord(seen.map(({ category }) => (category === NO_KIND ? "" : category))),
    brand,
    // A model without its maker is no model.
    model: brand === "" ? "" : sharedWord(seen.map((each) => each.model)),
  };
}
