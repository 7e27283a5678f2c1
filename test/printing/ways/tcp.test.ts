import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import type { PrinterLanguage } from "../../../src-main/domain/printing/printer.ts";
import { openWay } from "../../../src-main/printing/ways/open-way.ts";
import { escposTroubles, zplTroubles } from "../../../src-main/printing/ways/raw-status.ts";
import type { WayOptions } from "../../../src-main/printing/ways/way-options.ts";
import type { Shipment, Way } from "../../../src-main/printing/way.ts";
import { freePort, hostStatus, receiptPrinter, startRawPrinter, zebra, type RawConduct, type RawPrinter } from "../../helpers/raw-printer.ts";

const printers: RawPrinter[] = [];
afterEach(async () => {
  for (const printer of printers.splice(0)) await printer.stop();
});

async function printer(conduct?: RawConduct): Promise<RawPrinter> {
  const started = await startRawPrinter(conduct);
  printers.push(started);
  return started;
}

const QUICK: WayOptions = { connectMs: 1000, stallMs: 300, answerMs: 150, closeMs: 150, hushMs: 100 };
const still = (): AbortSignal => new AbortController().signal;
const tcpWay = (address: string, language: PrinterLanguage = "tspl", options: WayOptions = QUICK): Way =>
  openWay({ way: "tcp", address, language }, options);

const LABEL = Buffer.from("SIZE 50 mm,30 mm\r\nPRINT 1\r\n");
/** More than the buffers of both systems hold. */
const LONG = Buffer.alloc(32_000_000, "talon ");
const label = (changes: Partial<Shipment> = {}): Shipment => ({
  bytes: LABEL,
  mime: "application/octet-stream",
  name: "talon-1",
  copies: 1,
  ...changes,
});

test("the very bytes arrive, and the line is closed in order", async () => {
  const { address, received } = await printer();
  expect(await tcpWay(address).send(label(), still())).toEqual({ end: "printed" });
  expect(await tcpWay(address).send(label({ bytes: LONG }), still())).toEqual({ end: "printed" });
  expect(received().map((bytes) => bytes.length)).toEqual([LABEL.length, LONG.length]);
  expect(received()[0]!.equals(LABEL) && received()[1]!.equals(LONG)).toBe(true);
});

test("a printer that never hangs up has printed all the same", async () => {
  const { address, received } = await printer({ staysOpen: true });
  expect(await tcpWay(address).send(label(), still())).toEqual({ end: "printed" });
  expect(received()).toEqual([LABEL]);
});

test("copies of a page are so many documents; a label carries its own", async () => {
  const { address, received } = await printer();
  await tcpWay(address, "pdf").send(label({ mime: "application/pdf", copies: 3 }), still());
  expect(received()).toEqual([LABEL, LABEL, LABEL]);
  await tcpWay(address).send(label({ copies: 3 }), still());
  expect(received()).toHaveLength(4);
});

test("nobody there, or no such name: nothing was sent", async () => {
  const way = tcpWay(`127.0.0.1:${await freePort()}`);
  expect(await way.send(label(), still())).toMatchObject({ end: "away", trouble: "refused" });
  expect(await way.state(still())).toEqual({ ready: false, troubles: ["refused"], asked: false });
  const nameless = tcpWay("talon-printer.invalid:9100", "tspl", { connectMs: 20_000 });
  expect(await nameless.send(label(), still())).toMatchObject({ end: "away", trouble: "unknown-host" });
});

test("an address that says nothing has failed", async () => {
  expect(await tcpWay("a b").send(label(), still())).toMatchObject({ end: "failed", trouble: "not-found" });
});

test("a printer that stalls in the middle leaves it unsure", async () => {
  const { address } = await printer({ stalls: true });
  expect(await tcpWay(address).send(label({ bytes: LONG }), still())).toMatchObject({ end: "unsure", trouble: "no-answer" });
});

