import type { Database } from "better-sqlite3";

type PlainOrder = { readonly id: string; readonly state: string; readonly receivedAt?: number; readonly sameFaultAs?: string };

/** Orders as plain rows, of one customer and one device at one bench: for databases as they were before a migration. */
export function putPlainOrders(db: Database, orders: readonly PlainOrder[]): void {
  db.exec(`
    INSERT INTO bench (id, name, created_at) VALUES ('bench', 'counter', 0);
    INSERT INTO customer (id, kind, name, name_folded, contact, registration, email, whatsapp, address, language, created_at, updated_at)
      VALUES ('ana', 'person', 'Ana Souza', 'ana souza', '', '', '', '', '', 'en', 0, 0);
    INSERT INTO device (id, category, brand, model, colour, serial, serial_code, imei, body_code, seller, created_at, updated_at)
      VALUES ('device', 'phone', 'Samsung', 'A54', '', '', '', '', '', '', 0, 0);`);
  const insert =
    db.prepare(`INSERT INTO repair_order (id, number, claim_code, customer_id, device_id, state, state_at, request, channel, priority, fault,
    condition, proofs, warranty_card_stamped, currency, bench_id, received_at, same_fault_as)
    VALUES (@id, @id, '', 'ana', 'device', @state, 0, 'repair', 'visit', 1, 'x', '', '[]', 0, 'EUR', 'bench', @receivedAt, @sameFaultAs)`);
  for (const order of orders) insert.run({ receivedAt: 0, sameFaultAs: null, ...order });
}
