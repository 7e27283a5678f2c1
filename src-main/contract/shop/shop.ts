import { type } from "@orpc/contract";
import { z } from "zod";
import { LANGUAGES } from "../../domain/ground/language.ts";
import {
  LOGO_MM,
  PAGE_FORMATS,
  PAGE_KINDS,
  PAGE_SECTIONS,
  SECOND_PLACES,
  SLIP_PARTS,
  USUAL_PAPERS,
  type PageSection,
  type PaperSettings,
} from "../../domain/shop/paper-layout.ts";
import { MOST_IDLE_MINUTES, type Person, type PersonInput, type ShopSettings } from "../../domain/shop/shop.ts";
import { needs } from "../ground/base.ts";
import { line, text } from "../ground/text.ts";

const short = line(200);
const terms = text(20_000);
const words = z.array(line(100).min(1)).max(300).readonly();

const sections = z.enum([...new Set(PAGE_KINDS.flatMap((kind): readonly PageSection[] => PAGE_SECTIONS[kind]))]);
const layout = z.strictObject({ format: z.enum(PAGE_FORMATS), sections: z.array(sections).max(20).readonly() });

const papers = z.strictObject({
  logo: z.strictObject({ shown: z.boolean(), heightMm: z.int().min(LOGO_MM.least).max(LOGO_MM.most) }),
  header: text(500),
  second: z.strictObject({ language: z.enum(LANGUAGES), placed: z.enum(SECOND_PLACES) }).nullable(),
  slip: z.array(z.enum(SLIP_PARTS)).max(SLIP_PARTS.length).readonly(),
  pages: z.strictObject({
    certificate: layout,
    handback: layout,
    decision: layout,
    approval: layout,
  }),
  // Only `template.store` and `template.useShipped` change them.
  own: z.strictObject({
    certificate: z.uuid().optional(),
    handback: z.uuid().optional(),
    decision: z.uuid().optional(),
    approval: z.uuid().optional(),
  }),
}) satisfies z.ZodType<PaperSettings>;

/** The shop's settings as Settings and the set-up send them. */
export const shopSettings = z.strictObject({
  name: short,
  legalName: short,
  registration: short,
  address: text(500),
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
  keepPhotoDetails: z.boolean().default(false),
  papers: papers.default(() => USUAL_PAPERS),
}) satisfies z.ZodType<ShopSettings>;

export const shop = {
  change: needs("settings.change").input(shopSettings).output(type<void>()),
  /** The clock is right: it was ahead when the last devices were taken in. */
  trustClock: needs("settings.change").output(type<void>()),
  renameBench: needs("bench.change")
    .input(z.strictObject({ name: short.min(1) }))
    .output(type<void>()),
  /** After how many minutes without a sign of life the bench that is asking signs out; null: never. */
  keepIdleMinutes: needs("bench.change")
    .input(z.strictObject({ minutes: z.int().min(1).max(MOST_IDLE_MINUTES).nullable() }))
    .output(type<void>()),
  people: needs("anyone").output(type<readonly Person[]>()),
  storePerson: needs("people.change")
    .input(
      z.strictObject({
        id: z.uuid().nullable(),
        name: line(200),
        pin: z.string().max(8).nullable(),
        active: z.boolean(),
        role: z.string().max(100).optional(),
      }) satisfies z.ZodType<PersonInput>,
    )
    .output(type<void>()),
  /** `pin` is the one that is taken away: the person confirms it so. */
  removePin: needs("anyone")
    .input(z.strictObject({ id: z.uuid(), pin: z.string().max(8) }))
    .output(type<void>()),
};
