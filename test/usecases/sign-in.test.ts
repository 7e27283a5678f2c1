import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PersonInput } from "../../src-main/domain/shop.ts";
import { readPeople, removePin, storePerson } from "../../src-main/usecases/change-people.ts";
import { keepPreferences, readPreferences, signIn, welcome } from "../../src-main/usecases/sign-in.ts";
import { openTestShop, type TestShop } from "../helpers/open-test-shop.ts";
import { refusalOfAsync } from "../helpers/orders.ts";

let open: TestShop;
beforeEach(() => void (open = openTestShop()));
afterEach(() => open.cleanup());

const add = async (name: string, pin: string): Promise<string> => {
  await storePerson(open.shop, { id: null, name, pin, active: true }, open.caller);
  return readPeople(open.shop).find((person) => person.name === name)!.id;
};
const attempt = (personId: string, pin: string): Promise<{ code: string; data: Readonly<Record<string, unknown>> }> =>
  refusalOfAsync(signIn(open.shop, { personId, pin }));

describe("a PIN", () => {
  test("lets its person in, and no other PIN does", async () => {
    const id = await add("Мадина", "4711");
    expect(await signIn(open.shop, { personId: id, pin: "4711" })).toEqual({ id, name: "Мадина", active: true, hasPin: true, supervisor: false });
    for (const pin of ["4712", "", "47110", "0000"]) expect((await attempt(id, pin)).code).toBe("person.wrong-pin");
  });

  test("is kept only as a slow salted hash", async () => {
    await add("Мадина", "4711");
    await add("Олег", "4711");
    const hashes = open.shop.db.prepare<[], string>("SELECT pin_hash FROM person WHERE pin_hash IS NOT NULL").pluck().all();
    expect(hashes).toHaveLength(2);
    expect(hashes[0]).not.toBe(hashes[1]);
    for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$/);
  });

  test("is asked of nobody who has none yet", async () => {
    expect(await signIn(open.shop, { personId: open.caller.personId!, pin: "" })).toMatchObject({ name: "Айгерим", hasPin: false });
  });

  test("changed works from now on, the old one no more", async () => {
    const id = await add("Мадина", "4711");
    await storePerson(open.shop, { id, name: "Мадина", pin: "12345678", active: true }, open.caller);
    expect((await attempt(id, "4711")).code).toBe("person.wrong-pin");
    expect(await signIn(open.shop, { personId: id, pin: "12345678" })).toMatchObject({ id });
    // Changing the name leaves the PIN alone.
    await storePerson(open.shop, { id, name: "Мадина К.", pin: null, active: true }, open.caller);
    expect(await signIn(open.shop, { personId: id, pin: "12345678" })).toMatchObject({ name: "Мадина К." });
  });
});

describe("taking a PIN away", () => {
  test("is confirmed by that PIN; then nobody is asked for one", async () => {
    const id = await add("Мадина", "4711");
    expect(await refusalOfAsync(removePin(open.shop, { id, pin: "4712" }))).toEqual({ code: "person.wrong-pin", data: { field: "pin", left: 4 } });
    expect((await attempt(id, "")).code).toBe("person.wrong-pin");
    await removePin(open.shop, { id, pin: "4711" });
    expect(await signIn(open.shop, { personId: id, pin: "" })).toMatchObject({ id, hasPin: false });
    expect(readPeople(open.shop).find((person) => person.id === id)).toMatchObject({ hasPin: false, active: true });
    await storePerson(open.shop, { id, name: "Мадина", pin: "5555", active: true }, open.caller);
    expect((await attempt(id, "4711")).code).toBe("person.wrong-pin");
  });

  test("counts wrong tries with those of signing in, and waits as long", async () => {
    const id = await add("Мадина", "4711");
    for (let tries = 0; tries < 4; tries++) await attempt(id, "0000");
    expect((await refusalOfAsync(removePin(open.shop, { id, pin: "0000" }))).code).toBe("person.locked");
    expect((await refusalOfAsync(removePin(open.shop, { id, pin: "4711" }))).code).toBe("person.locked");
    expect((await attempt(id, "4711")).code).toBe("person.locked");
  });

  test("of the last person is no reason to refuse, nor is having none; someone unknown is one", async () => {
    const last = open.caller.personId!;
    await storePerson(open.shop, { id: last, name: "Айгерим", pin: "4711", active: true }, open.caller);
    await removePin(open.shop, { id: last, pin: "4711" });
    await removePin(open.shop, { id: last, pin: "" });
    expect(await signIn(open.shop, { personId: last, pin: "" })).toMatchObject({ hasPin: false });
    expect((await refusalOfAsync(removePin(open.shop, { id: open.shop.newId(), pin: "" }))).code).toBe("person.unknown");
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
    await removePin(shop, { id, pin: "4711" });
    expect(await signIn(open.shop, { personId: id, pin: "5555" })).toMatchObject({ hasPin: true });
  });
});