test("a line that breaks in the middle leaves it unsure, even after the last byte", async () => {
  const broken = await printer({ after: { bytes: 1_000_000, deed: "reset" } });
  expect(await tcpWay(broken.address).send(label({ bytes: LONG }), still())).toMatchObject({ end: "unsure", trouble: "line-lost" });
  const late = await printer({ after: { bytes: LABEL.length, deed: "reset" }, staysOpen: true });
  expect(await tcpWay(late.address).send(label(), still())).toMatchObject({ end: "unsure", trouble: "line-lost" });
  const early = await printer({ after: { bytes: 1_000_000, deed: "close" } });
  expect(await tcpWay(early.address).send(label({ bytes: LONG }), still())).toMatchObject({ end: "unsure", trouble: "line-lost" });
});

test("told to stop before the first byte nothing was sent, after it nobody knows", async () => {
  const { address, received } = await printer({ stalls: true });
  expect(await tcpWay(address).send(label(), AbortSignal.abort())).toMatchObject({ end: "away", trouble: "cancelled" });
  expect(received().every((bytes) => bytes.length === 0)).toBe(true);
  const way = tcpWay(address, "tspl", { stallMs: 20_000 });
  expect(await way.send(label({ bytes: LONG }), AbortSignal.timeout(200))).toMatchObject({ end: "unsure", trouble: "cancelled" });
});

test.each([
  [{ paperOut: 1 }, "paper-out"],
  [{ headUp: 1 }, "door-open"],
  [{ paused: 1 }, "paused"],
  [{ ribbonOut: 1 }, "ribbon-out"],
  [{ hot: 1 }, "too-hot"],
])("a Zebra with %j gets no label", async (status, trouble) => {
  const { address, received } = await printer(zebra(hostStatus(status)));
  const way = tcpWay(address, "zpl");
  expect(await way.send(label(), still())).toMatchObject({ end: "away", trouble });
  expect(received()).toEqual([Buffer.from("~HS")]);
  expect(await way.state(still())).toEqual({ ready: false, troubles: [trouble], asked: true });
});

test("a Zebra that is well gets the label, and is asked again whether it has read it", async () => {
  const { address, received } = await printer(zebra(hostStatus()));
  const way = tcpWay(address, "zpl");
  expect(await way.send(label(), still())).toEqual({ end: "printed" });
  expect(received()).toEqual([Buffer.from(`~HS${LABEL.toString()}~HS`)]);
  expect(await way.state(still())).toEqual({ ready: true, troubles: [], asked: true });
});

test("a Zebra whose paper ends with the label leaves it unsure", async () => {
  const { address } = await printer(zebra(hostStatus(), hostStatus({ paperOut: 1 })));
  expect(await tcpWay(address, "zpl").send(label(), still())).toMatchObject({ end: "unsure", trouble: "paper-out" });
});

test("a Zebra that answered before the label and not after it leaves it unsure", async () => {
  const { address } = await printer(zebra(hostStatus(), ""));
  expect(await tcpWay(address, "zpl").send(label(), still())).toMatchObject({ end: "unsure", trouble: "no-answer" });
});

test.each<PrinterLanguage>(["zpl", "escpos"])("a %s printer that never answers is printed to", async (language) => {
  const { address, received } = await printer();
  const way = tcpWay(address, language);
  expect(await way.send(label(), still())).toEqual({ end: "printed" });
  expect(received()[0]!.includes(LABEL)).toBe(true);
  expect(await way.state(still())).toEqual({ ready: true, troubles: [], asked: false });
});

test.each([
  [[0x1a, 0x16, 0x12, 0x12], "door-open"],
  [[0x1a, 0x32, 0x12, 0x72], "paper-out"],
  [[0x12, 0x12, 0x12, 0x72], "paper-out"],
  [[0x1a, 0x52, 0x1a, 0x12], "paper-jam"],
  [[0x1a, 0x52, 0x32, 0x12], "stopped"],
  [[0x1a, 0x12, 0x12, 0x12], "offline"],
])("a receipt printer that says %j gets no receipt", async (bytes, trouble) => {
  const { address, received } = await printer(receiptPrinter(...bytes));
  const way = tcpWay(address, "escpos");
  expect(await way.send(label(), still())).toMatchObject({ end: "away", trouble });
  expect(received()[0]!.includes(LABEL)).toBe(false);
  expect(await way.state(still())).toEqual({ ready: false, troubles: [trouble], asked: true });
});

