import { createRouterClient } from "@orpc/server";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { contract } from "../../src-main/contract/contract.ts";
import { ALL_RIGHTS, isGuarded, isRight, type Access } from "../../src-main/domain/ground/rights.ts";
import { NO_FACTS } from "../../src-main/domain/warranty/warranty.ts";
import { router } from "../../src-main/router/router.ts";
import { beginSession } from "../../src-main/usecases/people/session.ts";
import { SMALL } from "../helpers/orders.ts";
import { errorOf, openTestHost, type Client, type Line, type TestHost } from "../helpers/test-host.ts";

type Procedure = { readonly "~orpc": { readonly meta: { readonly needs?: Access } } };

/** Every procedure of the contract with what it needs. */
const PROCEDURES: readonly { readonly name: string; readonly needs: Access | undefined }[] = Object.entries(contract).flatMap(([noun, part]) =>
  (("~orpc" in part ? [[noun, part]] : Object.entries(part).map(([verb, one]) => [`${noun}.${verb}`, one])) as [string, Procedure][]).map(
    ([name, procedure]) => ({ name, needs: procedure["~orpc"].meta.needs }),
  ),
);

let open: TestHost;
const people: Record<"supervisor" | "technician", string> = { supervisor: "", technician: "" };
let benchId: string;
beforeAll(async () => {
  open = await openTestHost();
  const { client, close } = await open.signIn();
  await client.shop.storePerson({ id: null, name: "Ivo", pin: "2468", active: true });
  const all = await client.shop.people();
  people.supervisor = all.find(({ role }) => role === "supervisor")!.id;
  people.technician = all.find(({ role }) => role === "technician")!.id;
  benchId = (await client.session.welcome()).bench.id;
  close();
});
afterAll(() => open.close());

/** Calls a procedure with nothing at all, which no right depends on. @returns how the door answered */
async function knock(name: string, personId: string | null): Promise<"signed out" | "refused" | "let in"> {
  const { shop, doorway } = open.host.running;
  const current = personId === null ? null : { session: beginSession(shop, benchId, { personId })!, ticket: "" };
  const printers = { ...doorway.printers, find: async () => [] };
  const context = { shop, doorway: { ...doorway, openPaper: null, printers }, session: { benchId, current } };
  const client = createRouterClient(router, { context });
  const call = name.split(".").reduce((part, key) => (part as Record<string, never>)[key]!, client as unknown) as (
    input: unknown,
  ) => Promise<unknown>;
  try {
    const answer = await call(undefined);
    await (answer as AsyncIterator<unknown> | undefined)?.return?.();
  } catch (error) {
    const { code, data } = error as { code: string; data?: { code?: string } };
    if (code === "SIGNED_OUT") return "signed out";
    if (data?.code === "person.not-supervisor" || data?.code === "person.needs-pin") return "refused";
  }
  return "let in";
}

test("every procedure says what it needs", () => {
  expect(PROCEDURES.filter(({ needs }) => needs === undefined).map(({ name }) => name)).toEqual([]);
  expect(PROCEDURES.length).toBeGreaterThan(100);
});

test("only the way in is public, and what a shop needs to be set up", () => {
  const open = PROCEDURES.filter(({ needs }) => needs === "public" || needs === "set-up").map(({ name }) => name);
  expect(open.sort()).toEqual([
    "picture.store",
    "picture.storeLogo",
    "session.resume",
    "session.setUp",
    "session.signIn",
    "session.signOut",
    "session.welcome",
  ]);
});

test("every right is asked for somewhere, and is granted by rows: all of them to supervisors, the everyday ones to technicians", () => {
  const { db } = open.host.running.shop;
  const granted = (role: string): readonly string[] =>
    db.prepare<[string], string>("SELECT name FROM role_right WHERE role_id = ? ORDER BY name").pluck().all(role);
  expect(granted("supervisor")).toEqual([...ALL_RIGHTS].sort());
  expect(granted("technician")).toEqual(ALL_RIGHTS.filter((right) => !isGuarded(right)).sort());
});

describe.each(PROCEDURES.map(({ name, needs }) => [name, needs ?? "nothing"] as const))("%s needs %s:", (name, needs) => {
  const guarded = isRight(needs) && isGuarded(needs);
  test("nobody", async () => {
    expect(await knock(name, null)).toBe(needs === "public" ? "let in" : "signed out");
  });
  test("a technician", async () => {
    expect(await knock(name, people.technician)).toBe(guarded ? "refused" : "let in");
  });
  test("a supervisor", async () => {
    expect(await knock(name, people.supervisor)).toBe("let in");
  });
});