describe("wrong PINs", () => {
  test("say how many tries are left; the fifth locks for a minute, and then the right one is let in again", async () => {
    const id = await add("Мадина", "4711");
    for (const left of [4, 3, 2, 1]) expect(await attempt(id, "0000")).toEqual({ code: "person.wrong-pin", data: { field: "pin", left } });
    expect(await attempt(id, "0000")).toEqual({ code: "person.locked", data: { field: "pin", seconds: 60 } });
    open.clock.add(30_000);
    const locked = await attempt(id, "4711");
    expect(locked).toMatchObject({ code: "person.locked", data: { seconds: 30 } });
    open.clock.add(29_000);
    expect((await attempt(id, "4711")).code).toBe("person.locked");
    open.clock.add(1_100);
    expect(await signIn(open.shop, { personId: id, pin: "4711" })).toMatchObject({ id });
    // And the count begins anew.
    expect(await attempt(id, "0000")).toMatchObject({ data: { left: 4 } });
  });

  test("tried while locked neither shorten nor lengthen the wait", async () => {
    const id = await add("Мадина", "4711");
    for (let tries = 0; tries < 5; tries++) await attempt(id, "0000");
    for (let tries = 0; tries < 5; tries++) expect((await attempt(id, "0000")).code).toBe("person.locked");
    open.clock.add(60_100);
    expect(await attempt(id, "0000")).toMatchObject({ code: "person.wrong-pin", data: { left: 4 } });
  });

  test("are forgotten by the right one", async () => {
    const id = await add("Мадина", "4711");
    for (let round = 0; round < 3; round++) {
      for (let tries = 0; tries < 4; tries++) expect((await attempt(id, "0000")).code).toBe("person.wrong-pin");
      expect(await signIn(open.shop, { personId: id, pin: "4711" })).toMatchObject({ id });
    }
  });

  test("of one person do not lock another", async () => {
    const [one, other] = [await add("Мадина", "4711"), await add("Олег", "4712")];
    for (let tries = 0; tries < 5; tries++) await attempt(one, "0000");
    expect(await signIn(open.shop, { personId: other, pin: "4712" })).toMatchObject({ id: other });
  });

  test("tried all at once are counted all: guessing in parallel gains nothing", async () => {
    const id = await add("Мадина", "4711");
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, index) => attempt(id, String(1000 + index))));
    expect(outcomes.filter(({ code }) => code === "person.wrong-pin")).toHaveLength(4);
    expect(outcomes.filter(({ code }) => code === "person.locked")).toHaveLength(16);
    expect((await attempt(id, "4711")).code).toBe("person.locked");
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

  test("the last one cannot leave", async () => {
    const last = { id: open.caller.personId!, name: "Айгерим", pin: null, active: false };
    expect((await refusalOfAsync(storePerson(open.shop, last, open.caller))).code).toBe("person.last");
    const id = await add("Олег", "4711");
    expect((await refusalOfAsync(storePerson(open.shop, last, open.caller))).code).toBe("person.last-supervisor");
    await storePerson(open.shop, { id, name: "Олег", pin: null, active: true, supervisor: true }, open.caller);
    await storePerson(open.shop, last, open.caller);
    expect(
      readPeople(open.shop)
        .filter(({ active }) => active)
        .map(({ name }) => name),
    ).toEqual(["Олег"]);
  });

  test("only a supervisor makes another one", async () => {
    const id = await add("Олег", "4711");
    const self = { id, name: "Олег", pin: null, active: true, supervisor: true };
    expect((await refusalOfAsync(storePerson(open.shop, self, { ...open.caller, personId: id }))).code).toBe("person.not-supervisor");
    await storePerson(open.shop, self, open.caller);
    expect(readPeople(open.shop).find((person) => person.id === id)?.supervisor).toBe(true);
  });

  test.each<[string, Partial<PersonInput>, unknown]>([
    ["no name", { name: "  " }, [{ field: "name", problem: "required" }]],
    ["an endless name", { name: "я".repeat(201) }, [{ field: "name", problem: "too-long" }]],
    ["a short PIN", { pin: "123" }, [{ field: "pin", problem: "pin" }]],
    ["letters in the PIN", { pin: "12a4" }, [{ field: "pin", problem: "pin" }]],
    ["nine digits", { pin: "123456789" }, [{ field: "pin", problem: "pin" }]],
    ["no PIN for someone new", { pin: null }, [{ field: "pin", problem: "required" }]],
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
      { name: "Айгерим", hasPin: false },
      { name: "Олег", hasPin: true },
    ],
  });
  expect(JSON.stringify(greeting)).not.toContain("argon2");
  expect(Object.keys(greeting.people[0]!).sort()).toEqual(["active", "hasPin", "id", "name", "supervisor"]);
});
