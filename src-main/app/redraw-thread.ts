import { parentPort } from "node:worker_threads";
import { openRedraw, redrawLogo, redrawPhoto } from "../documents/redraw.ts";
import type { RedrawNews, RedrawTask } from "./redraw-apart.ts";
import { sentError } from "./thread-error.ts";

/** Draws pictures anew, beside the thread that serves the shop, one after the other. */

const opened = openRedraw();

async function answer(task: RedrawTask): Promise<RedrawNews> {
  try {
    await opened;
    return { drawn: task.name === "logo" ? redrawLogo(task.bytes, task.mime) : redrawPhoto(task.bytes, task.keepDetails) };
  } catch (error) {
    return { error: sentError(error) };
  }
}

parentPort!.on("message", async (task: RedrawTask) => parentPort!.postMessage(await answer(task)));
