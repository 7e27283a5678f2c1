import { getImport, listImports } from "../../database/transfer/import.ts";
import { clearLeft, undoImport as undoInDatabase } from "../../database/transfer/import-undo.ts";
import { DomainError } from "../../domain/ground/error.ts";
import type { ImportRecord } from "../../domain/transfer/import.ts";
import { inPieces } from "../ground/in-pieces.ts";
import type { Shop } from "../ground/shop.ts";

/** Imports that were made, the newest first, those that were taken back among them. */
export const readImports = (shop: Shop): readonly ImportRecord[] => listImports(shop.db);

/**
 * Takes an import back as a whole, as long as nobody has worked with anything of it.
 * @returns once nothing of it is left; nobody ever sees a part of it
 * @throws DomainError `import.unknown` where there is none or it is undone already, `import.touched` with what was worked with, `import.busy`
 */
export async function undoImport(shop: Shop, id: string): Promise<void> {
  if (getImport(shop.db, id).undoneAt !== null) throw new DomainError("import.unknown");
  await inPieces(clearLeft(shop.db));
  try {
    await inPieces(undoInDatabase(shop.db, id, shop.clock(), shop.exchange.sender));
  } finally {
    shop.publish({ kind: "all" });
  }
  await inPieces(clearLeft(shop.db));
}
