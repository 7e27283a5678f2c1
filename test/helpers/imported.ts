import type { TestShop } from "./open-test-shop.ts";

/** What came in, as short lines that a person can compare with the file. */
export type Imported = { readonly customers: readonly string[]; readonly devices: readonly string[]; readonly orders: readonly string[] };

const line = (...parts: readonly (string | number | null)[]): string => parts.map((part) => part ?? "").join(" | ");

/** Everything that stands in a shop of its own after an import, the oldest first. */
export function importedIn({ shop: { db } }: Pick<TestShop, "shop">): Imported {
  const rows = <Row>(sql: string): readonly Row[] => db.prepare<[], Row>(sql).all();
  return {
    customers: rows<{ kind: string; name: string; contact: string; registration: string; phones: string | null; email: string; address: string }>(
      `SELECT kind, name, contact, registration, email, address,
        (SELECT group_concat(phone, ' ') FROM (SELECT e164 || iif(extension = '', '', ';ext=' || extension) AS phone FROM customer_phone p WHERE p.customer_id = c.id ORDER BY position)) AS phones
        FROM customer c ORDER BY ordinal`,
    ).map((row) =>
      line(row.kind, row.name, row.contact && `c/o ${row.contact}`, row.registration, row.phones, row.email, row.address).replace(/(?: \| )+$/, ""),
    ),
    devices: rows<{
      category: string;
      brand: string;
      model: string;
      serial: string;
      imei: string;
      imei2: string;
      purchased_on: string | null;
      seller: string;
    }>("SELECT category, brand, model, serial, imei, imei2, purchased_on, seller FROM device ORDER BY rowid").map((row) =>
      line(row.category, row.brand, row.model, row.serial, [row.imei, row.imei2].filter(Boolean).join("+"), row.purchased_on, row.seller).replace(
        /(?: \| )+$/,
        "",
      ),
    ),
    orders: rows<{
      number: string;
      state: string;
      came: string;
      went: string | null;
      promised_on: string | null;
      fault: string;
      minor: number | null;
    }>(
      `SELECT number, state, date(received_at / 1000, 'unixepoch') AS came, date(closed_at / 1000, 'unixepoch') AS went, promised_on, fault,
        (SELECT sum(unit_minor) FROM order_line l WHERE l.order_ordinal = o.ordinal) AS minor
        FROM repair_order o ORDER BY CAST(number AS INTEGER), number`,
    ).map((row) =>
      line(row.number, row.state, row.came, row.went, row.promised_on && `by ${row.promised_on}`, row.fault, row.minor && row.minor / 100).replace(
        /(?: \| )+$/,
        "",
      ),
    ),
  };
}
