import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PrintJob } from "../../../src-main/domain/printing/print-job.ts";
import { USUAL_SETTINGS, type Printer } from "../../../src-main/domain/printing/printer.ts";
import { dropPrinter, keepPrinter, keepRoutes } from "../../../src-main/usecases/printing/keep-printers.ts";
import {
  confirmPrinted,
  dropJob,
  readJob,
  readPrintEvents,
  readPrintJobs,
  readUnfinishedJobs,
  redirectJob,
  repeatUnsure,
  retryJob,
} from "../../../src-main/usecases/printing/print-paper.ts";
import {
  documentOf,
  endJob,
  keepLease,
  LEASE_MS,
  nextOfLane,
  readLanes,
  readOrphans,
  readQueuedByHand,
  takeJob,
} from "../../../src-main/usecases/printing/send-paper.ts";
import { storeTemplate } from "../../../src-main/usecases/papers/keep-templates.ts";
import { openTestShop, type TestShop } from "../../helpers/open-test-shop.ts";
import { refusalOf, SMALL, takeIn } from "../../helpers/orders.ts";

let open: TestShop;
let zebra: Printer;
let office: Printer;
beforeEach(() => {
  open = openTestShop();
  const { shop } = open;
  zebra = keepPrinter(shop, {
    id: null,
    name: "Zebra",
    way: "tcp",
    address: "127.0.0.1",
    language: "zpl",
    dpi: 203,
    size: "58x40",
    settings: USUAL_SETTINGS,
  });
  office = keepPrinter(shop, { ...zebra, id: null, name: "Office", way: "ipp", address: "ipp://127.0.0.1/ipp/print", language: "pdf", size: "a4" });
  keepRoutes(
    shop,
    [
      { kind: "certificate", printerId: office.id, copies: 2, atIntake: true },
      { kind: "label", printerId: zebra.id, copies: 1, atIntake: true },
      { kind: "accessory", printerId: zebra.id, copies: 1, atIntake: true },
    ],
    true,
    open.caller,
  );
});
afterEach(() => open.cleanup());

const KIT = { ...SMALL, accessories: ["Зарядное", "Чехол", "Кабель"] };
const jobsOf = (orderId: string): readonly PrintJob[] => readPrintJobs(open.shop, orderId).toReversed();
const first = (printer: Printer): PrintJob => {
  const next = nextOfLane(open.shop, printer.id);
  if (!next || !("job" in next)) throw new Error(`nothing to print: ${JSON.stringify(next)}`);
  return next.job;
};
const take = (printer: Printer, sender = "me"): PrintJob => {
  const job = first(printer);
  expect(takeJob(open.shop, job, sender)).toBe(true);
  return readJob(open.shop, job.id);
};
const logOf = ({ orderId, id }: PrintJob): readonly string[] =>
  readPrintEvents(open.shop, orderId)
    .filter(({ jobId }) => jobId === id)
    .map(({ what }) => what);

test("what was made otherwise than the shop has it is told as long as the paper waits, and once it is printed", async () => {
  await storeTemplate(open.shop, { kind: "certificate", source: "#nothing-here()" }, open.caller);
  takeIn(open);
  const made = first(office);
  await documentOf(open.shop, made, office);
  const { id } = take(office);
  const warning = "own-template-failed:1:unknown variable: nothing-here";
  endJob(open.shop, id, { end: "away", trouble: "offline", detail: "" });
  expect(readUnfinishedJobs(open.shop).find((job) => job.id === id)).toMatchObject({ state: "queued", warning });
  open.clock.add(60_000);
  take(office);
  endJob(open.shop, id, { end: "unsure", trouble: "line-lost", detail: "" });
  expect(readJob(open.shop, id)).toMatchObject({ state: "unsure", warning });
  expect(confirmPrinted(open.shop, id, open.caller)).toMatchObject({ state: "printed", warning });
});

