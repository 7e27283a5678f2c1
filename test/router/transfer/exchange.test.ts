import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { USUAL_PLAN, type ExportStep, type ImportStep } from "../../../src-main/domain/transfer/import.ts";
import { OLD_ORDERS, ORD_HEAD } from "../../helpers/exchange.ts";
import { jpeg } from "../../helpers/pictures.ts";
import { errorOf, openTestHost, type Client, type Line, type TestHost } from "../../helpers/test-host.ts";

let open: TestHost;
let line: Line;
let client: Client;
beforeAll(async () => {
  open = await openTestHost();
  line = await open.signIn();
  ({ client } = line);
});
afterAll(() => open.close());
beforeEach(() => client.exchange.drop());

async function upload(content: string | Uint8Array, piece = 1_000_000): Promise<void> {
  const bytes = Buffer.from(content as string);
  for (let offset = 0; offset === 0 || offset < bytes.length; offset += piece)
    await client.exchange.upload({ offset, piece: new File([bytes.subarray(offset, offset + piece)], "piece") });
}

async function planned(prefix = "") {
  const { kind, encoding, delimiter, headRow, mapping } = await client.exchange.look({});
  return { kind, encoding, delimiter, headRow, mapping, ...USUAL_PLAN, prefix };
}

async function stepsOf<Step>(steps: Promise<AsyncIterable<Step>>): Promise<readonly Step[]> {
  const all: Step[] = [];
  for await (const step of await steps) all.push(step);
  return all;
}

const many = `${ORD_HEAD}\n${Array.from({ length: 20_000 }, (_, index) => `y_${index},P,LVA,Lamp,Lamp,15,Brand,,,Fixed,,G,2024-01-02,word${index}`).join("\n")}\n`;
const uploads = (): readonly string[] => (existsSync(join(open.folder, "imports")) ? readdirSync(join(open.folder, "imports")) : []);

test("a file comes in pieces, is looked at, checked, brought in, written back and undone", async () => {
  await upload(OLD_ORDERS, 100);
  expect(await client.exchange.look({})).toMatchObject({
    kind: "orders",
    delimiter: ";",
    encoding: "utf-8",
    headRow: 1,
    mapping: { number: [0], phone: [4] },
  });
  const plan = await planned();
  const checked = await stepsOf<ImportStep>(client.exchange.check(plan));
  expect(checked.at(-1)).toMatchObject({ kind: "checked", report: { right: 3, wrong: 0 } });
  const made = (await stepsOf<ImportStep>(client.exchange.run({ name: "old.csv", plan }))).at(-1);
  expect(made).toMatchObject({ kind: "done" });
  const id = made?.kind === "done" ? made.id : "";
  expect(await client.exchange.imports()).toMatchObject([{ id, file: "old.csv", person: "Айгерим" }]);
  const written = (await stepsOf<ExportStep>(client.exchange.exportImport({ id }))).at(-1);
  expect(written?.kind === "done" && written.path.startsWith(join(open.folder, "exports"))).toBe(true);
  expect((await client.order.find({ text: "1001" }))[0]?.number).toBe("1001");
  await client.exchange.undo({ id });
  expect(await client.order.find({ text: "1001" })).toEqual([]);
});

test("everything goes out into the shop's exports", async () => {
  const done = (await stepsOf<ExportStep>(client.exchange.export({ documents: false, exact: false }))).at(-1);
  expect(done).toMatchObject({ kind: "done" });
  const path = done?.kind === "done" ? done.path : "";
  expect(readFileSync(join(path, "README.txt"), "utf8")).toContain("Талон");
  const own = (await stepsOf<ExportStep>(client.exchange.exportOpenRepair({ problem: true }))).at(-1);
  expect(own?.kind === "done" && readFileSync(own.path, "utf8").startsWith(ORD_HEAD)).toBe(true);
});

