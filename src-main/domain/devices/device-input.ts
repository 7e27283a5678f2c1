import { MOST_IMEIS, readImeis } from "./imei.ts";
import type { FieldProblem, FieldReader } from "../ground/field-problem.ts";
import type { Device } from "./device.ts";
import { isPlaceholder } from "./placeholder.ts";
import { plainLine } from "../ground/text.ts";

/** A device as people write one down; an IMEI field may hold both numbers. Anything unknown is left out or empty. */
export type DeviceInput = {
  readonly category: string;
  readonly brand?: string;
  readonly model?: string;
  readonly colour?: string;
  readonly serial?: string;
  readonly imei?: string;
  readonly imei2?: string;
  readonly bodyCode?: string;
  readonly purchasedOn?: string | null;
  readonly receivedOn?: string | null;
  readonly manufacturedOn?: string | null;
  readonly seller?: string;
};

/** Reads a device; its fields are named `device.serial`. */
export function deviceOf(from: DeviceInput, { needed, text, day, wrong }: FieldReader): Device {
  return {
    category: needed("device.category", from.category),
    brand: text("device.brand", from.brand),
    model: text("device.model", from.model),
    colour: text("device.colour", from.colour),
    serial: text("device.serial", from.serial),
    ...imeis(),
    bodyCode: text("device.bodyCode", from.bodyCode),
    purchasedOn: day("device.purchasedOn", from.purchasedOn),
    receivedOn: day("device.receivedOn", from.receivedOn),
    manufacturedOn: day("device.manufacturedOn", from.manufacturedOn),
    seller: text("device.seller", from.seller),
  };

  function imeis(): Pick<Device, "imei" | "imei2"> {
    const read = (["imei", "imei2"] as const).map((field) => ({ field, ...readImeis(text(`device.${field}`, from[field])) }));
    for (const { field } of read.filter((each) => each.wrong)) wrong(`device.${field}`, "imei");
    const found = [...new Set(read.flatMap((each) => each.imeis))];
    if (found.length > MOST_IMEIS) wrong("device.imei2", "imei");
    const [imei = "", imei2 = ""] = found;
    return { imei, imei2 };
  }
}

/** What was written for the number of a device that has none: words or digits that identify nothing. */
export function placeholderIn(from: DeviceInput, { serial, imei }: Device): readonly FieldProblem[] {
  if (imei !== "") return [];
  if (serial !== "") return isPlaceholder(serial) ? [{ field: "device.serial", problem: "placeholder", text: serial }] : [];
  const written = ([from.imei, from.imei2] as const).map((text) => plainLine(text ?? ""));
  const at = written.findIndex((text) => readImeis(text).placeholder);
  return at < 0 ? [] : [{ field: at === 0 ? "device.imei" : "device.imei2", problem: "placeholder", text: written[at]! }];
}
