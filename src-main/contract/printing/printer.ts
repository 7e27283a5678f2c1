import { type } from "@orpc/contract";
import { z } from "zod";
import { PAPER_KINDS } from "../../domain/shop/paper-layout.ts";
import type { PaperSize } from "../../domain/printing/paper-size.ts";
import type { PrintRoute, PrintRoutes, PrintEnd } from "../../domain/printing/print-job.ts";
import {
  MEDIA_KINDS,
  PRINTER_DPI,
  PRINTER_LANGUAGES,
  PRINTER_WAYS,
  type FoundPrinter,
  type Printer,
  type PrinterSettings,
  type PrinterState,
  type PrinterWay,
} from "../../domain/printing/printer.ts";
import { needs } from "../ground/base.ts";
import { line } from "../ground/text.ts";

const id = z.uuid();
const mm = z.number().min(0).max(1200);

const settings = z.strictObject({
  media: z.enum(MEDIA_KINDS),
  gapMm: z.number().min(0).max(30),
  darkness: z.number().min(0).max(100).nullable(),
  speedMmS: z.number().min(10).max(500).nullable(),
  cut: z.boolean(),
  twoColour: z.boolean().default(false),
  drawer: z.boolean(),
  offsetXMm: z.number().min(-50).max(50),
  offsetYMm: z.number().min(-50).max(50),
}) satisfies z.ZodType<PrinterSettings>;

/** A printer as the form and the command line describe it; `id` null for a new one. */
export const printerInput = z.strictObject({
  id: id.nullable(),
  name: line(100),
  way: z.enum(PRINTER_WAYS),
  address: z.string().max(1000),
  language: z.enum(PRINTER_LANGUAGES),
  dpi: z.literal(PRINTER_DPI),
  size: z.string().max(60),
  settings,
});

const sizeId = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,59}$/);

/** A paper size of the shop's own, mm. */
export const paperSize = z.discriminatedUnion("kind", [
  z.strictObject({ id: sizeId, kind: z.literal("label"), widthMm: mm, heightMm: mm }),
  z.strictObject({ id: sizeId, kind: z.literal("roll"), widthMm: mm, printableMm: mm }),
  z.strictObject({ id: sizeId, kind: z.literal("page"), widthMm: mm, heightMm: mm }),
  z.strictObject({
    id: sizeId,
    kind: z.literal("sheet"),
    widthMm: mm,
    heightMm: mm,
    columns: z.int().min(1).max(50),
    rows: z.int().min(1).max(100),
    leftMm: mm,
    topMm: mm,
    labelWidthMm: mm,
    labelHeightMm: mm,
    pitchXMm: mm,
    pitchYMm: mm,
  }),
]) satisfies z.ZodType<PaperSize>;

const route = z.strictObject({
  kind: z.enum(PAPER_KINDS),
  printerId: id.nullable(),
  copies: z.int().min(1).max(20),
  atIntake: z.boolean(),
}) satisfies z.ZodType<PrintRoute>;

/** One for each kind of paper at most. */
const routes = z
  .array(route)
  .refine((all) => new Set(all.map(({ kind }) => kind)).size === all.length, "taken")
  .readonly();

export const printer = {
  list: needs("anyone").output(type<readonly Printer[]>()),
  keep: needs("printer.change").input(printerInput).output(type<Printer>()),
  remove: needs("printer.change").input(z.strictObject({ id })).output(type<void>()),
  /** Ways to a printer that this PC has. */
  ways: needs("anyone").output(type<readonly PrinterWay[]>()),
  /** Asks a printer for paper, door and the like. */
  state: needs("anyone").input(z.strictObject({ id })).output(type<PrinterState>()),
  /** Looks for printers on the network, some seconds long. */
  find: needs("printer.change").output(type<readonly FoundPrinter[]>()),
  /** Prints edges, rulers, steps of density and a barcode on a printer as the form describes it, saved or not. */
  test: needs("printer.change").input(printerInput).output(type<PrintEnd>()),
  routes: needs("anyone").output(type<PrintRoutes>()),
  keepRoutes: needs("printer.route")
    .input(z.strictObject({ routes, everywhere: z.boolean() }))
    .output(type<void>()),
  sizes: needs("anyone").output(type<readonly PaperSize[]>()),
  keepSize: needs("printer.change").input(paperSize).output(type<void>()),
  removeSize: needs("printer.change")
    .input(z.strictObject({ id: z.string().max(60) }))
    .output(type<void>()),
};
