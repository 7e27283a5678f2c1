import type { PastOrder } from "./import-past.ts";
import type { RowDraft } from "./import-row.ts";
import { isIsoDate } from "../ground/date.ts";
import type { Order } from "../orders/order.ts";
import type { Device } from "../devices/device.ts";

/** The columns of Open Repair Data 0.3, in their order (openrepair.org, `tableschema.json`). */
export const OPEN_REPAIR_COLUMNS = [
  "id",
  "data_provider",
  "country",
  "partner_product_category",
  "product_category",
  "product_category_id",
  "brand",
  "year_of_manufacture",
  "product_age",
  "repair_status",
  "repair_barrier_if_end_of_life",
  "group_identifier",
  "event_date",
  "problem",
] as const;
export type OpenRepairColumn = (typeof OPEN_REPAIR_COLUMNS)[number];

/** Columns without which a row cannot be told from others or says nothing; older files lack some of the others. */
export const NEEDED_OPEN_REPAIR: readonly OpenRepairColumn[] = ["id", "repair_status", "event_date"];

/** Product categories of the standard, by their ids from 1, and the kind of device that they are here. */
const CATEGORIES: readonly (readonly [name: string, category: string])[] = [
  ["Aircon/dehumidifier", "other"],
  ["Battery/charger/adapter", "other"],
  ["Decorative or safety lights", "other"],
  ["Desktop computer", "computer"],
  ["Digital compact camera", "camera"],
  ["DSLR/video camera", "camera"],
  ["Fan", "other"],
  ["Flat screen", "tv"],
  ["Hair & beauty item", "other"],
  ["Handheld entertainment device", "game-console"],
  ["Headphones", "headphones"],
  ["Hi-Fi integrated", "amplifier"],
  ["Hi-Fi separates", "amplifier"],
  ["Kettle", "kitchen-appliance"],
  ["Lamp", "other"],
  ["Laptop", "laptop"],
  ["Large home electrical", "washing-machine"],
  ["Misc", "other"],
  ["Mobile", "phone"],
  ["Musical instrument", "audio-mixer"],
  ["Paper shredder", "other"],
  ["PC accessory", "other"],
  ["Portable radio", "other"],
  ["Power tool", "power-tool"],
  ["Printer/scanner", "printer"],
  ["Projector", "other"],
  ["Sewing machine", "other"],
  ["Small home electrical", "other"],
  ["Small kitchen item", "kitchen-appliance"],
  ["Tablet", "tablet"],
  ["Toaster", "kitchen-appliance"],
  ["Toy", "toy"],
  ["TV and gaming-related accessories", "other"],
  ["Vacuum", "vacuum"],
  ["Watch/clock", "watch"],
  ["Coffee maker", "coffee-machine"],
  ["Food processor", "kitchen-appliance"],
  ["Games console", "game-console"],
  ["Hair dryer", "other"],
  ["Iron", "other"],
];

/** The kind of device of a product category of the standard, where Talon has one of its own; else the category's own name. */
const kindOf = (category: string): string => {
  const known = CATEGORIES.find(([name]) => name === category)?.[1];
  return known === undefined || known === "other" ? category || "other" : known;
};

/** The product category that Talon's own kinds of devices are handed on as. */
const CATEGORY_OF: Readonly<Record<string, string>> = {
  phone: "Mobile",
  tablet: "Tablet",
  laptop: "Laptop",
  computer: "Desktop computer",
  monitor: "Flat screen",
  tv: "Flat screen",
  printer: "Printer/scanner",
  camera: "Digital compact camera",
  "game-console": "Games console",
  headphones: "Headphones",
  "audio-mixer": "Hi-Fi separates",
  amplifier: "Hi-Fi separates",
  "robot-vacuum": "Vacuum",
  vacuum: "Vacuum",
  "coffee-machine": "Coffee maker",
  "kitchen-appliance": "Small kitchen item",
  "washing-machine": "Large home electrical",
  "power-tool": "Power tool",
  optics: "Misc",
  watch: "Watch/clock",
  toy: "Toy",
};

/** Spellings of an unknown brand in the published files. */
const NO_BRAND = new Set(["", "unknown", "ukendt", "inconnu", "onbekend", "unbekannt"]);

/**
 * Reads a row of Open Repair Data as a past order of the group that held the event. Nothing in a cell is judged by the standard's
 * enumerations, which the published files do not keep; the cells themselves are stored as they are.
 * @param cell the text in a column, empty where the file lacks it
 */
