import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findPicture } from "../../../src-main/database/pictures/picture.ts";
import { readPicture as tellPicture } from "../../../src-main/storage/picture-file.ts";
import { updateShop } from "../../../src-main/database/shop/setting.ts";
import { keepDraft, dropDraft } from "../../../src-main/usecases/orders/keep-draft.ts";
import { changeShop } from "../../../src-main/usecases/people/set-up-shop.ts";
import { settingsOf } from "../../../src-main/usecases/ground/shop.ts";
import { redrawOldLogo, storeLogo, storePicture, takePicture } from "../../../src-main/usecases/pictures/store-picture.ts";
import { stripPictures } from "../../../src-main/usecases/pictures/strip-pictures.ts";
import { openSweep } from "../../../src-main/usecases/pictures/sweep-pictures.ts";
import { renderPaper, reprintPaper } from "../../../src-main/usecases/printing/print-paper.ts";
import { CASES } from "../../helpers/intake-cases.ts";
import { openTestShop, type TestShop } from "../../helpers/open-test-shop.ts";
import { takeIn } from "../../helpers/orders.ts";
import { jpeg, png } from "../../helpers/pictures.ts";
import { putPicture } from "../../helpers/put-picture.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;

let open: TestShop;
beforeEach(() => {
  open = openTestShop();
});
afterEach(() => open.cleanup());

const field = (name: string): Buffer => readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "field", name));

describe("what a camera wrote into a photo", () => {
  test("goes, small picture included, unless the shop keeps it", async () => {
    const turned = Buffer.concat([field("exif6.jpg"), Buffer.from("56.9496N")]);
    const small = jpeg(320, 160);
    const { sha256 } = await storePicture(open.shop, turned, small);
    expect(Buffer.from(open.shop.pictures.read(sha256)).includes("56.9496N")).toBe(false);
    expect(open.shop.pictures.readSmall(sha256).length).toBeLessThan(small.length);
    changeShop(open.shop, { ...settingsOf(open.shop), keepPhotoDetails: true });
    const { sha256: whole } = await storePicture(open.shop, turned);
    expect(Buffer.from(open.shop.pictures.read(whole)).equals(turned)).toBe(true);
  });

  test("a picture of more pixels than a screen can hold is refused by its head", async () => {
    await expect(storePicture(open.shop, jpeg(12_000, 10_001))).rejects.toMatchObject({
      code: "photo.too-many-pixels",
      data: { field: "photo", megapixels: 120 },
    });
    expect((await storePicture(open.shop, jpeg(12_000, 10_000))).width).toBe(12_000);
  });

  test("and one that is swept while it comes in is stored once more", async () => {
    let times = 0;
    const swept = {
      ...open.shop,
      pictures: { ...open.shop.pictures, has: (sha256: string) => times++ > 0 && open.shop.pictures.has(sha256) },
    };
    const { sha256 } = await storePicture(swept, png());
    expect([times, open.shop.pictures.has(sha256), findPicture(open.shop.db, sha256) !== undefined]).toEqual([2, true, true]);
  });
});

