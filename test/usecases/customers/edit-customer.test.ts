import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Change } from "../../../src-main/domain/ground/change.ts";
import type { CustomerInput } from "../../../src-main/domain/customers/customer-input.ts";
import type { KnownCustomer } from "../../../src-main/domain/customers/customer.ts";
import type { Order } from "../../../src-main/domain/orders/order.ts";
import { editCustomer } from "../../../src-main/usecases/customers/edit-customer.ts";
import { findCustomers, findOrders, readCustomer, readOrder } from "../../../src-main/usecases/orders/find-orders.ts";
import { handBackDevice } from "../../../src-main/usecases/orders/hand-back-device.ts";
import { openBench } from "../../../src-main/usecases/people/set-up-shop.ts";
import { openTestShop, type TestShop } from "../../helpers/open-test-shop.ts";
import { everythingIn, handback, moveThrough, refusalOf, SMALL, takeIn, TO_READY } from "../../helpers/orders.ts";

let open: TestShop;
let order: Order;
beforeEach(() => {
  open = openTestShop();
  order = takeIn(open);
});
afterEach(() => open.cleanup());

const known = (): KnownCustomer => readCustomer(open.shop, order.customerId).customer;
const edit = (customer: Partial<CustomerInput>, updatedAt = known().updatedAt): KnownCustomer =>
  editCustomer(open.shop, { id: order.customerId, updatedAt, customer: { ...SMALL.customer, ...customer } }, open.caller);
const kinds = (id: string): readonly string[] => readOrder(open.shop, id).events.map(({ kind }) => kind);

const COMPANY: CustomerInput = {
  kind: "organisation",
  name: "SIA Ozoliņa",
  contact: "Zinaīda Ozoliņa",
  registration: "LV40003000000",
  phone: "+371 26 123 456",
  phones: ["8 (702) 555-44-33"],
  email: "birojs@ozolina.example",
  whatsapp: "+371 26 123 457",
  address: "Brīvības iela 1, Rīga",
  language: "lv",
};

describe("a customer", () => {
  test("is another in every fact, and may be the one of before again: what is left empty is gone", () => {
    const facts = {
      kind: "organisation",
      name: "SIA Ozoliņa",
      contact: "Zinaīda Ozoliņa",
      registration: "LV40003000000",
      phones: ["+37126123456", "+77025554433"],
      email: "birojs@ozolina.example",
      whatsapp: "+37126123457",
      address: "Brīvības iela 1, Rīga",
      language: "lv",
    };
    expect(edit(COMPANY)).toMatchObject({ id: order.customerId, orders: 1, ...facts });
    expect(readOrder(open.shop, order.id).order.customer).toEqual(facts);
    edit({ language: "kk" });
    expect(readOrder(open.shop, order.id).order.customer).toEqual({ ...order.customer, language: "kk" });
  });

  test("is found by what they are called now, and so are their orders, closed ones too", () => {
    const closed = handBackDevice(open.shop, handback(moveThrough(open, order, ...TO_READY)), open.caller).order;
    const later = takeIn(open, { ...SMALL, fault: "Другое" });
    edit(COMPANY);
    for (const text of ["ozolina", "Zinaīda", "26123456", "birojs@ozolina.example"]) {
      expect([text, findCustomers(open.shop, text).map(({ id }) => id)]).toEqual([text, [order.customerId]]);
      expect([text, findOrders(open.shop, text).map(({ id }) => id)]).toEqual([text, [later.id, closed.id]]);
    }
    expect(findCustomers(open.shop, "Ахметов")).toEqual([]);
    expect(findOrders(open.shop, "Ахметов")).toEqual([]);
  });

  test("who stays the same is no change", () => {
    const before = everythingIn(open.shop.db);
    const { updatedAt } = known();
    expect(edit({ phone: "+7 702 555 44 33" })).toMatchObject({ updatedAt });
    expect(everythingIn(open.shop.db)).toEqual(before);
  });

  test("is read as at intake: every wrong field is named and nothing stored", () => {
    const before = everythingIn(open.shop.db);
    const refused = refusalOf(() => edit({ name: " ", phone: "x", phones: ["+7 702 555 44 33", "12"], email: "a", whatsapp: "call" }));
    expect(refused).toEqual({
      code: "input.invalid",
      data: {
        problems: [
          { field: "customer.name", problem: "required" },
          { field: "customer.phone", problem: "phone" },
          { field: "customer.phones.1", problem: "phone" },
          { field: "customer.email", problem: "email" },
          { field: "customer.whatsapp", problem: "phone" },
        ],
      },
    });
    expect(everythingIn(open.shop.db)).toEqual(before);
    expect(refusalOf(() => edit({ phone: "" })).data["problems"]).toEqual([{ field: "customer.phone", problem: "reach" }]);
  });

  test("who is not there is unknown", () => {
    const input = { id: open.shop.newId(), updatedAt: 0, customer: SMALL.customer };
    expect(refusalOf(() => editCustomer(open.shop, input, open.caller)).code).toBe("customer.unknown");
  });
});

