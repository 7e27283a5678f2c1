import type { ExportStep } from "../../domain/transfer/import.ts";
import type { Caller } from "../../domain/shop/shop.ts";
import { exportEverything } from "../../usecases/transfer/export-everything.ts";
import { exportImport, exportOpenRepair } from "../../usecases/transfer/export-open-repair.ts";
import { importRecords, lookAtFile } from "../../usecases/transfer/import-records.ts";
import { oneExport } from "../../usecases/transfer/one-export.ts";
import { dropUpload, takeUpload } from "../../usecases/transfer/take-upload.ts";
import { readImports, undoImport } from "../../usecases/transfer/undo-import.ts";
import type { Shop } from "../../usecases/ground/shop.ts";
import { declared, signedIn, type Context } from "../context.ts";

const { exchange: on } = signedIn;

export const exchange = {
  upload: on.upload.handler(async ({ context, input }) =>
    takeUpload(context.shop, context.caller, input.offset, new Uint8Array(await input.piece.arrayBuffer())),
  ),
  drop: on.drop.handler(({ context }) => dropUpload(context.shop, context.caller)),
  look: on.look.handler(({ context, input }) => lookAtFile(context.shop.exchange.files.pathOf(context.caller.benchId), input)),
  check: on.check.handler(({ context, input, signal }) =>
    told(context, importRecords(context.shop, sourceOf(context), input, context.caller, { dryRun: true, signal })),
  ),
  run: on.run.handler(({ context, input, signal }) =>
    told(context, importRecords(context.shop, sourceOf(context, input.name), input.plan, context.caller, { dryRun: false, signal })),
  ),
  imports: on.imports.handler(({ context }) => readImports(context.shop)),
  undo: on.undo.handler(({ context, input }) => undoImport(context.shop, input.id)),
  export: on.export.handler(({ context, input, signal }) => written(context, (shop) => exportEverything(shop, { ...input, signal }))),
  exportOpenRepair: on.exportOpenRepair.handler(({ context, input, signal }) =>
    written(context, (shop) => exportOpenRepair(shop, { ...input, signal })),
  ),
  exportImport: on.exportImport.handler(({ context, input, signal }) => written(context, (shop) => exportImport(shop, input.id, { signal }))),
};

const sourceOf = ({ shop, caller }: Context & { readonly caller: Caller }, name = "") => ({ path: shop.exchange.files.pathOf(caller.benchId), name });

const written = (context: Context, begin: (shop: Shop) => AsyncGenerator<ExportStep, void, void>) =>
  told(context, oneExport(context.shop, begin(context.shop)));

/** What goes wrong on the way is told like what goes wrong at once. */
async function* told<Step>({ doorway }: Context, steps: AsyncGenerator<Step, void, void>): AsyncGenerator<Step, void, void> {
  try {
    yield* steps;
  } catch (error) {
    throw declared(error, doorway);
  }
}
