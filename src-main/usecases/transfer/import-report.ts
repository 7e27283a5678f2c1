import type { Stage } from "../../database/transfer/import-stage.ts";
import type { Draft } from "../../domain/transfer/import-draft.ts";
import type { DraftProblem } from "../../domain/transfer/import-row.ts";
import {
  MOST_PROBLEMS,
  NO_COUNTS,
  PREVIEW_ROWS,
  type DayProof,
  type ImportCounts,
  type ImportField,
  type ImportPlan,
  type ImportReport,
  type RowPreview,
  type RowProblem,
} from "../../domain/transfer/import.ts";
import { amountText } from "../../domain/ground/money.ts";
import { formatPhone } from "../../domain/ground/phone.ts";
import { storing } from "./import-matching.ts";
import { unreadPlaces, type ReadRow, type ReadRows } from "./read-drafts.ts";
import { settingsOf, type Shop } from "../ground/shop.ts";

/** Takes the rows of a file one by one, and tells what they bring. */
export type Taking = {
  /** Prepares what rows bring, or notes their mistakes. */
  readonly take: (read: ReadRows) => void;
  readonly rows: () => number;
  readonly report: () => ImportReport;
};

/** @param stage where what comes is prepared; without it nothing is kept */
export function takeRows(shop: Shop, stage: Stage | undefined, columns: readonly string[], { kind, mapping }: ImportPlan): Taking {
  const { currency } = settingsOf(shop);
  const store = storing(shop, stage, currency);
  const problems: RowProblem[] = [];
  const preview: RowPreview[] = [];
  const warnings: RowProblem[] = [];
  const counts = { ...NO_COUNTS, warned: 0, open: 0 } as { -readonly [Name in keyof ImportCounts | "warned" | "open"]: number };
  let dayProof: DayProof | null = null;
  let dayDoubt: string | null = null;
  let leftCells: readonly number[] = [];

  return {
    rows: () => counts.rows,
    take(read) {
      ({ dayProof, left: leftCells } = read);
      read.rows.forEach(takeRow);
    },
    report: () => ({ ...counts, problems, warnings, preview, left: leftColumns(), dayProof, dayDoubt }),
  };

  function takeRow({ line, cells, draft: read }: ReadRow): void {
    counts.rows++;
    const inRow = ({ field, ...problem }: DraftProblem): RowProblem => ({ ...problem, field, row: line, column: columns[placeOf(field)] ?? "" });
    const draft = "order" in read ? store.numbered(read) : read;
    const wrong = "order" in draft ? [] : "field" in draft ? [draft] : draft;
    const found = wrong.map(inRow);
    const show = (told: readonly RowProblem[]): void => {
      if (preview.length < PREVIEW_ROWS)
        preview.push({ row: line, values: "order" in draft ? valuesOf(draft, currency) : {}, problems: found, warnings: told });
    };
    if (!("order" in draft)) {
      show([]);
      counts.wrong++;
      problems.push(...found.slice(0, MOST_PROBLEMS - problems.length));
      dayDoubt ??= found.find(({ problem }) => problem === "date-two-ways")?.text ?? null;
      return;
    }
    counts.right++;
    const added = store.add(draft, line, cells);
    const told = added.warnings.map(inRow);
    if (told.length > 0) counts.warned++;
    warnings.push(...told.slice(0, MOST_PROBLEMS - warnings.length));
    show(told);
    counts.customers += added.customers;
    counts.devices += added.devices;
    counts.orders += added.orders;
    if (draft.order?.closedAt === null) counts.open++;
    if (added.customers + added.devices + added.orders === 0) counts.known++;
  }

  function leftColumns(): ImportReport["left"] {
    if (kind === "ord") return [];
    return unreadPlaces(columns, mapping)
      .map((place, index) => ({ column: columns[place] ?? "", place, cells: leftCells[index] ?? 0 }))
      .filter(({ cells }) => cells > 0);
  }

  function placeOf(field: ImportField): number {
    if (kind !== "ord") return mapping[field]?.[0] ?? -1;
    return columns.findIndex((column) => column.trim() === (field === "received" ? "event_date" : "id"));
  }
}

/** What is counted of a report, and kept with the import. */
export const countsOf = ({ rows, right, wrong, known, customers, devices, orders }: ImportReport): ImportCounts => ({
  rows,
  right,
  wrong,
  known,
  customers,
  devices,
  orders,
});

/** What a row would bring, as people read it. */
function valuesOf({ customer, device, order }: Draft, currency: string): RowPreview["values"] {
  const values: Partial<Record<ImportField, string>> = {
    ...(order && {
      number: order.number,
      received: order.receivedOn,
      status: order.state,
      closed: order.closedOn ?? "",
      promised: order.promisedOn ?? "",
      fault: order.fault.slice(0, 200),
      condition: order.condition.slice(0, 200),
      outcome: order.outcome.slice(0, 200),
      price: order.priceMinor === 0 ? "" : amountText({ minor: order.priceMinor, currency }),
    }),
    ...(customer && {
      kind: customer.kind,
      name: customer.name,
      contact: customer.contact,
      registration: customer.registration,
      phone: customer.phones.map((phone) => formatPhone(phone)).join(", "),
      email: customer.email,
      whatsapp: formatPhone(customer.whatsapp),
      address: customer.address,
    }),
    ...(device && {
      category: device.category,
      brand: device.brand,
      model: device.model,
      colour: device.colour,
      serial: device.serial,
      imei: [device.imei, device.imei2].filter(Boolean).join(" / "),
      purchased: device.purchasedOn ?? "",
      seller: device.seller,
    }),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
}
