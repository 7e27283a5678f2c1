import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { defaultShop } from "../../../src-main/domain/shop/shop.ts";
import { errorOf, openTestHost, type Line, type TestHost } from "../../helpers/test-host.ts";
import { png } from "../../helpers/pictures.ts";

let open: TestHost;
let now = Date.UTC(2026, 10, 20, 9, 15);
beforeAll(async () => void (open = await openTestHost({ clock: () => now++ })));
afterAll(() => open.close());

const settings = { ...defaultShop("LV", "Europe/Riga"), name: "Talons" };

describe("before the set-up", () => {
  test("a screen is greeted, may store the logo, and is refused everything else", async () => {
    const { client, close } = await open.connect();
    expect(await client.session.welcome()).toMatchObject({
      needsSetUp: true,
      people: [],
      settings: { country: "KZ" },
      opensPapers: false,
      bench: { id: expect.any(String) },
    });
    expect(await client.picture.store({ file: new File([new Uint8Array(png())], "logo.png") })).toMatchObject({
      mime: "image/png",
      width: 4,
      height: 3,
    });
    const { sha256, picture } = await client.picture.storeLogo({ file: new File([new Uint8Array(png())], "logo.png") });
    expect([sha256, (await picture.arrayBuffer()).byteLength]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), expect.any(Number)]);
    expect(await errorOf(client.order.counts())).toMatchObject({ code: "SIGNED_OUT", defined: true });
    close();
  });

  test("it names what is wrong in the set-up, by the form's own paths", async () => {
    const { client, close } = await open.connect();
    const wrong = { settings: { ...settings, numberPrefix: "1" }, person: { name: "Līga", pin: "4711" }, bench: "" };
    expect(await errorOf(client.session.setUp(wrong))).toMatchObject({
      code: "INVALID",
      defined: true,
      data: { problems: [{ field: "settings.numberPrefix", problem: "prefix" }] },
    });
    const { name: _, ...nameless } = settings;
    expect((await errorOf(client.session.setUp({ ...wrong, settings: { ...nameless, colour: "red" } as never }))).data).toEqual({
      problems: [
        { field: "settings.name", problem: "required" },
        { field: "settings.colour", problem: "unknown-field" },
      ],
    });
    close();
  });
});

