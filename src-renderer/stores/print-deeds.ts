import type { PaperKind } from "../../src-main/domain/shop/paper-layout.ts";
import type { PrintDeed, PrintJob } from "../../src-main/domain/printing/print-job.ts";
import { client } from "../client/client.ts";
import { fieldErrorsOf, report, type Texts } from "./explain.ts";
import { printPaper } from "./print.ts";
import { tell } from "./tray.ts";

const DEEDS: Readonly<Record<PrintDeed, (id: string, value: string | null) => Promise<unknown>>> = {
  confirm: (id) => client.paper.confirm({ id }),
  repeat: (id) => client.paper.repeat({ id }),
  retry: (id) => client.paper.retry({ id }),
  redirect: async (id, printerId) => {
    await client.paper.redirect({ id, printerId });
    if (printerId === null) await printPaper(id);
  },
  drop: (id, reason) => client.paper.drop({ id, reason: reason ?? "" }),
};

/**
 * Does something about a print job; what goes wrong is told at the foot.
 * @param value the reason of giving up, or the printer that the job is sent to, null for by hand
 * @returns a sentence where what was typed is refused
 */
export async function doDeed(id: string, deed: PrintDeed, value: string | null, texts: Texts): Promise<string | undefined> {
  try {
    await DEEDS[deed](id, value);
    return undefined;
  } catch (error) {
    const sentence = fieldErrorsOf(error, texts)["reason"];
    if (sentence === undefined) report(error, texts, () => void doDeed(id, deed, value, texts));
    return sentence;
  }
}

/** Says which printer a paper went to; one that is printed by hand is opened. @throws the call's error */
export async function printOrSay(job: Pick<PrintJob, "id" | "kind" | "printer">, texts: Texts): Promise<void> {
  if (job.printer === null) return printPaper(job.id);
  tell({ tone: "good", text: texts.t("print.sent", { paper: texts.t(`order.paper.${job.kind}`), printer: job.printer }) });
}

/** Brings a paper that was queued a moment ago to paper: says where it went, or opens it. @throws the call's error */
export async function printQueued(orderId: string, jobId: string, texts: Texts): Promise<void> {
  const job = (await client.paper.jobs({ orderId })).find(({ id }) => id === jobId);
  if (job) await printOrSay(job, texts);
}

/** What is printed once more, and where: left out, on the bench's own printer; null, by hand. */
export type Again = { readonly orderId: string; readonly kind: PaperKind; readonly printerId?: string | null; readonly copies?: number };

/**
 * Prints a paper of an order once more.
 * @param parts of accessories' labels: which ones, from 1
 * @throws the call's error
 */
export async function printAgain(again: Again, texts: Texts, parts: readonly (number | undefined)[] = [undefined]): Promise<void> {
  for (const part of parts) await printOrSay(await client.paper.reprint({ ...again, part }), texts);
}
