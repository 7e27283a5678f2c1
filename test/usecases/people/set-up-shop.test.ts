import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { defaultShop, type SetUpInput, type ShopSettings } from "../../../src-main/domain/shop/shop.ts";
import { readPeople } from "../../../src-main/usecases/people/change-people.ts";
import {
  changeShop,
  keepSettings,
  needsSetUp,
  openBench,
  openNamedBench,
  renameBench,
  setUpShop,
} from "../../../src-main/usecases/people/set-up-shop.ts";
import { settingsOf } from "../../../src-main/usecases/ground/shop.ts";
import { signIn, welcome } from "../../../src-main/usecases/people/sign-in.ts";
import { openTestShop, type TestShop } from "../../helpers/open-test-shop.ts";
import { everythingIn, refusalOf, refusalOfAsync } from "../../helpers/orders.ts";
import { jpeg, png } from "../../helpers/pictures.ts";
import { putPicture } from "../../helpers/put-picture.ts";

let open: TestShop;
beforeEach(() => {
  open = openTestShop();
  // As a fresh folder is: a bench is known from the first visit, but nobody works here yet.
  open.shop.db.exec("DELETE FROM person");
});
afterEach(() => open.cleanup());

const LATVIAN: ShopSettings = { ...defaultShop("LV", "Europe/Riga"), name: "Talons", numberPrefix: "TAL" };
const input = (changes: Partial<SetUpInput> = {}): SetUpInput => ({
  settings: LATVIAN,
  person: { name: " Līga ", pin: "4711" },
  bench: "Lete",
  ...changes,
});
const caller = (): { personId: null; benchId: string } => ({ personId: null, benchId: open.caller.benchId });

