import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findPicture } from "../../src-main/database/picture.ts";
import { readPicture as tellPicture } from "../../src-main/database/picture-file.ts";
import { updateShop } from "../../src-main/database/setting.ts";
import { keepDraft, dropDraft } from "../../src-main/usecases/keep-draft.ts";
import { changeShop } from "../../src-main/usecases/set-up-shop.ts";
import { settingsOf } from "../../src-main/usecases/shop.ts";
import { readPicture, redrawOldLogo, storeLogo, storePicture, takePicture } from "../../src-main/usecases/store-picture.ts";
import { openSweep } from "../../src-main/usecases/sweep-pictures.ts";
import { renderPaper, reprintPaper } from "../../src-main/usecases/print-paper.ts";
import { CASES } from "../helpers/intake-cases.ts";
import { openTestShop, type TestShop } from "../helpers/open-test-shop.ts";
import { takeIn } from "../helpers/orders.ts";
import { jpeg, png } from "../helpers/pictures.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;

let open: TestShop;
beforeEach(() => {
  open = openTestShop();
});
afterEach(() => open.cleanup());

const field = (name: string): Buffer => readFileSync(join(import.meta.dirname, "..", "fixtures", "field", name));

describe("what a camera wrote into a photo", () => {
  test("goes, small picture included, unless the shop keeps it", () => {
    const turned = Buffer.concat([field("exif6.jpg"), Buffer.from("56.9496N")]);
    const small = jpeg(320, 160);
    const { sha256 } = storePicture(open.shop, turned, small);
    expect(Buffer.from(readPicture(open.shop, sha256)).includes("56.9496N")).toBe(false);
    expect(readPicture(open.shop, sha256, "small").length).toBeLessThan(small.length);
    changeShop(open.shop, { ...settingsOf(open.shop), keepPhotoDetails: true });
    const { sha256: whole } = storePicture(open.shop, turned);
    expect(Buffer.from(readPicture(open.shop, whole)).equals(turned)).toBe(true);
  });

  test("a picture of more pixels than a screen can hold is refused by its head", () => {
    expect(() => storePicture(open.shop, jpeg(12_000, 10_001))).toThrow(
      expect.objectContaining({ code: "photo.too-many-pixels", data: { field: "photo", megapixels: 120 } }),
    );
    expect(storePicture(open.shop, jpeg(12_000, 10_000)).width).toBe(12_000);
  });
});

describe("a picture that is drawn anew", () => {
  const turned = readFileSync(join(import.meta.dirname, "..", "fixtures", "pictures", "turned.heic"));

  test("is a JPEG where a telephone wrote HEIC", async () => {
    const photo = await takePicture(open.shop, turned);
    expect(photo).toMatchObject({ mime: "image/jpeg", width: 64, height: 96 });
    expect(tellPicture(readPicture(open.shop, photo.sha256, "small"))).toMatchObject({ mime: "image/jpeg", width: 64, height: 96 });
    await expect(takePicture(open.shop, turned.subarray(0, 200))).rejects.toMatchObject({ code: "photo.not-an-image" });
    await expect(takePicture(open.shop, Buffer.concat([turned, Buffer.alloc(25_000_000)]))).rejects.toMatchObject({ code: "photo.too-large" });
  });

  test.each(["cmyk.jpg", "exif6.jpg"])("is a logo that papers print: %s", async (name) => {
    const { sha256, drawn } = await storeLogo(open.shop, field(name));
    expect(Buffer.from(readPicture(open.shop, sha256)).equals(drawn)).toBe(true);
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
    const { sha256 } = storePicture(open.shop, field("exif6.jpg"));
    updateShop(open.shop.db, { ...settingsOf(open.shop), logo: sha256 });
    const again = openTestShop({ folder: open.folder });
    try {
      await expect.poll(() => settingsOf(again.shop).logo, { timeout: 20_000 }).not.toBe(sha256);
      const { logo } = settingsOf(again.shop);
      expect(tellPicture(readPicture(again.shop, logo!))).toMatchObject({ mime: "image/png", width: 177, height: 354 });
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
    const { sha256 } = storePicture(open.shop, png(640, 480), png(320, 240));
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
    const [photo, draft, printed, logo, again, stray] = [1, 2, 3, 4, 5, 6].map((shade) => storePicture(open.shop, png(4, 3, shade)).sha256) as [
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
    storePicture(open.shop, png(4, 3, 5));
    sweep();
    expect([photo, draft, printed, logo, again, stray].map(known)).toEqual([true, true, true, true, true, false]);
    dropDraft(open.shop, open.caller.benchId);
    open.clock.add(8 * DAY);
    sweep();
    expect([draft, again].map(known)).toEqual([false, false]);
    expect(files().toSorted()).toContain(photo);
  });

  test("not while a draft cannot be opened, for it may name any of them", () => {
    const { sha256 } = storePicture(open.shop, png());
    keepDraft(open.shop, open.caller.benchId, { photos: [] });
    open.shop.db.prepare("UPDATE draft SET sealed = zeroblob(40)").run();
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
