import { parentPort, workerData } from "node:worker_threads";
import { copyPicture, keepPicture, keepPlainly } from "../storage/keep-picture.ts";
import { openPictureFiles } from "../storage/picture-file.ts";
import { openRedraw, redrawLogo, redrawPhoto } from "../documents/engine/redraw.ts";
import type { RedrawNews, RedrawTask } from "./redraw-apart.ts";
import { sentError } from "./thread-error.ts";

/** Works on pictures beside the thread that serves the shop, one after the other. */

const files = openPictureFiles(workerData as string);

/** Loaded for the first picture that is drawn: most are only stored. */
let library: Promise<void> | undefined;

async function work(task: RedrawTask): Promise<RedrawNews> {
  switch (task.name) {
    case "keep":
      return { done: keepPicture(files, task.bytes, task.thumbnail, task.keepDetails) };
    case "plain":
      return { done: keepPlainly(files, task.sha256) };
    case "copy":
      return { done: copyPicture(files, task.sha256, task.to, task.keepDetails) };
    default:
      await (library ??= openRedraw());
      return { done: task.name === "logo" ? redrawLogo(task.bytes, task.mime) : redrawPhoto(task.bytes, task.keepDetails) };
  }
}

parentPort!.on("message", async (task: RedrawTask) =>
  parentPort!.postMessage(await work(task).catch((error: unknown) => ({ error: sentError(error) }))),
);
