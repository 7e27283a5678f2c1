import { readPicture, storePicture } from "../usecases/store-picture.ts";
import { signedIn, open } from "./context.ts";

export const picture = {
  // The set-up stores the shop's logo before anyone can sign in.
  store: open.picture.store.handler(async ({ context, input }) => storePicture(context.shop, new Uint8Array(await input.file.arrayBuffer()))),
  get: signedIn.picture.get.handler(({ context, input }) => new File([new Uint8Array(readPicture(context.shop, input.sha256))], input.sha256)),
};