describe("open orders", () => {
  test("tell what was corrected, by whom and where; closed ones keep their story, and no order has another version for it", () => {
    const closed = handBackDevice(open.shop, handback(moveThrough(open, order, ...TO_READY)), open.caller).order;
    const later = takeIn(open, { ...SMALL, fault: "Другое" });
    const before = kinds(closed.id);
    edit({ name: "Нұрлан Серікұлы Ахметов", phones: ["+7 701 000 00 00"] });
    expect(kinds(closed.id)).toEqual(before);
    expect(readOrder(open.shop, later.id).events.at(-1)).toMatchObject({
      kind: "customer-changed",
      person: "Айгерим",
      bench: "counter",
      data: {
        before: { name: "Нұрлан Ахметов", phones: ["+77025554433"] },
        after: { name: "Нұрлан Серікұлы Ахметов", phones: ["+77025554433", "+77010000000"] },
      },
    });
    expect(Object.keys(readOrder(open.shop, later.id).events.at(-1)!.data["after"] as object)).toEqual(["name", "phones"]);
    expect(readOrder(open.shop, later.id).order.version).toBe(later.version);
    expect(moveThrough(open, later, "diagnosing").state).toBe("diagnosing");
  });

  test("tell it as well where an intake of another device corrected the customer", () => {
    takeIn(open, { ...SMALL, customerId: order.customerId, customer: { ...SMALL.customer, name: "Нұрлан А." } });
    expect(readOrder(open.shop, order.id).events.at(-1)).toMatchObject({ kind: "customer-changed", data: { after: { name: "Нұрлан А." } } });
    takeIn(open, { ...SMALL, customerId: order.customerId, customer: { ...SMALL.customer, name: "Нұрлан А." } });
    expect(kinds(order.id)).toEqual(["received", "customer-changed"]);
  });
});

describe("two benches at once", () => {
  test("the second is told who was faster, and stores nothing", () => {
    const seen = known().updatedAt;
    openBench(open.shop, { id: open.shop.newId(), name: "workshop" });
    edit({ name: "Нұрлан А." }, seen);
    const before = everythingIn(open.shop.db);
    expect(refusalOf(() => edit({ address: "Абай 10" }, seen))).toEqual({
      code: "customer.changed-elsewhere",
      data: { name: "Нұрлан А.", by: "Айгерим", at: known().updatedAt },
    });
    expect(everythingIn(open.shop.db)).toEqual(before);
    expect(edit({ name: "Нұрлан А.", address: "Абай 10" })).toMatchObject({ name: "Нұрлан А.", address: "Абай 10" });
  });

  test("a change within the same millisecond, or under a clock that was set back, is another version all the same", () => {
    const seen = known().updatedAt;
    open.clock.set(seen - 60_000);
    const { updatedAt } = edit({ name: "Нұрлан А." }, seen);
    expect(updatedAt).toBe(seen + 1);
    expect(refusalOf(() => edit({ name: "Нұрлан Б." }, seen)).code).toBe("customer.changed-elsewhere");
  });

  test("where no open order tells who it was, the time is told", () => {
    handBackDevice(open.shop, handback(moveThrough(open, order, ...TO_READY)), open.caller);
    const seen = known().updatedAt;
    edit({ name: "Нұрлан А." }, seen);
    expect(refusalOf(() => edit({}, seen)).data).toEqual({ name: "Нұрлан А.", by: "", at: known().updatedAt });
  });
});

test("every screen hears of it once, after it is stored", () => {
  const heard: (Change & { name?: string })[] = [];
  const shop = { ...open.shop, publish: (change: Change) => void heard.push({ ...change, name: known().name }) };
  editCustomer(shop, { id: order.customerId, updatedAt: known().updatedAt, customer: { ...SMALL.customer, name: "Нұрлан А." } }, open.caller);
  expect(heard).toEqual([{ kind: "customer", customerId: order.customerId, name: "Нұрлан А." }]);
  heard.length = 0;
  const again = { ...SMALL, customerId: order.customerId };
  takeIn({ shop, caller: open.caller }, again);
  takeIn({ shop, caller: open.caller }, again);
  expect(heard.map(({ kind }) => kind)).toEqual(["order", "customer", "order"]);
});
