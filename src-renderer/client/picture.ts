import type { PhotoSize } from "../../src-main/domain/order.ts";
import { api } from "./client.ts";

/** How long a large picture stays in memory after it was last shown, ms. */
const LARGE_KEPT_MS = 60_000;

/** Asks for a stored picture; `small` is enough for a list. */
export const pictureQuery = (sha256: string, size: PhotoSize) => ({
  ...api.picture.get.queryOptions({ input: { sha256, size } }),
  ...(size === "full" && { gcTime: LARGE_KEPT_MS }),
});
