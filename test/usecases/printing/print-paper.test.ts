import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { PaperKind } from "../../../src-main/domain/shop/paper-layout.ts";
import type { PrintJob } from "../../../src-main/domain/printing/print-job.ts";
import { editFacts } from "../../../src-main/usecases/orders/edit-order.ts";
import { readOrder } from "../../../src-main/usecases/orders/find-orders.ts";
import { handBackDevice } from "../../../src-main/usecases/orders/hand-back-device.ts";
import {
  finishJob,
  readJob,
  readPrintJobs,
  readUnfinishedJobs,
  renderJob,
  renderPaper,
  reprintPaper,
  retryJob,
} from "../../../src-main/usecases/printing/print-paper.ts";
import { changeShop } from "../../../src-main/usecases/people/set-up-shop.ts";
import { settingsOf } from "../../../src-main/usecases/ground/shop.ts";
import { factsText } from "../../../src-main/database/papers/paper-facts.ts";
import { updateShop } from "../../../src-main/database/shop/setting.ts";
import { openTestShop, temporaryFolder, type TestShop, type TestShopOptions } from "../../helpers/open-test-shop.ts";
import { handback, moveThrough, refusalOf, SMALL, takeIn, TO_READY } from "../../helpers/orders.ts";
import { png } from "../../helpers/pictures.ts";
import { putPicture } from "../../helpers/put-picture.ts";

/** Templates that say what they were given, in plain text, and take no time. */
const PLAIN = Object.fromEntries(
  ["certificate", "label", "handback"].map((kind) => [kind, `#set text(font: "Noto Sans")\n#raw(read("filling.json"))`]),
);
const BROKEN = "#this-is-no-function()";

let open: TestShop;
afterEach(() => open.cleanup());
const openWith = (options: TestShopOptions = {}): void => void (open = openTestShop(options));

const jobOf = (orderId: string, kind: PaperKind): PrintJob => readPrintJobs(open.shop, orderId).find((job) => job.kind === kind)!;

/** What a job's paper was made from. */
const paperOf = (jobId: string): string => {
  const { facts, copy } = open.shop.db
    .prepare<[string], { facts: Buffer; copy: number }>(
      "SELECT p.facts, j.copy FROM paper p JOIN print_job j ON j.paper_ordinal = p.ordinal WHERE j.id = ?",
    )
    .get(jobId)!;
  return factsText(facts) + copy;
};

