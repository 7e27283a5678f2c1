import { USUAL_BACKUPS } from "../../src-main/domain/backups/backup.ts";
import { freePort, hostStatus, startRawPrinter, zebra } from "../helpers/raw-printer.ts";
import { USUAL_SETTINGS } from "../../src-main/domain/printing/printer.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { Change } from "../../src-main/domain/ground/change.ts";
import { NO_FACTS } from "../../src-main/domain/warranty/warranty.ts";
import type { Order } from "../../src-main/domain/orders/order.ts";
import { USUAL_PLAN } from "../../src-main/domain/transfer/import.ts";
import type { Shop } from "../../src-main/usecases/ground/shop.ts";
import { exampleShop } from "../helpers/example-order.ts";
import { CASE_NAMES, CASES } from "../helpers/intake-cases.ts";
import { startProgram } from "../helpers/node-program.ts";
import { SMALL } from "../helpers/orders.ts";
import { jpeg, png } from "../helpers/pictures.ts";
import { errorOf, openTestHost, type Client, type Line, type TestHost } from "../helpers/test-host.ts";

let open: TestHost;
let line: Line;
let client: Client;
beforeAll(async () => {
  open = await openTestHost();
  line = await open.signIn();
  ({ client } = line);
});
afterAll(() => open.close());

const takeIn = async (changes: object = {}): Promise<Order> => (await client.order.intake({ ...SMALL, ...changes })).order;
const log = (): string => readFileSync(join(open.folder, "talon.log"), "utf8");
const numbers = (): number => open.host.running.shop.db.prepare<[], number>("SELECT count(*) FROM repair_order").pluck().get()!;

const BACKUP = "talon-2026-11-20T09-15-00Z";

const PREVIEW = {
  policy: "dreame-kz",
  request: "repair",
  device: { category: "", brand: "", model: "", serial: "", bodyCode: "", purchasedOn: "2026-06-01", receivedOn: null, manufacturedOn: null },
  proofs: [],
  warrantyCardStamped: false,
  facts: NO_FACTS,
  sameFaultAs: null,
} as const;

const PRINTER = {
  id: null,
  name: "Zebra",
  way: "tcp",
  address: "127.0.0.1:9",
  language: "zpl",
  dpi: 203,
  size: "58x40",
  settings: USUAL_SETTINGS,
} as const;

const PLAN = { kind: "orders", encoding: "utf-8", delimiter: ",", headRow: 1, mapping: {}, ...USUAL_PLAN } as const;

