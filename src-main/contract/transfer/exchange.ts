import { eventIterator, type } from "@orpc/contract";
import { z } from "zod";
import {
  DAY_ORDERS,
  DELIMITERS,
  ENCODINGS,
  IMPORT_FIELDS,
  IMPORT_KINDS,
  MAX_IMPORT_BYTES,
  MOST_COLUMNS,
  UNCLOSED,
  type ExportStep,
  type FileLook,
  type ImportPlan,
  type ImportRecord,
  type ImportStep,
} from "../../domain/transfer/import.ts";
import { needs } from "../ground/base.ts";

/** Headings further down than this are none. */
const headRow = z.int().min(1).max(1000);
const format = { encoding: z.enum(ENCODINGS), delimiter: z.enum(DELIMITERS) };

/** How a file shall be read, from a screen or a mapping file. */
export const importPlan = z.strictObject({
  ...format,
  kind: z.enum(IMPORT_KINDS),
  headRow,
  mapping: z.partialRecord(z.enum(IMPORT_FIELDS), z.array(z.int().min(0).max(9999)).min(1).max(MOST_COLUMNS).readonly()),
  prefix: z.string().max(20),
  dayOrder: z.enum(DAY_ORDERS).nullable(),
  unclosed: z.enum(UNCLOSED),
  skipWrong: z.boolean(),
}) satisfies z.ZodType<ImportPlan>;

const exporting = needs("data.export").output(eventIterator(type<ExportStep>()));

export const exchange = {
  /** A piece of this bench's file, the first one at 0; a file that came before is forgotten then. */
  upload: needs("data.import")
    .input(z.strictObject({ offset: z.int().min(0).max(MAX_IMPORT_BYTES), piece: z.file() }))
    .output(type<void>()),
  /** Forgets this bench's file. */
  drop: needs("data.import").output(type<void>()),
  look: needs("data.import")
    .input(
      z.strictObject({
        kind: z.enum(IMPORT_KINDS).optional(),
        encoding: format.encoding.optional(),
        delimiter: format.delimiter.optional(),
        headRow: headRow.optional(),
      }),
    )
    .output(type<FileLook>()),
  /** Reads the whole file as it would come in, and stores nothing. */
  check: needs("data.import").input(importPlan).output(eventIterator(type<ImportStep>())),
  /** Brings the file in; whoever stops listening stops it, and nothing is left. */
  run: needs("data.import")
    .input(z.strictObject({ name: z.string().max(200), plan: importPlan }))
    .output(eventIterator(type<ImportStep>())),
  imports: needs("data.import").output(type<readonly ImportRecord[]>()),
  undo: needs("data.import")
    .input(z.strictObject({ id: z.uuid() }))
    .output(type<void>()),
  export: exporting.input(z.strictObject({ documents: z.boolean(), exact: z.boolean() })),
  exportOpenRepair: exporting.input(z.strictObject({ problem: z.boolean() })),
  exportImport: exporting.input(z.strictObject({ id: z.uuid() })),
};
