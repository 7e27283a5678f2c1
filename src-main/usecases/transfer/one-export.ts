import type { ExportStep } from "../../domain/transfer/import.ts";
import { DomainError } from "../../domain/ground/error.ts";
import type { Shop } from "../ground/shop.ts";

/** Data that an export is being written of. */
const beingWritten = new WeakSet<Shop["db"]>();

/**
 * Writes an export unless another one is on its way here: each holds a whole view of the data open, and a disk that two write to at
 * once keeps the counter waiting.
 * @throws DomainError `export.busy`, and what the export throws
 */
export async function* oneExport({ db }: Shop, steps: AsyncGenerator<ExportStep, void, void>): AsyncGenerator<ExportStep, void, void> {
  if (beingWritten.has(db)) throw new DomainError("export.busy");
  beingWritten.add(db);
  try {
    yield* steps;
  } finally {
    beingWritten.delete(db);
  }
}
