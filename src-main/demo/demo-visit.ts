import { addDays } from "../domain/ground/date.ts";
import { isImei } from "../domain/devices/imei.ts";
import type { IntakeInput } from "../domain/orders/intake.ts";
import type { Language } from "../domain/ground/language.ts";
import type { Channel } from "../domain/orders/order.ts";
import type { PROOFS } from "../domain/warranty/claim.ts";
import type { ShopSettings } from "../domain/shop/shop.ts";

type Proof = (typeof PROOFS)[number];
type PerLanguage<Value> = Readonly<Record<Language, Value>>;

/** Work on a device and the part that it takes; prices from … to in major units. */
export type Job = {
  readonly work: PerLanguage<string>;
  readonly price: readonly [number, number];
  readonly part?: PerLanguage<string>;
  readonly partPrice?: readonly [number, number];
  readonly partQuantity?: string;
};

type Trouble = { readonly job: string; readonly fault: PerLanguage<string> };

type Kind = {
  readonly category: string;
  readonly weight: number;
  readonly channel?: Channel;
  readonly imei?: boolean;
  /** `#` stands for a digit, `@` for a letter. */
  readonly serial: string;
  readonly usual: readonly string[];
  readonly models: readonly (readonly [string, string])[];
  readonly troubles: readonly Trouble[];
};

/** What `resources/demo/shop.json` holds. */
export type DemoTexts = {
  readonly settings: Pick<
    ShopSettings,
    | "name"
    | "legalName"
    | "registration"
    | "address"
    | "phone"
    | "email"
    | "statusPhone"
    | "openingHours"
    | "country"
    | "currency"
    | "timeZone"
    | "languages"
    | "repairWarrantyDays"
  >;
  readonly openHoursUtc: { readonly weekday: readonly [number, number]; readonly saturday: readonly [number, number] };
  readonly people: readonly string[];
  /** How many of the people stand at the counter; the others repair. */
  readonly counterPeople: number;
  readonly benches: { readonly counter: string; readonly workshop: string };
  /** How often customers speak it. */
  readonly languages: PerLanguage<number>;
  /** `{2}` stands for the next two digits of the customer's own. */
  readonly phones: PerLanguage<readonly string[]>;
  readonly streets: PerLanguage<readonly string[]>;
  /** Names in groups within which first and last names go together. */
  readonly persons: PerLanguage<readonly { readonly first: readonly string[]; readonly last: readonly string[] }[]>;
  readonly rarePersons: readonly { readonly name: string; readonly language: Language; readonly address?: string }[];
  readonly organisations: readonly {
    readonly name: string;
    readonly contact: string;
    readonly registration: string;
    readonly email: string;
    readonly language: Language;
  }[];
  readonly sellers: readonly string[];
  readonly colours: PerLanguage<readonly string[]>;
  readonly conditions: PerLanguage<readonly string[]>;
  readonly accessoryWords: PerLanguage<readonly string[]>;
  readonly notes: { readonly internal: readonly string[]; readonly customer: PerLanguage<readonly string[]> };
  readonly reasons: Readonly<Record<"declined" | "unrepairable" | "cancelled", PerLanguage<readonly string[]>>>;
  readonly outcomes: PerLanguage<readonly string[]>;
  readonly identityNotes: PerLanguage<string>;
  readonly jobs: Readonly<Record<string, Job>>;
  readonly devices: readonly Kind[];
};

/** Chance that comes out the same every time. */
export type Chance = {
  /** From 0 up to, not including, 1. */
  readonly share: () => number;
  readonly between: (least: number, most: number) => number;
  readonly happens: (share: number) => boolean;
  readonly pick: <Item>(items: readonly Item[]) => Item;
};

/** A 32-bit generator of Weyl steps and a mixing function (Mulberry32): small, and good enough to shuffle a shop. */
export function chanceFrom(seed: number): Chance {
  let state = seed;
  const share = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (least: number, most: number): number => least + Math.floor(share() * (most - least + 1));
  return { share, between, happens: (part) => share() < part, pick: (items) => items[between(0, items.length - 1)]! };
}

/** Someone who brings a device, and the device. */
export type Visitor = { readonly language: Language; readonly customer: IntakeInput["customer"] };
export type Unit = { readonly kind: Kind; readonly device: IntakeInput["device"] };

/** Makes customers and devices that could walk in any day. */
export type Visitors = {
  readonly visitor: () => Visitor;
  /** @param day of the visit, ISO */
  readonly unit: (language: Language, day: string) => Unit;
  readonly trouble: (unit: Unit) => Trouble;
  /** What the counter writes down. */
  readonly intake: (visitor: Visitor, unit: Unit, trouble: Trouble) => IntakeInput;
};

