import { short, sha256, line, text } from "../ground/text.ts";
import { warrantyFacts } from "../warranty/warranty-facts.ts";
import { customerInput } from "../customers/customer-input.ts";
import { z } from "zod";
import type { DeviceInput } from "../../domain/devices/device-input.ts";
import type { IntakeInput } from "../../domain/orders/intake.ts";
import { CHANNELS, PAYMENT_METHODS, PRIORITIES } from "../../domain/orders/order.ts";
import { PROOFS, REQUESTS } from "../../domain/warranty/claim.ts";
import { MAX_TEXT } from "../../domain/ground/limits.ts";
import { PASSCODE_KINDS } from "../../domain/orders/passcode.ts";

const long = text(MAX_TEXT.long);
const day = short.nullish();
const amount = z.strictObject({ amount: line(40), currency: z.string().max(3).optional() });

/** A GTIN of 14 digits. */
export const gtin = z.string().regex(/^\d{14}$/);

const deviceShape = {
  category: short,
  brand: short.optional(),
  model: short.optional(),
  colour: short.optional(),
  serial: short.optional(),
  imei: short.optional(),
  imei2: short.optional(),
  bodyCode: short.optional(),
  purchasedOn: day,
  receivedOn: day,
  manufacturedOn: day,
  seller: short.optional(),
};

/** A device as a form sends one. */
export const deviceInput = z.strictObject(deviceShape) satisfies z.ZodType<DeviceInput>;

export const proofs = z.array(z.enum(PROOFS)).max(20).readonly();

/** An intake as the form sends it and as a file holds it. */
export const intakeInput = z.strictObject({
  customerId: z.uuid().nullish(),
  customer: customerInput,
  deviceId: z.uuid().nullish(),
  device: z.strictObject({
    ...deviceShape,
    proof: proofs.optional(),
    warrantyCardStamped: z.boolean().optional(),
    passcode: z.strictObject({ kind: z.enum(PASSCODE_KINDS), value: z.string().max(MAX_TEXT.short) }).nullish(),
  }),
  gtin: gtin.nullish(),
  policy: short.nullish(),
  warranty: warrantyFacts.partial().optional(),
  request: z.enum(REQUESTS).optional(),
  channel: z.enum(CHANNELS).optional(),
  fault: long,
  condition: long.optional(),
  accessories: z.array(line(MAX_TEXT.accessory)).max(MAX_TEXT.accessories).readonly().optional(),
  priority: z.enum(PRIORITIES).optional(),
  promisedOn: day,
  estimate: amount.nullish(),
  limit: amount.nullish(),
  prepaid: amount.extend({ method: z.enum(PAYMENT_METHODS).optional() }).nullish(),
  signature: z.string().max(60_000).nullish(),
  photos: z.array(sha256).max(MAX_TEXT.photos).readonly().optional(),
  sameFaultAs: z.uuid().nullish(),
}) satisfies z.ZodType<IntakeInput>;