/** Every procedure, with an input that its contract takes. */
const id = "01997000-0000-7000-8000-000000000001";
const target = { id, version: 1 };
const CALLS: Readonly<Record<string, (client: Client) => Promise<unknown>>> = {
  "session.keepPreferences": (c) => c.session.keepPreferences({}),
  "session.stay": (c) => c.session.stay(),
  "session.permits": (c) => c.session.permits(),
  "session.changePin": (c) => c.session.changePin({ pin: "1234", newPin: "12345" }),
  "shop.change": async (c) => c.shop.change((await c.session.welcome()).settings),
  "shop.renameBench": (c) => c.shop.renameBench({ name: "x" }),
  "shop.trustClock": (c) => c.shop.trustClock(),
  "shop.keepIdleMinutes": (c) => c.shop.keepIdleMinutes({ minutes: null }),
  "shop.people": (c) => c.shop.people(),
  "shop.storePerson": (c) => c.shop.storePerson({ id: null, name: "x", pin: "1234", active: true }),
  "shop.removePin": (c) => c.shop.removePin({ id, pin: "1234" }),
  "order.intake": (c) => c.order.intake(SMALL),
  "order.get": (c) => c.order.get({ id }),
  "order.find": (c) => c.order.find({ text: "x" }),
  "order.scan": (c) => c.order.scan({ text: "x" }),
  "order.queue": (c) => c.order.queue({ sort: "due", after: null, limit: 1 }),
  "order.counts": (c) => c.order.counts(),
  "order.move": (c) => c.order.move({ ...target, to: "diagnosing" }),
  "order.assign": (c) => c.order.assign({ ...target, technicianId: null }),
  "order.addNote": (c) => c.order.addNote({ id, text: "x", audience: "internal" }),
  "order.apart": (c) => c.order.apart(),
  "order.confirmApart": (c) => c.order.confirmApart({ orderIds: [target.id] }),
  "order.correct": (c) =>
    c.order.correct({
      ...target,
      device: { category: "phone" },
      proofs: [],
      warrantyCardStamped: false,
      request: "repair",
      channel: "visit",
      accessories: [],
    }),
  "order.editFacts": (c) => c.order.editFacts({ ...target, fault: "x", condition: "", priority: "low", promisedOn: null, estimate: "", limit: "" }),
  "order.storeLine": (c) => c.order.storeLine({ ...target, lineId: null, kind: "work", title: "x", quantity: "1", price: "1" }),
  "order.removeLine": (c) => c.order.removeLine({ ...target, lineId: id }),
  "order.notePayment": (c) => c.order.notePayment({ ...target, amount: "1", refund: false, method: "cash", note: "" }),
  "order.addPhotos": (c) => c.order.addPhotos({ ...target, photos: ["0".repeat(64)] }),
  "customer.edit": (c) => c.customer.edit({ id, updatedAt: 0, customer: SMALL.customer }),
  "order.revealPasscode": (c) => c.order.revealPasscode({ id }),
  "order.handBack": (c) =>
    c.order.handBack({
      ...target,
      claimCode: "x",
      identityCheck: null,
      identityNote: "",
      returned: [],
      outcome: "",
      warrantyDays: null,
      paid: "",
      paidMethod: "cash",
      signature: null,
    }),
  "order.inspect": (c) => c.order.inspect({ ...target, policy: null, facts: NO_FACTS, final: false }),
  "order.overrule": (c) => c.order.overrule({ ...target, remedy: "refund", reason: "x" }),
  "order.confirmPrice": (c) => c.order.confirmPrice({ ...target, amount: "1", how: "phone", by: "" }),
  "order.approveReturn": (c) => c.order.approveReturn({ ...target, address: "", courierAccount: "", goodsHere: false }),
  "order.receiveGoods": (c) => c.order.receiveGoods(target),
  "order.settle": (c) => c.order.settle({ ...target, kind: "refunded", price: "1", depreciation: "", method: "cash", newSerial: "" }),
  "order.meetClock": (c) => c.order.meetClock({ ...target, what: "first-reply" }),
  "policy.list": (c) => c.policy.list(),
  "policy.get": (c) => c.policy.get({ id: "figures-en", version: null }),
  "policy.save": (c) => c.policy.save({ text: "{}", basedOn: 0 }),
  "policy.tryCase": (c) => c.policy.tryCase({ text: "{}", case: { policy: "x", today: "2026-11-20", request: "repair" } }),
  "policy.compare": (c) => c.policy.compare({ text: "{}" }),
  "policy.brands": (c) => c.policy.brands(),
  "policy.mapBrand": (c) => c.policy.mapBrand({ brand: "x", policy: null, remove: true }),
  "policy.preview": (c) => c.policy.preview(PREVIEW),
  "known.customers": (c) => c.known.customers({ text: "x" }),
  "known.customer": (c) => c.known.customer({ id }),
  "known.device": (c) => c.known.device({ category: "", brand: "", model: "", serial: "x", imei: "", imei2: "" }),
  "known.stays": (c) => c.known.stays({ deviceId: target.id }),
  "known.model": (c) => c.known.model({ gtin: null, imeis: [] }),
  "known.models": (c) => c.known.models({ category: "", brand: null, beginning: "" }),
  "paper.jobs": (c) => c.paper.jobs({ orderId: id }),
  "paper.unfinished": (c) => c.paper.unfinished(),
  "paper.reprint": (c) => c.paper.reprint({ orderId: id, kind: "label" }),
  "paper.retry": (c) => c.paper.retry({ id }),
  "paper.redirect": (c) => c.paper.redirect({ id, printerId: null }),
  "paper.drop": (c) => c.paper.drop({ id, reason: "x" }),
  "paper.confirm": (c) => c.paper.confirm({ id }),
  "paper.repeat": (c) => c.paper.repeat({ id }),
  "paper.log": (c) => c.paper.log({ orderId: id }),
  "printer.list": (c) => c.printer.list(),
  "printer.keep": (c) => c.printer.keep(PRINTER),
  "printer.remove": (c) => c.printer.remove({ id }),
  "printer.state": (c) => c.printer.state({ id }),
  "printer.ways": (c) => c.printer.ways(),
  "printer.find": (c) => c.printer.find(),
  "printer.test": (c) => c.printer.test(PRINTER),
  "backup.state": (c) => c.backup.state(),
  "backup.keep": (c) => c.backup.keep({ settings: USUAL_BACKUPS, encrypt: false, passphrase: null }),
  "backup.make": (c) => c.backup.make(),
  "backup.list": (c) => c.backup.list(),
  "backup.check": (c) => c.backup.check({ name: BACKUP, passphrase: null }),
  "backup.compare": (c) => c.backup.compare({ name: BACKUP }),
  "backup.restore": (c) => c.backup.restore({ name: BACKUP, passphrase: null }),
  "printer.routes": (c) => c.printer.routes(),
  "printer.keepRoutes": (c) => c.printer.keepRoutes({ routes: [], everywhere: true }),
  "printer.sizes": (c) => c.printer.sizes(),
  "printer.keepSize": (c) => c.printer.keepSize({ id: "x", kind: "label", widthMm: 57, heightMm: 32 }),
  "printer.removeSize": (c) => c.printer.removeSize({ id: "x" }),
  "paper.render": (c) => c.paper.render({ id, format: "pdf" }),
  "paper.preview": (c) => c.paper.preview({ kind: "certificate", language: "en", settings: exampleShop() }),
  "shopFigures.read": (c) => c.shopFigures.read({ from: "2026-01-01", to: "2026-12-31" }),
  "template.list": (c) => c.template.list({ kind: "certificate" }),
  "template.source": (c) => c.template.source({ id }),
  "template.store": (c) => c.template.store({ kind: "certificate", source: "x" }),
  "template.useShipped": (c) => c.template.useShipped({ kind: "certificate" }),
  "paper.open": (c) => c.paper.open({ id }),
  "paper.sheet": (c) => c.paper.sheet({ labels: [{ jobId: id, copies: 1 }], size: "a4-3x8", firstFree: 1 }),
  "paper.openSheet": (c) => c.paper.openSheet({ labels: [{ jobId: id, copies: 1 }], size: "a4-3x8", firstFree: 1 }),
  "picture.get": (c) => c.picture.get({ sha256: "0".repeat(64) }),
  "draft.get": (c) => c.draft.get(),
  "draft.keep": (c) => c.draft.keep({}),
  "draft.drop": (c) => c.draft.drop(),
  "exchange.upload": (c) => c.exchange.upload({ offset: 0, piece: new File(["a,b"], "x") }),
  "exchange.drop": (c) => c.exchange.drop(),
  "exchange.look": (c) => c.exchange.look({}),
  "exchange.check": (c) => c.exchange.check(PLAN),
  "exchange.run": (c) => c.exchange.run({ name: "x", plan: PLAN }),
  "exchange.imports": (c) => c.exchange.imports(),
  "exchange.undo": (c) => c.exchange.undo({ id }),
  "exchange.export": (c) => c.exchange.export({ documents: false, exact: false }),
  "exchange.exportOpenRepair": (c) => c.exchange.exportOpenRepair({ problem: false }),
  "exchange.exportImport": (c) => c.exchange.exportImport({ id }),
  changes: async (c) => (await c.changes()).next(),
};

