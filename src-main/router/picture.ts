import type { FileInTransit } from "../contract/picture.ts";
import { readPicture, storePicture } from "../usecases/store-picture.ts";
import { signedIn, open } from "./context.ts";

const bytesOf = async (file: FileInTransit): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());

export const picture = {
  // The set-up stores the shop's logo before anyone can sign in.
  store: open.picture.store.handler(async ({ context, input }) =>
    storePicture(context.shop, await bytesOf(input.file), input.thumbnail && (await bytesOf(input.thumbnail))),
  ),
  get: signedIn.picture.get.handler(
    ({ context, input }) => new File([new Uint8Array(readPicture(context.shop, input.sha256, input.size))], input.sha256),
  ),
};