describe("a technician at a line of their own does not get above their rights:", () => {
  let line: Line;
  let ivo: Client;
  let boss: Client;
  const refused = { code: "REFUSED", data: { code: "person.not-supervisor" } };
  beforeEach(async () => {
    line = await open.connect();
    ivo = line.client;
    await ivo.session.signIn({ personId: people.technician, pin: "2468" });
    boss = (await open.signIn()).client;
    return () => line.close();
  });
  const supervisor = () => ({ id: people.supervisor, name: "Айгерим", active: true });

  test("sets nobody's PIN, makes nobody a supervisor, and takes no PIN away", async () => {
    for (const change of [
      { ...supervisor(), pin: "1111" },
      { id: people.technician, name: "Ivo", pin: null, active: true, role: "supervisor" },
      { ...supervisor(), pin: null, active: false },
    ])
      expect(await errorOf(ivo.shop.storePerson(change))).toMatchObject(refused);
    expect(await errorOf(ivo.shop.removePin({ id: people.supervisor, pin: "4711" }))).toMatchObject(refused);
    expect(await errorOf(ivo.session.changePin({ pin: "0000", newPin: "1111" }))).toMatchObject({ data: { code: "person.wrong-pin" } });
  });

  test("does not set the shop up again", async () => {
    const { settings } = await ivo.session.welcome();
    const input = { settings, person: { name: "Eve", pin: "" }, bench: "" };
    expect(await errorOf(ivo.session.setUp(input))).toMatchObject({ data: { code: "shop.already-set-up" } });
  });

  test("does not come back by a supervisor's ticket, nor sign in as one without a PIN", async () => {
    const cookies = await open.enter();
    const other = await open.connect(cookies);
    const { ticket } = await other.client.session.signIn({ personId: people.supervisor, pin: "4711" });
    expect(await ivo.session.resume({ ticket })).toBeNull();
    expect(await errorOf(ivo.session.signIn({ personId: people.supervisor, pin: "" }))).toMatchObject({ data: { code: "person.wrong-pin" } });
    expect((await ivo.session.permits()).rights).not.toContain("people.change");
    other.close();
  });

  test("pays nothing back, by no way", async () => {
    const { order } = await boss.order.intake(SMALL);
    const target = { id: order.id, version: order.version };
    const payment = { ...target, amount: "10", method: "cash", note: "" } as const;
    expect(await errorOf(ivo.order.notePayment({ ...payment, refund: true }))).toMatchObject(refused);
    expect(await errorOf(ivo.order.notePayment({ ...payment, amount: "-10", refund: false }))).toMatchObject({ code: "INVALID" });
    expect(
      await errorOf(ivo.order.settle({ ...target, kind: "refunded", price: "1", depreciation: "", method: "cash", newSerial: "" })),
    ).toMatchObject(refused);
    expect((await ivo.order.notePayment({ ...payment, refund: false })).payments).toHaveLength(1);
  });

  test("leaves a device under its policy, at intake and later", async () => {
    const device = { category: "robot-vacuum", brand: "Dreame" };
    for (const policy of [null, "figures-en"]) expect(await errorOf(ivo.order.intake({ ...SMALL, device, policy }))).toMatchObject(refused);
    const { order } = await ivo.order.intake({ ...SMALL, device });
    expect(order.policy).toBe("dreame-kz");
    for (const policy of [null, "figures-en"])
      expect(await errorOf(ivo.order.inspect({ id: order.id, version: order.version, policy, facts: NO_FACTS, final: true }))).toMatchObject(refused);
    expect(await errorOf(ivo.policy.mapBrand({ brand: "Dreame", policy: null, remove: false }))).toMatchObject(refused);
    expect(await errorOf(ivo.policy.save({ text: "{}", basedOn: 0 }))).toMatchObject(refused);
    expect((await boss.order.inspect({ id: order.id, version: order.version, policy: null, facts: NO_FACTS, final: false })).policy).toBeNull();
  });

  test("says what is printed where at their own bench alone", async () => {
    expect(await errorOf(ivo.printer.keepRoutes({ routes: [], everywhere: true }))).toMatchObject(refused);
    await ivo.printer.keepRoutes({ routes: [], everywhere: false });
  });

  test("is told of a refusal before anything of what was asked is looked at", async () => {
    expect(await errorOf(ivo.shop.change({} as never))).toMatchObject(refused);
  });
});
