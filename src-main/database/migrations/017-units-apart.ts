import type { Database } from "better-sqlite3";
import { guessMapping } from "../../domain/transfer/import-heading.ts";
import { imeisOf, serialCodeOf } from "../../domain/devices/same-unit.ts";
import { wordsOfOrder } from "../../domain/orders/order-search.ts";
import { foldCode } from "../../domain/ground/text.ts";
import { wordsInStretch } from "../ground/search-index.ts";

/** So many stays are in memory at once. */
const BATCH = 500;

const COLUMNS = [
  "category",
  "brand",
  "model",
  "colour",
  "serial",
  "imei",
  "bodyCode",
  "purchasedOn",
  "receivedOn",
  "manufacturedOn",
  "seller",
] as const;
type Facts = Readonly<Record<(typeof COLUMNS)[number], string | null>>;
const NOTHING = Object.fromEntries(COLUMNS.map((name) => [name, name.endsWith("On") ? null : ""])) as Facts;

type Stay = {
  readonly device_id: string;
  readonly ordinal: number;
  readonly order_id: string;
  readonly customer_id: string;
  /** The device as the first paper froze it. */
  readonly paper: string | null;
  /** The row that an imported order came from, and its headings. */
  readonly cells: string | null;
  readonly columns: string | null;
  /** 1: the device came in with this row. */
  readonly created: number;
};

/** Stays of one device that say the same of it. */
type Group = { facts: Facts; readonly first: Stay; readonly orders: string[]; created: boolean };

/**
 * Takes devices apart that were made one by a serial number which says nothing, or by one that another device bears too. What each order's
 * first paper, or the row that it was imported from, says of its device decides; where neither says anything the order stays where it is.
 * Orders that got another device are listed for a person to look at.
 */
export function unitsApart(db: Database): void {
  db.exec(`
    -- Orders whose device was mixed up with another one. No references: an import may be undone.
    CREATE TABLE order_apart (
      order_id TEXT PRIMARY KEY,
      said TEXT NOT NULL CHECK (json_valid(said)),
      says TEXT NOT NULL CHECK (json_valid(says)),
      confirmed_at INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX order_apart_open ON order_apart (order_id) WHERE confirmed_at IS NULL;

    CREATE TEMP TABLE stay (device_id TEXT, ordinal INTEGER, order_id TEXT, PRIMARY KEY (device_id, ordinal)) WITHOUT ROWID;
    INSERT INTO stay SELECT device_id, ordinal, id FROM repair_order
      WHERE device_id IN (SELECT device_id FROM repair_order GROUP BY device_id HAVING count(*) > 1) ORDER BY device_id, ordinal;
    CREATE TEMP TABLE reworded (ordinal INTEGER PRIMARY KEY);
  `);
  const read = db.prepare<[string, string, number, number], Stay>(`SELECT s.device_id, s.ordinal, s.order_id, o.customer_id,
      (SELECT json_extract(p.data, '$.device') FROM print_job j JOIN paper p ON p.id = j.paper_id
        WHERE j.order_id = s.order_id ORDER BY j.ordinal LIMIT 1) AS paper,
      r.cells, i.columns, coalesce(r.device_id = s.device_id, 0) AS created
    FROM stay s CROSS JOIN repair_order o ON o.id = s.order_id
      LEFT JOIN import_row r ON r.order_id = s.order_id LEFT JOIN import i ON i.id = r.import_id
    WHERE s.device_id > ? OR (s.device_id = ? AND s.ordinal > ?) ORDER BY s.device_id, s.ordinal LIMIT ?`);
  const write = writer(db);
  let groups = new Map<string, Group>();
  let last: Stay | undefined;
  for (let rows = read.all("", "", 0, BATCH); rows.length > 0; rows = read.all(last!.device_id, last!.device_id, last!.ordinal, BATCH))
    for (const stay of rows) {
      if (last && last.device_id !== stay.device_id) {
        write(last.device_id, groups);
        groups = new Map();
      }
      last = stay;
      const facts = factsOf(stay);
      if (facts) addTo(groups, stay, facts);
    }
  if (last) write(last.device_id, groups);
  rewordOrders(db);
  db.exec("DROP TABLE stay; DROP TABLE reworded;");
}

function addTo(groups: Map<string, Group>, stay: Stay, facts: Facts): void {
  const numbered = serialCodeOf(facts.serial ?? "") !== "" || imeisOf({ imei: facts.imei ?? "", imei2: "" }).length > 0;
  // Without a number that says something, two people's devices of one model are two.
  const key = [facts.category, foldCode(`${facts.brand} ${facts.model}`), numbered ? "" : stay.customer_id].join("\n");
  const known = groups.get(key);
  if (!known) {
    groups.set(key, { facts, first: stay, orders: [stay.order_id], created: stay.created === 1 });
    return;
  }
  known.orders.push(stay.order_id);
  known.created ||= stay.created === 1;
  known.facts = Object.fromEntries(COLUMNS.map((name) => [name, facts[name] || known.facts[name]])) as Facts;
}

