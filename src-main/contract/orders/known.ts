import { type } from "@orpc/contract";
import { z } from "zod";
import type { DeviceHistory, DeviceStay } from "../../domain/orders/known.ts";
import type { KnownCustomer } from "../../domain/customers/customer.ts";
import { MOST_IMEIS } from "../../domain/devices/imei.ts";
import type { Device } from "../../domain/devices/device.ts";
import { MAX_TEXT } from "../../domain/ground/limits.ts";
import type { OrderSummary } from "../../domain/orders/queue.ts";
import type { UnitFacts } from "../../domain/devices/same-unit.ts";
import { needs } from "../ground/base.ts";
import { gtin } from "./intake.ts";
import { line } from "../ground/text.ts";

const short = line(MAX_TEXT.short);

/** Who and what was here before. */
export const known = {
  customers: needs("anyone")
    .input(z.strictObject({ text: short, limit: z.int().min(1).max(100).optional() }))
    .output(type<readonly KnownCustomer[]>()),
  customer: needs("anyone")
    .input(z.strictObject({ id: z.uuid() }))
    .output(type<{ customer: KnownCustomer; orders: readonly OrderSummary[] }>()),
  device: needs("anyone")
    .input(z.strictObject({ category: short, brand: short, model: short, serial: short, imei: short, imei2: short }) satisfies z.ZodType<UnitFacts>)
    .output(type<readonly DeviceHistory[]>()),
  stays: needs("anyone")
    .input(z.strictObject({ deviceId: z.uuid() }))
    .output(type<readonly DeviceStay[]>()),
  /** What a GTIN or IMEIs tell of the model, from the shop's earlier devices; empty where they tell nothing. */
  model: needs("anyone")
    .input(z.strictObject({ gtin: gtin.nullable(), imeis: z.array(z.string().regex(/^\d{15}$/)).max(MOST_IMEIS) }))
    .output(type<Pick<Device, "category" | "brand" | "model">>()),
  /** Brands where `brand` is null, else models of that brand. */
  models: needs("anyone")
    .input(z.strictObject({ category: short, brand: short.nullable(), beginning: short }))
    .output(type<readonly string[]>()),
};
