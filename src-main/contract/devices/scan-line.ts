import { z } from "zod";

const word = z.string().max(200);

/** A scanned code and what is known of its device; what else is known of it is of no use here. */
export const scanCase = z.strictObject({
  scan: z.string().max(100_000),
  given: z.object({ brand: word.nullish(), kind: word.nullish() }).nullish(),
});

/** What a scan is expected to give, by the keys of a reading: a value, or null where a key must not be filled. */
const expectation = z.record(word, z.union([z.string().max(1000), z.array(word).max(100).readonly(), z.null()]));
export type ScanExpectation = z.infer<typeof expectation>;

/** A line of a file of scans; what is expected of it may stand beside the scan too. */
export const bareScan = z.strictObject({ ...scanCase.shape, expect: expectation.optional() });
export const namedScan = z.strictObject({ name: z.string().max(2000).optional(), case: scanCase, expect: expectation.optional() });
export type ScanLine = z.infer<typeof bareScan>;