/** What an order says of its device by its first paper, else by its row; undefined where nothing tells. */
function factsOf({ paper, cells, columns }: Stay): Facts | undefined {
  if (paper !== null) return { ...NOTHING, ...(JSON.parse(paper) as Partial<Facts>) };
  if (cells === null || columns === null) return undefined;
  const row = JSON.parse(cells) as readonly string[];
  const mapping = guessMapping("orders", JSON.parse(columns) as readonly string[]);
  if (mapping.brand === undefined && mapping.model === undefined) return undefined;
  const cell = (name: "category" | "brand" | "model" | "colour" | "serial" | "seller"): string =>
    (mapping[name] ?? [])
      .map((place) => (row[place] ?? "").trim())
      .join(" ")
      .trim();
  return {
    ...NOTHING,
    category: cell("category"),
    brand: cell("brand"),
    model: cell("model"),
    colour: cell("colour"),
    serial: cell("serial"),
    seller: cell("seller"),
  };
}

/** What writes the devices of one that was taken apart: the group that it came in with keeps it. */
function writer(db: Database): (deviceId: string, groups: ReadonlyMap<string, Group>) => void {
  const get = db.prepare<[string], Record<string, string | null>>(`SELECT category, brand, model, colour, serial, imei, body_code AS bodyCode,
    purchased_on AS purchasedOn, received_on AS receivedOn, manufactured_on AS manufacturedOn, seller FROM device WHERE id = ?`);
  const insert = db.prepare(`INSERT INTO device (id, category, brand, model, colour, serial, serial_code, imei, body_code, purchased_on, received_on,
      manufactured_on, seller, created_at, updated_at)
    SELECT @id, @category, @brand, @model, @colour, @serial, @code, @imei, @bodyCode, @purchasedOn, @receivedOn, @manufacturedOn, @seller,
      created_at, created_at FROM device WHERE id = @from`);
  const update = db.prepare(`UPDATE device SET category = @category, brand = @brand, model = @model, colour = @colour, serial = @serial,
    serial_code = @code, imei = @imei, body_code = @bodyCode, purchased_on = @purchasedOn, received_on = @receivedOn,
    manufactured_on = @manufacturedOn, seller = @seller WHERE id = @id`);
  const move = db.prepare("UPDATE repair_order SET device_id = ? WHERE id = ?");
  const moveRow = db.prepare("UPDATE import_row SET device_id = ? WHERE order_id = ?");
  const list = db.prepare("INSERT INTO order_apart (order_id, said, says) VALUES (?, ?, ?)");
  const reword = db.prepare("INSERT OR IGNORE INTO reworded SELECT ordinal FROM stay WHERE device_id = ?");
  return (deviceId, groups) => {
    if (groups.size < 2) return;
    const said = get.get(deviceId)!;
    const all = [...groups.values()];
    const keeper = all.find(({ created }) => created) ?? all.find(({ first }) => first.ordinal > 0) ?? all[0]!;
    for (const group of all) {
      // A row that names no kind or number says nothing against what the device had.
      const facts = { ...group.facts, category: group.facts.category || said["category"]! };
      const row = { ...facts, code: serialCodeOf(facts.serial ?? "") };
      const id = group === keeper ? deviceId : group.first.order_id;
      if (group !== keeper) insert.run({ ...row, id, from: deviceId });
      for (const orderId of group.orders) {
        if (group !== keeper) move.run(id, orderId);
        if (said["brand"] !== facts.brand || said["model"] !== facts.model || said["category"] !== facts.category || group !== keeper)
          list.run(orderId, JSON.stringify(said), JSON.stringify(facts));
      }
      if (group !== keeper && group.first.cells !== null) moveRow.run(id, group.first.order_id);
    }
    // Last: while orders were on their way out, figures counted them by what the device was.
    const facts = { ...keeper.facts, category: keeper.facts.category || said["category"]! };
    update.run({ ...facts, code: serialCodeOf(facts.serial ?? ""), id: deviceId });
    reword.run(deviceId);
  };
}

type Worded = { readonly ordinal: number; readonly open: number; readonly phones: string | null } & Readonly<
  Record<
    "number" | "claimCode" | "fault" | "name" | "contact" | "email" | "whatsapp" | "category" | "brand" | "model" | "serial" | "imei" | "bodyCode",
    string
  >
>;

/** Orders are found by what their device is now. */
function rewordOrders(db: Database): void {
  const read = db.prepare<[number, number], Worded>(`SELECT o.ordinal, o.closed_at IS NULL AS open, o.number, o.claim_code AS claimCode, o.fault,
      c.name, c.contact, c.email, c.whatsapp, d.category, d.brand, d.model, d.serial, d.imei, d.body_code AS bodyCode,
      (SELECT group_concat(e164, ' ') FROM (SELECT e164 FROM customer_phone p WHERE p.customer_id = c.id ORDER BY position)) AS phones
    FROM reworded w CROSS JOIN repair_order o ON o.ordinal = w.ordinal CROSS JOIN customer c ON c.id = o.customer_id
      CROSS JOIN device d ON d.id = o.device_id WHERE w.ordinal > ? ORDER BY w.ordinal LIMIT ?`);
  const put = {
    open: db.prepare("INSERT OR REPLACE INTO open_search (rowid, words) VALUES (@ordinal, @words)"),
    closed: db.prepare(`INSERT OR REPLACE INTO closed_search (rowid, words) VALUES (@ordinal, ${wordsInStretch("@ordinal", "@words")})`),
  };
  for (let rows = read.all(Number.MIN_SAFE_INTEGER, BATCH); rows.length > 0; rows = read.all(rows.at(-1)!.ordinal, BATCH))
    for (const row of rows) {
      const words = wordsOfOrder({ ...row, customer: { ...row, phones: row.phones?.split(" ") ?? [] }, device: row });
      (row.open === 1 ? put.open : put.closed).run({ ordinal: row.ordinal, words });
    }
}