export function readOpenRepair(
  cell: (column: OpenRepairColumn) => string,
  language: Order["customer"]["language"],
): RowDraft | readonly { field: "number" | "received"; problem: "required" | "date" }[] {
  const problems: { field: "number" | "received"; problem: "required" | "date" }[] = [];
  const plain = (column: OpenRepairColumn, longest: number): string => [...cell(column).toWellFormed().trim()].slice(0, longest).join("");
  const number = plain("id", 200);
  if (number === "") problems.push({ field: "number", problem: "required" });
  const day = plain("event_date", 20).slice(0, 10);
  if (!isIsoDate(day)) problems.push({ field: "received", problem: day === "" ? "required" : "date" });
  if (problems.length > 0) return problems;
  const category = plain("product_category", 200);
  const partners = plain("partner_product_category", 200).split("~").at(-1)!.trim();
  const brand = plain("brand", 200);
  const barrier = plain("repair_barrier_if_end_of_life", 200);
  const order: PastOrder = {
    number,
    state: "handed-back",
    promisedOn: null,
    receivedOn: day,
    closedOn: day,
    fault: plain("problem", 10_000),
    condition: "",
    outcome: [plain("repair_status", 200), barrier].filter(Boolean).join(": "),
    priceMinor: 0,
  };
  return {
    customer: {
      kind: "organisation",
      name: plain("group_identifier", 200) || plain("data_provider", 200) || "Open Repair Data",
      contact: "",
      registration: "",
      phones: [],
      email: "",
      whatsapp: "",
      address: "",
      language,
    },
    device: {
      category: kindOf(category),
      brand: NO_BRAND.has(brand.toLowerCase()) ? "" : brand,
      model: partners === category ? "" : partners,
      colour: "",
      serial: "",
      imei: "",
      imei2: "",
      bodyCode: "",
      purchasedOn: null,
      receivedOn: null,
      manufacturedOn: null,
      seller: "",
    },
    order,
    warnings: [],
  };
}

/** A closed order of the shop as far as Open Repair Data tells of it. `from` is the state in which it was handed back. */
export type Outcome = {
  readonly number: string;
  /** A number that is the order's own and never changes; for orders of other systems, whose numbers may be anything. */
  readonly ordinal: number;
  readonly from: string | null;
  readonly state: string;
  readonly category: string;
  readonly brand: string;
  readonly manufacturedOn: Device["manufacturedOn"];
  /** ISO day in the shop's time zone. */
  readonly closedOn: string;
  readonly fault: string;
};

/** Repair status (the standard's enumeration) for the state in which a device left. */
const STATUS: Readonly<Record<string, "Fixed" | "Repairable" | "End of life">> = {
  ready: "Fixed",
  declined: "Repairable",
  unrepairable: "End of life",
};

/** An id as the standard has it, `^[a-z]+-[0-9]+$`. */
function idOf({ number, ordinal }: Outcome): string {
  const own = /^([A-Z]{1,4})(\d{2})-(\d{6,9})-[0-9A-Z]$/.exec(number);
  return own ? `${own[1]!.toLowerCase()}-${own[2]}${own[3]}` : `past-${Math.abs(ordinal)}`;
}

/** What names a person or a unit in a text: e-mail addresses and anything with five digits or more. */
const PERSONAL = /[^\s@]+@[^\s@]*[^\s@.,;:!?)]|\+?\d(?:[\s()./-]*\d){4,}/g;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");

/** A fault in the customer's words without what could name somebody. @param names words of the customer's name, and numbers of the unit */
const withoutPersons = (fault: string, names: readonly string[]): string =>
  names.filter((name) => name.length > 2).reduce((text, name) => text.replace(new RegExp(escaped(name), "giu"), "…"), fault.replace(PERSONAL, "…"));

/** The row of a shop's own outcome, in the order of `OPEN_REPAIR_COLUMNS`; nothing in it names a customer or a unit. */
export function openRepairRow(
  outcome: Outcome,
  shop: { readonly name: string; readonly country3: string },
  fault: { readonly told: boolean; readonly names: readonly string[] },
): readonly string[] {
  const category = CATEGORY_OF[outcome.category] ?? CATEGORIES.find(([name]) => name === outcome.category)?.[0] ?? "Misc";
  const made = outcome.manufacturedOn?.slice(0, 4) ?? "";
  return [
    idOf(outcome),
    shop.name,
    shop.country3,
    outcome.category,
    category,
    String(CATEGORIES.findIndex(([name]) => name === category) + 1),
    outcome.brand || "Unknown",
    made,
    made === "" ? "" : String(Math.max(0, Number(outcome.closedOn.slice(0, 4)) - Number(made))),
    STATUS[outcome.from ?? outcome.state] ?? "Unknown",
    // Talon does not ask what prevented a repair; the standard leaves it open.
    "",
    shop.name,
    outcome.closedOn,
    fault.told ? withoutPersons(outcome.fault, fault.names) : "",
  ];
}
