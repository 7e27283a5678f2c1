import fc from "fast-check";
import { expect, test } from "vitest";
import { DomainError } from "../../../src-main/domain/ground/error.ts";
import { formatOrderNumber } from "../../../src-main/domain/orders/order-number.ts";
import { partCode, slipCode } from "../../../src-main/domain/papers/paper.ts";
import { parseScanCode } from "../../../src-main/domain/orders/scan-code.ts";

const NUMBER = formatOrderNumber({ prefix: "R", year: 26, running: 123 });
const WRONG = NUMBER.slice(0, -1) + (NUMBER.endsWith("A") ? "B" : "A");

test("what a slip's QR says is read as that slip", () => {
  expect(parseScanCode(slipCode(NUMBER, "7QK4MZ"))).toEqual({ kind: "slip", number: NUMBER, claimCode: "7QK4MZ" });
  // A scanner that types on a keyboard with Caps Lock, and a suffix of its own.
  expect(parseScanCode(`${slipCode(NUMBER, "7QK4MZ").toLowerCase()}\r\n`)).toEqual({ kind: "slip", number: NUMBER, claimCode: "7QK4MZ" });
});

test("what a label or a certificate says is read as the order", () => {
  expect(parseScanCode(NUMBER)).toEqual({ kind: "order", number: NUMBER, part: null });
  expect(parseScanCode(` ${NUMBER.replaceAll("-", "").toLowerCase()}\t`)).toEqual({ kind: "order", number: NUMBER, part: null });
});

test("what an accessory's label says is read as its order, with its place in the list", () => {
  expect(parseScanCode(partCode(NUMBER, 2))).toEqual({ kind: "order", number: NUMBER, part: 2 });
  expect(parseScanCode(` ${partCode(NUMBER, 200).toLowerCase()}\r\n`)).toEqual({ kind: "order", number: NUMBER, part: 200 });
  for (const text of [`${NUMBER}/`, `${NUMBER}/0`, `${NUMBER}/x`, `${NUMBER}/1/2`, `${NUMBER}/1000`, "/2", "490154203237518/2"])
    expect(parseScanCode(text), text).toBeUndefined();
  expect(() => parseScanCode(`${WRONG}/2`)).toThrow(expect.objectContaining({ code: "order-number.check" }));
});

test.each([
  ["490154203237518", "an IMEI"],
  ["+77025554433", "a phone number"],
  ["DRM-L20U-2303-0005871", "a serial number"],
  ["https://example.org/R26-000123-K", "a web address"],
  ["4006381333931", "a product's EAN"],
  ["7QK4MZ", "a bare claim code"],
  ["", "nothing"],
])("%j is %s, no code of ours", (text) => expect(parseScanCode(text)).toBeUndefined());

test.each([
  [WRONG, "order-number.check"],
  [`TALON:${WRONG}:7QK4MZ`, "order-number.check"],
  [`TALON:hello:7QK4MZ`, "order-number.malformed"],
  [`TALON:${NUMBER}:7QK4MU`, "claim-code.wrong"],
])("%j is refused as %s", (text, code) => {
  expect(() => parseScanCode(text)).toThrow(expect.objectContaining({ code }));
});

test("any burst of keys is read, is not ours, or is refused by a rule", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "grapheme" }),
        fc.string().map((text) => `TALON:${text}`),
      ),
      (text) => {
        try {
          parseScanCode(text);
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
        }
      },
    ),
  );
});