describe("the papers of an intake", () => {
  test("are rendered, in the customer's language, and end ready", async () => {
    openWith();
    const order = takeIn(open, "lens-lv");
    for (const kind of ["certificate", "label"] as const) {
      const job = jobOf(order.id, kind);
      expect(await finishJob(open.shop, job.id)).toMatchObject({ state: "ready", reason: null, warning: null, number: order.number });
      expect(
        Buffer.from((await renderJob(open.shop, job.id, { format: "pdf" })).bytes)
          .subarray(0, 5)
          .toString(),
      ).toBe("%PDF-");
      expect(
        Buffer.from((await renderJob(open.shop, job.id, { format: "png", dpi: 203 })).bytes)
          .subarray(1, 4)
          .toString(),
      ).toBe("PNG");
    }
    expect(readUnfinishedJobs(open.shop)).toEqual([]);
  });

  test("are made by the spooler behind the intake, without being asked for", async () => {
    openWith({ spooling: true, templates: PLAIN });
    const order = takeIn(open);
    expect(readUnfinishedJobs(open.shop)).toHaveLength(2);
    await open.spooler.idle();
    expect(readPrintJobs(open.shop, order.id).map(({ state }) => state)).toEqual(["ready", "ready"]);
  });

  test("that a crash left waiting are taken up by the next start", async () => {
    const folder = temporaryFolder();
    try {
      openWith({ folder, templates: PLAIN });
      const order = takeIn(open);
      open.cleanup();
      openWith({ folder, templates: PLAIN });
      expect(readUnfinishedJobs(open.shop)).toHaveLength(2);
      open.spooler.wake();
      await open.spooler.idle();
      expect(readPrintJobs(open.shop, order.id).map(({ state }) => state)).toEqual(["ready", "ready"]);
    } finally {
      open.cleanup();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("a template that does not compile", () => {
  test("leaves the intake stored and the job failed with Typst's reason, the other paper made, and it can be rendered again", async () => {
    const folder = temporaryFolder();
    try {
      openWith({ folder, spooling: true, templates: { ...PLAIN, certificate: BROKEN } });
      const order = takeIn(open);
      await open.spooler.idle();
      expect(readOrder(open.shop, order.id).order.number).toBe(order.number);
      const failed = jobOf(order.id, "certificate");
      expect(failed).toMatchObject({ state: "failed", reason: expect.stringMatching(/certificate\.typ.*unknown variable/) });
      expect(jobOf(order.id, "label").state).toBe("ready");
      expect(readUnfinishedJobs(open.shop)).toMatchObject([{ id: failed.id }]);

      retryJob(open.shop, failed.id, open.caller);
      expect(readJob(open.shop, failed.id)).toMatchObject({ state: "queued", reason: null });
      await open.spooler.idle();
      expect(readJob(open.shop, failed.id).state).toBe("failed");
      open.cleanup();

      openWith({ folder, spooling: true, templates: PLAIN });
      retryJob(open.shop, failed.id, open.caller);
      await open.spooler.idle();
      expect(readJob(open.shop, failed.id)).toMatchObject({ state: "ready", reason: null });
      expect(readUnfinishedJobs(open.shop)).toEqual([]);
    } finally {
      open.cleanup();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("is told as such to whoever renders it", async () => {
    openWith({ templates: { ...PLAIN, label: BROKEN } });
    const order = takeIn(open);
    await expect(renderJob(open.shop, jobOf(order.id, "label").id, { format: "png" })).rejects.toEqual(
      expect.objectContaining({ name: "DocumentError" }),
    );
  });
});

describe("a reprint", () => {
  test("says copy and what the first print said, whatever was corrected since", async () => {
    openWith();
    const order = takeIn(open, "mixer-en");
    const first = jobOf(order.id, "certificate");
    editFacts(
      open.shop,
      { id: order.id, version: 1, fault: "CORRECTED", condition: "", priority: "low", promisedOn: null, estimate: "", limit: "" },
      open.caller,
    );
    changeShop(open.shop, { ...settingsOf(open.shop), name: "RENAMED" });
    const again = reprintPaper(open.shop, { orderId: order.id, kind: "certificate" }, open.caller);
    expect(again).toMatchObject({ kind: "certificate", copy: true, state: "queued" });
    expect(paperOf(again.id)).toBe(`${paperOf(first.id).slice(0, -1)}1`);
    expect(paperOf(again.id)).toContain("Channel 7 crackles");
    const svg = async (jobId: string): Promise<string> => Buffer.from((await renderJob(open.shop, jobId, { format: "svg" })).bytes).toString();
    expect(await svg(again.id)).not.toBe(await svg(first.id));
    expect((await finishJob(open.shop, again.id)).state).toBe("ready");
    expect(readOrder(open.shop, order.id).events.at(-1)).toMatchObject({
      kind: "printed",
      person: "Айгерим",
      data: { kind: "certificate", copy: true },
    });
  });

  test("of a reprint is of the first print still", () => {
    openWith({ templates: PLAIN });
    const order = takeIn(open);
    const first = paperOf(jobOf(order.id, "label").id);
    reprintPaper(open.shop, { orderId: order.id, kind: "label" }, open.caller);
    expect(paperOf(reprintPaper(open.shop, { orderId: order.id, kind: "label" }, open.caller).id).slice(0, -1)).toBe(first.slice(0, -1));
  });

  test("of a handback certificate exists only after the handback", async () => {
    openWith({ templates: PLAIN });
    const order = takeIn(open);
    expect(refusalOf(() => reprintPaper(open.shop, { orderId: order.id, kind: "handback" }, open.caller))).toMatchObject({
      code: "document.unknown",
      data: { kind: "handback", number: order.number },
    });
    expect(readPrintJobs(open.shop, order.id)).toHaveLength(2);
    const back = handBackDevice(open.shop, handback(moveThrough(open, order, ...TO_READY)), open.caller);
    expect(reprintPaper(open.shop, { orderId: order.id, kind: "handback" }, open.caller).copy).toBe(true);
    // To be shown or saved, the paper is the first one, without the word "copy".
    const shown = await renderPaper(open.shop, back.order, { kind: "handback" }, { format: "svg" });
    expect(shown.bytes).toEqual((await renderJob(open.shop, back.handbackJob, { format: "svg" })).bytes);
  });

  test("of nothing is refused", async () => {
    openWith({ templates: PLAIN });
    const nowhere = open.shop.newId();
    expect(refusalOf(() => reprintPaper(open.shop, { orderId: nowhere, kind: "label" }, open.caller)).code).toBe("order.unknown");
    expect(refusalOf(() => readJob(open.shop, nowhere)).code).toBe("document.unknown");
    await expect(renderJob(open.shop, nowhere, { format: "pdf" })).rejects.toMatchObject({ code: "document.unknown" });
    expect(refusalOf(() => retryJob(open.shop, nowhere, open.caller)).code).toBe("document.unknown");
    await expect(renderPaper(open.shop, takeIn(open), { kind: "handback" }, { format: "pdf" })).rejects.toMatchObject({ code: "document.unknown" });
  });
});

describe("what stands in a field", () => {
  test("in a script without glyphs never fails the intake: the job ends ready, with a warning or a system font", async () => {
    openWith();
    const order = takeIn(open, { ...SMALL, customer: { ...SMALL.customer, name: "王小明 \u{1F9FF} \u{10FFFD}" } });
    const job = await finishJob(open.shop, jobOf(order.id, "certificate").id);
    expect(job.state).toBe("ready");
    expect(job.warning).toContain("missing-glyphs:");
  });

  test("and a logo that cannot be drawn are no reason for a paper to fail", async () => {
    openWith();
    // A PNG in its head, torn behind it.
    updateShop(open.shop.db, { ...settingsOf(open.shop), logo: putPicture(open.shop, png(40, 40).subarray(0, 50)).sha256 });
    const order = takeIn(open);
    expect(await finishJob(open.shop, jobOf(order.id, "certificate").id)).toMatchObject({ state: "ready", warning: "logo-unreadable" });
  });

  test("and a logo of too many pixels, chosen before there was a limit, is left out", async () => {
    openWith();
    changeShop(open.shop, { ...settingsOf(open.shop), logo: putPicture(open.shop, png(40, 40)).sha256 });
    const order = takeIn(open);
    const { id } = jobOf(order.id, "certificate");
    const file = join(open.folder, "large.png");
    writeFileSync(file, png(8000, 8000));
    const shop = { ...open.shop, pictures: { ...open.shop.pictures, fileOf: () => file } };
    expect((await renderJob(shop, id, { format: "pdf" })).warnings).toEqual(["logo-too-large"]);
  });

  test("and a logo whose file was lost is only warned of", async () => {
    openWith();
    const { sha256 } = putPicture(open.shop, png(40, 40));
    changeShop(open.shop, { ...settingsOf(open.shop), logo: sha256 });
    rmSync(join(open.folder, "pictures"), { recursive: true });
    const order = takeIn(open);
    expect(await finishJob(open.shop, jobOf(order.id, "certificate").id)).toMatchObject({ state: "ready", warning: "logo-unreadable" });
  });
});

test("no paper is made inside a transaction, whoever asks for it", async () => {
  openWith();
  const asked: boolean[] = [];
  const { render } = open.shop.documents;
  const shop = {
    ...open.shop,
    documents: {
      ...open.shop.documents,
      render: (...given: Parameters<typeof render>) => {
        asked.push(open.shop.db.inTransaction);
        return render(...given);
      },
    },
  };
  const order = takeIn({ ...open, shop });
  const back = handBackDevice(shop, handback(moveThrough({ ...open, shop }, order, ...TO_READY)), open.caller);
  const again = reprintPaper(shop, { orderId: order.id, kind: "certificate" }, open.caller);
  expect(asked).toEqual([]);
  for (const { id } of readPrintJobs(shop, order.id)) await finishJob(shop, id);
  await renderJob(shop, again.id, { format: "svg" });
  await renderPaper(shop, back.order, { kind: "handback" }, { format: "svg" });
  expect(asked.length).toBeGreaterThan(5);
  expect(new Set(asked)).toEqual(new Set([false]));
});

test("a database that cannot be written leaves the job waiting, for the next try", async () => {
  openWith({ templates: PLAIN });
  const order = takeIn(open);
  const { id } = jobOf(order.id, "label");
  open.shop.db.pragma("query_only = ON");
  await expect(finishJob(open.shop, id)).rejects.toEqual(expect.objectContaining({ code: "SQLITE_READONLY" }));
  open.shop.db.pragma("query_only = OFF");
  expect(readJob(open.shop, id).state).toBe("queued");
  expect((await finishJob(open.shop, id)).state).toBe("ready");
});
