/** The unit: what stays the same from order to order. Dates are ISO days or null, texts are empty where unknown. */
export type Device = {
  readonly category: string;
  readonly brand: string;
  readonly model: string;
  readonly colour: string;
  readonly serial: string;
  readonly imei: string;
  /** The IMEI of the second SIM slot. */
  readonly imei2: string;
  readonly bodyCode: string;
  readonly purchasedOn: string | null;
  readonly receivedOn: string | null;
  readonly manufacturedOn: string | null;
  readonly seller: string;
};

/** The device in one line, `Dreame L20 Ultra`; its category's text where neither brand nor model is known. */
export const deviceName = (device: Pick<Device, "brand" | "model">, categoryText: string): string =>
  [device.brand, device.model].filter(Boolean).join(" ") || categoryText;
