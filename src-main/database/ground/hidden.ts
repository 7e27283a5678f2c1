/**
 * What an import brings is stored in many short transactions and becomes visible in one more: until then, and from the moment it is taken
 * back, `hidden_range` hides it. Rows that came in with one import have ordinals next to each other, so two numbers say which they are.
 */

/** SQL that is true for a row that nothing hides. @param of which rows @param ordinal SQL of the row's ordinal */
export const shown = (of: "customers" | "orders", ordinal: string): string =>
  `${ordinal} NOT BETWEEN (SELECT ${of}_from FROM hidden_range WHERE only = 1) AND (SELECT ${of}_to FROM hidden_range WHERE only = 1)`;

/** SQL that hides these rows. The names are those of the values to bind. */
export const HIDE =
  "UPDATE hidden_range SET customers_from = @customersFrom, customers_to = @customersTo, orders_from = @ordersFrom, orders_to = @ordersTo";

/** SQL that hides nothing: between 1 and 0 lies no number. */
export const SHOW_ALL = "UPDATE hidden_range SET customers_from = 1, customers_to = 0, orders_from = 1, orders_to = 0";

/** Open orders among those hidden, counted as `open_count` counts them. */
const OPEN = `WITH open AS MATERIALIZED (SELECT state, due_key, coalesce(technician_id, '') AS technician FROM repair_order INDEXED BY open_by_arrival
    WHERE closed_at IS NULL AND ordinal BETWEEN (SELECT orders_from FROM hidden_range WHERE only = 1) AND (SELECT orders_to FROM hidden_range WHERE only = 1))
  SELECT 'state' AS what, state AS value, count(*) AS orders FROM open GROUP BY 2
  UNION ALL SELECT 'due', due_key, count(*) FROM open GROUP BY 2
  UNION ALL SELECT 'technician', technician, count(*) FROM open GROUP BY 2`;

/** SQL that counts hidden open orders in, before they are shown: their triggers did not. */
export const COUNT_HIDDEN_IN = [
  `INSERT INTO open_count (what, value, orders) SELECT * FROM (${OPEN}) WHERE true
    ON CONFLICT (what, value) DO UPDATE SET orders = orders + excluded.orders`,
];

/** SQL that counts them out again, after they were hidden. */
export const COUNT_HIDDEN_OUT = [
  `UPDATE open_count SET orders = open_count.orders - hidden.orders FROM (${OPEN}) AS hidden
    WHERE hidden.what = open_count.what AND hidden.value = open_count.value`,
  "DELETE FROM open_count WHERE orders = 0",
];
