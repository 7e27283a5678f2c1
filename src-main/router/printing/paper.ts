import { previewPage } from "../../usecases/papers/keep-templates.ts";
import { renderLabelSheet } from "../../usecases/printing/print-label-sheet.ts";
import {
  confirmPrinted,
  dropJob,
  readJob,
  readPrintEvents,
  readPrintJobs,
  readUnfinishedJobs,
  redirectJob,
  renderJob,
  repeatUnsure,
  reprintPaper,
  retryJob,
} from "../../usecases/printing/print-paper.ts";
import { signedIn } from "../context.ts";

const MIME = { pdf: "application/pdf", png: "image/png", svg: "image/svg+xml", packed: "application/gzip" } as const;

/** What came from another process shares no memory with anybody, and a page of many megabytes is not copied once more. */
const fileOf = (bytes: Uint8Array, name: string, type: string): File => new File([bytes as Uint8Array<ArrayBuffer>], name, { type });

export const paper = {
  jobs: signedIn.paper.jobs.handler(({ context, input }) => readPrintJobs(context.shop, input.orderId)),
  unfinished: signedIn.paper.unfinished.handler(({ context }) => readUnfinishedJobs(context.shop)),
  log: signedIn.paper.log.handler(({ context, input }) => readPrintEvents(context.shop, input.orderId)),
  reprint: signedIn.paper.reprint.handler(({ context, input }) => reprintPaper(context.shop, input, context.caller)),
  retry: signedIn.paper.retry.handler(({ context, input }) => retryJob(context.shop, input.id, context.caller)),
  redirect: signedIn.paper.redirect.handler(({ context, input }) => redirectJob(context.shop, input.id, input.printerId, context.caller)),
  drop: signedIn.paper.drop.handler(({ context, input }) => dropJob(context.shop, input.id, input.reason, context.caller)),
  confirm: signedIn.paper.confirm.handler(({ context, input }) => confirmPrinted(context.shop, input.id, context.caller)),
  repeat: signedIn.paper.repeat.handler(({ context, input }) => repeatUnsure(context.shop, input.id, context.caller)),
  render: signedIn.paper.render.handler(async ({ context, input: { id, ...format }, signal }) => {
    const { bytes, warnings } = await renderJob(context.shop, id, format, { by: "screen", signal });
    const { number, kind } = readJob(context.shop, id);
    return { file: fileOf(bytes, `${number}-${kind}.${format.format}`, MIME[format.format]), warnings };
  }),
  sheet: signedIn.paper.sheet.handler(async ({ context, input, signal }) => {
    const { bytes, warnings, number } = await renderLabelSheet(context.shop, input, { by: "screen", signal });
    return { file: fileOf(bytes, `${number}-labels.pdf`, MIME.pdf), warnings };
  }),
  openSheet: signedIn.paper.openSheet.handler(async ({ context, input, signal }) => {
    const { bytes, number } = await renderLabelSheet(context.shop, input, { by: "screen", signal });
    await context.doorway.openPaper?.(`${number}-labels.pdf`, bytes);
  }),
  preview: signedIn.paper.preview.handler(async ({ context, input, signal }) => {
    const previewed = await previewPage(context.shop, input, signal);
    if ("problem" in previewed) return previewed;
    const { bytes, warnings, packed } = previewed.made;
    return { file: fileOf(bytes, `${input.kind}.${packed ? "svgz" : "svg"}`, packed ? MIME.packed : MIME.svg), warnings };
  }),
  open: signedIn.paper.open.handler(async ({ context, input, signal }) => {
    const { bytes } = await renderJob(context.shop, input.id, { format: "pdf" }, { by: "screen", signal });
    const { number, kind } = readJob(context.shop, input.id);
    await context.doorway.openPaper?.(`${number}-${kind}.pdf`, bytes);
  }),
};
