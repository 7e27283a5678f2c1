import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { updatePin } from "../../../src-main/database/people/person.ts";
import { MOST_STRANGE_TRIES, waitAfter } from "../../../src-main/domain/people/pin-wait.ts";
import type { Caller, PersonInput } from "../../../src-main/domain/shop/shop.ts";
import { changePin, readPeople, removePin, storePerson } from "../../../src-main/usecases/people/change-people.ts";
import { readPermits } from "../../../src-main/usecases/people/rights.ts";
import { openBench } from "../../../src-main/usecases/people/set-up-shop.ts";
import { keepPreferences, readPreferences, signIn, welcome } from "../../../src-main/usecases/people/sign-in.ts";
import { openTestShop, type TestShop } from "../../helpers/open-test-shop.ts";
import { refusalOfAsync } from "../../helpers/orders.ts";

let open: TestShop;
/** Айгерим, a supervisor whose PIN is 1357. */
let me: Caller & { readonly personId: string };
beforeEach(async () => {
  open = openTestShop();
  me = { ...open.caller, personId: open.caller.personId! };
  await changePin(open.shop, { pin: "", newPin: "1357" }, me);
});
afterEach(() => open.cleanup());

const add = async (name: string, pin: string, role = "technician"): Promise<string> => {
  await storePerson(open.shop, { id: null, name, pin, active: true, role }, open.caller);
  return readPeople(open.shop).find((person) => person.name === name)!.id;
};
const enter = (personId: string, pin: string, benchId = open.caller.benchId) => signIn(open.shop, { personId, pin }, benchId);
const attempt = (personId: string, pin: string, benchId?: string): Promise<{ code: string; data: Readonly<Record<string, unknown>> }> =>
  refusalOfAsync(enter(personId, pin, benchId));
const as = (personId: string): Caller & { readonly personId: string } => ({ personId, benchId: open.caller.benchId });
/** A browser that comes for the first time. */
const freshBench = (): string => openBench(open.shop, { id: open.shop.newId(), name: "" }).id;
/** Lets the present wait pass, whatever it is. */
const waitLong = (): void => open.clock.add(31 * 60_000);

describe("a PIN", () => {
  test("lets its person in, and no other PIN does", async () => {
    const id = await add("Мадина", "4711");
    expect(await enter(id, "4711")).toEqual({ personId: id, access: 1 });
    for (const pin of ["4712", "", "47110", "0000"]) {
      expect((await attempt(id, pin)).code).toBe("person.wrong-pin");
      waitLong();
    }
  });

  test("is kept only as a slow salted hash", async () => {
    await add("Мадина", "4711");
    await add("Олег", "4711");
    const hashes = open.shop.db.prepare<[], string>("SELECT pin_hash FROM person WHERE pin_hash IS NOT NULL").pluck().all();
    expect(new Set(hashes).size).toBe(3);
    for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$/);
  });

  test("that a supervisor sets works from now on, the old one no more", async () => {
    const id = await add("Мадина", "4711");
    await storePerson(open.shop, { id, name: "Мадина", pin: "12345678", active: true }, open.caller);
    expect((await attempt(id, "4711")).code).toBe("person.wrong-pin");
    expect(await enter(id, "12345678")).toMatchObject({ personId: id });
    // Changing the name leaves the PIN alone.
    await storePerson(open.shop, { id, name: "Мадина К.", pin: null, active: true }, open.caller);
    expect(await enter(id, "12345678")).toMatchObject({ personId: id });
  });
});

