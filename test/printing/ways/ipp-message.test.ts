import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeIppAnswer, encodeIppRequest, IPP, type IppAttribute } from "../../../src-main/printing/ways/ipp-message.ts";

const attribute = (tag: number, name: string, value: Buffer): Buffer => {
  const length = (bytes: Buffer): Buffer => Buffer.of(bytes.length >> 8, bytes.length & 0xff);
  return Buffer.concat([Buffer.of(tag), length(Buffer.from(name)), Buffer.from(name), length(value), value]);
};
const answer = (...parts: readonly Buffer[]): Buffer => Buffer.concat([Buffer.from("0200000000000001", "hex"), ...parts, Buffer.of(IPP.end)]);

test("a request is the example of RFC 8010, appendix A.1, but for its document", () => {
  const request = encodeIppRequest(0x0002, 1, [
    {
      tag: IPP.operation,
      attributes: [
        ["attributes-charset", IPP.charset, "utf-8"],
        ["attributes-natural-language", IPP.language, "en-us"],
        ["printer-uri", IPP.uri, "ipp://printer.example.com/ipp/print/pinetree"],
        ["job-name", IPP.name, "foobar"],
      ],
    },
    { tag: IPP.job, attributes: [["copies", IPP.integer, 20]] },
  ]);
  expect(request.toString("hex")).toBe(
    [
      "0101000200000001",
      "01",
      `470012${hex("attributes-charset")}0005${hex("utf-8")}`,
      `48001b${hex("attributes-natural-language")}0005${hex("en-us")}`,
      `45000b${hex("printer-uri")}002c${hex("ipp://printer.example.com/ipp/print/pinetree")}`,
      `420008${hex("job-name")}0006${hex("foobar")}`,
      "02",
      `210006${hex("copies")}000400000014`,
      "03",
    ].join(""),
  );
});

const hex = (text: string): string => Buffer.from(text).toString("hex");

test("values of every kind are read, and a collection's members do not leak out of it", () => {
  const read = decodeIppAnswer(
    answer(
      Buffer.of(IPP.printer),
      attribute(IPP.resolution, "dpi", Buffer.from("0000012c0000025803", "hex")),
      attribute(IPP.range, "copies-supported", Buffer.from("00000001000003e7", "hex")),
      attribute(IPP.boolean, "accepting", Buffer.of(1)),
      attribute(IPP.collection, "media-col", Buffer.alloc(0)),
      attribute(0x4a, "", Buffer.from("media-size")),
      attribute(IPP.collection, "", Buffer.alloc(0)),
      attribute(0x4a, "", Buffer.from("x")),
      attribute(IPP.integer, "", Buffer.from("00000001", "hex")),
      attribute(IPP.endCollection, "", Buffer.alloc(0)),
      attribute(IPP.endCollection, "", Buffer.alloc(0)),
      attribute(IPP.collection, "", Buffer.alloc(0)),
      attribute(IPP.endCollection, "", Buffer.alloc(0)),
      attribute(IPP.nameWithLanguage, "name", Buffer.from("0002656e0003466f6f", "hex")),
      attribute(0x13, "nothing", Buffer.alloc(0)),
      attribute(IPP.keyword, "reasons", Buffer.from("media-empty")),
      attribute(IPP.keyword, "", Buffer.from("cover-open")),
      attribute(IPP.enumeration, "state", Buffer.from("00000005", "hex")),
      attribute(IPP.dateTime, "now", Buffer.alloc(11, 7)),
    ),
  );
  expect(Object.fromEntries(read!.groups[0]!.attributes)).toEqual({
    dpi: [{ x: 300, y: 600, unit: "dpi" }],
    "copies-supported": [{ from: 1, to: 999 }],
    accepting: [true],
    "media-col": [null, null],
    name: ["Foo"],
    nothing: [null],
    reasons: ["media-empty", "cover-open"],
    state: [5],
    now: [new Uint8Array(11).fill(7)],
  });
});

test("what is written is read again", () => {
  const name = fc.stringMatching(/^[a-z][a-z-]{0,30}$/);
  const value = fc.oneof(
    fc.record({ tag: fc.constant(IPP.integer), values: fc.array(fc.integer(), { minLength: 1, maxLength: 5 }) }),
    fc.record({ tag: fc.constantFrom(IPP.keyword, IPP.name, IPP.uri), values: fc.array(fc.string(), { minLength: 1, maxLength: 5 }) }),
  );
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(name, value), { minLength: 1, maxLength: 8, selector: ([key]) => key }), (given) => {
      const attributes = given.map(([key, { tag, values }]): IppAttribute => [key, tag, ...values]);
      const read = decodeIppAnswer(encodeIppRequest(0x0102, 99, [{ tag: IPP.job, attributes }]));
      expect(read).toMatchObject({ status: 0x0102, requestId: 99 });
      expect([...read!.groups[0]!.attributes]).toEqual(given.map(([key, { values }]) => [key, values]));
    }),
  );
});

test("no bytes break the reading, and what is cut short is no answer", () => {
  const whole = answer(
    Buffer.of(IPP.job),
    attribute(IPP.integer, "job-id", Buffer.from("00000007", "hex")),
    attribute(IPP.keyword, "why", Buffer.from("none")),
  );
  for (let length = 0; length < whole.length; length += 1) expect(decodeIppAnswer(whole.subarray(0, length))).toBeUndefined();
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void decodeIppAnswer(bytes)));
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
      const bent = Buffer.from(whole);
      bent[at] = byte;
      decodeIppAnswer(bent);
    }),
  );
  // A value shorter than its kind.
  expect(decodeIppAnswer(answer(Buffer.of(IPP.job), attribute(IPP.integer, "job-id", Buffer.of(1))))).toBeUndefined();
});
