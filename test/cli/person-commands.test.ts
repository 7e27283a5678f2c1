import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readPeople } from "../../src-main/usecases/people/change-people.ts";
import { signIn } from "../../src-main/usecases/people/sign-in.ts";
import { caseFile } from "../helpers/intake-cases.ts";
import { CLI, runProgram } from "../helpers/node-program.ts";
import { openTestShop, type TestShop } from "../helpers/open-test-shop.ts";

let open: TestShop;
beforeAll(() => void (open = openTestShop()));
afterAll(() => open.cleanup());

async function talon(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { code, out, err } = await runProgram(CLI, [...args, "--data", open.folder], { env: { TZ: "Asia/Almaty", ...env } });
  const lines = (text: string): readonly Record<string, unknown>[] =>
    text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { code, lines: lines(out), errors: lines(err) };
}

/** Who and where the newest event was written by. */
function lastEvent(): unknown {
  const db = new Sqlite(join(open.folder, "talon.db"), { readonly: true });
  try {
    return db
      .prepare(
        `SELECT b.name AS bench, p.name AS person FROM event e JOIN bench b ON b.ordinal = e.bench_ordinal LEFT JOIN person p ON p.ordinal = e.person_ordinal
         ORDER BY e.at DESC, e.ordinal DESC LIMIT 1`,
      )
      .get();
  } finally {
    db.close();
  }
}

describe("the command line", () => {
  test("acts as the owner of the data folder, in nobody's name or in somebody's, and its events say so", async () => {
    const first = await talon(["intake", caseFile("mixer-en")]);
    expect(first.code).toBe(0);
    expect(lastEvent()).toEqual({ bench: "command line", person: null });
    const number = String(first.lines[0]!["number"]);
    expect((await talon(["move", number, "diagnosing", "--by", "Айгерим"])).code).toBe(0);
    expect(lastEvent()).toEqual({ bench: "command line", person: "Айгерим" });
    const { code, errors } = await talon(["move", number, "approved", "--by", "Ева"]);
    expect([code, errors[0]]).toMatchObject([2, { code: "person.unknown" }]);
  });

  test("sets the PIN of one who has forgotten it, and says who works here", async () => {
    const { code, lines } = await talon(["person", "pin", "Айгерим"], { TALON_PIN: "8642" });
    expect([code, lines]).toEqual([0, [{ person: "Айгерим", pin: true }]]);
    expect((await talon(["person", "list"])).lines).toEqual([{ person: "Айгерим", role: "supervisor", active: true, pin: true }]);
    const { id } = readPeople(open.shop)[0]!;
    expect((await talon(["person", "pin", "Айгерим"], { TALON_PIN: "12" })).errors).toMatchObject([{ code: "input.pin", field: "pin" }]);
    expect(await signIn(open.shop, { personId: id, pin: "8642" }, open.caller.benchId)).toMatchObject({ personId: id });
  });
});