test("a receipt printer that is well gets its receipt", async () => {
  const { address, received } = await printer(receiptPrinter(0x12, 0x12, 0x12, 0x12));
  expect(await tcpWay(address, "escpos").send(label(), still())).toEqual({ end: "printed" });
  expect(received()[0]!.includes(LABEL)).toBe(true);
});

test.each<PrinterLanguage>(["zpl", "escpos"])("something that answers a %s printer's question with other words gets nothing", async (language) => {
  for (const words of ["HTTP/1.1 400 Bad Request\r\n\r\n", "x".repeat(100_000)]) {
    const { address, received } = await printer({ answer: (_, socket) => void socket.write(words) });
    const way = tcpWay(address, language);
    expect(await way.send(label(), still())).toMatchObject({ end: "away", trouble: "nonsense" });
    expect(received()[0]!.includes(LABEL)).toBe(false);
    expect(await way.state(still())).toEqual({ ready: false, troubles: ["nonsense"], asked: true });
  }
});

test("something that hangs up at once has not got a label of a language with a question", async () => {
  const { address } = await printer({ hangsUp: true });
  expect(await tcpWay(address, "zpl").send(label(), still())).toMatchObject({ end: "away", trouble: "line-lost" });
});

test.each<PrinterLanguage>(["tspl", "epl", "brother", "pdf"])(
  "something that answers a %s document with words, or closes at once, leaves it unsure",
  async (language) => {
    for (const words of ["HTTP/1.1 400 Bad Request\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "\u0000"]) {
      const { address } = await printer({ answer: (_, socket) => void socket.write(words) });
      expect(await tcpWay(address, language).send(label(), still())).toMatchObject({ end: "unsure", trouble: "nonsense" });
    }
    const { address } = await printer({ hangsUp: true });
    expect(await tcpWay(address, language).send(label(), still())).toMatchObject({ end: "unsure", trouble: "line-lost" });
  },
);

test("flow control is no answer, and a Brother printer may tell that it prints", async () => {
  const status = (kind: number): Buffer => {
    const bytes = Buffer.alloc(32);
    bytes.set([0x80, 0x20, 0x42, 0x34, 0x38, 0x30]);
    bytes[18] = kind;
    return bytes;
  };
  const says = (words: Buffer): Promise<RawPrinter> => printer({ answer: (_, socket) => void socket.write(words) });
  const flow = await says(Buffer.of(0x13, 0x11));
  expect(await tcpWay(flow.address).send(label(), still())).toEqual({ end: "printed" });
  const prints = await says(Buffer.concat([status(6), status(1)]));
  expect(await tcpWay(prints.address, "brother").send(label(), still())).toEqual({ end: "printed" });
  expect(await tcpWay(prints.address, "tspl").send(label(), still())).toMatchObject({ end: "unsure", trouble: "nonsense" });
  const broken = await says(status(2));
  expect(await tcpWay(broken.address, "brother").send(label(), still())).toMatchObject({ end: "unsure", trouble: "stopped" });
});

test("no answer of a Zebra breaks the reading of it", () => {
  expect(zplTroubles(hostStatus({ transfer: 0, ribbonOut: 1 }))).toEqual([]);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.nat(200), (noise, at) => {
      const status = hostStatus();
      expect(Array.isArray(zplTroubles(noise))).toBe(true);
      expect(zplTroubles(status.slice(0, at))).toEqual(at < status.lastIndexOf("\x03") + 1 ? ["nonsense"] : []);
    }),
  );
});

test("every receipt printer's status is read", () => {
  const byte = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(byte, byte, byte, byte, (one, two, three, four) => {
      const troubles = escposTroubles({ 1: one, 2: two, 3: three, 4: four });
      expect(new Set(troubles).size).toBe(troubles.length);
      if (one & 0x08 || two & 0x24 || four & 0x60) expect(troubles).not.toEqual([]);
    }),
  );
  expect(escposTroubles({ 1: 0x12, 4: 0x1e })).toEqual([]);
});