/** What a screen may ask before anyone has signed in. */
const OPEN = ["session.welcome", "session.setUp", "session.signIn", "session.resume", "session.signOut", "picture.store", "picture.storeLogo"];

test("the shop's figures count what was just taken in, by whom and of what, and refuse days that are none", async () => {
  const year = { from: "2020-01-01", to: "2199-12-31" };
  const before = await client.shopFigures.read(year);
  const { id, version } = await takeIn({ device: { category: "phone", brand: "Фонарь" } });
  const me = (await client.shop.people())[0]!;
  await client.order.assign({ id, version, technicianId: me.id });
  const after = await client.shopFigures.read(year);
  expect(after.total.came).toBe(before.total.came + 1);
  expect(after.by.brand.find(({ value }) => value === "Фонарь")).toMatchObject({ came: 1, went: 0 });
  expect(after.people[me.id]).toBe(me.name);
  expect(after.by.technician.map(({ value }) => value)).toContain(me.id);
  expect(after.now.open).toBe(before.now.open + 1);
  expect(after.now.technicians[me.id]).toBe((before.now.technicians[me.id] ?? 0) + 1);
  expect(after.course.reduce((sum, { came }) => sum + came, 0)).toBe(after.total.came);
  const month = await client.shopFigures.read({ from: `${after.today.slice(0, 7)}-01`, to: after.today });
  expect(month.course.at(-1)!.start).toBe(after.today);
  for (const days of [
    { from: "2026-02-30", to: "2026-03-01" },
    { from: "2026-03-02", to: "2026-03-01" },
  ])
    expect((await errorOf(client.shopFigures.read(days))).code).toBe("INVALID");
});

describe("before anyone has signed in on a line", () => {
  test.each(Object.keys(CALLS))("%s is refused", async (name) => {
    const { client: stranger, close } = await open.connect();
    const before = numbers();
    expect(await errorOf(CALLS[name]!(stranger))).toMatchObject({ code: "SIGNED_OUT", defined: true });
    expect(numbers()).toBe(before);
    close();
  });

  test("and no procedure was forgotten here", async () => {
    const { contract } = await import("../../src-main/contract/contract.ts");
    const names = Object.entries(contract).flatMap(([noun, part]) => ("~orpc" in part ? [noun] : Object.keys(part).map((verb) => `${noun}.${verb}`)));
    expect([...Object.keys(CALLS), ...OPEN].sort()).toEqual(names.sort());
  });
});

describe("templates", () => {
  test("are tried, kept, read and left again, and a page is looked at as a picture or told what is wrong", async () => {
    const { settings } = await client.session.welcome();
    const page = { kind: "handback", language: "lv", settings } as const;
    const shown = await client.paper.preview(page);
    expect("file" in shown && [shown.file.name, shown.file.type, shown.warnings]).toEqual(["handback.svg", "image/svg+xml", []]);
    expect(await client.paper.preview({ ...page, template: '#read("/etc/passwd")' })).toEqual({ problem: { line: 1, message: "file not found" } });
    const stored = await client.template.store({ kind: "handback", source: "#let x = (" });
    expect(stored).toEqual({
      id: expect.any(String),
      at: expect.any(Number),
      person: "Айгерим",
      problem: { line: 1, message: "unclosed delimiter" },
    });
    expect(await client.template.source({ id: stored.id })).toBe("#let x = (");
    expect(await client.template.list({ kind: "handback" })).toMatchObject({ used: stored.id, versions: [stored] });
    await client.template.useShipped({ kind: "handback" });
    expect(await client.template.list({ kind: "handback" })).toMatchObject({ used: null, versions: [stored] });
    expect(await errorOf(client.template.source({ id }))).toMatchObject({ code: "REFUSED", data: { code: "template.unknown" } });
    expect(await errorOf(client.template.store({ kind: "handback", source: "x".repeat(100_001) }))).toMatchObject({ code: "INVALID" });
  });
});

