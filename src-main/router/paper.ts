import { readJob, readPrintJobs, readUnfinishedJobs, renderJob, reprintPaper, retryJob } from "../usecases/print-paper.ts";
import { signedIn } from "./context.ts";

const MIME = { pdf: "application/pdf", png: "image/png", svg: "image/svg+xml" } as const;

export const paper = {
  jobs: signedIn.paper.jobs.handler(({ context, input }) => readPrintJobs(context.shop, input.orderId)),
  unfinished: signedIn.paper.unfinished.handler(({ context }) => readUnfinishedJobs(context.shop)),
  reprint: signedIn.paper.reprint.handler(({ context, input }) => reprintPaper(context.shop, input.orderId, input.kind, context.caller)),
  retry: signedIn.paper.retry.handler(({ context, input }) => retryJob(context.shop, input.id)),
  render: signedIn.paper.render.handler(({ context, input }) => {
    const { bytes, warnings } = renderJob(context.shop, input.id, input);
    const { number, kind } = readJob(context.shop, input.id);
    return { file: new File([new Uint8Array(bytes)], `${number}-${kind}.${input.format}`, { type: MIME[input.format] }), warnings };
  }),
  open: signedIn.paper.open.handler(async ({ context, input }) => {
    const { bytes } = renderJob(context.shop, input.id, { format: "pdf" });
    const { number, kind } = readJob(context.shop, input.id);
    await context.doorway.openPaper?.(`${number}-${kind}.pdf`, bytes);
  }),
};
