import { z } from "zod";
import type { DeviceInput } from "../domain/device-input.ts";
import type { CustomerInput, IntakeInput } from "../domain/intake.ts";
import { LANGUAGES } from "../domain/language.ts";
import { CHANNELS, CUSTOMER_KINDS, MAX_TEXT, PAYMENT_METHODS, PRIORITIES, PROOFS, REQUESTS } from "../domain/order.ts";
import { PASSCODE_KINDS } from "../domain/passcode.ts";
import { ORIGINS, PLACES, PRODUCT_KINDS, REASONS, SERIAL_STATES } from "../domain/policy-case.ts";
import type { WarrantyFacts } from "../domain/warranty.ts";
import { line, text } from "./text.ts";

const short = line(MAX_TEXT.short);
const long = text(MAX_TEXT.long);
const day = short.nullish();
const amount = z.strictObject({ amount: line(40), currency: z.string().max(3).optional() });

/** SHA-256 of a stored picture, lower-case hex. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A GTIN of 14 digits. */
export const gtin = z.string().regex(/^\d{14}$/);

/** A customer as a form sends one and as a file holds one. */
export const customerInput = z.strictObject({
  kind: z.enum(CUSTOMER_KINDS).optional(),
  name: short,
  contact: short.optional(),
  registration: short.optional(),
  phone: short.optional(),
  phones: z.array(short).max(MAX_TEXT.phones).readonly().optional(),
  email: short.optional(),
  whatsapp: short.optional(),
  address: text(500).optional(),
  language: z.enum(LANGUAGES).optional(),
}) satisfies z.ZodType<CustomerInput>;

const flag = z.boolean().nullable();

/** What a policy asks beyond what every intake says. */
export const warrantyFacts = z.strictObject({
  reason: z.enum(REASONS).nullable(),
  kind: z.enum(PRODUCT_KINDS).nullable(),
  part: short.nullable(),
  origin: z.enum(ORIGINS).nullable(),
  madeToOrder: flag,
  trialUnit: flag,
  serialState: z.enum(SERIAL_STATES).nullable(),
  noBodyCode: flag,
  originalPackaging: flag,
  unused: flag,
  complete: flag,
  findings: z.array(short).max(100).readonly(),
  defect: short.nullable(),
  stillFailsRequirements: flag,
  damageReportedOn: short.nullable(),
  place: z.enum(PLACES).nullable(),
}) satisfies z.ZodType<WarrantyFacts>;

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
