import { createHash } from "node:crypto";
import type { Database } from "better-sqlite3";

/**
 * Papers share the settings that they were made under, each text stored once; and what is asked of the open orders costs no
 * more than there are of them: their words stand in an index of their own until they are closed, and their counts are kept.
 */
export function paperShop(db: Database): void {
  movePapers(db);
  splitWords(db);
  countOpenOrders(db);
}

type Facts = Readonly<Record<string, unknown>>;

/** Empty facts that a stored order leaves out from now on. */
const BLANK: Readonly<Record<"order" | "customer" | "device", Facts>> = {
  order: {
    closedAt: null,
    receivedBy: null,
    technicianId: null,
    technician: null,
    proofs: [],
    policy: null,
    condition: "",
    accessories: [],
    promisedOn: null,
    estimateMinor: null,
    limitMinor: null,
    signature: null,
    photos: [],
    lines: [],
    payments: [],
    sameFaultAs: null,
    handback: null,
  },
  customer: { contact: "", registration: "", phones: [], email: "", whatsapp: "", address: "" },
  device: {
    brand: "",
    model: "",
    colour: "",
    serial: "",
    imei: "",
    bodyCode: "",
    purchasedOn: null,
    receivedOn: null,
    manufacturedOn: null,
    seller: "",
  },
};

const withoutBlanks = (facts: Facts, blank: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([key, value]) => !(key in blank) || JSON.stringify(value) !== JSON.stringify(blank[key])));

const leanOrder = (order: Facts): Facts => ({
  ...withoutBlanks(order, BLANK.order),
  customer: withoutBlanks(order["customer"] as Facts, BLANK.customer),
  device: withoutBlanks(order["device"] as Facts, BLANK.device),
});

/** So many papers are in memory at once. */
const BATCH = 500;

function movePapers(db: Database): void {
  db.exec(`
    CREATE TABLE paper_shop (
      id INTEGER PRIMARY KEY,
      sha256 TEXT NOT NULL UNIQUE,
      data TEXT NOT NULL CHECK (json_valid(data))
    ) STRICT;

    -- With row ids: in a table without them a row that is longer than a quarter of a page takes pages of its own.
    CREATE TABLE moved_paper (
      ordinal INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      order_id TEXT NOT NULL REFERENCES repair_order (id),
      shop_id INTEGER NOT NULL REFERENCES paper_shop (id),
      data TEXT NOT NULL CHECK (json_valid(data)),
      created_at INTEGER NOT NULL
    ) STRICT;
  `);
  const read = db.prepare<[string, number], { id: string; order_id: string; data: string; created_at: number }>(
    "SELECT id, order_id, data, created_at FROM paper WHERE id > ? ORDER BY id LIMIT ?",
  );
  const insert = db.prepare("INSERT INTO moved_paper (id, order_id, shop_id, data, created_at) VALUES (?, ?, ?, ?, ?)");
  const insertShop = db.prepare("INSERT INTO paper_shop (sha256, data) VALUES (?, ?)");
  const shops = new Map<string, number | bigint>();
  const shopId = (text: string): number | bigint => {
    const sha256 = createHash("sha256").update(text).digest("hex");
    const known = shops.get(sha256) ?? insertShop.run(sha256, text).lastInsertRowid;
    shops.set(sha256, known);
    return known;
  };
  for (let rows = read.all("", BATCH); rows.length > 0; rows = read.all(rows[rows.length - 1]!.id, BATCH))
    for (const row of rows) {
      const { order, shop } = JSON.parse(row.data) as { order: Facts; shop: Facts };
      insert.run(row.id, row.order_id, shopId(JSON.stringify(shop)), JSON.stringify(leanOrder(order)), row.created_at);
    }
  db.exec("DROP TABLE paper; ALTER TABLE moved_paper RENAME TO paper;");
}

function splitWords(db: Database): void {
  const open = "(SELECT ordinal FROM repair_order INDEXED BY open_by_arrival WHERE closed_at IS NULL)";
  db.exec(`
    -- With its words, so that closing an order can hand them on.
    CREATE VIRTUAL TABLE open_search USING fts5 (words, columnsize=0, detail='none', prefix='1 2 3');
    CREATE VIRTUAL TABLE temp.order_word USING fts5vocab(main, order_search, instance);
    INSERT INTO open_search (rowid, words) SELECT doc, group_concat(term, ' ') FROM temp.order_word WHERE doc IN ${open} GROUP BY doc;
    DROP TABLE temp.order_word;
    DELETE FROM order_search WHERE rowid IN ${open};
    ALTER TABLE order_search RENAME TO closed_search;

    CREATE TRIGGER words_closed AFTER UPDATE OF closed_at ON repair_order WHEN OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL BEGIN
      INSERT OR REPLACE INTO closed_search (rowid, words) SELECT rowid, words FROM open_search WHERE rowid = OLD.ordinal;
      DELETE FROM open_search WHERE rowid = OLD.ordinal;
    END;
  `);
}

function countOpenOrders(db: Database): void {
  const keys = (row: string): readonly string[] => [
    `'state', ${row}.state`,
    `'due', ${row}.due_key`,
    `'technician', coalesce(${row}.technician_id, '')`,
  ];
  const [coming, going] = [
    keys("NEW")
      .map((key) => `(${key}, 1)`)
      .join(", "),
    keys("OLD")
      .map((key) => `(${key})`)
      .join(", "),
  ];
  const countIn = `INSERT INTO open_count (what, value, orders) VALUES ${coming} ON CONFLICT (what, value) DO UPDATE SET orders = orders + 1;`;
  const countOut = `UPDATE open_count SET orders = orders - 1 WHERE (what, value) IN (VALUES ${going});
      DELETE FROM open_count WHERE (what, value) IN (VALUES ${going}) AND orders = 0;`;
  db.exec(`
    -- How many open orders there are of each state, due day and technician ('' where nobody has taken them).
    CREATE TABLE open_count (
      what TEXT NOT NULL CHECK (what IN ('state', 'due', 'technician')),
      value TEXT NOT NULL,
      orders INTEGER NOT NULL CHECK (orders >= 0),
      PRIMARY KEY (what, value)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO open_count (what, value, orders) SELECT 'state', state, count(*) FROM repair_order WHERE closed_at IS NULL GROUP BY state;
    INSERT INTO open_count (what, value, orders) SELECT 'due', due_key, count(*) FROM repair_order WHERE closed_at IS NULL GROUP BY due_key;
    INSERT INTO open_count (what, value, orders)
      SELECT 'technician', coalesce(technician_id, ''), count(*) FROM repair_order WHERE closed_at IS NULL GROUP BY technician_id;

    CREATE TRIGGER open_count_new AFTER INSERT ON repair_order WHEN NEW.closed_at IS NULL BEGIN
      ${countIn}
    END;
    CREATE TRIGGER open_count_before AFTER UPDATE OF state, promised_on, technician_id, closed_at ON repair_order WHEN OLD.closed_at IS NULL BEGIN
      ${countOut}
    END;
    CREATE TRIGGER open_count_after AFTER UPDATE OF state, promised_on, technician_id, closed_at ON repair_order WHEN NEW.closed_at IS NULL BEGIN
      ${countIn}
    END;
    CREATE TRIGGER open_count_gone AFTER DELETE ON repair_order WHEN OLD.closed_at IS NULL BEGIN
      ${countOut}
    END;
  `);
}
