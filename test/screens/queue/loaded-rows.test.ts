import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PRIORITIES } from "../../../src-main/domain/orders/order.ts";
import { comesBefore, cursorOf, QUEUE_SORTS, type OrderSummary, type QueueCursor, type QueueSort } from "../../../src-main/domain/orders/queue.ts";
import { downTo, readRows, rowsOf, withRow, type LoadedPages } from "../../../src-renderer/screens/queue/loaded-rows.ts";
import { summaryOf } from "../../helpers/summary.ts";

const sorted = (rows: readonly OrderSummary[], sort: QueueSort): readonly OrderSummary[] =>
  rows.toSorted((one, other) => (comesBefore(cursorOf(one, sort), cursorOf(other, sort)) ? -1 : 1));

/** Pages as main gives them, the first so many of them loaded. */
function load(rows: readonly OrderSummary[], sort: QueueSort, size: number, count: number): LoadedPages {
  const all = sorted(rows, sort);
  const pages: LoadedPages = { pages: [], pageParams: [] };
  let after: QueueCursor | null = null;
  for (let from = 0; pages.pages.length < count; from += size) {
    const page = all.slice(from, from + size);
    const next = from + size < all.length ? cursorOf(page.at(-1)!, sort) : null;
    pages.pages.push({ rows: page, next });
    pages.pageParams.push(after);
    after = next;
    if (next === null) break;
  }
  return pages;
}

const idsOf = (rows: readonly OrderSummary[]): readonly string[] => rows.map(({ id }) => id);

const aRow = (ordinal: number): fc.Arbitrary<OrderSummary> =>
  fc
    .record({
      dueKey: fc.constantFrom("2026-11-20", "2026-11-21", "2026-12-01", "9998-no-promise", "9999-waits-for-customer"),
      priority: fc.constantFrom(...PRIORITIES),
      stateSince: fc.integer({ min: 0, max: 5 }),
    })
    .map((changes) => summaryOf(ordinal, changes));

const someRows = fc.integer({ min: 0, max: 30 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => aRow(index + 1))));

describe.each(QUEUE_SORTS)("a list by %s", (sort) => {
  test("has a changed order where main would have it, and still fits the pages to come", () => {
    fc.assert(
      fc.property(
        someRows,
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 6 }),
        fc.array(
          fc.integer({ min: 1, max: 35 }).chain((ordinal) => fc.tuple(aRow(ordinal), fc.boolean())),
          { maxLength: 8 },
        ),
        (rows, size, count, changes) => {
          const now = new Map(rows.map((row) => [row.id, row]));
          let loaded = load(rows, sort, size, count);
          const before = JSON.stringify(loaded);
          const first = loaded;
          for (const [row, stays] of changes) {
            if (stays) now.set(row.id, row);
            else now.delete(row.id);
            loaded = withRow(loaded, row.id, stays ? row : undefined, sort);
          }
          const end = loaded.pages.at(-1)!.next;
          const expected = sorted([...now.values()], sort).filter((row) => end === null || !comesBefore(end, cursorOf(row, sort)));
          expect(idsOf(rowsOf(loaded))).toEqual(idsOf(expected));
          expect(rowsOf(loaded)).toEqual(expected);
          expect(JSON.stringify(first)).toBe(before);
        },
      ),
    );
  });
});

test("an order that a list does not have and does not get leaves it untouched", () => {
  const loaded = load([summaryOf(1), summaryOf(2)], "due", 1, 1);
  expect(withRow(loaded, "order-9", undefined, "due")).toBe(loaded);
  expect(withRow(loaded, "order-2", summaryOf(2), "due")).toBe(loaded);
});

test("pages without the changed order stay the same objects", () => {
  const loaded = load([summaryOf(1), summaryOf(2), summaryOf(3)], "due", 1, 3);
  const changed = withRow(loaded, "order-2", summaryOf(2, { fault: "Кофе" }), "due");
  expect(changed.pages[0]).toBe(loaded.pages[0]);
  expect(changed.pages[2]).toBe(loaded.pages[2]);
  expect(changed.pages[1]!.rows).toEqual([summaryOf(2, { fault: "Кофе" })]);
});

test("an order that stands in two pages shows once", () => {
  const { pages, pageParams } = load([summaryOf(1), summaryOf(2)], "due", 1, 2);
  const twice = { pages: [pages[0]!, { ...pages[1]!, rows: [summaryOf(1, { fault: "later" }), summaryOf(2)] }], pageParams };
  expect(rowsOf(twice)).toEqual([summaryOf(1), summaryOf(2)]);
  expect(rowsOf(withRow(twice, "order-1", undefined, "due"))).toEqual([summaryOf(2)]);
});

test("pages that come in at the end are added to what was read, and any other change is read anew", () => {
  const all = load(
    Array.from({ length: 6 }, (_, index) => summaryOf(index + 1)),
    "due",
    2,
    3,
  );
  const [one, two, three] = all.pages;
  const read = readRows();
  const changed = withRow(all, "order-2", summaryOf(2, { fault: "later" }), "due");
  for (const pages of [[one!], [one!, two!], [one!, two!, three!], changed.pages, [...changed.pages.slice(0, 2), one!], [two!], []]) {
    const before = read({ pages: [...pages], pageParams: [] });
    expect(before.rows).toEqual(rowsOf({ pages, pageParams: [] }));
    expect([...before.places]).toEqual(before.rows.map(({ id }, index) => [id, index]));
    // Asked again it is the same list, so that nothing is drawn anew.
    expect(read({ pages: [...pages], pageParams: [] }).rows).toBe(before.rows);
  }
});

test("rows that were read stay as they are while more come in", () => {
  const { pages } = load([summaryOf(1), summaryOf(2)], "due", 1, 2);
  const read = readRows();
  const { rows } = read({ pages: pages.slice(0, 1), pageParams: [] });
  read({ pages, pageParams: [] });
  expect(rows).toEqual([summaryOf(1)]);
});

test("down to a row means its page and the next one", () => {
  const loaded = load(
    Array.from({ length: 10 }, (_, index) => summaryOf(index + 1)),
    "due",
    2,
    5,
  );
  const pagesDownTo = (index: number): readonly number[] => {
    const { pages, pageParams } = downTo(loaded, index);
    return [pages.length, pageParams.length];
  };
  expect([0, 1, 2, 7, 9, 99].map(pagesDownTo)).toEqual([2, 2, 3, 5, 5, 5].map((count) => [count, count]));
  expect(downTo({ pages: [], pageParams: [] }, 0)).toEqual({ pages: [], pageParams: [] });
});
