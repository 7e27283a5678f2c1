import type { FileInTransit } from "../../contract/pictures/picture.ts";
import { storeLogo, takePicture } from "../../usecases/pictures/store-picture.ts";
import { signedIn, open } from "../context.ts";

const bytesOf = async (file: FileInTransit): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());

export const picture = {
  // The set-up stores the shop's logo before anyone can sign in.
  store: open.picture.store.handler(async ({ context, input }) =>
    takePicture(context.shop, await bytesOf(input.file), input.thumbnail && (await bytesOf(input.thumbnail))),
  ),
  storeLogo: open.picture.storeLogo.handler(async ({ context, input }) => {
    const { sha256, drawn } = await storeLogo(context.shop, await bytesOf(input.file));
    return { sha256, picture: new File([new Uint8Array(drawn)], sha256, { type: "image/png" }) };
  }),
  get: signedIn.picture.get.handler(
    async ({ context, input }) => new File([await context.shop.pictures.load(input.sha256, input.size ?? "full")], input.sha256),
  ),
};