describe("after it", () => {
  let ticket: string;
  let cookies: string;
  let personId: string;

  test("whoever set the shop up is in, with a ticket", async () => {
    cookies = await open.enter();
    const { client, close } = await open.connect(cookies);
    const signedIn = await client.session.setUp({ settings, person: { name: "Līga", pin: "4711" }, bench: "Lete" });
    ({ ticket } = signedIn);
    personId = signedIn.person.id;
    expect(signedIn).toMatchObject({ person: { name: "Līga", hasPin: true }, preferences: {} });
    expect(await client.order.counts()).toMatchObject({ total: 0 });
    expect(await client.session.welcome()).toMatchObject({ needsSetUp: false, bench: { name: "Lete" }, settings: { name: "Talons" } });
    close();
  });

  test("nobody sets it up again", async () => {
    const { client, close } = await open.connect();
    const again = client.session.setUp({ settings, person: { name: "Eve", pin: "0000" }, bench: "" });
    expect(await errorOf(again)).toMatchObject({ code: "REFUSED", data: { code: "shop.already-set-up" } });
    expect(await errorOf(client.order.counts())).toMatchObject({ code: "SIGNED_OUT" });
    close();
  });

  test("a reload of the same screen comes back by its ticket, once, with another one for the next time", async () => {
    const { client, close } = await open.connect(cookies);
    expect(await errorOf(client.order.counts())).toMatchObject({ code: "SIGNED_OUT" });
    const back = await client.session.resume({ ticket });
    expect(back).toMatchObject({ person: { id: personId } });
    expect(await client.order.counts()).toMatchObject({ total: 0 });
    expect(await client.session.resume({ ticket })).toBeNull();
    ticket = back!.ticket;
    close();
  });

  test("another browser's ticket opens nothing, nor does a made-up one", async () => {
    const { client, close } = await open.connect();
    for (const stolen of [ticket, "", "x".repeat(32)]) expect(await client.session.resume({ ticket: stolen })).toBeNull();
    expect(await errorOf(client.order.counts())).toMatchObject({ code: "SIGNED_OUT" });
    close();
  });

  test("a PIN lets in on this line only; a wrong one says how long to wait", async () => {
    const [line, other] = [await open.connect(cookies), await open.connect(cookies)];
    expect(await errorOf(line.client.session.signIn({ personId, pin: "0000" }))).toMatchObject({
      code: "REFUSED",
      data: { code: "person.wrong-pin", data: { seconds: 0 } },
    });
    expect(await errorOf(line.client.order.counts())).toMatchObject({ code: "SIGNED_OUT" });
    await line.client.session.signIn({ personId, pin: "4711" });
    expect(await line.client.order.counts()).toMatchObject({ total: 0 });
    expect(await errorOf(other.client.order.counts())).toMatchObject({ code: "SIGNED_OUT" });
    line.close();
    other.close();
  });

  test("signing out ends the line's rights and its tickets", async () => {
    const { client, close } = await open.connect(cookies);
    const { ticket: fresh } = await client.session.signIn({ personId, pin: "4711" });
    await client.session.signOut();
    expect(await errorOf(client.order.counts())).toMatchObject({ code: "SIGNED_OUT" });
    expect(await client.session.resume({ ticket: fresh })).toBeNull();
    await client.session.signOut();
    close();
  });

  test("a ticket is good for a working day", async () => {
    const { client, close } = await open.connect(cookies);
    const { ticket: old } = await client.session.signIn({ personId, pin: "4711" });
    now += 12 * 3_600_000 + 1000;
    expect(await client.session.resume({ ticket: old })).toBeNull();
    close();
  });

  test("a ticket of someone who left opens nothing", async () => {
    const { client, close } = await open.connect(cookies);
    await client.session.signIn({ personId, pin: "4711" });
    await client.shop.storePerson({ id: null, name: "Oļegs", pin: "1234", active: true });
    const oleg = (await client.shop.people()).find(({ name }) => name === "Oļegs")!;
    const other = await open.connect(cookies);
    const { ticket: his } = await other.client.session.signIn({ personId: oleg.id, pin: "1234" });
    await client.shop.storePerson({ id: oleg.id, name: "Oļegs", pin: null, active: false });
    expect(await other.client.session.resume({ ticket: his })).toBeNull();
    expect((await client.session.welcome()).people.map(({ name }) => name)).toEqual(["Līga"]);
    close();
    other.close();
  });

  test("preferences come back with the person, on any bench", async () => {
    const { client, close } = await open.connect(cookies);
    await client.session.signIn({ personId, pin: "4711" });
    await client.session.keepPreferences({ queue: { sort: "age" } });
    close();
    const elsewhere = await open.connect();
    expect((await elsewhere.client.session.signIn({ personId, pin: "4711" })).preferences).toEqual({ queue: { sort: "age" } });
    elsewhere.close();
  });

  test("settings and the bench's name are changed by who is in", async () => {
    const { client, close } = await open.connect(cookies);
    await client.session.signIn({ personId, pin: "4711" });
    await client.shop.change({ ...settings, name: "Talons un dēls" });
    await client.shop.renameBench({ name: "Stends 2" });
    expect(await client.session.welcome()).toMatchObject({ settings: { name: "Talons un dēls" }, bench: { name: "Stends 2" } });
    expect((await errorOf(client.shop.change({ ...settings, timeZone: "Nowhere" }))).data).toEqual({
      problems: [{ field: "timeZone", problem: "time-zone" }],
    });
    expect((await errorOf(client.shop.renameBench({ name: " " }))).data).toEqual({ problems: [{ field: "name", problem: "required" }] });
    close();
  });
});

