import { defaultShop, type ShopSettings } from "../../src-main/domain/shop/shop.ts";
import type { Order } from "../../src-main/domain/orders/order.ts";
import type { Device } from "../../src-main/domain/devices/device.ts";
import type { Customer } from "../../src-main/domain/customers/customer.ts";
import { NO_WARRANTY } from "../../src-main/domain/warranty/warranty.ts";
import { formatOrderNumber } from "../../src-main/domain/orders/order-number.ts";

/** What may differ from the example; customer and device field by field. */
export type OrderOverrides = Partial<Omit<Order, "customer" | "device">> & {
  readonly customer?: Partial<Customer>;
  readonly device?: Partial<Device>;
};

/** A usual order of a shop in Almaty: a robot vacuum under warranty, taken in on 20 November 2026 at 14:15 local time. */
export function exampleOrder({ customer, device, ...rest }: OrderOverrides = {}): Order {
  return {
    id: "0199e5f0-0000-7000-8000-000000000001",
    number: formatOrderNumber({ prefix: "R", year: 26, running: 123 }),
    claimCode: "7QK4MZ",
    version: 1,
    state: "received",
    stateSince: Date.UTC(2026, 10, 20, 9, 15),
    receivedAt: Date.UTC(2026, 10, 20, 9, 15),
    closedAt: null,
    correctedAt: null,
    correctedFacts: [],
    receivedBy: "Айгерим Сапарова",
    bench: "counter",
    technicianId: null,
    technician: null,
    customerId: "0199e5f0-0000-7000-8000-000000000002",
    customer: {
      kind: "person",
      name: "Нұрлан Ахметов",
      contact: "",
      registration: "",
      phones: ["+77011234567"],
      email: "n.akhmetov@example.kz",
      whatsapp: "+77011234567",
      address: "Алматы, Абай даңғылы 10, 45-пәтер",
      language: "ru",
      ...customer,
    },
    deviceId: "0199e5f0-0000-7000-8000-000000000003",
    device: {
      category: "robot-vacuum",
      brand: "Dreame",
      model: "L20 Ultra",
      colour: "",
      serial: "DRM-L20U-2303-0005871",
      imei: "",
      imei2: "",
      bodyCode: "",
      purchasedOn: "2026-03-01",
      receivedOn: null,
      manufacturedOn: null,
      seller: "Технодом, Алматы",
      ...device,
    },
    proofs: ["receipt", "warranty-card"],
    warrantyCardStamped: true,
    hasPasscode: false,
    policy: "dreame-kz",
    request: "repair",
    channel: "visit",
    fault: "Не заряжается на базе, индикатор мигает красным. Появилось после обновления.",
    condition: "Царапины на крышке лидара, левая щётка изношена.",
    accessories: ["База-станция", "Сетевой кабель", "2 швабры", "Чек", "Гарантийный талон с печатью"].map((name, index) => ({
      id: `accessory-${index + 1}`,
      name,
      returned: false,
    })),
    priority: "normal",
    promisedOn: "2026-12-04",
    currency: "KZT",
    estimateMinor: null,
    limitMinor: null,
    signature: null,
    photos: [],
    lines: [],
    payments: [],
    sameFaultAs: null,
    handback: null,
    warranty: NO_WARRANTY,
    ...rest,
  };
}

/** Settings of the example's shop, all set up. */
export function exampleShop(overrides: Partial<ShopSettings> = {}): ShopSettings {
  return {
    ...defaultShop("KZ", "Asia/Almaty"),
    name: "Мастерская «Талон»",
    legalName: "ТОО «Талон Сервис»",
    registration: "БИН 180340012345",
    address: "г. Алматы, ул. Толе би 59, офис 3",
    phone: "+77273001234",
    email: "service@example.kz",
    statusPhone: "+77070001234",
    openingHours: "Пн–Пт 10:00–19:00, Сб 11:00–16:00",
    ...overrides,
  };
}
