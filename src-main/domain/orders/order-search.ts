import { isOwnNumber } from "./order-number.ts";
import type { Order } from "./order.ts";
import type { Device } from "../devices/device.ts";
import type { Customer } from "../customers/customer.ts";
import { foldCode } from "../ground/text.ts";
import { searchWords } from "../ground/search.ts";

/** Words under which an order number is found: as a whole, its parts, and the running number without zeros. */
export const orderNumberWords = (number: string): readonly string[] => {
  const [head = "", running = ""] = number.split("-");
  return [number, number.replace(/-/g, ""), `${head}${running}`, String(Number(running))];
};

/** What an order is found by. */
export type SearchedOrder = Pick<Order, "number" | "claimCode" | "fault"> & {
  readonly customer: Pick<Customer, "name" | "contact" | "email" | "phones" | "whatsapp">;
  /** The second IMEI came later than the first migrations that make words. */
  readonly device: Pick<Device, "category" | "brand" | "model" | "serial" | "imei" | "bodyCode"> & Partial<Pick<Device, "imei2">>;
};

/** The words under which an order is found. */
export const wordsOfOrder = ({ number, claimCode, fault, customer, device }: SearchedOrder): string =>
  searchWords({
    texts: [
      ...(isOwnNumber(number) ? orderNumberWords(number) : [number, foldCode(number)]),
      claimCode,
      customer.email,
      device.category,
      device.brand,
      device.model,
      fault,
    ],
    names: [customer.name, customer.contact],
    codes: [device.serial, device.imei, device.imei2 ?? "", device.bodyCode],
    phones: [...customer.phones, customer.whatsapp],
  });