describe("one's own PIN", () => {
  test("takes the old one", async () => {
    const id = await add("Мадина", "4711");
    expect(await refusalOfAsync(changePin(open.shop, { pin: "0000", newPin: "5555" }, as(id)))).toMatchObject({ code: "person.wrong-pin" });
    await changePin(open.shop, { pin: "4711", newPin: "5555" }, as(id));
    expect((await attempt(id, "4711")).code).toBe("person.wrong-pin");
    expect(await enter(id, "5555")).toMatchObject({ personId: id });
  });

  test("is not set past that among the people, not by a supervisor either", async () => {
    const own = { id: me.personId, name: "Айгерим", pin: "9999", active: true };
    expect(await refusalOfAsync(storePerson(open.shop, own, me))).toEqual({ code: "person.own-pin", data: { field: "pin" } });
    expect((await attempt(me.personId, "9999")).code).toBe("person.wrong-pin");
  });

  test.each(["123", "123456789", "12a4", ""])("is not %j", async (newPin) => {
    expect(await refusalOfAsync(changePin(open.shop, { pin: "1357", newPin }, me))).toEqual({
      code: "input.invalid",
      data: { problems: [{ field: "newPin", problem: "pin" }] },
    });
  });

  test("that was changed while the old one was checked is left alone", async () => {
    const id = await add("Мадина", "4711");
    const shop = {
      ...open.shop,
      pins: {
        ...open.shop.pins,
        hash: async (pin: string) => {
          if (pin === "6666") await storePerson(open.shop, { id, name: "Мадина", pin: "5555", active: true }, open.caller);
          return open.shop.pins.hash(pin);
        },
      },
    };
    expect((await refusalOfAsync(changePin(shop, { pin: "4711", newPin: "6666" }, as(id)))).code).toBe("person.changed-elsewhere");
    expect(await enter(id, "5555")).toMatchObject({ personId: id });
  });
});

describe("a supervisor without a PIN", () => {
  beforeEach(() => updatePin(open.shop.db, me.personId, null));

  test("works alone with all rights, and signs in with one key", async () => {
    expect(await enter(me.personId, "")).toMatchObject({ personId: me.personId });
    const { rights, needsPin } = readPermits(open.shop, me.personId);
    expect([rights.includes("people.change"), needsPin]).toEqual([true, false]);
  });

  test("sets one before a colleague comes", async () => {
    expect(await refusalOfAsync(storePerson(open.shop, { id: null, name: "Олег", pin: "4711", active: true }, me))).toEqual({
      code: "person.without-pin",
      data: { field: "pin", text: "Айгерим" },
    });
    expect(readPeople(open.shop)).toHaveLength(1);
    await changePin(open.shop, { pin: "", newPin: "2468" }, me);
    await add("Олег", "4711");
    expect(readPeople(open.shop)).toHaveLength(2);
  });

  test("has everyday rights alone where colleagues were there before, and may set one", async () => {
    await changePin(open.shop, { pin: "", newPin: "2468" }, me);
    await add("Олег", "4711");
    updatePin(open.shop.db, me.personId, null);
    expect(readPermits(open.shop, me.personId)).toMatchObject({ needsPin: true });
    expect(readPermits(open.shop, me.personId).rights).not.toContain("people.change");
    await changePin(open.shop, { pin: "", newPin: "2468" }, me);
    expect(readPermits(open.shop, me.personId)).toMatchObject({ needsPin: false, rights: expect.arrayContaining(["people.change"]) });
  });

  test("gets the first one from another supervisor who has one: without it nobody knows who is asking", async () => {
    await changePin(open.shop, { pin: "", newPin: "2468" }, me);
    const id = await add("Мадина", "4711", "supervisor");
    updatePin(open.shop.db, id, null);
    expect((await refusalOfAsync(changePin(open.shop, { pin: "", newPin: "5555" }, as(id)))).code).toBe("person.pin-by-supervisor");
    await storePerson(open.shop, { id, name: "Мадина", pin: "5555", active: true }, open.caller);
    expect(await enter(id, "5555")).toMatchObject({ personId: id });
  });

  test("is not made of a technician without one", async () => {
    await changePin(open.shop, { pin: "", newPin: "2468" }, me);
    const id = await add("Олег", "4711");
    await removePin(open.shop, { id, pin: "4711" }, as(id));
    const promoted = { id, name: "Олег", pin: null, active: true, role: "supervisor" };
    expect((await refusalOfAsync(storePerson(open.shop, promoted, open.caller))).code).toBe("person.without-pin");
    await storePerson(open.shop, { ...promoted, pin: "4711" }, open.caller);
    expect(readPeople(open.shop).find((person) => person.id === id)?.role).toBe("supervisor");
  });
});