/** The rare come first at their turn, so that a small shop has them too. */
const RARE_EVERY = 23;
const ORGANISATION_EVERY = 7;

export function visitors(texts: DemoTexts, chance: Chance): Visitors {
  const { share, between, happens, pick } = chance;
  let met = 0;
  let rare = 0;
  let organisations = 0;

  const weighted = <Item>(items: readonly Item[], weight: (item: Item) => number): Item => {
    let left = share() * items.reduce((sum, item) => sum + weight(item), 0);
    return items.find((item) => (left -= weight(item)) < 0) ?? items[0]!;
  };
  const digits = (length: number): string => Array.from({ length }, () => between(0, 9)).join("");
  const serialOf = (pattern: string): string =>
    pattern.replace(/[#@]/g, (sign) => (sign === "#" ? digits(1) : "ABCDEFGHJKLMNPRSTUVWXYZ"[between(0, 22)]!));

  function phone(language: Language): string {
    // 1237 and 10 000 have no common divisor: nobody gets a neighbour's digits until all are used.
    let own = String((met * 1237) % 10_000).padStart(4, "0");
    return pick(texts.phones[language]).replace(/\{(\d)\}/g, (_, length: string) => {
      const part = own.slice(-Number(length));
      own = own.slice(0, -Number(length));
      return part;
    });
  }

  const street = (language: Language): string =>
    pick(texts.streets[language])
      .replace("{n}", String(between(1, 180)))
      .replace("{m}", String(between(1, 90)));

  function visitor(): Visitor {
    met++;
    if (met % ORGANISATION_EVERY === 3) {
      const { language, ...organisation } = texts.organisations[organisations++ % texts.organisations.length]!;
      return { language, customer: { kind: "organisation", ...organisation, phone: phone(language), address: street(language), language } };
    }
    if (met % RARE_EVERY === 5) {
      const { name, language, address } = texts.rarePersons[rare++ % texts.rarePersons.length]!;
      return { language, customer: { kind: "person", name, phone: phone(language), address: address ?? "", language } };
    }
    const language = weighted(Object.keys(texts.languages) as Language[], (one) => texts.languages[one]);
    const [main, reach, names] = [phone(language), share(), pick(texts.persons[language])];
    return {
      language,
      customer: {
        kind: "person",
        name: `${pick(names.first)} ${pick(names.last)}`,
        phone: main,
        language,
        address: happens(0.4) ? street(language) : "",
        email: reach < 0.3 ? `client.${met}@example.${language === "lv" ? "lv" : "kz"}` : "",
        whatsapp: reach > 0.6 ? main : "",
      },
    };
  }

  function unit(language: Language, day: string): Unit {
    const kind = weighted(texts.devices, ({ weight }) => weight);
    const [brand, model] = pick(kind.models);
    const bought = happens(0.45) ? addDays(day, -between(20, 900)) : null;
    const proof: Proof[] = bought === null ? [] : happens(0.6) ? ["receipt", "warranty-card"] : ["receipt"];
    return {
      kind,
      device: {
        category: kind.category,
        brand,
        model,
        serial: happens(0.85) ? serialOf(kind.serial) : "",
        imei: kind.imei ? imei() : "",
        colour: happens(0.5) ? pick(texts.colours[language]) : "",
        purchasedOn: bought,
        seller: bought ? pick(texts.sellers) : "",
        proof,
        warrantyCardStamped: proof.length > 1 && happens(0.7),
      },
    };
  }

  /** The type code 00101… is kept for tests (3GPP TS 23.003): no phone on sale has such a number. */
  function imei(): string {
    const body = `00101${digits(9)}`;
    return Array.from({ length: 10 }, (_, check) => `${body}${check}`).find(isImei)!;
  }

  function intake({ language, customer }: Visitor, { kind, device }: Unit, { fault }: Trouble): IntakeInput {
    const words = texts.accessoryWords[language];
    return {
      customer,
      fault: fault[language],
      device: { ...device, passcode: kind.imei && happens(0.3) ? { kind: "pattern", value: pick(["1-2-3-6-9", "1-4-7-8-9", "3-5-7-8"]) } : null },
      channel: kind.channel ?? "visit",
      request: happens(0.95) ? "repair" : pick(["exchange", "return", "refund"]),
      condition: happens(0.85) ? pick(texts.conditions[language]) : "",
      accessories: [...kind.usual.filter(() => happens(0.5)), ...words.filter(() => happens(0.08))],
      priority: weighted(["normal", "high", "urgent", "low"] as const, (one) => ({ normal: 72, high: 14, urgent: 6, low: 8 })[one]),
    };
  }

  return { visitor, unit, trouble: ({ kind }) => pick(kind.troubles), intake };
}
