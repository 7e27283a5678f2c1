import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { USUAL_SETTINGS } from "../../src-main/domain/printing/printer.ts";
import { NO_FACTS } from "../../src-main/domain/warranty/warranty.ts";
import { router } from "../../src-main/router/router.ts";
import { beginSession } from "../../src-main/usecases/people/session.ts";
import { PROCEDURES_WITH_RULES } from "../../src-main/router/wrong-fields.ts";
import { exampleShop } from "../helpers/example-order.ts";
import { SMALL } from "../helpers/orders.ts";
import { openTestHost, type TestHost } from "../helpers/test-host.ts";

let open: TestHost;
let call: (name: string, input: unknown) => Promise<unknown>;
let target: { id: string; version: number };
beforeAll(async () => {
  open = await openTestHost();
  const { client, close } = await open.signIn();
  const { order } = await client.order.intake(SMALL);
  target = { id: order.id, version: order.version };
  const { shop, doorway } = open.host.running;
  const { id: benchId } = (await client.session.welcome()).bench;
  const [person] = await client.shop.people();
  close();
  const current = { session: beginSession(shop, benchId, { personId: person!.id })!, ticket: "" };
  const direct = createRouterClient(router, { context: { shop, doorway: { ...doorway, openPaper: null }, session: { benchId, current } } });
  call = (name, input) => {
    const [noun = "", verb = ""] = name.split(".");
    return (direct as never as Record<string, Record<string, (input: unknown) => Promise<unknown>>>)[noun]![verb]!(input);
  };
});
afterAll(() => open.close());

const settings = { ...exampleShop(), numberPrefix: "r!", currency: "euro?", email: "x" };
const printer = { id: null, name: "", way: "tcp", address: "", language: "zpl", dpi: 300, size: "none", settings: USUAL_SETTINGS };
const pack = { text: JSON.stringify({ format: 1, id: "!" }) };
const device = { category: "", imei: "490154203237517", purchasedOn: "soon" };

