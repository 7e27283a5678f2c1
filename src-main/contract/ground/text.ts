import { MAX_TEXT } from "../../domain/ground/limits.ts";
import { z } from "zod";
import { plainLine, plainText } from "../../domain/ground/text.ts";

/** A text of one line that is printed, shown or searched: without unseen marks, its spaces plain and single. @param most letters */
export const line = (most: number): z.ZodString => z.string().overwrite(plainLine).max(most);

/** A text of several lines without hidden marks. @param most letters */
export const text = (most: number): z.ZodString => z.string().overwrite(plainText).max(most);

/** SHA-256 of a stored picture, lower-case hex. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A line of usual length. */
export const short = line(MAX_TEXT.short);
