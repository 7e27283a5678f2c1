/**
 * Messages of the Internet Printing Protocol (RFC 8010 §3), as much of them as driverless printing needs. Members of collections are
 * skipped; values of unknown kinds stay bytes. The packages that there are either lose resolutions or break on attributes that
 * they do not know, and a printer's answer must be read whatever else stands in it.
 */
export type IppRange = { readonly from: number; readonly to: number };

export type IppResolution = { readonly x: number; readonly y: number; readonly unit: "dpi" | "dpcm" };

/** A value; null where it is out of band (unknown, no value) or a collection. */
export type IppValue = string | number | boolean | IppRange | IppResolution | Uint8Array | null;

export type IppGroup = { readonly tag: number; readonly attributes: ReadonlyMap<string, readonly IppValue[]> };

export type IppAnswer = { readonly status: number; readonly requestId: number; readonly groups: readonly IppGroup[] };

/** Tags of groups and values (RFC 8010 §3.5). */
export const IPP = {
  operation: 0x01,
  job: 0x02,
  end: 0x03,
  printer: 0x04,
  integer: 0x21,
  boolean: 0x22,
  enumeration: 0x23,
  dateTime: 0x31,
  resolution: 0x32,
  range: 0x33,
  collection: 0x34,
  textWithLanguage: 0x35,
  nameWithLanguage: 0x36,
  endCollection: 0x37,
  text: 0x41,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  charset: 0x47,
  language: 0x48,
  mime: 0x49,
} as const;

/** An attribute to send: its name, the tag of its values, the values. */
export type IppAttribute = readonly [name: string, tag: number, ...values: (string | number)[]];

const short = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);

const counted = (bytes: Buffer): Buffer => Buffer.concat([short(bytes.length), bytes]);

function valueBytes(value: string | number): Buffer {
  if (typeof value === "string") return Buffer.from(value);
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

const attributeBytes = ([name, tag, ...values]: IppAttribute): Buffer =>
  Buffer.concat(
    values.map((value, index) => Buffer.concat([Buffer.of(tag), counted(Buffer.from(index === 0 ? name : "")), counted(valueBytes(value))])),
  );

/** A request of IPP/1.1, which printers of every later version take (RFC 8011 §4.1.8). Its document, if any, follows the last byte. */
export const encodeIppRequest = (
  operation: number,
  requestId: number,
  groups: readonly { readonly tag: number; readonly attributes: readonly IppAttribute[] }[],
): Buffer =>
  Buffer.concat([
    Buffer.of(1, 1),
    short(operation),
    valueBytes(requestId),
    ...groups.flatMap(({ tag, attributes }) => (attributes.length === 0 ? [] : [Buffer.of(tag), ...attributes.map(attributeBytes)])),
    Buffer.of(IPP.end),
  ]);

/** Text with its language: the text alone. */
const textOf = (bytes: Buffer): string => bytes.toString("utf8", 4 + bytes.readUInt16BE(0));

function readValue(tag: number, bytes: Buffer): IppValue {
  if (tag < 0x20) return null;
  switch (tag) {
    case IPP.integer:
    case IPP.enumeration:
      return bytes.readInt32BE(0);
    case IPP.boolean:
      return bytes.readUInt8(0) !== 0;
    case IPP.range:
      return { from: bytes.readInt32BE(0), to: bytes.readInt32BE(4) };
    case IPP.resolution:
      return { x: bytes.readInt32BE(0), y: bytes.readInt32BE(4), unit: bytes.readUInt8(8) === 4 ? "dpcm" : "dpi" };
    case IPP.textWithLanguage:
    case IPP.nameWithLanguage:
      return textOf(bytes);
    default:
      return tag >= 0x40 && tag < 0x60 ? bytes.toString("utf8") : Uint8Array.from(bytes);
  }
}

function readAnswer(bytes: Buffer): IppAnswer | undefined {
  const groups: { tag: number; attributes: Map<string, IppValue[]> }[] = [];
  let values: IppValue[] = [];
  let depth = 0;
  let at = 8;
  const next = (length: number): Buffer => {
    if (at + length > bytes.length) throw new RangeError("cut short");
    at += length;
    return bytes.subarray(at - length, at);
  };
  for (let tag = next(1)[0]!; tag !== IPP.end; tag = next(1)[0]!) {
    if (tag < 0x10) {
      groups.push({ tag, attributes: new Map() });
      depth = 0;
      continue;
    }
    const name = next(next(2).readUInt16BE()).toString("latin1");
    const value = next(next(2).readUInt16BE());
    if (tag === IPP.endCollection) {
      depth -= 1;
      if (depth < 0) return undefined;
      continue;
    }
    if (tag === IPP.collection) depth += 1;
    if (depth > (tag === IPP.collection ? 1 : 0)) continue;
    if (name !== "") {
      values = [];
      groups.at(-1)?.attributes.set(name, values);
    }
    values.push(tag === IPP.collection ? null : readValue(tag, value));
  }
  const major = bytes.readUInt8(0);
  return major === 1 || major === 2 ? { status: bytes.readUInt16BE(2), requestId: bytes.readInt32BE(4), groups } : undefined;
}

/** Reads a printer's answer; undefined where it is none. */
export function decodeIppAnswer(bytes: Uint8Array): IppAnswer | undefined {
  try {
    return readAnswer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