describe("a session ends", () => {
  let line: Line;
  let boss: Line;
  let cookies: string;
  let bossId: string;
  let olga: string;
  const PIN = "2468";
  beforeEach(async () => {
    cookies = await open.enter();
    boss = await open.connect();
    bossId = (await boss.client.session.welcome()).people.find(({ name }) => name === "Līga")!.id;
    await boss.client.session.signIn({ personId: bossId, pin: "4711" });
    const name = `Olga ${now}`;
    await boss.client.shop.storePerson({ id: null, name, pin: PIN, active: true });
    olga = (await boss.client.shop.people()).find((person) => person.name === name)!.id;
    line = await open.connect(cookies);
  });
  afterEach(() => [line, boss].forEach(({ close }) => close()));

  const everything = () => ({ id: olga, name: "Olga", pin: null, active: true });
  const expectOver = async (ticket: string): Promise<void> => {
    expect(await errorOf(line.client.order.counts())).toMatchObject({ code: "SIGNED_OUT" });
    expect(await line.client.session.resume({ ticket })).toBeNull();
    const again = await open.connect(cookies);
    expect(await again.client.session.resume({ ticket })).toBeNull();
    again.close();
  };

  test.each([
    ["leaves", () => boss.client.shop.storePerson({ ...everything(), active: false })],
    ["gets another PIN", () => boss.client.shop.storePerson({ ...everything(), pin: "9999" })],
    ["gets another role", () => boss.client.shop.storePerson({ ...everything(), role: "supervisor" })],
  ])("with its calls, streams and tickets when the person %s", async (_, change) => {
    const { ticket } = await line.client.session.signIn({ personId: olga, pin: PIN });
    const changes = await line.client.changes();
    const ended = expect(changes.next()).rejects.toMatchObject({ code: "SIGNED_OUT" });
    await change();
    await ended;
    await expectOver(ticket);
  });

  test("everywhere else when a person changes their own PIN; where the old one was shown they go on, with another ticket", async () => {
    const { ticket } = await line.client.session.signIn({ personId: olga, pin: PIN });
    const other = await open.connect();
    await other.client.session.signIn({ personId: olga, pin: PIN });
    const { ticket: fresh } = await other.client.session.changePin({ pin: PIN, newPin: "1111" });
    expect(await other.client.order.counts()).toBeDefined();
    await expectOver(ticket);
    expect(fresh).not.toBe(ticket);
    other.close();
  });

  test("elsewhere when a person takes their own PIN away; where it was shown they go on, by the same ticket", async () => {
    const { ticket } = await line.client.session.signIn({ personId: olga, pin: PIN });
    const other = await open.connect();
    await other.client.session.signIn({ personId: olga, pin: PIN });
    await line.client.shop.removePin({ id: olga, pin: PIN });
    expect(await line.client.order.counts()).toBeDefined();
    expect(await errorOf(other.client.order.counts())).toMatchObject({ code: "SIGNED_OUT" });
    expect(await line.client.session.resume({ ticket })).toMatchObject({ person: { id: olga, hasPin: false } });
    other.close();
  });

  test("for a demoted supervisor before the next deed", async () => {
    await boss.client.shop.storePerson({ ...everything(), role: "supervisor" });
    await line.client.session.signIn({ personId: olga, pin: PIN });
    await line.client.shop.renameBench({ name: "Stends" });
    await boss.client.shop.storePerson({ ...everything(), role: "technician" });
    expect(await errorOf(line.client.shop.renameBench({ name: "x" }))).toMatchObject({ code: "SIGNED_OUT" });
    await line.client.session.signIn({ personId: olga, pin: PIN });
    expect(await errorOf(line.client.shop.renameBench({ name: "x" }))).toMatchObject({ data: { code: "person.not-supervisor" } });
  });

  test("where the bench is left alone for the minutes that are set there, and nowhere else; its draft stays", async () => {
    await line.client.session.signIn({ personId: bossId, pin: "4711" });
    await line.client.shop.keepIdleMinutes({ minutes: 5 });
    const { ticket } = await line.client.session.signIn({ personId: olga, pin: PIN });
    await line.client.draft.keep({ fault: "half" });
    for (let minutes = 0; minutes < 12; minutes += 4) {
      now += 4 * 60_000;
      await line.client.session.stay();
    }
    now += 4 * 60_000;
    // Screens that look by themselves are no sign of life.
    expect(await line.client.order.counts()).toBeDefined();
    now += 61_000;
    await expectOver(ticket);
    expect(await boss.client.order.counts()).toBeDefined();
    await line.client.session.signIn({ personId: olga, pin: PIN });
    expect(await line.client.draft.get()).toMatchObject({ form: { fault: "half" } });
  });

  test("neither earlier nor later where the clock was set back", async () => {
    await line.client.session.signIn({ personId: bossId, pin: "4711" });
    await line.client.shop.keepIdleMinutes({ minutes: 5 });
    now -= 3_600_000;
    expect(await line.client.order.counts()).toBeDefined();
    now += 6 * 60_000;
    expect(await errorOf(line.client.order.counts())).toMatchObject({ code: "SIGNED_OUT" });
  });
});

test("a picture is stored by nobody once the shop is set up", async () => {
  const { client, close } = await open.connect();
  expect(await errorOf(client.picture.store({ file: new File([new Uint8Array(png())], "x.png") }))).toMatchObject({ code: "SIGNED_OUT" });
  close();
});