describe("the first start", () => {
  test("without a set-up works with sensible values of the place", () => {
    expect(needsSetUp(open.shop)).toBe(true);
    expect(settingsOf(open.shop)).toMatchObject({
      country: "KZ",
      currency: "KZT",
      timeZone: "Asia/Almaty",
      numberPrefix: "R",
      languages: ["ru", "kk", "en"],
    });
    keepSettings(open.shop);
    expect(settingsOf({ ...open.shop, home: { country: "LV", timeZone: "Europe/Riga" } })).toMatchObject({ country: "KZ" });
  });

  test("sets the shop, the first person and the bench up, once", async () => {
    const { personId } = await setUpShop(open.shop, input(), caller());
    expect(settingsOf(open.shop)).toEqual(LATVIAN);
    expect(readPeople(open.shop)).toEqual([{ id: personId, name: "Līga", active: true, hasPin: true, role: "supervisor" }]);
    expect(welcome(open.shop, open.caller.benchId)).toMatchObject({ needsSetUp: false, bench: { name: "Lete" } });
    expect(await signIn(open.shop, { personId, pin: "4711" }, open.caller.benchId)).toMatchObject({ personId });
    const before = everythingIn(open.shop.db);
    expect((await refusalOfAsync(setUpShop(open.shop, input({ person: { name: "Eve", pin: "0000" } }), caller()))).code).toBe("shop.already-set-up");
    expect(everythingIn(open.shop.db)).toEqual(before);
  });

  test("of two that come at once only one sets it up", async () => {
    const outcomes = await Promise.allSettled([
      setUpShop(open.shop, input(), caller()),
      setUpShop(open.shop, input({ person: { name: "Eve", pin: "0000" } }), caller()),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(readPeople(open.shop)).toHaveLength(1);
  });

  test("may go without a PIN", async () => {
    const { personId } = await setUpShop(open.shop, input({ person: { name: "Līga", pin: "" }, bench: "" }), caller());
    expect(await signIn(open.shop, { personId, pin: "" }, open.caller.benchId)).toMatchObject({ personId });
    expect(welcome(open.shop, open.caller.benchId).bench.name).toBe("counter");
  });

  test("names what is wrong with the person, and stores nothing", async () => {
    const before = everythingIn(open.shop.db);
    expect(await refusalOfAsync(setUpShop(open.shop, input({ person: { name: " ", pin: "12" } }), caller()))).toEqual({
      code: "input.invalid",
      data: {
        problems: [
          { field: "person.name", problem: "required" },
          { field: "person.pin", problem: "pin" },
        ],
      },
    });
    expect((await refusalOfAsync(setUpShop(open.shop, input({ settings: { ...LATVIAN, country: "lv" } }), caller()))).data).toEqual({
      problems: [{ field: "settings.country", problem: "country" }],
    });
    expect(everythingIn(open.shop.db)).toEqual(before);
  });
});

describe("settings", () => {
  test.each<[string, Partial<ShopSettings>, unknown]>([
    ["prefix", { numberPrefix: "R1" }, [{ field: "numberPrefix", problem: "prefix" }]],
    ["prefix in Cyrillic", { numberPrefix: "Р" }, [{ field: "numberPrefix", problem: "prefix" }]],
    ["empty prefix", { numberPrefix: "" }, [{ field: "numberPrefix", problem: "prefix" }]],
    ["currency", { currency: "euro" }, [{ field: "currency", problem: "currency" }]],
    ["country", { country: "Latvia" }, [{ field: "country", problem: "country" }]],
    ["time zone", { timeZone: "Europe/Jurmala" }, [{ field: "timeZone", problem: "time-zone" }]],
    ["languages", { languages: [] }, [{ field: "languages", problem: "required" }]],
    ["e-mail", { email: "nobody" }, [{ field: "email", problem: "email" }]],
  ])("with a bad %s are refused", (_, changes, problems) => {
    const before = everythingIn(open.shop.db);
    expect(refusalOf(() => changeShop(open.shop, { ...LATVIAN, ...changes }))).toEqual({ code: "input.invalid", data: { problems } });
    expect(everythingIn(open.shop.db)).toEqual(before);
  });

  test("take no logo that is larger than a paper shows, but keep one that is there already", () => {
    const { sha256 } = putPicture(open.shop, png(710, 40));
    expect(refusalOf(() => changeShop(open.shop, { ...LATVIAN, logo: sha256 }))).toEqual({ code: "photo.not-drawn", data: { field: "logo" } });
    changeShop(open.shop, { ...LATVIAN, logo: putPicture(open.shop, png(709, 40)).sha256 });
    open.shop.db.prepare("UPDATE setting SET value = json_set(value, '$.logo', ?) WHERE value ->> '$.logo' IS NOT NULL").run(sha256);
    changeShop(open.shop, { ...LATVIAN, logo: sha256, name: "Renamed" });
    expect(settingsOf(open.shop)).toMatchObject({ logo: sha256, name: "Renamed" });
  });

  test("take a logo that is stored, and no other", () => {
    expect(refusalOf(() => changeShop(open.shop, { ...LATVIAN, logo: "0".repeat(64) }))).toEqual({ code: "photo.unknown", data: { field: "logo" } });
    const { sha256 } = putPicture(open.shop, png());
    changeShop(open.shop, { ...LATVIAN, logo: sha256 });
    // What a screen sends is not trusted to be drawn: a photo may lie on its side, or have four inks.
    const photo = putPicture(open.shop, jpeg()).sha256;
    expect(refusalOf(() => changeShop(open.shop, { ...LATVIAN, logo: photo }))).toEqual({ code: "photo.not-drawn", data: { field: "logo" } });
    expect(settingsOf(open.shop).logo).toBe(sha256);
  });
});

describe("a bench", () => {
  test("is made at its first visit and keeps its name at the next", () => {
    const id = open.shop.newId();
    expect(openBench(open.shop, { id, name: "pc-7" })).toMatchObject({ id, name: "pc-7" });
    renameBench(open.shop, id, " Stends 2 ");
    expect(openBench(open.shop, { id, name: "pc-7" })).toMatchObject({ id, name: "Stends 2" });
    renameBench(open.shop, id, "   ");
    expect(openBench(open.shop, { id, name: "pc-7" }).name).toBe("Stends 2");
  });

  test("of a name, as the command line's, is the same each time", () => {
    const id = openNamedBench(open.shop, "command line");
    expect(openNamedBench(open.shop, "command line")).toBe(id);
    expect(openNamedBench(open.shop, "another")).not.toBe(id);
  });
});