describe("taking a PIN away", () => {
  test("is confirmed by that PIN; then nobody is asked for one", async () => {
    const id = await add("Мадина", "4711");
    expect(await refusalOfAsync(removePin(open.shop, { id, pin: "4712" }, as(id)))).toEqual({
      code: "person.wrong-pin",
      data: { field: "pin", seconds: 0, minutes: 0 },
    });
    expect((await attempt(id, "")).code).toBe("person.wrong-pin");
    waitLong();
    await removePin(open.shop, { id, pin: "4711" }, as(id));
    expect(await enter(id, "")).toMatchObject({ personId: id });
    expect(readPeople(open.shop).find((person) => person.id === id)).toMatchObject({ hasPin: false, active: true });
    await storePerson(open.shop, { id, name: "Мадина", pin: "5555", active: true }, open.caller);
    expect((await attempt(id, "4711")).code).toBe("person.wrong-pin");
  });

  test("counts wrong tries with those of signing in, and waits as long", async () => {
    const id = await add("Мадина", "4711");
    for (let tries = 0; tries < 2; tries++) await attempt(id, "0000");
    expect((await refusalOfAsync(removePin(open.shop, { id, pin: "4711" }, as(id)))).code).toBe("person.locked");
  });

  test("is a supervisor's business where it is another's, and no supervisor's own among colleagues", async () => {
    const [oleg, ivo] = [await add("Олег", "4711"), await add("Иво", "4712")];
    expect((await refusalOfAsync(removePin(open.shop, { id: oleg, pin: "4711" }, as(ivo)))).code).toBe("person.not-supervisor");
    expect((await refusalOfAsync(removePin(open.shop, { id: me.personId, pin: "1357" }, me))).code).toBe("person.without-pin");
  });

  test("of the last person is no reason to refuse, nor is having none; someone unknown is one", async () => {
    await removePin(open.shop, { id: me.personId, pin: "1357" }, me);
    await removePin(open.shop, { id: me.personId, pin: "" }, me);
    expect(await enter(me.personId, "")).toMatchObject({ personId: me.personId });
    expect((await refusalOfAsync(removePin(open.shop, { id: open.shop.newId(), pin: "" }, me))).code).toBe("person.unknown");
  });

  test("leaves one alone that was set while the old one was confirmed", async () => {
    const id = await add("Мадина", "4711");
    const shop = {
      ...open.shop,
      pins: {
        ...open.shop.pins,
        verify: async (pin: string, hash: string) => {
          await storePerson(open.shop, { id, name: "Мадина", pin: "5555", active: true }, open.caller);
          return open.shop.pins.verify(pin, hash);
        },
      },
    };
    await removePin(shop, { id, pin: "4711" }, as(id));
    expect(await enter(id, "5555")).toMatchObject({ personId: id });
  });
});