describe("an intake", () => {
  test("queues the whole print set where the bench prints it, each accessory with its number", () => {
    const order = takeIn(open, KIT);
    expect(jobsOf(order.id).map(({ kind, part, printer, copies, state }) => [kind, part, printer, copies, state])).toEqual([
      ["certificate", null, "Office", 2, "queued"],
      ["label", null, "Zebra", 1, "queued"],
      ["accessory", 1, "Zebra", 1, "queued"],
      ["accessory", 2, "Zebra", 1, "queued"],
      ["accessory", 3, "Zebra", 1, "queued"],
    ]);
    expect(new Set(readLanes(open.shop))).toEqual(new Set([zebra.id, office.id]));
    expect(readQueuedByHand(open.shop)).toEqual([]);
  });

  test("prints as its own bench says, else as every bench does, else by hand", () => {
    keepRoutes(open.shop, [{ kind: "label", printerId: null, copies: 1, atIntake: true }], false, open.caller);
    const printers = (): unknown => Object.fromEntries(jobsOf(takeIn(open).id).map(({ kind, printer }) => [kind, printer]));
    expect(printers()).toEqual({ certificate: "Office", label: null });
    keepRoutes(open.shop, [], false, open.caller);
    expect(printers()).toEqual({ certificate: "Office", label: "Zebra" });
    keepRoutes(open.shop, [], true, open.caller);
    expect(printers()).toEqual({ certificate: null, label: null });
  });

  test("leaves to hand what is not printed by itself", () => {
    keepRoutes(open.shop, [{ kind: "label", printerId: zebra.id, copies: 1, atIntake: false }], true, open.caller);
    expect(jobsOf(takeIn(open).id).map(({ kind, printer }) => [kind, printer])).toEqual([
      ["certificate", null],
      ["label", null],
    ]);
  });
});

describe("a lane", () => {
  test("gives its oldest job, and no other before that one has ended", () => {
    const order = takeIn(open, KIT);
    const job = take(zebra);
    expect(job).toMatchObject({ kind: "label", state: "sending", attempts: 1 });
    expect(nextOfLane(open.shop, zebra.id)).toEqual({ busy: true });
    expect(nextOfLane(open.shop, office.id)).toMatchObject({ job: { kind: "certificate" } });
    endJob(open.shop, job.id, { end: "printed" });
    expect(readJob(open.shop, job.id)).toMatchObject({ state: "printed", trouble: null, doneAt: expect.any(Number) });
    expect(first(zebra)).toMatchObject({ kind: "accessory", part: 1 });
    expect(logOf(job)).toEqual(["sent", "printed"]);
    expect(readUnfinishedJobs(open.shop).map(({ id }) => id)).not.toContain(job.id);
    expect(order.id).toBe(job.orderId);
  });

  test("waits for a printer that is away, longer from time to time, with the reason, and keeps the order of its jobs", () => {
    takeIn(open, KIT);
    const waits: number[] = [];
    const { id } = first(zebra);
    for (let tries = 1; tries <= 6; tries++) {
      expect(take(zebra).id).toBe(id);
      endJob(open.shop, id, { end: "away", trouble: "paper-out", detail: "head up" });
      expect(readJob(open.shop, id)).toMatchObject({ state: "queued", trouble: "paper-out", reason: "head up", attempts: tries });
      const next = nextOfLane(open.shop, zebra.id) as { waitMs: number };
      waits.push(Math.ceil(next.waitMs / 1000));
      open.clock.add(next.waitMs);
    }
    expect(waits).toEqual([2, 5, 15, 30, 60, 60]);
    // Somebody put paper in and does not want to wait.
    take(zebra);
    endJob(open.shop, id, { end: "away", trouble: "paper-out", detail: "" });
    retryJob(open.shop, id, open.caller);
    expect(first(zebra).id).toBe(id);
    expect(logOf(readJob(open.shop, id)).at(-1)).toBe("retried");
  });

  test("goes on after a job that failed for good or is unsure", () => {
    takeIn(open, KIT);
    const failed = take(zebra);
    endJob(open.shop, failed.id, { end: "failed", trouble: "wrong-size", detail: "" });
    const unsure = take(zebra);
    endJob(open.shop, unsure.id, { end: "unsure", trouble: "line-lost", detail: "" });
    expect(first(zebra)).toMatchObject({ kind: "accessory", part: 2 });
    expect(readUnfinishedJobs(open.shop).map(({ id, state }) => [id, state])).toEqual(
      expect.arrayContaining([
        [failed.id, "failed"],
        [unsure.id, "unsure"],
      ]),
    );
  });

  test("never lets two programs take one job", () => {
    takeIn(open);
    const job = first(zebra);
    expect(takeJob(open.shop, job, "one")).toBe(true);
    expect(takeJob(open.shop, job, "other")).toBe(false);
    expect(readJob(open.shop, job.id).attempts).toBe(1);
  });

  test("of a printer that was removed fails, so that somebody sends it elsewhere", () => {
    const order = takeIn(open);
    dropPrinter(open.shop, zebra.id);
    expect(nextOfLane(open.shop, zebra.id)).toBeUndefined();
    const job = jobsOf(order.id).find(({ kind }) => kind === "label")!;
    expect(job).toMatchObject({ state: "failed", trouble: "printer-removed", printer: "Zebra" });
    redirectJob(open.shop, job.id, office.id, open.caller);
    expect(readJob(open.shop, job.id)).toMatchObject({ state: "queued", printer: "Office", attempts: 0, trouble: null });
    // What is taken in from now on is printed by hand.
    expect(jobsOf(takeIn(open).id).find(({ kind }) => kind === "label")!.printerId).toBeNull();
  });

  test("prints dots on a label printer and pages on a page printer", async () => {
    takeIn(open);
    const label = await documentOf(open.shop, first(zebra), zebra);
    expect(label.kind).toBe("label");
    // 58 × 40 mm at 203 dpi.
    expect(Buffer.from(label.bytes).toString("latin1")).toMatch(/\^PW464\n\^LL320/);
    const page = await documentOf(open.shop, first(office), office);
    expect(page.kind === "pdf" && Buffer.from(page.bytes).subarray(0, 5).toString()).toBe("%PDF-");
    await expect(documentOf(open.shop, first(office), { ...zebra })).rejects.toMatchObject({ code: "printer.takes-labels" });
  });
});

