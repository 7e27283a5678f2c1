import { client } from "../client/client.ts";
import { useSession } from "./session.ts";

/** How long a printed PDF is kept for the print dialog, ms: the dialog tells nobody when it is done. */
const KEPT_MS = 600_000;

/** Opens the browser's print dialog for a PDF, without leaving the screen. */
function printFile(file: Blob): void {
  const url = URL.createObjectURL(new Blob([file], { type: "application/pdf" }));
  const frame = document.createElement("iframe");
  frame.style.cssText = "position:fixed;right:0;bottom:0;width:1px;height:1px;border:0;opacity:0";
  frame.tabIndex = -1;
  frame.setAttribute("aria-hidden", "true");
  frame.addEventListener("load", () => frame.contentWindow?.print());
  frame.src = url;
  document.body.append(frame);
  setTimeout(() => {
    frame.remove();
    URL.revokeObjectURL(url);
  }, KEPT_MS);
}

/** Prints the paper of a job: in the window this PC's own PDF viewer opens it, in a browser its print dialog. @throws the call's error */
export async function printPaper(jobId: string): Promise<void> {
  if (useSession.getState().welcome?.opensPapers) return client.paper.open({ id: jobId });
  const { file } = await client.paper.render({ id: jobId, format: "pdf" });
  printFile(file);
}

/** Labels of print jobs on sheets: `firstFree` is the first place that still carries one, from 1. */
type LabelSheet = Parameters<typeof client.paper.sheet>[0];

/** Prints labels on sheets, like a paper that is printed by hand. @throws the call's error */
export async function printLabelSheet(sheet: LabelSheet): Promise<void> {
  if (useSession.getState().welcome?.opensPapers) return client.paper.openSheet(sheet);
  printFile((await client.paper.sheet(sheet)).file);
}