describe("the way of a device", () => {
  test.each(CASE_NAMES)("%s is taken in, found, printed, and its papers come as files", async (name) => {
    const { order, certificateJob, labelJob } = await client.order.intake(CASES[name]);
    expect(await client.order.get({ id: order.id })).toMatchObject({
      order: { number: order.number, receivedBy: "Айгерим", bench: "counter" },
      events: expect.arrayContaining([expect.objectContaining({ kind: "received" })]),
    });
    expect((await client.order.find({ text: order.claimCode })).map(({ id: found }) => found)).toContain(order.id);
    expect(await client.order.scan({ text: `TALON:${order.number}:${order.claimCode}` })).toEqual({
      orderId: order.id,
      number: order.number,
      claimCode: order.claimCode,
    });
    const pdf = await client.paper.render({ id: certificateJob, format: "pdf" });
    expect([pdf.file.name, pdf.file.type]).toEqual([`${order.number}-certificate.pdf`, "application/pdf"]);
    expect(
      Buffer.from(await pdf.file.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
    const sheet = { labels: [{ jobId: labelJob, copies: 2 }], size: "a4-3x8", firstFree: 24 };
    const { file } = await client.paper.sheet(sheet);
    expect([file.name, file.type]).toEqual([`${order.number}-labels.pdf`, "application/pdf"]);
    expect(
      Buffer.from(await file.arrayBuffer())
        .toString("latin1")
        .match(/\/Type \/Page\b/g),
    ).toHaveLength(2);
    for (const [wrong, problem] of [
      [{ firstFree: 25 }, { field: "firstFree", problem: "too-large" }],
      [{ size: "a4" }, { field: "size", problem: "choice" }],
    ] as const)
      expect((await errorOf(client.paper.sheet({ ...sheet, ...wrong }))).data).toMatchObject({ problems: [problem] });
    const label = await client.paper.render({ id: labelJob, format: "png", dpi: 203 });
    expect([label.file.name, label.file.type]).toEqual([`${order.number}-label.png`, "image/png"]);
  });

  test("is moved, priced, paid and handed back", async () => {
    let order = await takeIn({ accessories: ["Чек"], device: { category: "phone", passcode: { kind: "pin", value: "0000" } } });
    expect(await client.order.revealPasscode({ id: order.id })).toEqual({ kind: "pin", value: "0000" });
    for (const to of ["diagnosing", "approved", "in-repair", "testing", "ready"] as const)
      order = await client.order.move({ id: order.id, version: order.version, to });
    order = await client.order.storeLine({
      id: order.id,
      version: order.version,
      lineId: null,
      kind: "work",
      title: "Чистка",
      quantity: "1",
      price: "5000",
    });
    const { order: closed, handbackJob } = await client.order.handBack({
      id: order.id,
      version: order.version,
      claimCode: order.claimCode,
      identityCheck: null,
      identityNote: "",
      returned: order.accessories.map((one) => one.id),
      outcome: "Почищен",
      warrantyDays: 90,
      paid: "5000",
      paidMethod: "card",
      signature: null,
    });
    expect(closed).toMatchObject({ state: "handed-back", hasPasscode: false, handback: { byName: "Айгерим", paidMinor: 500_000 } });
    expect((await client.paper.render({ id: handbackJob, format: "svg" })).file.type).toBe("image/svg+xml");
    expect(await errorOf(client.order.move({ id: order.id, version: closed.version, to: "diagnosing" }))).toMatchObject({
      code: "REFUSED",
      data: { code: "order.closed" },
    });
  });

  test("its photo goes there and back byte by byte", async () => {
    const bytes = png(16, 16, 77);
    const { sha256 } = await client.picture.store({ file: new File([new Uint8Array(bytes)], "IMG.HEIC") });
    const order = await takeIn({ photos: [sha256] });
    expect(order.photos).toEqual([{ sha256, mime: "image/png", width: 16, height: 16 }]);
    expect(Buffer.from(await (await client.picture.get({ sha256 })).arrayBuffer()).equals(bytes)).toBe(true);
  });

  test("its photo's small picture goes beside it, and comes back where a small one is asked for", async () => {
    const [large, small] = [png(700, 500), png(320, 229)].map((bytes) => new File([new Uint8Array(bytes)], "photo.png")) as [File, File];
    const { sha256, width } = await client.picture.store({ file: large, thumbnail: small });
    expect(width).toBe(700);
    const bytes = async (size?: "full" | "small"): Promise<Buffer> => Buffer.from(await (await client.picture.get({ sha256, size })).arrayBuffer());
    expect((await bytes("small")).equals(png(320, 229))).toBe(true);
    expect((await bytes("full")).equals(png(700, 500))).toBe(true);
    expect((await bytes()).equals(png(700, 500))).toBe(true);
  });

  test("its customer can be corrected, and who saw an older one is told", async () => {
    const { id: orderId, customerId, customer } = await takeIn();
    const { updatedAt } = (await client.known.customer({ id: customerId })).customer;
    const input = { name: "Нұрлан Серікұлы", phone: customer.phones[0]! };
    const edited = await client.customer.edit({ id: customerId, updatedAt, customer: input });
    expect(edited).toMatchObject({ id: customerId, name: "Нұрлан Серікұлы" });
    expect((await client.known.customer({ id: customerId })).customer).toEqual(edited);
    expect((await client.order.get({ id: orderId })).events.at(-1)).toMatchObject({ kind: "customer-changed", person: "Айгерим" });
    expect(await errorOf(client.customer.edit({ id: customerId, updatedAt, customer: input }))).toMatchObject({
      code: "REFUSED",
      data: { code: "customer.changed-elsewhere", data: { by: "Айгерим", at: edited.updatedAt } },
    });
    expect(await errorOf(client.customer.edit({ id: customerId, updatedAt, customer: { name: "" } }))).toMatchObject({
      code: "INVALID",
      data: {
        problems: [
          { field: "customer.name", problem: "required" },
          { field: "customer.phone", problem: "reach" },
        ],
      },
    });
  });
});

describe("bad input", () => {
  const problems = async (call: Promise<unknown>): Promise<unknown> => {
    const before = numbers();
    const error = await errorOf(call);
    expect(error).toMatchObject({ code: "INVALID", defined: true });
    expect(numbers()).toBe(before);
    return (error.data as { problems: unknown }).problems;
  };

  test.each<[string, object, unknown]>([
    ["an unknown field", { colour: "red" }, [{ field: "colour", problem: "unknown-field" }]],
    [
      "unknown fields within",
      { customer: { name: "N", phone: "+77025554433", shoeSize: 42 }, device: { category: "phone", a: 1, b: 2 } },
      [
        { field: "customer.shoeSize", problem: "unknown-field" },
        { field: "device.a", problem: "unknown-field" },
        { field: "device.b", problem: "unknown-field" },
      ],
    ],
    [
      "a caller who makes themself another",
      { personId: id, benchId: id },
      [
        { field: "personId", problem: "unknown-field" },
        { field: "benchId", problem: "unknown-field" },
      ],
    ],
    [
      "what the form refuses",
      { customer: { name: "", phone: "x" }, fault: " " },
      [
        { field: "customer.name", problem: "required" },
        { field: "customer.phone", problem: "phone" },
        { field: "fault", problem: "required" },
      ],
    ],
    ["a missing part", { customer: undefined }, [{ field: "customer", problem: "required" }]],
    ["a missing field", { fault: undefined }, [{ field: "fault", problem: "required" }]],
    ["nothing where a text belongs", { fault: null }, [{ field: "fault", problem: "required" }]],
    ["another kind of value", { fault: 5 }, [{ field: "fault", problem: "type" }]],
    ["a choice that is none", { priority: "asap" }, [{ field: "priority", problem: "choice" }]],
    ["a text without end", { fault: "я".repeat(10_001) }, [{ field: "fault", problem: "too-long" }]],
    ["too many accessories", { accessories: Array(201).fill("x") }, [{ field: "accessories", problem: "too-many" }]],
    ["a bad proof in the middle", { device: { category: "phone", proof: ["receipt", "promise"] } }, [{ field: "device.proof.1", problem: "choice" }]],
    ["a photo that is no hash", { photos: ["../../x"] }, [{ field: "photos.0", problem: "type" }]],
    ["no reference", { customerId: "me" }, [{ field: "customerId", problem: "type" }]],
  ])("%s is named", async (_, changes, expected) => expect(await problems(client.order.intake({ ...SMALL, ...changes } as never))).toEqual(expected));

  test("of every other kind is named too", async () => {
    const order = await takeIn();
    const now = { id: order.id, version: order.version };
    expect(await problems(client.order.queue({ sort: "colour" as never, after: null, limit: 0 }))).toEqual([
      { field: "sort", problem: "choice" },
      { field: "limit", problem: "too-small" },
    ]);
    expect(await problems(client.order.move({ ...now, to: "nowhere" as never }))).toEqual([{ field: "to", problem: "choice" }]);
    expect(
      await problems(client.order.editFacts({ ...now, fault: " ", condition: "", priority: "low", promisedOn: "x", estimate: "", limit: "" })),
    ).toEqual([
      { field: "fault", problem: "required" },
      { field: "promisedOn", problem: "date" },
    ]);
    expect(await problems(client.order.get({ id: "1" }))).toEqual([{ field: "id", problem: "type" }]);
    expect(await problems(client.draft.keep({ fault: "я".repeat(300_001) }))).toEqual([{ field: "", problem: "too-long" }]);
    expect(await problems(client.picture.store({ file: "text" as never }))).toEqual([{ field: "file", problem: "type" }]);
    expect(await problems(client.paper.render({ id, format: "docx" as never, dpi: 5 }))).toEqual([
      { field: "format", problem: "choice" },
      { field: "dpi", problem: "too-small" },
    ]);
  });
});

describe("printers", () => {
  test("are kept, asked, tried before they are kept, told what to print, and print", async () => {
    const raw = await startRawPrinter(zebra(hostStatus()));
    try {
      const input = { ...PRINTER, address: raw.address };
      expect(await client.printer.test(input)).toEqual({ end: "printed" });
      expect(await client.printer.list()).toEqual([]);
      const kept = await client.printer.keep(input);
      expect(await client.printer.list()).toEqual([kept]);
      expect(await client.printer.state({ id: kept.id })).toEqual({ ready: true, troubles: [], asked: true });
      const routes = [{ kind: "label", printerId: kept.id, copies: 1, atIntake: true }] as const;
      await client.printer.keepRoutes({ routes, everywhere: false });
      expect(await client.printer.routes()).toEqual({ bench: routes, everywhere: [] });
      const order = await takeIn();
      await vi.waitFor(async () => {
        const jobs = await client.paper.jobs({ orderId: order.id });
        expect(jobs.find(({ kind }) => kind === "label")).toMatchObject({ state: "printed", printer: "Zebra" });
      });
      expect((await client.paper.log({ orderId: order.id })).map(({ what }) => what)).toEqual(["sent", "printed"]);
      await client.printer.keepRoutes({ routes: [], everywhere: false });
      await client.printer.remove({ id: kept.id });
    } finally {
      await raw.stop();
    }
  });

  test("that cannot be are refused with the field that is wrong, and one that is off is an answer", async () => {
    const problems = async (change: object): Promise<unknown> => {
      const error = await errorOf(client.printer.keep({ ...PRINTER, ...change }));
      return (error.data as { problems: unknown }).problems;
    };
    expect(await problems({ address: "not a host" })).toEqual([{ field: "address", problem: "printer-host" }]);
    expect(await problems({ dpi: 150 })).toEqual([{ field: "dpi", problem: "choice" }]);
    expect(await problems({ settings: { ...USUAL_SETTINGS, darkness: 101 } })).toEqual([{ field: "settings.darkness", problem: "too-large" }]);
    const port = await freePort();
    expect(await client.printer.test({ ...PRINTER, address: `127.0.0.1:${port}` })).toMatchObject({ end: "away", trouble: "refused" });
  });
});

describe("a refusal", () => {
  test("comes with its code and what its sentence needs", async () => {
    const order = await takeIn();
    const refused = async (call: Promise<unknown>): Promise<unknown> => {
      const error = await errorOf(call);
      expect(error).toMatchObject({ code: "REFUSED", defined: true });
      return error.data;
    };
    expect(await refused(client.order.move({ id: order.id, version: 1, to: "ready" }))).toMatchObject({
      code: "move.not-allowed",
      data: { from: "received", allowed: ["diagnosing", "cancelled"] },
    });
    expect(await refused(client.order.get({ id }))).toMatchObject({ code: "order.unknown" });
    expect(await refused(client.order.scan({ text: `${order.number.slice(0, -1)}${order.number.endsWith("A") ? "B" : "A"}` }))).toMatchObject({
      code: "order-number.check",
    });
    expect(await refused(client.order.revealPasscode({ id: order.id }))).toMatchObject({ code: "passcode.none" });
    expect(await refused(client.picture.get({ sha256: "0".repeat(64) }))).toMatchObject({ code: "photo.unknown" });
    expect(await refused(client.paper.retry({ id }))).toMatchObject({ code: "document.unknown" });
    const sheet = { labels: [{ jobId: id, copies: 1 }], size: "a4-3x8", firstFree: 1 };
    expect(await refused(client.paper.sheet(sheet))).toMatchObject({ code: "document.unknown" });
    expect(await refused(client.known.customer({ id }))).toMatchObject({ code: "customer.unknown" });
    expect(await refused(client.order.assign({ id: order.id, version: 1, technicianId: id }))).toMatchObject({ code: "person.unknown" });
    expect(await refused(client.paper.reprint({ orderId: order.id, kind: "handback" }))).toMatchObject({ code: "document.unknown" });
  });

  test("of a picture says whether it is none or too large", async () => {
    const store = (bytes: Uint8Array): Promise<unknown> =>
      client.picture.store({ file: new File([new Uint8Array(bytes)], "photo.jpg", { type: "image/jpeg" }) });
    expect((await errorOf(store(Buffer.from("<svg onload=alert(1)>")))).data).toMatchObject({ code: "photo.not-an-image" });
    const large = new Uint8Array(25_000_001);
    large.set(jpeg());
    expect((await errorOf(store(large))).data).toMatchObject({ code: "photo.too-large", data: { megabytes: 25 } });
  });
});

describe("trouble of the world", () => {
  const shop = (): Shop => open.host.running.shop;
  afterEach(() => {
    shop().db.pragma("query_only = OFF");
    shop().db.pragma("busy_timeout = 5000");
  });

  test("a locked database: said as such, nothing half-stored, and trying again works", async () => {
    const before = numbers();
    const other = new Sqlite(join(open.folder, "talon.db"));
    other.exec("BEGIN IMMEDIATE");
    shop().db.pragma("busy_timeout = 50");
    expect(await errorOf(client.order.intake(SMALL))).toMatchObject({ code: "TROUBLE", defined: true, data: { kind: "database-busy" } });
    // What only reads goes on meanwhile.
    expect(await client.order.queue({ sort: "due", after: null, limit: 1 })).toMatchObject({ rows: [{}] });
    other.exec("ROLLBACK");
    other.close();
    expect(numbers()).toBe(before);
    const { order } = await client.order.intake(SMALL);
    expect(Number(order.number.split("-")[1])).toBe(before + 1);
    expect(log()).toContain("SQLITE_BUSY");
  });

  test("a database that may not be written", async () => {
    const order = await takeIn();
    shop().db.pragma("query_only = ON");
    expect(await errorOf(client.order.move({ id: order.id, version: 1, to: "diagnosing" }))).toMatchObject({
      code: "TROUBLE",
      data: { kind: "database-read-only" },
    });
    shop().db.pragma("query_only = OFF");
    expect(await client.order.move({ id: order.id, version: 1, to: "diagnosing" })).toMatchObject({ version: 2 });
  });

  test("a full disk", async () => {
    shop().db.pragma(`max_page_count = ${shop().db.pragma("page_count", { simple: true }) as number}`);
    const before = numbers();
    expect(await errorOf(client.order.intake({ ...SMALL, fault: "x".repeat(10_000), condition: "я".repeat(10_000) }))).toMatchObject({
      code: "TROUBLE",
      data: { kind: "disk-full" },
    });
    shop().db.pragma("max_page_count = 1073741823");
    expect(numbers()).toBe(before);
  });

  test("another key", async () => {
    const order = await takeIn({ device: { category: "phone", passcode: { kind: "pin", value: "0000" } } });
    shop().db.prepare("UPDATE passcode SET sealed = zeroblob(40) WHERE order_id = ?").run(order.id);
    expect(await errorOf(client.order.revealPasscode({ id: order.id }))).toMatchObject({ code: "TROUBLE", data: { kind: "key-missing" } });
  });
});

test("a bug is told without our text, with the id under which the log has all of it", async () => {
  const order = await takeIn();
  const [job] = await client.paper.jobs({ orderId: order.id });
  const { documents } = open.host.running.shop;
  (open.host.running.shop as { documents: Shop["documents"] }).documents = {
    ...documents,
    render: () => {
      throw new TypeError("SECRET of our innards", { cause: new Error("the root of it") });
    },
  };
  try {
    const error = await errorOf(client.paper.render({ id: job!.id, format: "pdf" }));
    expect(error).toMatchObject({ code: "INTERNAL_SERVER_ERROR", data: { logId: expect.stringMatching(/^[0-9a-f]{8}$/) } });
    expect(JSON.stringify(error)).not.toContain("SECRET");
    const entry = log()
      .trim()
      .split("\n")
      .map((text) => JSON.parse(text) as Record<string, unknown>)
      .find((one) => one["id"] === (error.data as { logId: string }).logId);
    expect(entry).toMatchObject({
      error: "TypeError: SECRET of our innards",
      stack: expect.stringContaining("router.test.ts"),
      cause: { error: "Error: the root of it" },
    });
  } finally {
    (open.host.running.shop as { documents: Shop["documents"] }).documents = documents;
  }
});

test("the papers of an intake are made behind it", async () => {
  const order = await takeIn();
  await open.host.running.spooler.idle();
  expect((await client.paper.jobs({ orderId: order.id })).map(({ kind, state }) => [kind, state])).toEqual([
    ["label", "ready"],
    ["certificate", "ready"],
  ]);
  expect((await client.paper.unfinished()).filter(({ orderId }) => orderId === order.id)).toEqual([]);
});

describe("live changes", () => {
  /** The next change of a kind that another line's screen hears of. */
  const hear = async (listener: Client, until: (change: Change) => boolean): Promise<Change> => {
    for await (const change of await listener.changes()) if (until(change)) return change;
    throw new Error("the line ended");
  };

  test("reach every other line at once", async () => {
    const other = await open.signIn();
    const order = await takeIn();
    const heard = hear(other.client, (change) => change.kind === "order");
    // The listener is there once its call has been answered.
    await other.client.order.counts();
    await client.order.move({ id: order.id, version: 1, to: "diagnosing" });
    expect(await heard).toEqual({ kind: "order", orderId: order.id });
    const people = hear(other.client, (change) => change.kind === "people");
    await other.client.order.counts();
    await client.shop.storePerson({ id: null, name: "Мадина", pin: "1234", active: true });
    expect(await people).toEqual({ kind: "people" });
    other.close();
  });

  test("of papers reach the screen when they are made", async () => {
    // Of earlier orders too.
    await open.host.running.spooler.idle();
    const other = await open.signIn();
    const printed = hear(other.client, (change) => change.kind === "print");
    await other.client.order.counts();
    const order = await takeIn();
    expect(await printed).toEqual({ kind: "print", orderId: order.id });
    other.close();
  });

  test("that another program made reach every line, and its papers are made here", async () => {
    const heard = hear(client, (change) => change.kind === "all");
    await client.order.counts();
    const program = startProgram(join(import.meta.dirname, "..", "helpers", "intake-loop.ts"), [open.folder, "1"]);
    await program.says("ready");
    program.child.stdin.write("go\n");
    expect(await heard).toEqual({ kind: "all" });
    const { out, code } = await program.end;
    expect(code).toBe(0);
    const number = out.trim().split("\n").at(-1)!;
    const [found] = await client.order.find({ text: number });
    expect(found?.number).toBe(number);
    await open.host.running.spooler.idle();
    await expect
      .poll(async () => (await client.paper.jobs({ orderId: found!.id })).map(({ state }) => state), { timeout: 5000 })
      .toEqual(["ready", "ready"]);
  });

  test("end with the line: a closed one leaves no listener behind", async () => {
    const other = await open.signIn();
    const iterator = await other.client.changes();
    const waiting = iterator.next().then(
      () => "told",
      () => "ended",
    );
    await other.client.order.counts();
    other.socket.terminate();
    expect(await waiting).toBe("ended");
    await takeIn();
  });
});

describe("two benches", () => {
  test("at one order: the second is told who, where and what, and stores nothing", async () => {
    const order = await takeIn();
    const other = await open.signIn();
    await client.order.editFacts({
      id: order.id,
      version: 1,
      fault: "Разбит экран",
      condition: "",
      priority: "high",
      promisedOn: null,
      estimate: "",
      limit: "",
    });
    const error = await errorOf(
      other.client.order.editFacts({
        id: order.id,
        version: 1,
        fault: "Мой текст",
        condition: "",
        priority: "low",
        promisedOn: null,
        estimate: "",
        limit: "",
      }),
    );
    expect(error).toMatchObject({
      code: "REFUSED",
      data: { code: "order.changed-elsewhere", data: { number: order.number, by: "Айгерим", what: "edited", state: "received" } },
    });
    expect((await client.order.get({ id: order.id })).order).toMatchObject({ fault: "Разбит экран", version: 2 });
    other.close();
  });

  test("taking in at once get a number each", async () => {
    const other = await open.signIn();
    const before = numbers();
    const results = await Promise.all(Array.from({ length: 10 }, (_, index) => (index % 2 ? client : other.client).order.intake(SMALL)));
    expect(results.map(({ order }) => Number(order.number.split("-")[1])).sort((one, two) => one - two)).toEqual(
      Array.from({ length: 10 }, (_, index) => before + 1 + index),
    );
    other.close();
  });

  test("have a draft each", async () => {
    const other = await open.signIn();
    await client.draft.keep({ fault: "mine", nested: { list: [1, "two", null] } });
    await other.client.draft.keep({ fault: "theirs" });
    expect(await client.draft.get()).toMatchObject({ form: { fault: "mine", nested: { list: [1, "two", null] } } });
    await other.client.draft.drop();
    expect(await other.client.draft.get()).toBeNull();
    expect(await client.draft.get()).not.toBeNull();
    await takeIn();
    expect(await client.draft.get()).toBeNull();
    other.close();
  });
});

describe("policies over the line", () => {
  test("a preview says what is missing, and a pack that does not fit is refused with its place", async () => {
    expect(await client.policy.preview(PREVIEW)).toMatchObject({
      pack: { id: "dreame-kz" },
      decision: { coverage: "undetermined", missing: expect.arrayContaining(["purchase.proof.receipt", "purchase.proof.warranty-card"]) },
    });
    const pack = await client.policy.get({ id: "figures-en", version: null });
    const broken = { ...pack, warranty: { ...pack.warranty, length: { months: -1 } } };
    expect(await errorOf(client.policy.save({ text: JSON.stringify(broken), basedOn: 1 }))).toMatchObject({
      code: "INVALID",
      data: { problems: [{ field: "warranty.length.months" }] },
    });
    expect(await client.policy.save({ text: JSON.stringify(pack), basedOn: 1 })).toEqual({ id: "figures-en", version: 2 });
    expect(await errorOf(client.policy.save({ text: JSON.stringify(pack), basedOn: 1 }))).toMatchObject({
      data: { code: "policy.changed-elsewhere" },
    });
    expect((await client.policy.list()).find(({ id: known }) => known === "figures-en")).toMatchObject({ version: 2, own: true, savedBy: "Айгерим" });
  });
});