describe("a job that was being sent when its program ended", () => {
  const alive =
    (...senders: readonly string[]) =>
    (sender: string) =>
      senders.includes(sender);

  test("is found at once where the program is gone, and not before its time is up where it seems to run", () => {
    takeIn(open);
    const job = take(zebra, "dead");
    expect(readOrphans(open.shop, alive()).map((orphan) => [orphan.job.id, orphan.printer?.name])).toEqual([[job.id, "Zebra"]]);
    expect(readOrphans(open.shop, alive("dead"))).toEqual([]);
    open.clock.add(LEASE_MS - 1000);
    expect(readOrphans(open.shop, alive("dead"))).toEqual([]);
    keepLease(open.shop, job.id, "dead");
    open.clock.add(LEASE_MS - 1000);
    expect(readOrphans(open.shop, alive("dead"))).toEqual([]);
    open.clock.add(2000);
    expect(readOrphans(open.shop, alive("dead"))).toHaveLength(1);
  });

  test("is asked about: it was printed, or it is printed once more as a copy, never silently", () => {
    const order = takeIn(open);
    const [one, other] = [take(zebra), take(office)];
    for (const { id } of [one, other]) endJob(open.shop, id, { end: "unsure", trouble: "interrupted", detail: "" });
    expect(readLanes(open.shop)).toEqual([]);
    for (const refused of [() => retryJob(open.shop, one.id, open.caller), () => redirectJob(open.shop, one.id, office.id, open.caller)])
      expect(refusalOf(refused)).toEqual({ code: "print.state", data: { number: order.number, state: "unsure" } });

    expect(confirmPrinted(open.shop, one.id, open.caller).state).toBe("printed");
    expect(logOf(one)).toEqual(["sent", "unsure", "confirmed"]);

    const again = repeatUnsure(open.shop, other.id, open.caller);
    expect(again).toMatchObject({ kind: "certificate", copy: true, copies: 2, printer: "Office", state: "queued" });
    expect(readJob(open.shop, other.id).state).toBe("dropped");
    expect(first(office).id).toBe(again.id);
    expect(refusalOf(() => repeatUnsure(open.shop, other.id, open.caller)).code).toBe("print.state");
  });
});

test("a job is given up with a reason only, by whom is noted, and what is printed cannot be given up", () => {
  takeIn(open);
  const job = first(zebra);
  expect(refusalOf(() => dropJob(open.shop, job.id, "  ", open.caller)).code).toBe("print.needs-reason");
  expect(dropJob(open.shop, job.id, "no labels left", open.caller)).toMatchObject({ state: "dropped", reason: "no labels left" });
  expect(readPrintEvents(open.shop, job.orderId).at(-1)).toMatchObject({
    jobId: job.id,
    what: "dropped",
    person: "Айгерим",
    bench: "counter",
    data: { reason: "no labels left" },
  });
  expect(nextOfLane(open.shop, zebra.id)).toBeUndefined();
  const printed = take(office);
  endJob(open.shop, printed.id, { end: "printed" });
  expect(refusalOf(() => dropJob(open.shop, printed.id, "x", open.caller)).code).toBe("print.state");
});