describe("wrong PINs", () => {
  test("make the bench wait longer each time, until the right one comes after the wait", async () => {
    const id = await add("Мадина", "4711");
    const waits: number[] = [];
    for (let wrong = 1; wrong <= 14; wrong++) {
      const { code, data } = await attempt(id, "0000");
      expect(code).toBe("person.wrong-pin");
      waits.push(Number(data["seconds"]));
      const seconds = Number(data["seconds"]);
      if (seconds === 0) continue;
      expect(await attempt(id, "4711")).toMatchObject({ code: "person.locked" });
      open.clock.add(seconds * 1000 + 100);
    }
    expect(waits).toEqual([0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1800, 1800, 1800]);
    await enter(id, "4711");
    // And the count begins anew.
    expect(await attempt(id, "0000")).toMatchObject({ code: "person.wrong-pin", data: { seconds: 0 } });
  });

  test("are some sixty a day at most", () => {
    let [tries, spent] = [0, 0];
    while (spent < 24 * 3_600_000) spent += waitAfter(++tries);
    expect(tries).toBeLessThan(65);
  });

  test("tried while the bench waits neither shorten nor lengthen the wait", async () => {
    const id = await add("Мадина", "4711");
    for (let tries = 0; tries < 3; tries++) {
      await attempt(id, "0000");
      open.clock.add(3_000);
    }
    expect((await attempt(id, "0000")).code).toBe("person.locked");
    open.clock.add(1_100);
    expect(await enter(id, "4711")).toMatchObject({ personId: id });
  });

  test("at one bench keep nobody out at another, where the right PIN is let in", async () => {
    const [here, there, never] = [open.caller.benchId, freshBench(), freshBench()];
    await enter(me.personId, "1357", here);
    for (let tries = 0; tries < 12; tries++) {
      await attempt(me.personId, "0000", there);
      waitLong();
    }
    await attempt(me.personId, "0000", there);
    expect((await attempt(me.personId, "1357", there)).code).toBe("person.locked");
    for (const quiet of [here, never]) expect(await enter(me.personId, "1357", quiet)).toMatchObject({ personId: me.personId });
  });

  test("gain nothing from coming as a new bench each time, and still keep nobody out where they work", async () => {
    await enter(me.personId, "1357");
    let looked = 0;
    for (let tries = 0; tries < MOST_STRANGE_TRIES + 20; tries++)
      if ((await attempt(me.personId, "0000", freshBench())).code === "person.wrong-pin") looked++;
    expect(looked).toBe(MOST_STRANGE_TRIES);
    expect((await attempt(me.personId, "1357", freshBench())).code).toBe("person.locked");
    expect(await enter(me.personId, "1357")).toMatchObject({ personId: me.personId });
    // It ends by itself.
    open.clock.add(24 * 3_600_000 + 1000);
    expect(await enter(me.personId, "1357", freshBench())).toMatchObject({ personId: me.personId });
  });

  test("of one person do not make another wait", async () => {
    const [one, other] = [await add("Мадина", "4711"), await add("Олег", "4712")];
    for (let tries = 0; tries < 5; tries++) await attempt(one, "0000");
    expect(await enter(other, "4712")).toMatchObject({ personId: other });
  });

  test("tried all at once are counted all: guessing in parallel gains nothing", async () => {
    const id = await add("Мадина", "4711");
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, index) => attempt(id, String(1000 + index))));
    expect(outcomes.filter(({ code }) => code === "person.wrong-pin")).toHaveLength(2);
    expect(outcomes.filter(({ code }) => code === "person.locked")).toHaveLength(18);
  });

  test.each([365, 1])("wait as long as they were meant to where the clock was set back by %i days", async (days) => {
    const id = await add("Мадина", "4711");
    for (let tries = 0; tries < 7; tries++) {
      await attempt(id, "0000");
      if (tries < 6) open.clock.add(waitAfter(tries + 1) + 100);
    }
    open.clock.add(-days * 24 * 3_600_000);
    const { code, data } = await attempt(id, "4711");
    expect([code, Number(data["seconds"]) <= 64]).toEqual(["person.locked", true]);
    open.clock.add(65_000);
    expect(await enter(id, "4711")).toMatchObject({ personId: id });
  });

  test("are kept: a program that starts anew waits on", async () => {
    const id = await add("Мадина", "4711");
    for (let tries = 0; tries < 4; tries++) {
      await attempt(id, "0000");
      if (tries < 3) open.clock.add(waitAfter(tries + 1) + 100);
    }
    const again = openTestShop({ folder: open.folder, now: open.clock.now() });
    expect(await refusalOfAsync(signIn(again.shop, { personId: id, pin: "4711" }, open.caller.benchId))).toMatchObject({ code: "person.locked" });
    again.cleanup();
  });
});

