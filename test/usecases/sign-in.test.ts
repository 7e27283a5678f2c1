import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PersonInput } from "../../src-main/domain/shop.ts";
import { readPeople, storePerson } from "../../src-main/usecases/change-people.ts";
import { keepPreferences, readPreferences, signIn, welcome } from "../../src-main/usecases/sign-in.ts";
import { openTestShop, type TestShop } from "../helpers/open-test-shop.ts";
import { refusalOfAsync } from "../helpers/orders.ts";

let open: TestShop;
beforeEach(() => void (open = openTestShop()));
afterEach(() => open.cleanup());

const add = async (name: string, pin: string): Promise<string> => {
  await storePerson(open.shop, { id: null, name, pin, active: true });
  return readPeople(open.shop).find((person) => person.name === name)!.id;
};
const attempt = (personId: string, pin: string): Promise<{ code: string; data: Readonly<Record<string, unknown>> }> =>
  refusalOfAsync(signIn(open.shop, { personId, pin }));

describe("a PIN", () => {
  test("lets its person in, and no other PIN does", async () => {
    const id = await add("Мадина", "4711");
    expect(await signIn(open.shop, { personId: id, pin: "4711" })).toEqual({ id, name: "Мадина", active: true, hasPin: true });
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
    await storePerson(open.shop, { id, name: "Мадина", pin: "12345678", active: true });
    expect((await attempt(id, "4711")).code).toBe("person.wrong-pin");
    expect(await signIn(open.shop, { personId: id, pin: "12345678" })).toMatchObject({ id });
    // Changing the name leaves the PIN alone.
    await storePerson(open.shop, { id, name: "Мадина К.", pin: null, active: true });
    expect(await signIn(open.shop, { personId: id, pin: "12345678" })).toMatchObject({ name: "Мадина К." });
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
    await storePerson(open.shop, { id, name: "Олег", pin: null, active: false });
    expect(await attempt(id, "4711")).toEqual({ code: "person.unknown", data: { field: "personId" } });
    expect(welcome(open.shop, open.caller.benchId).people.map(({ name }) => name)).toEqual(["Айгерим"]);
    expect(readPeople(open.shop).map(({ name, active }) => [name, active])).toEqual([
      ["Айгерим", true],
      ["Олег", false],
    ]);
  });

  test("the last one cannot leave", async () => {
    const last = { id: open.caller.personId!, name: "Айгерим", pin: null, active: false };
    expect((await refusalOfAsync(storePerson(open.shop, last))).code).toBe("person.last");
    await add("Олег", "4711");
    await storePerson(open.shop, last);
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
  ])("with %s are refused", async (_, changes, problems) => {
    const people = readPeople(open.shop);
    expect(await refusalOfAsync(storePerson(open.shop, { id: null, name: "Олег", pin: "4711", active: true, ...changes }))).toEqual({
      code: "input.invalid",
      data: { problems },
    });
    expect(readPeople(open.shop)).toEqual(people);
  });

  test("who are not there are unknown", async () => {
    const id = open.shop.newId();
    expect((await attempt(id, "4711")).code).toBe("person.unknown");
    expect((await refusalOfAsync(storePerson(open.shop, { id, name: "x", pin: null, active: true }))).code).toBe("person.unknown");
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
  expect(Object.keys(greeting.people[0]!).sort()).toEqual(["active", "hasPin", "id", "name"]);
});