describe("what a camera wrote into photos that were stored before", () => {
  const placed = (shade: string): Buffer => Buffer.concat([field("exif6.jpg"), Buffer.from(`56.9496N ${shade}`)]);
  /** As an older program left it. */
  function putOld(bytes: Uint8Array, small?: Uint8Array): string {
    const { sha256 } = putPicture(open.shop, bytes, small, true);
    open.shop.db.prepare("INSERT INTO picture_unstripped VALUES (?)").run(sha256);
    return sha256;
  }
  async function strip(): Promise<number> {
    let steps = 0;
    for (const work of stripPictures(open.shop)) {
      steps++;
      await work;
    }
    return steps;
  }
  const left = (): readonly unknown[] => open.shop.db.prepare("SELECT sha256 FROM picture_unstripped ORDER BY sha256").pluck().all();
  const photosOf = (id: string): readonly string[] =>
    open.shop.db.prepare("SELECT sha256 FROM photo WHERE order_id = ? ORDER BY position").pluck().all(id) as string[];

  test("goes by and by, small picture included, and orders name the photo anew", async () => {
    const small = jpeg(320, 160);
    const [one, plain] = [putOld(placed("one"), small), putOld(png(5, 5))] as const;
    const first = takeIn(open, { ...CASES["phone-en"], photos: [one, plain] });
    const second = takeIn(open, { ...CASES["phone-en"], photos: [plain, one] });
    expect(await strip()).toBe(2);
    const [fresh = ""] = photosOf(first.id);
    expect([photosOf(first.id), photosOf(second.id)]).toEqual([
      [fresh, plain],
      [plain, fresh],
    ]);
    const bytes = Buffer.from(open.shop.pictures.read(fresh));
    expect([fresh === one, bytes.includes("56.9496N"), tellPicture(bytes).sha256]).toEqual([false, false, fresh]);
    expect(open.shop.pictures.readSmall(fresh).length).toBeLessThan(small.length);
    expect([findPicture(open.shop.db, one), left()]).toEqual([undefined, []]);
    expect(await strip()).toBe(0);
    open.clock.add(2 * HOUR);
    expect([...openSweep(open.shop)()].length).toBeGreaterThan(0);
    expect([open.shop.pictures.has(one), open.shop.pictures.has(fresh), open.shop.pictures.has(plain)]).toEqual([false, true, true]);
  });

  test("stays where the shop keeps it, where a draft names the photo, and where the file is damaged or lost", async () => {
    const [drafted, damaged, lost] = ["draft", "damaged", "lost"].map((shade) => putOld(placed(shade))) as [string, string, string];
    keepDraft(open.shop, open.caller.benchId, { photos: [drafted] });
    writeFileSync(open.shop.pictures.fileOf(damaged), placed("other"));
    rmSync(open.shop.pictures.fileOf(lost));
    changeShop(open.shop, { ...settingsOf(open.shop), keepPhotoDetails: true });
    expect(await strip()).toBe(0);
    changeShop(open.shop, { ...settingsOf(open.shop), keepPhotoDetails: false });
    await strip();
    expect(left()).toEqual([drafted]);
    expect([drafted, damaged, lost].map((name) => findPicture(open.shop.db, name) !== undefined)).toEqual([true, true, true]);
    dropDraft(open.shop, open.caller.benchId);
    await strip();
    expect([left(), findPicture(open.shop.db, drafted)]).toEqual([[], undefined]);
  });
});

describe("a picture that is drawn anew", () => {
  const turned = readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "pictures", "turned.heic"));

  test("is a JPEG where a telephone wrote HEIC", async () => {
    const photo = await takePicture(open.shop, turned);
    expect(photo).toMatchObject({ mime: "image/jpeg", width: 64, height: 96 });
    expect(tellPicture(open.shop.pictures.readSmall(photo.sha256))).toMatchObject({ mime: "image/jpeg", width: 64, height: 96 });
    await expect(takePicture(open.shop, turned.subarray(0, 200))).rejects.toMatchObject({ code: "photo.not-an-image" });
    await expect(takePicture(open.shop, Buffer.concat([turned, Buffer.alloc(25_000_000)]))).rejects.toMatchObject({ code: "photo.too-large" });
  });

  test.each(["cmyk.jpg", "exif6.jpg"])("is a logo that papers print: %s", async (name) => {
    const { sha256, drawn } = await storeLogo(open.shop, field(name));
    expect(Buffer.from(open.shop.pictures.read(sha256)).equals(drawn)).toBe(true);
    changeShop(open.shop, { ...settingsOf(open.shop), logo: sha256 });
    const order = takeIn(open);
    const { bytes, warnings } = await renderPaper(open.shop, order, { kind: "certificate" }, { format: "svg" });
    expect(warnings).toEqual([]);
    expect(Buffer.from(bytes).toString().split(Buffer.from(drawn).toString("base64").slice(0, 200))).toHaveLength(2);
    const page = Buffer.from((await renderPaper(open.shop, order, { kind: "certificate" }, { format: "pdf" })).bytes);
    const { width, height } = tellPicture(drawn);
    expect(page.includes(`/Width ${width}`) && page.includes(`/Height ${height}`)).toBe(true);
  });

  test("and a logo of a shop that chose it before is drawn once, when the shop opens", async () => {
    const { sha256 } = putPicture(open.shop, field("exif6.jpg"));
    updateShop(open.shop.db, { ...settingsOf(open.shop), logo: sha256 });
    const again = openTestShop({ folder: open.folder });
    try {
      await expect.poll(() => settingsOf(again.shop).logo, { timeout: 20_000 }).not.toBe(sha256);
      const { logo } = settingsOf(again.shop);
      expect(tellPicture(again.shop.pictures.read(logo!))).toMatchObject({ mime: "image/png", width: 177, height: 354 });
      await redrawOldLogo(again.shop);
      expect(settingsOf(again.shop).logo).toBe(logo);
    } finally {
      again.cleanup();
    }
  });
});

