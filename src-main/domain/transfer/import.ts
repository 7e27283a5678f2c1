import type { FieldProblem } from "../ground/field-problem.ts";

/** What a file brings: customers, devices, past orders, or past orders as Open Repair Data. */
export const IMPORT_KINDS = ["customers", "devices", "orders", "ord"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Encodings that are told apart, by their names in the WHATWG Encoding Standard. */
export const ENCODINGS = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1251",
  "windows-1257",
  "windows-1252",
  "windows-1250",
  "ibm866",
  "koi8-r",
] as const;
export type Encoding = (typeof ENCODINGS)[number];

export const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** How a file is written. */
export type FileFormat = { readonly encoding: Encoding; readonly delimiter: Delimiter };

/** What a column can mean; each has a text `import.field.<id>`. */
export const IMPORT_FIELDS = [
  "number",
  "status",
  "received",
  "promised",
  "closed",
  "kind",
  "company",
  "name",
  "contact",
  "registration",
  "phone",
  "email",
  "whatsapp",
  "address",
  "category",
  "brand",
  "model",
  "colour",
  "serial",
  "imei",
  "purchased",
  "seller",
  "fault",
  "condition",
  "outcome",
  "price",
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

const CUSTOMER: readonly ImportField[] = ["kind", "company", "name", "contact", "registration", "phone", "email", "whatsapp", "address"];
const DEVICE: readonly ImportField[] = ["category", "brand", "model", "colour", "serial", "imei", "purchased", "seller"];

/** The fields of each kind, in the order in which they are offered. Columns of Open Repair Data have names of their own. */
export const FIELDS_OF: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  customers: CUSTOMER,
  devices: DEVICE,
  orders: ["number", "status", "received", "promised", "closed", ...CUSTOMER, ...DEVICE, "fault", "condition", "outcome", "price"],
  ord: [],
};

/** Fields without which a file of this kind says nothing. */
export const NEEDED_FIELDS: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  customers: ["name"],
  devices: ["serial"],
  orders: ["number", "name"],
  ord: [],
};

/** Which columns, counted from 0, hold which field; where there are several, their cells are joined in this order. */
export type Mapping = Readonly<Partial<Record<ImportField, readonly number[]>>>;

/** Most columns that are joined into one field. */
export const MOST_COLUMNS = 20;

/** Which of day and month stands first where a date could be either, `03/04/2024`. */
export const DAY_ORDERS = ["day-first", "month-first"] as const;
export type DayOrder = (typeof DAY_ORDERS)[number];

/** What becomes of an order without a day of closing, where no status says it: it is still here, or was handed back some day. */
export const UNCLOSED = ["open", "handed-back"] as const;
export type Unclosed = (typeof UNCLOSED)[number];

/** How a file shall be read. */
export type ImportPlan = FileFormat & {
  readonly kind: ImportKind;
  /** The row of the headings, counted from 1; what stands above it is no data. */
  readonly headRow: number;
  readonly mapping: Mapping;
  /** Put before each number, where two systems counted alike. */
  readonly prefix: string;
  /** Null: as the other dates of the file prove. */
  readonly dayOrder: DayOrder | null;
  readonly unclosed: Unclosed;
  /** Whether rows with mistakes are left out; else one of them stops the import. */
  readonly skipWrong: boolean;
};

/** How a file is read where nobody says otherwise. */
export const USUAL_PLAN: Pick<ImportPlan, "prefix" | "dayOrder" | "unclosed" | "skipWrong"> = {
  prefix: "",
  dayOrder: null,
  unclosed: "open",
  skipWrong: false,
};

/** A mistake in a row; rows are counted as a spreadsheet does, the headings being 1. `column` is its heading. */
export type RowProblem = FieldProblem & { readonly row: number; readonly column: string };

/** A first look at a file. */
export type FileLook = FileFormat & {
  /** Whether its letters leave no doubt about the encoding. */
  readonly encodingSure: boolean;
  /** The row of the headings, counted from 1. */
  readonly headRow: number;
  readonly columns: readonly string[];
  /** The first rows as they stand in the file. */
  readonly rows: readonly (readonly string[])[];
  readonly mapping: Mapping;
  readonly kind: ImportKind;
};

/** A row as it will be: the fields that it fills, as people read them. */
export type RowPreview = {
  readonly row: number;
  readonly values: Readonly<Partial<Record<ImportField, string>>>;
  readonly problems: readonly RowProblem[];
  readonly warnings: readonly RowProblem[];
};

/** What an import would bring, or has brought. */
export type ImportCounts = {
  readonly rows: number;
  /** Rows that bring something. */
  readonly right: number;
  readonly wrong: number;
  /** Rows about someone or something that was known before. */
  readonly known: number;
  readonly customers: number;
  readonly devices: number;
  readonly orders: number;
};

export const NO_COUNTS: ImportCounts = { rows: 0, right: 0, wrong: 0, known: 0, customers: 0, devices: 0, orders: 0 };

/** What the dates of a file prove about the order of day and month: `both` and `none` leave dates that could be either. */
export type DayProof = DayOrder | "both" | "none";

/** A column that no field takes; its cells stay with the import and can be written out again. */
export type LeftColumn = {
  readonly column: string;
  /** Counted from 0. */ readonly place: number;
  /** Rows in which it says something. */ readonly cells: number;
};

/** What was found in a file: the first mistakes, all counted, and the first rows as they will be. */
export type ImportReport = ImportCounts & {
  readonly problems: readonly RowProblem[];
  /** What a person should know of rows that are right: the first of them, of `warned` rows. */
  readonly warnings: readonly RowProblem[];
  readonly warned: number;
  /** Orders among them whose device is still here. */
  readonly open: number;
  /** Columns that no field takes and that say something. */
  readonly left: readonly LeftColumn[];
  /** Null while no date could be read in two ways. */
  readonly dayProof: DayProof | null;
  /** The first date that stays in doubt. */
  readonly dayDoubt: string | null;
  readonly preview: readonly RowPreview[];
};

/** Most mistakes that are named one by one, and rows that are shown. */
export const MOST_PROBLEMS = 200;
export const PREVIEW_ROWS = 20;

/** What an import is at; nobody else is served while it is published, some seconds for a hundred thousand rows. */
export type ImportPhase = "reading" | "storing" | "publishing";

/** An import on its way. `share` is of 1. */
export type ImportStep =
  | { readonly kind: "progress"; readonly phase: ImportPhase; readonly rows: number; readonly share: number }
  | { readonly kind: "checked"; readonly report: ImportReport }
  | { readonly kind: "done"; readonly id: string; readonly report: ImportReport };

/** An import that was made. */
export type ImportRecord = {
  readonly id: string;
  readonly kind: ImportKind;
  readonly file: string;
  readonly at: number;
  readonly person: string | null;
  readonly undoneAt: number | null;
  readonly counts: ImportCounts;
};

/** Largest file that is taken, bytes. */
export const MAX_IMPORT_BYTES = 500_000_000;

/** So many bytes of a file travel in one message. */
export const UPLOAD_CHUNK_BYTES = 4_000_000;

/** An export on its way; `file` is what is being written. */
export type ExportStep =
  | { readonly kind: "progress"; readonly file: string; readonly share: number }
  | { readonly kind: "done"; readonly path: string; readonly files: number; readonly rows: number };
