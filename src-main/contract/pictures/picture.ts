import { type } from "@orpc/contract";
import { z } from "zod";
import { PHOTO_SIZES, type Photo } from "../../domain/pictures/picture.ts";
import { needs } from "../ground/base.ts";
import { sha256 } from "../ground/text.ts";

const file = z.file();

/** A file on its way between a screen and main. */
export type FileInTransit = z.infer<typeof file>;

export const picture = {
  /** `thumbnail` is the small picture that the screen made of a larger one: main takes no pictures apart. */
  store: needs("set-up")
    .input(z.strictObject({ file, thumbnail: file.optional() }))
    .output(type<Photo>()),
  /** Draws a logo as papers print it, and stores that; `picture` is what was drawn. */
  storeLogo: needs("set-up").input(z.strictObject({ file })).output(type<{ readonly sha256: string; readonly picture: FileInTransit }>()),
  /** The small picture is the photo itself where there is no other. */
  get: needs("anyone")
    .input(z.strictObject({ sha256, size: z.enum(PHOTO_SIZES).optional() }))
    .output(type<FileInTransit>()),
};
