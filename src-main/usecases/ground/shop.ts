import type { Database } from "../../database/ground/open.ts";
import type { ImportFiles } from "../../storage/import-file.ts";
import type { KeptPicture } from "../../storage/keep-picture.ts";
import type { PictureFiles } from "../../storage/picture-file.ts";
import type { Seal } from "../../storage/seal.ts";
import { findShop } from "../../database/shop/setting.ts";
import type { OwnPapers } from "../../documents/engine/own-papers.ts";
import type { Documents } from "../../documents/engine/documents.ts";
import type { DrawnMime, RedrawnPhoto } from "../../documents/engine/redraw.ts";
import type { Texts } from "../../documents/engine/texts.ts";
import type { Change } from "../../domain/ground/change.ts";
import type { ExportAbout } from "../../domain/transfer/export.ts";
import { DomainError } from "../../domain/ground/error.ts";
import type { PaperSize } from "../../domain/printing/paper-size.ts";
import type { Printer } from "../../domain/printing/printer.ts";
import { defaultShop, type Caller, type ShopSettings } from "../../domain/shop/shop.ts";
import { EVENTS_BESIDE, type EventKind, type Order } from "../../domain/orders/order.ts";
import { insertEvent, listEvents } from "../../database/orders/event.ts";
import type { Reading, ReadRows } from "../transfer/read-drafts.ts";

/** Everything that a use case works with. Tests build it with a database in memory and a fixed clock. */
export type Shop = {
  readonly db: Database;
  /** Epoch ms UTC. */
  readonly clock: () => number;
  /** A UUIDv7 (RFC 9562). */
  readonly newId: () => string;
  /** Bytes from a cryptographic source. */
  readonly randomBytes: (length: number) => Uint8Array;
  readonly documents: Documents;
  /** Papers from templates that the shop wrote itself, and examples to look at. */
  readonly ownPapers: OwnPapers;
  readonly pictures: PictureFiles;
  /** Draws, stores and copies pictures, by another thread. @throws DomainError `photo.not-an-image`, `photo.too-many-pixels` */
  readonly redraw: {
    /** A HEIC as a JPEG, with a small picture of it. */
    readonly photo: (bytes: Uint8Array, keepDetails: boolean) => Promise<RedrawnPhoto>;
    /** A picture as the PNG that papers print. */
    readonly logo: (bytes: Uint8Array, mime: DrawnMime) => Promise<Uint8Array>;
    /** `keepPicture` */
    readonly keep: (bytes: Uint8Array, thumbnail: Uint8Array | undefined, keepDetails: boolean) => Promise<KeptPicture>;
    /** `keepPlainly` */
    readonly plain: (sha256: string) => Promise<KeptPicture | null>;
    /** `copyPicture` */
    readonly copy: (sha256: string, to: string, keepDetails: boolean) => Promise<boolean>;
  };
  /** What imports and exports need beside the database. */
  readonly exchange: {
    readonly files: ImportFiles;
    /** `readDrafts`, where it keeps nobody waiting. */
    readonly readDrafts: (reading: Reading) => AsyncIterable<ReadRows>;
    /** Where an export goes that nobody names a place for. */
    readonly pathOf: (name: string) => string;
    /** What is exported, and what it means. */
    readonly about: () => ExportAbout;
    /** The name of this program, by which its unfinished work is known. */
    readonly sender: string;
    readonly texts: Texts;
  };
  readonly seal: Seal;
  readonly pins: { readonly hash: (pin: string) => Promise<string>; readonly verify: (pin: string, hash: string) => Promise<boolean> };
  readonly publish: (change: Change) => void;
  readonly printers: {
    /**
     * The part of its stock that a printer can print on.
     * @throws DomainError `printer.unknown-stock` where it has no stock of this size
     */
    readonly printable: (printer: Pick<Printer, "dpi" | "language" | "settings">, size: PaperSize) => PaperSize;
  };
  /** Tells whoever makes and prints papers that something waits; called after the commit. */
  readonly print: () => void;
  /** Where this PC stands: what a shop without settings starts from. */
  readonly home: { readonly country: string; readonly timeZone: string };
};

/** The shop's settings, or sensible ones before the set-up. */
export const settingsOf = (shop: Shop): ShopSettings => findShop(shop.db) ?? defaultShop(shop.home.country, shop.home.timeZone);

/** Writes an event of an order: who, when, at which bench. */
export const record = (shop: Shop, orderId: string, kind: EventKind, caller: Caller, data: Readonly<Record<string, unknown>> = {}): void =>
  insertEvent(shop.db, { id: shop.newId(), orderId, kind, at: shop.clock(), personId: caller.personId, benchId: caller.benchId, data });

/**
 * Refuses a change that was made looking at an older version of the order.
 * @throws DomainError `order.changed-elsewhere` with what happened last
 */
export function checkVersion(shop: Shop, order: Order, version: number): void {
  if (order.version === version) return;
  const last = listEvents(shop.db, order.id).findLast(({ kind }) => !EVENTS_BESIDE.includes(kind));
  throw new DomainError("order.changed-elsewhere", {
    number: order.number,
    state: order.state,
    by: last?.person ?? last?.bench ?? "",
    at: last?.at,
    what: last?.kind,
  });
}

/** Refuses the same, and a change of a closed order. @throws DomainError `order.changed-elsewhere`, `order.closed` */
export function checkCurrent(shop: Shop, order: Order, version: number): void {
  checkVersion(shop, order, version);
  if (order.closedAt !== null) throw new DomainError("order.closed", { number: order.number });
}
