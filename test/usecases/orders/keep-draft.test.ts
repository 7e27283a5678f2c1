import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { countLocked } from "../../../src-main/database/ground/sealed.ts";
import { dropDraft, keepDraft, readDraft } from "../../../src-main/usecases/orders/keep-draft.ts";
import { openBench } from "../../../src-main/usecases/people/set-up-shop.ts";
import { openTestShop, temporaryFolder, type TestShop } from "../../helpers/open-test-shop.ts";

let open: TestShop;
beforeEach(() => void (open = openTestShop()));
afterEach(() => open.cleanup());

const HALF = { customer: { name: "Нұ", phone: "8 702" }, accessories: ["Чек", ""], odd: { numbers: [1, null, true] } };

test("a draft comes back as it was, with when it was kept, and a later one replaces it", () => {
  const { benchId } = open.caller;
  expect(readDraft(open.shop, benchId)).toBeNull();
  const savedAt = keepDraft(open.shop, benchId, HALF);
  expect(readDraft(open.shop, benchId)).toEqual({ form: HALF, savedAt, lost: null });
  open.clock.add(5000);
  keepDraft(open.shop, benchId, { fault: "later" });
  expect(readDraft(open.shop, benchId)).toEqual({ form: { fault: "later" }, savedAt: expect.any(Number), lost: null });
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

test("a passcode of one bench's draft cannot be read in another's, even by moving its bytes", () => {
  const other = { id: open.shop.newId(), name: "bench 2" };
  openBench(open.shop, other);
  keepDraft(open.shop, open.caller.benchId, { ...HALF, passcode: "1234" });
  expect(readDraft(open.shop, open.caller.benchId)?.form).toEqual({ ...HALF, passcode: "1234" });
  open.shop.db.prepare("INSERT INTO draft (bench_id, form, sealed, saved_at) SELECT ?, form, sealed, saved_at FROM draft").run(other.id);
  expect(readDraft(open.shop, other.id)).toMatchObject({ form: HALF, lost: "passcode" });
});

test("without its key a draft opens but for the passcode, which comes back with the key", () => {
  const folder = temporaryFolder();
  const reopen = (work: (open: TestShop) => void): void => {
    const open = openTestShop({ folder });
    work(open);
    open.cleanup();
  };
  try {
    let benchId = "";
    reopen((first) => {
      benchId = first.caller.benchId;
      keepDraft(first.shop, benchId, { ...HALF, passcode: "1234" });
    });
    renameSync(join(folder, "passcode.key"), join(folder, "lost"));
    reopen(({ shop }) => {
      expect(readDraft(shop, benchId)).toMatchObject({ form: HALF, lost: "passcode" });
      expect(Object.keys(readDraft(shop, benchId)!.form as object)).not.toContain("passcode");
      expect(countLocked(shop.db, shop.seal)).toBe(1);
      renameSync(join(folder, "lost"), join(folder, "passcode-old.key"));
      expect(readDraft(shop, benchId)).toMatchObject({ form: { ...HALF, passcode: "1234" }, lost: null });
      keepDraft(shop, benchId, { ...HALF, passcode: "" });
      expect([readDraft(shop, benchId)?.form, countLocked(shop.db, undefined)]).toEqual([{ ...HALF, passcode: "" }, 0]);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