test("only a supervisor takes all data in, out or back", async () => {
  await client.shop.storePerson({ id: null, name: "Ivo", pin: "2468", active: true, role: "technician" });
  const ivo = (await client.shop.people()).find(({ name }) => name === "Ivo")!;
  const { client: his } = await open.connect();
  await his.session.signIn({ personId: ivo.id, pin: "2468" });
  const plan = { kind: "orders", encoding: "utf-8", delimiter: ",", headRow: 1, mapping: {}, ...USUAL_PLAN, prefix: "X" } as const;
  const known = await client.exchange.imports();
  for (const call of [
    () => his.exchange.upload({ offset: 0, piece: new File([OLD_ORDERS], "piece") }),
    () => his.exchange.look({}),
    () => stepsOf<ImportStep>(his.exchange.check(plan)),
    () => his.exchange.imports(),
    () => stepsOf<ImportStep>(his.exchange.run({ name: "old.csv", plan })),
    () => stepsOf<ExportStep>(his.exchange.export({ documents: false, exact: false })),
    () => stepsOf<ExportStep>(his.exchange.exportOpenRepair({ problem: true })),
    () => stepsOf<ExportStep>(his.exchange.exportImport({ id: known[0]!.id })),
    () => his.exchange.undo({ id: known[0]!.id }),
  ])
    expect(await errorOf(call())).toMatchObject({ code: "REFUSED", data: { code: "person.not-supervisor" } });
  expect(await client.exchange.imports()).toEqual(known);
});

describe("what cannot come in", () => {
  test.each([
    ["a picture", jpeg(4, 3), "file.not-text"],
    ["nothing", new Uint8Array(), "file.empty"],
  ])("%s is refused with a sentence", async (_, bytes, code) => {
    await upload(bytes);
    expect(await errorOf(client.exchange.look({}))).toMatchObject({ code: "REFUSED", defined: true, data: { code } });
    expect(await errorOf(stepsOf(client.exchange.check(await plan())))).toMatchObject({ code: "REFUSED", defined: true, data: { code } });
  });
  const plan = () => ({ kind: "orders", encoding: "utf-8", delimiter: ",", headRow: 1, mapping: {}, ...USUAL_PLAN }) as const;

  test("pieces out of their order, too much of them, and a file that never came", async () => {
    expect(await errorOf(client.exchange.look({}))).toMatchObject({ code: "REFUSED", data: { code: "file.unreadable" } });
    await upload("a,b\n");
    expect(await errorOf(client.exchange.upload({ offset: 3, piece: new File(["x"], "x") }))).toMatchObject({ data: { code: "file.unreadable" } });
    expect(await errorOf(client.exchange.upload({ offset: 499_999_999, piece: new File(["xxx"], "x") }))).toMatchObject({
      data: { code: "file.too-large", data: { megabytes: 500 } },
    });
    expect(await errorOf(client.exchange.upload({ offset: 600_000_000, piece: new File(["x"], "x") }))).toMatchObject({ code: "INVALID" });
  });

  test("a mistake and a field that is missing are told on the way", async () => {
    await upload("Номер;Дата;ФИО\n1;завтра;Анна\n");
    expect(await errorOf(stepsOf(client.exchange.run({ name: "x", plan: await planned() })))).toMatchObject({
      code: "REFUSED",
      defined: true,
      data: { code: "import.wrong-rows", data: { count: 1 } },
    });
    expect(await errorOf(stepsOf(client.exchange.check(plan())))).toMatchObject({ data: { code: "import.fields-missing" } });
  });
});

test("a screen that cancels, or is closed, leaves nothing; others work on meanwhile", async () => {
  const before = open.host.running.shop.db.prepare("SELECT count(*) FROM repair_order").pluck().get();
  await upload(many);
  const plan = await planned();
  const end = new AbortController();
  const cancelled = (async () => {
    for await (const step of await client.exchange.run({ name: "many.csv", plan }, { signal: end.signal }))
      if (step.kind === "progress" && step.phase === "storing") {
        expect(await client.order.find({ text: "word7" })).toEqual([]);
        end.abort();
      }
  })();
  await expect(cancelled).rejects.toThrow();
  const other = await open.signIn();
  await upload(many);
  const iterator = await client.exchange.run({ name: "many.csv", plan });
  await iterator.next();
  line.socket.terminate();
  await expect.poll(() => uploads().filter((name) => name.endsWith(".stage")), { timeout: 10_000 }).toEqual([]);
  const { db } = open.host.running.shop;
  expect(db.prepare("SELECT count(*) FROM repair_order").pluck().get()).toBe(before);
  expect(db.prepare("SELECT count(*) FROM import WHERE state = 'running'").pluck().get()).toBe(0);
  expect(await other.client.order.find({ text: "word7" })).toEqual([]);
});
