import { rmSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { dropDraft, keepDraft, readDraft } from "../../src-main/usecases/keep-draft.ts";
import { openBench } from "../../src-main/usecases/set-up-shop.ts";
import { openTestShop, temporaryFolder, type TestShop } from "../helpers/open-test-shop.ts";

let open: TestShop;
beforeEach(() => void (open = openTestShop()));
afterEach(() => open.cleanup());

const HALF = { customer: { name: "Нұ", phone: "8 702" }, accessories: ["Чек", ""], odd: { numbers: [1, null, true] } };

test("a draft comes back as it was, with when it was kept, and a later one replaces it", () => {
  const { benchId } = open.caller;
  expect(readDraft(open.shop, benchId)).toBeNull();
  const savedAt = keepDraft(open.shop, benchId, HALF);
  expect(readDraft(open.shop, benchId)).toEqual({ form: HALF, savedAt });
  open.clock.add(5000);
  keepDraft(open.shop, benchId, { fault: "later" });
  expect(readDraft(open.shop, benchId)).toEqual({ form: { fault: "later" }, savedAt: expect.any(Number) });
  expect(readDraft(open.shop, benchId)!.savedAt).toBeGreaterThan(savedAt + 4000);
});

test("each bench has its own, and dropping one leaves the other", () => {
  const other = { id: open.shop.newId(), name: "bench 2" };
  openBench(open.shop, other);
  keepDraft(open.shop, open.caller.benchId, { fault: "mine" });
  keepDraft(open.shop, other.id, { fault: "theirs" });
  dropDraft(open.shop, open.caller.benchId);
  expect(readDraft(open.shop, open.caller.benchId)).toBeNull();
  expect(readDraft(open.shop, other.id)?.form).toEqual({ fault: "theirs" });
  dropDraft(open.shop, open.caller.benchId);
});

test("a draft of one bench cannot be read as another's, even by moving its bytes", () => {
  const other = { id: open.shop.newId(), name: "bench 2" };
  openBench(open.shop, other);
  keepDraft(open.shop, open.caller.benchId, HALF);
  open.shop.db.prepare("INSERT INTO draft SELECT ?, sealed, saved_at FROM draft").run(other.id);
  expect(() => readDraft(open.shop, other.id)).toThrow(expect.objectContaining({ kind: "key-missing" }));
});

test("it survives the program", () => {
  const folder = temporaryFolder();
  try {
    const first = openTestShop({ folder });
    keepDraft(first.shop, first.caller.benchId, HALF);
    first.cleanup();
    const second = openTestShop({ folder });
    expect(readDraft(second.shop, first.caller.benchId)?.form).toEqual(HALF);
    second.cleanup();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
