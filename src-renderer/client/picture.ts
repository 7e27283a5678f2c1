import { ORPCError } from "@orpc/client";
import { MAX_PICTURE_BYTES, type Photo, type PhotoSize } from "../../src-main/domain/pictures/picture.ts";
import { api, client } from "./client.ts";

/** How long a large picture stays in memory after it was last shown, ms. */
const LARGE_KEPT_MS = 60_000;

/** Asks for a stored picture; `small` is enough for a list. */
export const pictureQuery = (sha256: string, size: PhotoSize) => ({
  ...api.picture.get.queryOptions({ input: { sha256, size } }),
  ...(size === "full" && { gcTime: LARGE_KEPT_MS }),
});

/**
 * Stores a picture. One that is too large is refused before it is sent: its bytes would break the line to main.
 * @throws the call's error
 */
export async function storePicture(file: File, thumbnail?: File): Promise<Photo> {
  checkSize(file);
  return client.picture.store({ file, thumbnail });
}

/** Has a logo drawn as papers print it, and stored. @throws the call's error */
export async function storeLogo(file: File): Promise<{ readonly sha256: string; readonly picture: File }> {
  checkSize(file);
  return client.picture.storeLogo({ file });
}

function checkSize(file: File): void {
  if (file.size <= MAX_PICTURE_BYTES) return;
  const data = { code: "photo.too-large", data: { field: "photo", megabytes: MAX_PICTURE_BYTES / 1e6 } };
  throw new ORPCError("REFUSED", { defined: true, data });
}