describe("pictures that nothing names are swept", () => {
  const sweep = (): number => [...openSweep(open.shop)()].length;
  const known = (sha256: string): boolean => findPicture(open.shop.db, sha256) !== undefined;
  const files = (): readonly string[] =>
    readdirSync(join(open.folder, "pictures"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);

  test("after a week, with the small picture, and the file after one more hour", () => {
    const { sha256 } = putPicture(open.shop, png(640, 480), png(320, 240));
    open.clock.add(6 * DAY);
    sweep();
    expect(known(sha256)).toBe(true);
    open.clock.add(2 * DAY);
    sweep();
    expect(known(sha256)).toBe(false);
    expect(files().toSorted()).toEqual([sha256, `${sha256}-320`]);
    open.clock.add(2 * HOUR);
    sweep();
    expect(files()).toEqual([]);
  });

  test("but what an order, a draft, a paper or the settings name stays, and what came again waits anew", () => {
    const [photo, draft, printed, logo, again, stray] = [1, 2, 3, 4, 5, 6].map((shade) => putPicture(open.shop, png(4, 3, shade)).sha256) as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    changeShop(open.shop, { ...settingsOf(open.shop), logo: printed });
    const order = takeIn(open, { ...CASES["phone-en"], photos: [photo] });
    reprintPaper(open.shop, { orderId: order.id, kind: "certificate" }, open.caller);
    changeShop(open.shop, { ...settingsOf(open.shop), logo });
    keepDraft(open.shop, open.caller.benchId, { photos: [draft] });
    open.clock.add(8 * DAY);
    putPicture(open.shop, png(4, 3, 5));
    sweep();
    expect([photo, draft, printed, logo, again, stray].map(known)).toEqual([true, true, true, true, true, false]);
    dropDraft(open.shop, open.caller.benchId);
    open.clock.add(8 * DAY);
    sweep();
    expect([draft, again].map(known)).toEqual([false, false]);
    expect(files().toSorted()).toContain(photo);
  });

  test("not while a draft of an older Talon cannot be opened, for it may name any of them", () => {
    const { sha256 } = putPicture(open.shop, png());
    keepDraft(open.shop, open.caller.benchId, { photos: [] });
    open.shop.db.prepare("UPDATE draft SET form = NULL, sealed = zeroblob(40)").run();
    open.clock.add(8 * DAY);
    sweep();
    expect(known(sha256)).toBe(true);
  });

  test("many at a time, with a pause between, and once a day", () => {
    const insert = open.shop.db.prepare("INSERT INTO picture (sha256, mime, width, height, bytes, created_at) VALUES (?, 'image/png', 4, 3, 80, 0)");
    open.shop.db.transaction(() => Array.from({ length: 1200 }, (_, n) => insert.run(n.toString(16).padStart(64, "0"))))();
    const daily = openSweep(open.shop);
    expect([...daily()]).toHaveLength(4);
    expect(open.shop.db.prepare("SELECT count(*) FROM picture").pluck().get()).toBe(0);
    expect([...daily()]).toEqual([]);
    open.clock.add(DAY);
    expect([...daily()]).toHaveLength(1);
  });
});
