import openMulticastDns from "multicast-dns";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { discoverPrinters, guessLanguage, printersOf, type ServiceRecord } from "../../src-main/printing/discover.ts";
import { checkAddress } from "../../src-main/domain/printing/printer-address.ts";
import { leaveOut, startIppPrinter } from "../helpers/ipp-printer.ts";

/** Records by which a printer announces one of its services. */
const service = (type: string, name: string, port: number, text: readonly string[], address = "192.168.1.50"): readonly ServiceRecord[] => [
  { name: `${type}.local`, type: "PTR", data: `${name}.${type}.local`, ttl: 120 },
  { name: `${name}.${type}.local`, type: "SRV", data: { target: "printer.local", port }, ttl: 120 },
  { name: `${name}.${type}.local`, type: "TXT", data: text.map((pair) => Buffer.from(pair)), ttl: 120 },
  { name: "printer.local", type: "A", data: address, ttl: 120 },
];

test("an office printer is named once, encrypted and with what it is", () => {
  const text = ["txtvers=1", "rp=ipp/print", "ty=HP LaserJet M404dn", "product=(HP LaserJet M404)", "pdl=application/pdf,image/urf,image/pwg-raster"];
  const records = ["_printer._tcp", "_ipp._tcp", "_ipps._tcp"].flatMap((type) =>
    service(type, "HP M404 v2.1", type === "_printer._tcp" ? 515 : 631, text),
  );
  expect(printersOf(records)).toEqual([
    { name: "HP M404 v2.1", way: "ipp", address: "ipps://192.168.1.50:631/ipp/print", language: "pdf", make: "HP LaserJet M404dn" },
  ]);
});

test("a label printer is named with its language", () => {
  const text = ["ty=ZTC ZD421-203dpi ZPL", "usb_MFG=Zebra Technologies", "usb_MDL=ZTC ZD421-203dpi ZPL", "usb_CMD=ZPL"];
  expect(printersOf(service("_pdl-datastream._tcp", "Zebra ZD421", 9100, text))).toEqual([
    { name: "Zebra ZD421", way: "tcp", address: "192.168.1.50:9100", language: "zpl", make: "ZTC ZD421-203dpi ZPL" },
  ]);
});

test("a printer known by LPD alone is taken to listen at 9100; one whose name is only reserved is left out", () => {
  expect(printersOf(service("_printer._tcp", "TSC TE200", 515, ["usb_CMD=TSPL"]))).toMatchObject([
    { way: "tcp", address: "192.168.1.50:9100", language: "tspl" },
  ]);
  expect(printersOf(service("_printer._tcp", "AirPrint", 0, []))).toEqual([]);
});

test("what says goodbye, lacks its server or leads nowhere is left out", () => {
  const records = service("_ipp._tcp", "Old", 631, []);
  expect(printersOf(records.map((record) => ({ ...record, ttl: 0 })))).toEqual([]);
  expect(printersOf(records.filter(({ type }) => type !== "SRV"))).toEqual([]);
  expect(printersOf(service("_ipp._tcp", "Odd", 631, ["rp=a b#c"]))).toEqual([]);
  expect(printersOf(records.filter(({ type }) => type !== "A"))).toMatchObject([{ address: "ipp://printer.local:631/" }]);
});

test.each([
  [{ usb_cmd: "PJL,PCLXL,PDF" }, "pdf"],
  [{ pdl: "application/vnd.zebra-zpl,application/pdf" }, "zpl"],
  [{ usb_cmd: "EPL2" }, "epl"],
  [{ ty: "EPSON TM-T88VI" }, "escpos"],
  [{ usb_cmd: "ESC/POS" }, "escpos"],
  [{ ty: "Brother QL-820NWB" }, "brother"],
  [{ ty: "Brother HL-L2350DW", pdl: "image/urf" }, "pdf"],
  [{ ty: "Zebra ZT410" }, "zpl"],
  [{}, "pdf"],
])("%j understands %s", (text, language) => expect(guessLanguage(new Map(Object.entries(text)))).toBe(language));

test("whatever is announced, what is found can be printed to and shown", () => {
  const word = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 30 }),
    fc.constantFrom("_ipp._tcp.local", "x._ipp._tcp.local", "rp=../..", "ty=\u0000"),
  );
  const data = fc.oneof(word, fc.array(fc.oneof(word, fc.uint8Array())), fc.record({ target: word, port: fc.integer() }), fc.anything());
  const record = fc.record({ name: word, type: fc.constantFrom("PTR", "SRV", "TXT", "A"), data, ttl: fc.constantFrom(0, 120) });
  const announced = fc.tuple(fc.constantFrom("_ipp._tcp", "_pdl-datastream._tcp"), word, fc.nat(70_000), fc.array(word), word);
  fc.assert(
    fc.property(fc.array(record), fc.array(announced), (noise, given) => {
      for (const { name, way, address, make } of printersOf([...noise, ...given.flatMap((args) => service(...args))])) {
        expect(checkAddress(way, address)).toEqual({ address });
        expect(name + make).not.toMatch(/\p{Cc}/u);
        expect(name).not.toBe("");
      }
    }),
  );
});

test("where there is no network there is nothing to find, and nothing breaks", async () => {
  expect(await discoverPrinters(50, undefined, [])).toEqual([]);
  expect(await discoverPrinters(50, undefined, ["203.0.113.7", "nonsense"])).toEqual([]);
  expect(await discoverPrinters(60_000, AbortSignal.abort())).toBeInstanceOf(Array);
});

describe.skipIf(process.platform !== "linux")("on this machine's own loopback", () => {
  const stops: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });

  test("a printer that answers in pieces is found", async () => {
    const name = `Talon Zebra ${process.pid}`;
    const records = service("_pdl-datastream._tcp", name, 9100, ["usb_CMD=ZPL", "ty=Zebra"], "127.0.0.9");
    const responder = openMulticastDns({ interface: "127.0.0.1", bind: "0.0.0.0" });
    stops.push(() => new Promise<void>((resolve) => responder.destroy(resolve)));
    responder.on("query", ({ questions }) => {
      const answers = records.filter((record) => questions.some((question) => question.name === record.name && question.type === record.type));
      if (answers.length > 0) responder.respond(answers as Parameters<typeof responder.respond>[0]);
    });
    const found = await discoverPrinters(1500, undefined, ["127.0.0.1"]);
    expect(found.filter((printer) => printer.name === name)).toEqual([
      { name, way: "tcp", address: "127.0.0.9:9100", language: "zpl", make: "Zebra" },
    ]);
  });

  test.skipIf(leaveOut("the search for an announced printer", "ippeveprinter", "/run/avahi-daemon/socket"))(
    "an IPP printer that Avahi announces is found",
    async () => {
      const name = `Talon Office ${process.pid}`;
      const printer = await startIppPrinter({ announced: name });
      stops.push(printer.stop);
      await expect
        .poll(async () => (await discoverPrinters(700, undefined, ["127.0.0.1"])).filter((found) => found.name === name), { timeout: 20_000 })
        .toEqual([{ name, way: "ipp", address: `ipps://127.0.0.1:${printer.port}/ipp/print`, language: "pdf", make: "Example Printer" }]);
    },
  );
});