/** For each procedure: an input with a field of a wrong kind (or one that nobody knows) and others that only the trade's rules refuse. */
const CASES: Readonly<Record<string, () => { readonly input: object; readonly fields: readonly string[] }>> = {
  "session.setUp": () => ({
    input: { settings, person: { name: "", pin: "1" }, bench: 5 },
    fields: ["bench", "person.name", "person.pin", "settings.currency", "settings.email", "settings.numberPrefix"],
  }),
  "session.changePin": () => ({ input: { pin: 1, newPin: "1" }, fields: ["newPin", "pin"] }),
  "shop.change": () => ({ input: { ...settings, untakenHours: "1" }, fields: ["currency", "email", "numberPrefix", "untakenHours"] }),
  "shop.storePerson": () => ({ input: { id: 5, name: "", pin: "1", active: "yes", role: "king" }, fields: ["active", "id", "name", "pin", "role"] }),
  "order.intake": () => ({
    input: { ...SMALL, customer: { name: "", phone: "call me" }, device, fault: 5, promisedOn: "?" },
    fields: ["customer.name", "customer.phone", "device.category", "device.imei", "device.purchasedOn", "fault", "promisedOn"],
  }),
  "order.addNote": () => ({ input: { id: 1, text: "", audience: "all" }, fields: ["audience", "id", "text"] }),
  "order.editFacts": () => ({
    input: { ...target, version: "1", fault: "", condition: 5, priority: "low", promisedOn: "soon", estimate: "1,250", limit: "x" },
    fields: ["condition", "estimate", "fault", "limit", "promisedOn", "version"],
  }),
  "order.correct": () => ({
    input: { ...target, device, proofs: ["x"], warrantyCardStamped: 1, request: "repair", channel: "visit", accessories: [], colour: "red" },
    fields: ["colour", "device.category", "device.imei", "device.purchasedOn", "proofs.0", "warrantyCardStamped"],
  }),
  "order.storeLine": () => ({
    input: { ...target, lineId: null, kind: "gift", title: "", quantity: "-1", price: "x" },
    fields: ["kind", "price", "quantity", "title"],
  }),
  "order.notePayment": () => ({ input: { ...target, amount: "x", refund: "no", method: "cash", note: "" }, fields: ["amount", "refund"] }),
  "order.handBack": () => ({
    input: {
      ...target,
      claimCode: "x",
      identityCheck: null,
      identityNote: "",
      returned: [],
      outcome: "",
      warrantyDays: "many",
      paid: "x",
      paidMethod: "cash",
      signature: "x",
    },
    fields: ["paid", "signature", "warrantyDays"],
  }),
  "order.inspect": () => ({
    input: { ...target, policy: null, facts: { ...NO_FACTS, damageReportedOn: "soon" }, final: "yes" },
    fields: ["facts.damageReportedOn", "final"],
  }),
  "order.confirmPrice": () => ({ input: { ...target, amount: "x", how: "by owl", by: "" }, fields: ["amount", "how"] }),
  "order.approveReturn": () => ({ input: { ...target, address: "", courierAccount: 5, goodsHere: false }, fields: ["address", "courierAccount"] }),
  "order.settle": () => ({
    input: { ...target, kind: "refunded", price: "", depreciation: "5", method: "gold", newSerial: "" },
    fields: ["depreciation", "method", "price"],
  }),
  "customer.edit": () => ({
    input: { id: target.id, updatedAt: "now", customer: { name: "", phone: "x", email: "y" } },
    fields: ["customer.email", "customer.name", "customer.phone", "updatedAt"],
  }),
  "policy.save": () => ({ input: { ...pack, basedOn: "1" }, fields: ["basedOn", "id", "*"] }),
  "policy.tryCase": () => ({ input: { ...pack, case: { policy: "x", today: "2026-11-20", request: "gift" } }, fields: ["case.request", "id", "*"] }),
  "policy.compare": () => ({ input: { ...pack, extra: 1 }, fields: ["extra", "id", "*"] }),
  "printer.keep": () => ({ input: { ...printer, dpi: 250 }, fields: ["address", "dpi", "name", "size"] }),
  "printer.test": () => ({ input: { ...printer, dpi: 250 }, fields: ["address", "dpi", "name", "size"] }),
  "printer.keepRoutes": () => ({
    input: { routes: [{ kind: "label", printerId: target.id, copies: 1, atIntake: true }], everywhere: "no" },
    fields: ["everywhere", "routes.label"],
  }),
  "printer.keepSize": () => ({ input: { id: "x", kind: "label", widthMm: "x", heightMm: 1 }, fields: ["heightMm", "widthMm"] }),
  "paper.sheet": () => ({ input: { labels: [], size: "a4-3x8", firstFree: 1000 }, fields: ["firstFree", "labels"] }),
  "paper.openSheet": () => ({ input: { labels: [], size: "a4-3x8", firstFree: 1000 }, fields: ["firstFree", "labels"] }),
  "paper.preview": () => ({
    input: { kind: "poem", language: "en", settings },
    fields: ["kind", "settings.currency", "settings.email", "settings.numberPrefix"],
  }),
};

test.each(Object.keys(CASES))("%s names every wrong field at once", async (name) => {
  const { input, fields } = CASES[name]!();
  const refused = await call(name, input).then(
    () => undefined,
    (error: unknown) => error as { code: string; data: { problems: readonly { field: string }[] } },
  );
  expect(refused?.code).toBe("INVALID");
  const named = refused!.data.problems.map(({ field }) => field).toSorted();
  if (fields.includes("*")) expect(named).toEqual(expect.arrayContaining(fields.filter((field) => field !== "*")));
  else expect(named).toEqual(fields.toSorted());
});

test("no procedure with rules is left out of the cases above", () =>
  expect(Object.keys(CASES).toSorted()).toEqual([...PROCEDURES_WITH_RULES].toSorted()));

test("every use case that refuses fields is asked for them", () => {
  const folder = join(import.meta.dirname, "..", "..", "src-main", "usecases");
  const asked = readFileSync(join(folder, "..", "router", "wrong-fields.ts"), "utf8");
  const refusing = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && readFileSync(join(folder, file), "utf8").includes('new DomainError("input.invalid"'),
  );
  expect(refusing.length).toBeGreaterThan(8);
  expect(refusing.filter((file) => !asked.includes(`"../usecases/${file.replaceAll("\\", "/")}"`))).toEqual([]);
});
