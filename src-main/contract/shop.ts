import { type } from "@orpc/contract";
import { z } from "zod";
import { LANGUAGES } from "../domain/language.ts";
import type { Person, PersonInput, ShopSettings } from "../domain/shop.ts";
import { base } from "./base.ts";

const short = z.string().trim().max(200);
const terms = z.string().max(20_000);
const words = z.array(z.string().trim().min(1).max(100)).max(300).readonly();

/** The shop's settings as Settings and the set-up send them. */
export const shopSettings = z.strictObject({
  name: short,
  legalName: short,
  registration: short,
  address: z.string().trim().max(500),
  phone: short,
  email: short,
  statusPhone: short,
  openingHours: short,
  logo: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  terms: z.strictObject({ en: terms, ru: terms, lv: terms, kk: terms }),
  country: z.string().max(2),
  currency: z.string().max(3),
  timeZone: z.string().max(64),
  numberPrefix: z.string().max(4),
  languages: z.array(z.enum(LANGUAGES)).max(LANGUAGES.length).readonly(),
  categories: words,
  accessories: words,
  repairWarrantyDays: z.int().min(0).max(3650),
  untakenHours: z.int().min(1).max(8760),
}) satisfies z.ZodType<ShopSettings>;

export const shop = {
  change: base.input(shopSettings).output(type<void>()),
  renameBench: base.input(z.strictObject({ name: short.min(1) })).output(type<void>()),
  people: base.output(type<readonly Person[]>()),
  storePerson: base
    .input(
      z.strictObject({
        id: z.uuid().nullable(),
        name: z.string().max(200),
        pin: z.string().max(8).nullable(),
        active: z.boolean(),
        supervisor: z.boolean().optional(),
      }) satisfies z.ZodType<PersonInput>,
    )
    .output(type<void>()),
  /** `pin` is the one that is taken away: the person confirms it so. */
  removePin: base.input(z.strictObject({ id: z.uuid(), pin: z.string().max(8) })).output(type<void>()),
};
