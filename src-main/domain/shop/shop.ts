import { currencyOf } from "../ground/country.ts";
import type { ClockBehind } from "../ground/deadline.ts";
import type { Language } from "../ground/language.ts";
import { USUAL_PAPERS, type PaperSettings } from "./paper-layout.ts";

/** Everything that a shop says of itself, edited in Settings. */
export type ShopSettings = {
  readonly name: string;
  readonly legalName: string;
  readonly registration: string;
  readonly address: string;
  readonly phone: string;
  readonly email: string;
  /** The number on the slip that customers call for the status; `phone` where empty. */
  readonly statusPhone: string;
  readonly openingHours: string;
  /** SHA-256 of the logo among the stored pictures, or null. */
  readonly logo: string | null;
  /** Terms of acceptance printed on the certificate, one text per language; an empty one falls back to the shipped text. */
  readonly terms: Readonly<Record<Language, string>>;
  /** ISO 3166 alpha-2: how phone numbers without a country code are read. */
  readonly country: string;
  /** ISO 4217. */
  readonly currency: string;
  /** IANA name; days on papers and the year in numbers are this zone's. */
  readonly timeZone: string;
  readonly numberPrefix: string;
  /** Languages offered for papers and screens; the first is the shop's own. */
  readonly languages: readonly Language[];
  /** Kinds of devices offered at intake: ids with a text `category.<id>`, or the shop's own words. */
  readonly categories: readonly string[];
  /** Usual accessories, one key away at intake: ids with a text `accessory.<id>`, or the shop's own words. */
  readonly accessories: readonly string[];
  /** Days of warranty on a repair that handback offers. */
  readonly repairWarrantyDays: number;
  /** Hours after which an order that nobody took stands out. */
  readonly untakenHours: number;
  /** Whether photos keep what cameras write into them: the place, the time, the camera. */
  readonly keepPhotoDetails: boolean;
  /** How papers look. */
  readonly papers: PaperSettings;
};

/** Likely languages of countries where Talon's first shops stand; others start with English. */
const LANGUAGES_AT_HOME: Readonly<Record<string, readonly Language[]>> = { KZ: ["ru", "kk", "en"], LV: ["lv", "ru", "en"], RU: ["ru", "en"] };

/** Shipped kinds of devices; each has a text `category.<id>` in every language. */
export const CATEGORIES = [
  "phone",
  "tablet",
  "laptop",
  "computer",
  "monitor",
  "tv",
  "printer",
  "camera",
  "game-console",
  "headphones",
  "audio-mixer",
  "amplifier",
  "robot-vacuum",
  "vacuum",
  "coffee-machine",
  "kitchen-appliance",
  "washing-machine",
  "power-tool",
  "optics",
  "watch",
  "toy",
  "other",
] as const;

/** Shipped usual accessories; each has a text `accessory.<id>` in every language. */
export const ACCESSORIES = [
  "charger",
  "power-cable",
  "battery",
  "case",
  "bag",
  "box",
  "sim-card",
  "memory-card",
  "remote",
  "receipt",
  "warranty-card",
] as const;

/** Settings of a shop that skipped the set-up; what cannot be guessed stays empty. */
export function defaultShop(country: string, timeZone: string): ShopSettings {
  return {
    name: "",
    legalName: "",
    registration: "",
    address: "",
    phone: "",
    email: "",
    statusPhone: "",
    openingHours: "",
    logo: null,
    terms: { en: "", ru: "", lv: "", kk: "" },
    country,
    currency: currencyOf(country),
    timeZone,
    numberPrefix: "R",
    languages: LANGUAGES_AT_HOME[country] ?? ["en"],
    categories: CATEGORIES,
    accessories: ACCESSORIES,
    repairWarrantyDays: 90,
    untakenHours: 24,
    keepPhotoDetails: false,
    papers: USUAL_PAPERS,
  };
}

/** Someone who works here. */
export type Person = {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly hasPin: boolean;
  /** What they may do stands with the role. */
  readonly role: string;
};

/** Who asks for something: set by the transport, never by the input. */
export type Caller = {
  readonly personId: string | null;
  readonly benchId: string;
  /** The command line: whoever runs it owns the data folder, and may do everything. */
  readonly owner?: true;
};

/** A place of work: a PC at the counter or on a bench. */
export type Bench = {
  readonly id: string;
  readonly name: string;
  /** Minutes without a sign of life after which it signs out; null: never. */
  readonly idleMinutes: number | null;
};

/** The longest that a bench may wait before it signs out, minutes. */
export const MOST_IDLE_MINUTES = 720;

/** What a screen needs before anyone has signed in. */
export type Welcome = {
  readonly needsSetUp: boolean;
  readonly settings: ShopSettings;
  readonly people: readonly Person[];
  readonly bench: Bench;
  /** Where this PC's clock is behind what was written; null where it is not. */
  readonly clockBehind: ClockBehind | null;
};

/** The first start: the shop, who works here first, and what this PC is called. An empty PIN means none yet. */
export type SetUpInput = {
  readonly settings: ShopSettings;
  readonly person: { readonly name: string; readonly pin: string };
  readonly bench: string;
};

/** A person as Settings sends one: `id` null adds; `pin` null leaves the PIN as it is. */
export type PersonInput = {
  readonly id: string | null;
  readonly name: string;
  readonly pin: string | null;
  readonly active: boolean;
  /** Kept as it is where it is not said. */
  readonly role?: string;
};

/** What every paper of a shop says of it; without them a customer does not know whose paper it is. */
const OWN_DETAILS = ["name", "address", "phone"] as const;

/** Which of them a shop has not said yet. */
export const missingDetails = (settings: Pick<ShopSettings, (typeof OWN_DETAILS)[number]>): readonly (typeof OWN_DETAILS)[number][] =>
  OWN_DETAILS.filter((name) => settings[name].trim() === "");