describe("people", () => {
  test("who left cannot sign in and are greeted no more, but keep their name", async () => {
    const id = await add("Олег", "4711");
    await storePerson(open.shop, { id, name: "Олег", pin: null, active: false }, open.caller);
    expect(await attempt(id, "4711")).toEqual({ code: "person.unknown", data: { field: "personId" } });
    expect(welcome(open.shop, open.caller.benchId).people.map(({ name }) => name)).toEqual(["Айгерим"]);
    expect(readPeople(open.shop).map(({ name, active }) => [name, active])).toEqual([
      ["Айгерим", true],
      ["Олег", false],
    ]);
  });

  test("the last one cannot leave, nor the last who can change people", async () => {
    const last = { id: me.personId, name: "Айгерим", pin: null, active: false };
    expect((await refusalOfAsync(storePerson(open.shop, last, open.caller))).code).toBe("person.last");
    const id = await add("Олег", "4711");
    for (const change of [last, { ...last, active: true, role: "technician" }])
      expect((await refusalOfAsync(storePerson(open.shop, change, open.caller))).code).toBe("person.last-supervisor");
    await storePerson(open.shop, { id, name: "Олег", pin: null, active: true, role: "supervisor" }, open.caller);
    await storePerson(open.shop, last, open.caller);
    expect(
      readPeople(open.shop)
        .filter(({ active }) => active)
        .map(({ name }) => name),
    ).toEqual(["Олег"]);
  });

  test.each<[string, Partial<PersonInput>, unknown]>([
    ["no name", { name: "  " }, [{ field: "name", problem: "required" }]],
    ["an endless name", { name: "я".repeat(201) }, [{ field: "name", problem: "too-long" }]],
    ["a short PIN", { pin: "123" }, [{ field: "pin", problem: "pin" }]],
    ["letters in the PIN", { pin: "12a4" }, [{ field: "pin", problem: "pin" }]],
    ["nine digits", { pin: "123456789" }, [{ field: "pin", problem: "pin" }]],
    ["no PIN for someone new", { pin: null }, [{ field: "pin", problem: "required" }]],
    ["a role that there is none of", { role: "king" }, [{ field: "role", problem: "choice" }]],
  ])("with %s are refused", async (_, changes, problems) => {
    const people = readPeople(open.shop);
    expect(await refusalOfAsync(storePerson(open.shop, { id: null, name: "Олег", pin: "4711", active: true, ...changes }, open.caller))).toEqual({
      code: "input.invalid",
      data: { problems },
    });
    expect(readPeople(open.shop)).toEqual(people);
  });

  test("who are not there are unknown", async () => {
    const id = open.shop.newId();
    expect((await attempt(id, "4711")).code).toBe("person.unknown");
    expect((await refusalOfAsync(storePerson(open.shop, { id, name: "x", pin: null, active: true }, open.caller))).code).toBe("person.unknown");
  });
});

test("preferences are each person's own", async () => {
  const id = await add("Олег", "4711");
  expect(readPreferences(open.shop, id)).toEqual({});
  keepPreferences(open.shop, id, { sort: "age", filters: { states: ["ready"] } });
  expect(readPreferences(open.shop, id)).toEqual({ sort: "age", filters: { states: ["ready"] } });
  expect(readPreferences(open.shop, open.caller.personId!)).toEqual({});
  keepPreferences(open.shop, id, { sort: "due" });
  expect(readPreferences(open.shop, id)).toEqual({ sort: "due" });
});

test("a greeting names the bench, and hides every hash", async () => {
  await add("Олег", "4711");
  const greeting = welcome(open.shop, open.caller.benchId);
  expect(greeting).toMatchObject({
    needsSetUp: false,
    bench: { name: "counter" },
    people: [
      { name: "Айгерим", hasPin: true },
      { name: "Олег", hasPin: true },
    ],
  });
  expect(JSON.stringify(greeting)).not.toContain("argon2");
  expect(Object.keys(greeting.people[0]!).sort()).toEqual(["active", "hasPin", "id", "name", "role"]);
});
