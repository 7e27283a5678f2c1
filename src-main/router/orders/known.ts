import { findCustomers, readCustomer, readDeviceHistory, readStays, suggestModels } from "../../usecases/orders/find-orders.ts";
import { readModel } from "../../usecases/devices/read-model.ts";
import { signedIn } from "../context.ts";

export const known = {
  customers: signedIn.known.customers.handler(({ context, input }) => findCustomers(context.shop, input.text, input.limit)),
  customer: signedIn.known.customer.handler(({ context, input }) => readCustomer(context.shop, input.id)),
  device: signedIn.known.device.handler(({ context, input }) => readDeviceHistory(context.shop, input)),
  stays: signedIn.known.stays.handler(({ context, input }) => readStays(context.shop, input.deviceId)),
  model: signedIn.known.model.handler(({ context, input }) => readModel(context.shop, input)),
  models: signedIn.known.models.handler(({ context, input }) => suggestModels(context.shop, input)),
};
