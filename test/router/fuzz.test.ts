import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { router } from "../../src-main/router/router.ts";
import { beginSession } from "../../src-main/usecases/people/session.ts";
import { callWith, procedures } from "../helpers/contract-fuzz.ts";
import { CASES } from "../helpers/intake-cases.ts";
import { openTestHost, type Client, type TestHost } from "../helpers/test-host.ts";

let open: TestHost;
let personId: string;
let benchId: string;
/** Ids of what the shop has by now. */
let ids: readonly string[] = [];
beforeAll(async () => {
  open = await openTestHost();
  const { client, close } = await open.signIn();
  for (const input of Object.values(CASES)) await client.order.intake(input);
  const { people, bench } = await client.session.welcome();
  personId = people[0]!.id;
  benchId = bench.id;
  close();
  ids = allIds();
});
afterAll(() => open.close());

function allIds(): readonly string[] {
  const { db } = open.host.running.shop;
  return ["repair_order", "customer", "person", "print_job", "order_line", "accessory", "printer"].flatMap((table) =>
    db.prepare<[], string>(`SELECT id FROM ${table} LIMIT 50`).pluck().all(),
  );
}

/** As over a line on which someone has just signed in. */
const freshClient = (): Client => {
  const { shop, doorway } = open.host.running;
  const current = { session: beginSession(shop, benchId, { personId })!, ticket: "" };
  return createRouterClient(router, { context: { shop, doorway: { ...doorway, openPaper: null }, session: { benchId, current } } }) as Client;
};

const RUNS = 25;

test.each(procedures(() => ids).map(({ name, inputs }) => [name, inputs] as const))(
  "%s answers anything with its output or a declared error",
  async (name, inputs) => {
    await fc.assert(
      fc.asyncProperty(inputs, async (input) => {
        expect(await callWith(freshClient(), name, input)).toBeUndefined();
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    ids = allIds();
  },
);

test("afterwards the data is whole, numbers have no gap, and the log knows no bug", () => {
  const { db } = open.host.running.shop;
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(db.pragma("foreign_key_check")).toEqual([]);
  const numbers = db.prepare<[], string>("SELECT number FROM repair_order ORDER BY number").pluck().all();
  expect(numbers.map((number) => Number(number.split("-")[1]))).toEqual(numbers.map((_, index) => index + 1));
  const log = readFileSync(join(open.folder, "talon.log"), { encoding: "utf8", flag: "a+" }).split("\n").filter(Boolean);
  const errors = log.map((line) => (JSON.parse(line) as { error: string }).error);
  // Trouble of the world stands there too, such as a folder for backups that is not there.
  expect(errors.filter((error) => !error.startsWith("DomainError: "))).toEqual([]);
});
