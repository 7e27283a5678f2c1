import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { factsText } from "../../../src-main/database/papers/paper-facts.ts";
import { readOrder } from "../../../src-main/usecases/orders/find-orders.ts";
import { handBackDevice } from "../../../src-main/usecases/orders/hand-back-device.ts";
import { keepDraft, readDraft } from "../../../src-main/usecases/orders/keep-draft.ts";
import { renderJob, readPrintJobs } from "../../../src-main/usecases/printing/print-paper.ts";
import { revealPasscode } from "../../../src-main/usecases/orders/reveal-passcode.ts";
import { openTestShop, temporaryFolder, type TestShop } from "../../helpers/open-test-shop.ts";
import { handback, moveThrough, refusalOf, SMALL, takeIn, TO_READY } from "../../helpers/orders.ts";

/** No other bytes of a shop look like it. */
const SECRET = "Zx9-Qv7_совершенно-секретно";

let open: TestShop;
beforeEach(() => void (open = openTestShop()));
afterEach(() => open.cleanup());

const withSecret = { ...SMALL, device: { category: "laptop", passcode: { kind: "password", value: SECRET } } } as const;

/** Files of the data folder in whose raw bytes a text stands, journal and log included. */
const filesWith = (text: string | Buffer): string[] =>
  readdirSync(open.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(text))
    .map(({ name }) => name)
    .sort();

const sealedBytes = (orderId: string): Buffer | undefined =>
  open.shop.db.prepare<[string], Buffer>("SELECT sealed FROM passcode WHERE order_id = ?").pluck().get(orderId);

test("a passcode is shown on demand as it was given, and each look is an event", () => {
  const order = takeIn(open, "phone-en");
  expect(order.hasPasscode).toBe(true);
  expect(JSON.stringify(readOrder(open.shop, order.id))).not.toContain("1-4-7-8-9");
  for (let look = 0; look < 2; look++) expect(revealPasscode(open.shop, order.id, open.caller)).toEqual({ kind: "pattern", value: "1-4-7-8-9" });
  expect(readOrder(open.shop, order.id).events.map(({ kind, person }) => [kind, person])).toEqual([
    ["received", "Айгерим"],
    ["passcode-viewed", "Айгерим"],
    ["passcode-viewed", "Айгерим"],
  ]);
  expect(JSON.stringify(readOrder(open.shop, order.id))).not.toContain("1-4-7-8-9");
});

test("no file of the shop holds it, neither before nor after a look nor once the journal is written back", () => {
  // The search itself works: what is no secret is there.
  const order = takeIn(open, { ...withSecret, fault: "opensesame-not-secret" });
  expect(filesWith("opensesame-not-secret")).not.toEqual([]);
  expect(filesWith(SECRET)).toEqual([]);
  revealPasscode(open.shop, order.id, open.caller);
  keepDraft(open.shop, open.caller.benchId, { fault: "half", passcodeKind: "password", passcode: SECRET });
  expect(filesWith(SECRET)).toEqual([]);
  open.shop.db.pragma("wal_checkpoint(TRUNCATE)");
  expect(filesWith(SECRET)).toEqual([]);
  expect(filesWith(Buffer.from(SECRET, "utf16le"))).toEqual([]);
  expect(filesWith(Buffer.from(SECRET).toString("base64").slice(4, 24))).toEqual([]);
  expect(readDraft(open.shop, open.caller.benchId)?.form).toMatchObject({ fault: "half", passcode: SECRET });
});

test("no paper shows it", async () => {
  const order = takeIn(open, withSecret);
  for (const { id } of readPrintJobs(open.shop, order.id)) {
    const svg = Buffer.from((await renderJob(open.shop, id, { format: "svg" })).bytes).toString();
    expect(svg).not.toContain("Zx9");
  }
  const frozen = open.shop.db.prepare<[], Buffer>("SELECT facts FROM paper").pluck().all();
  expect(frozen.map(factsText).join()).not.toContain("Zx9");
  expect(frozen).toHaveLength(1);
});

test("at the handback its sealed bytes are gone from the file, and the wiping is an event", () => {
  const order = moveThrough(open, takeIn(open, withSecret), ...TO_READY);
  open.shop.db.pragma("wal_checkpoint(TRUNCATE)");
  const sealed = sealedBytes(order.id)!;
  expect(filesWith(sealed)).toEqual(["talon.db"]);
  handBackDevice(open.shop, handback(order), open.caller);
  open.shop.db.pragma("wal_checkpoint(TRUNCATE)");
  expect(sealedBytes(order.id)).toBeUndefined();
  expect(filesWith(sealed)).toEqual([]);
  expect(
    readOrder(open.shop, order.id)
      .events.map(({ kind }) => kind)
      .slice(-2),
  ).toEqual(["passcode-wiped", "handed-back"]);
  expect(refusalOf(() => revealPasscode(open.shop, order.id, open.caller))).toEqual({ code: "passcode.none", data: { number: order.number } });
});

test("an order without one says so", () => {
  const order = takeIn(open);
  expect(refusalOf(() => revealPasscode(open.shop, order.id, open.caller)).code).toBe("passcode.none");
  expect(readOrder(open.shop, order.id).events).toHaveLength(1);
});

test("under another key it is trouble that names the key, and no look is recorded", () => {
  const folder = temporaryFolder();
  try {
    const first = openTestShop({ folder });
    const order = takeIn(first, withSecret);
    first.cleanup();
    writeFileSync(join(folder, "passcode.key"), Buffer.alloc(32, 7));
    const second = openTestShop({ folder });
    const missing = expect.objectContaining({ name: "Trouble", kind: "key-missing" });
    expect(() => revealPasscode(second.shop, order.id, second.caller)).toThrow(missing);
    expect(readOrder(second.shop, order.id).events.map(({ kind }) => kind)).toEqual(["received"]);
    // The rest of the shop works on.
    expect(moveThrough(second, order, "diagnosing").state).toBe("diagnosing");
    second.cleanup();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a sealed passcode moved to another order does not open there", () => {
  const [one, other] = [
    takeIn(open, withSecret),
    takeIn(open, { ...withSecret, device: { category: "laptop", passcode: { kind: "pin", value: "1111" } } }),
  ];
  open.shop.db.prepare("UPDATE passcode SET sealed = ? WHERE order_id = ?").run(sealedBytes(one.id), other.id);
  expect(() => revealPasscode(open.shop, other.id, open.caller)).toThrow(expect.objectContaining({ kind: "key-missing" }));
});
