import type { BackupTroubleKind } from "../backups/backup.ts";

/** Every refusal that a rule of the trade can give; each has a sentence `error.<code>` in the locales. */
export type RefusalCode =
  | "order-number.malformed"
  | "order-number.check"
  | "claim-code.wrong"
  | "order.unknown"
  | "order.changed-elsewhere"
  | "order.closed"
  | "move.not-allowed"
  | "move.needs-reason"
  | "move.needs-price"
  | "move.not-entitled"
  | "move.needs-inspection"
  | "policy.unknown"
  | "policy.none"
  | "policy.changed-elsewhere"
  | "overrule.needs-reason"
  | "return.not-asked"
  | "return.not-entitled"
  | "return.not-approved"
  | "settle.state"
  | "person.not-supervisor"
  | "person.needs-pin"
  | "person.without-pin"
  | "person.own-pin"
  | "person.pin-by-supervisor"
  | "person.changed-elsewhere"
  | "person.last-supervisor"
  | "handback.state"
  | "handback.items-missing"
  | "handback.identity-missing"
  | "person.unknown"
  | "person.wrong-pin"
  | "person.locked"
  | "person.last"
  | "person.required"
  | "passcode.none"
  | "photo.not-an-image"
  | "photo.not-drawn"
  | "photo.too-large"
  | "photo.too-many-pixels"
  | "photo.unknown"
  | "document.unknown"
  | "document.failed"
  | "document.stopped"
  | "document.too-many-dots"
  | "template.unknown"
  | "printer.unknown"
  | "printer.takes-labels"
  | "paper-size.unknown"
  | "paper-size.in-use"
  | "print.state"
  | "print.needs-reason"
  | "line.unknown"
  | "payment.settled"
  | "payment.beyond-owed"
  | "customer.unknown"
  | "device.unknown"
  | "device.doubtful"
  | "customer.changed-elsewhere"
  | "file.unreadable"
  | "file.not-json"
  | "file.not-text"
  | "file.not-csv"
  | "file.workbook"
  | "file.web-page"
  | "file.too-large"
  | "file.empty"
  | "file.taken"
  | "export.busy"
  | "import.fields-missing"
  | "import.not-open-repair"
  | "import.wrong-rows"
  | "import.nothing-new"
  | "import.busy"
  | "import.unknown"
  | "import.touched"
  | "input.invalid"
  | "printer.too-large"
  | "printer.unknown-stock"
  | "data.none"
  | "shop.already-set-up"
  | "shop.not-empty"
  | `backup.${BackupTroubleKind}`;

/** A refusal by a rule, with what the sentence about it needs. Not a bug and not trouble of the world. */
export class DomainError extends Error {
  readonly code: RefusalCode;
  readonly data: Readonly<Record<string, unknown>>;
  /** @param data values for the sentence; `field` names the input field where one is to blame. */
  constructor(code: RefusalCode, data: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.name = "DomainError";
    this.code = code;
    this.data = data;
  }
}

/** Trouble of the world, each with a sentence `trouble.<kind>` that says what to do. */
export type TroubleKind = "disk-full" | "database-busy" | "database-read-only" | "database-damaged" | "database-gone" | "disk-error" | "key-missing";

/** The world did not play along (disk, another program, a missing file); trying again may help. Nothing was half-stored. */
export class Trouble extends Error {
  readonly kind: TroubleKind;
  /** The file or folder that it is about, as far as an error of the file system says it; else `none`. */
  readonly path: string;
  constructor(kind: TroubleKind, options?: ErrorOptions) {
    super(kind, options);
    this.name = "Trouble";
    this.kind = kind;
    const { path } = (options?.cause ?? {}) as { path?: unknown };
    this.path = typeof path === "string" ? path : "none";
  }
}

/** The first that matches counts. A write-ahead log's index that cannot grow has no room (sqlite.org/rescode.html, SQLITE_IOERR_SHMSIZE). */
const TROUBLE_BY_CODE: readonly (readonly [RegExp, TroubleKind])[] = [
  [/^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)/, "disk-full"],
  [/^SQLITE_(BUSY|LOCKED)/, "database-busy"],
  [/^(SQLITE_READONLY|SQLITE_CANTOPEN|EROFS|EACCES|EPERM)/, "database-read-only"],
  [/^SQLITE_(CORRUPT|NOTADB)/, "database-damaged"],
  [/^(SQLITE_IOERR|EIO|ENOENT|ENOTDIR|EMFILE)/, "disk-error"],
];

/** Names the trouble behind an error of the database or the file system by its code; undefined where it is a bug. */
export function troubleOf(error: unknown): Trouble | undefined {
  if (error instanceof Trouble) return error;
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== "string") return undefined;
  const found = TROUBLE_BY_CODE.find(([pattern]) => pattern.test(code));
  return found && new Trouble(found[1], { cause: error });
}
