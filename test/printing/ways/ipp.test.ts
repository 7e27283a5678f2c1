import { hash } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { encodeIppRequest, IPP, type IppAttribute } from "../../../src-main/printing/ways/ipp-message.ts";
import { openWay } from "../../../src-main/printing/ways/open-way.ts";
import type { WayOptions } from "../../../src-main/printing/ways/way-options.ts";
import type { Shipment, Way } from "../../../src-main/printing/way.ts";
import { openCutLine } from "../../helpers/cut-line.ts";
import { leaveOut, startIppPrinter } from "../../helpers/ipp-printer.ts";
import { freePort, startRawPrinter } from "../../helpers/raw-printer.ts";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const QUICK: WayOptions = { connectMs: 2000, stallMs: 4000, pollMs: 50, jobMs: 20_000 };
const PDF = Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(300_000, "talon "), Buffer.from("%%EOF\n")]);
const still = (): AbortSignal => new AbortController().signal;
const ippWay = (address: string, options: WayOptions = {}): Way => openWay({ way: "ipp", address, language: "pdf" }, { ...QUICK, ...options });

const digests = (documents: readonly Uint8Array[]): readonly string[] => documents.map((bytes) => hash("sha256", bytes));

let jobs = 0;
const paper = (changes: Partial<Shipment> = {}): Shipment => {
  jobs += 1;
  return { bytes: PDF, mime: "application/pdf", name: `talon-${process.pid}-${jobs}`, copies: 1, ...changes };
};

async function printer(...given: Parameters<typeof startIppPrinter>) {
  const started = await startIppPrinter(...given);
  stops.push(started.stop);
  return started;
}

async function brokenLine(port: number) {
  const line = await openCutLine(port);
  stops.push(line.stop);
  return { ...line, uri: `ipp://localhost:${line.port}/ipp/print` };
}

describe.skipIf(leaveOut("tests with CUPS's own IPP printer", "ippeveprinter"))("a driverless printer", () => {
  test("prints the very bytes and says so", async () => {
    const { uri, printed } = await printer();
    expect(await ippWay(uri).send(paper(), still())).toEqual({ end: "printed" });
    expect(digests(printed())).toEqual(digests([PDF]));
  });

  test("prints over TLS with the certificate that it made itself", async () => {
    const { uri, printed } = await printer();
    expect(await ippWay(uri.replace("ipp:", "ipps:")).send(paper(), still())).toEqual({ end: "printed" });
    expect(digests(printed())).toEqual(digests([PDF]));
  });

  test("is told the copies, once", async () => {
    const { uri, printed } = await printer({ deed: 'echo "copies $IPP_COPIES" >&2; echo "INFO: copies $IPP_COPIES" >&2' });
    const way = ippWay(uri);
    expect(await way.send(paper({ copies: 3 }), still())).toEqual({ end: "printed" });
    expect(printed()).toHaveLength(1);
  });

  test("that takes no PDF gets dots, if somebody makes them", async () => {
    const { uri, printed } = await printer({ formats: "image/pwg-raster,image/urf" });
    expect(await ippWay(uri).send(paper(), still())).toMatchObject({ end: "failed", trouble: "wrong-format" });
    const asked: number[] = [];
    const rasterise: WayOptions["rasterise"] = async (pdf, dpi) => {
      expect(Buffer.from(pdf)).toEqual(PDF);
      asked.push(dpi);
      return [{ width: 16, height: 4, grey: new Uint8Array(64).fill(255) }];
    };
    expect(await ippWay(uri, { rasterise }).send(paper({ copies: 2 }), still())).toEqual({ end: "printed" });
    expect(asked).toEqual([300]);
    const [raster] = printed();
    expect(raster!.subarray(0, 13).toString("latin1")).toBe("RaS2PwgRaster");
    // This printer makes no copies itself.
    expect(raster!.toString("latin1").match(/PwgRaster/g)).toHaveLength(2);
  });

  test("that cannot make anything of a document refuses it for good", async () => {
    const { uri, printed, log } = await printer({ formats: "application/pdf" });
    const label = paper({ bytes: Buffer.from("^XA^FDtalon^FS^XZ"), mime: "application/octet-stream" });
    expect(await ippWay(uri).send(label, still())).toMatchObject({ end: "failed", trouble: "wrong-format" });
    expect(log()).toContain("Print-Job client-error-attributes-or-values-not-supported");
    expect(printed()).toEqual([]);
  });

  test("tells its state, and what is wrong with it", async () => {
    const { uri, printed } = await printer({ deed: 'echo "STATE: +media-empty,cover-open,marker-supply-low" >&2; sleep 1' });
    const way = ippWay(uri);
    expect(await way.state(still())).toEqual({ ready: true, troubles: [], asked: true });
    const sent = way.send(paper(), still());
    await expect.poll(() => printed().length).toBe(1);
    await expect.poll(async () => [...(await way.state(still())).troubles].sort()).toEqual(["door-open", "paper-out"]);
    expect(await sent).toEqual({ end: "printed" });
  });

  test("that gives a job up leaves it unsure", async () => {
    const { uri } = await printer({ deed: "exit 1" });
    expect(await ippWay(uri).send(paper(), still())).toMatchObject({ end: "unsure", trouble: "stopped" });
  });

  test("that is busy with another job has taken nothing", async () => {
    const { uri, printed } = await printer({ deed: "sleep 30" });
    const stop = new AbortController();
    const first = ippWay(uri).send(paper(), stop.signal);
    await expect.poll(() => printed().length, { timeout: 10_000 }).toBe(1);
    expect(await ippWay(uri).send(paper(), still())).toMatchObject({ end: "away", trouble: "busy" });
    stop.abort();
    expect(await first).toMatchObject({ end: "unsure", trouble: "cancelled" });
  });

  test("cancels the job when told to stop, and knows that later", async () => {
    const { uri, printed, log } = await printer({ deed: "sleep 2" });
    const way = ippWay(uri);
    const stop = new AbortController();
    const job = paper();
    const sent = way.send(job, stop.signal);
    await expect.poll(() => printed().length, { timeout: 10_000 }).toBe(1);
    stop.abort();
    expect(await sent).toMatchObject({ end: "unsure", trouble: "cancelled" });
    expect(log()).toContain("Cancel-Job successful-ok");
    expect(await way.find!(job.name, still())).toMatchObject({ end: "unsure", trouble: "cancelled" });
  });

  test("that is stopped before anything was sent has nothing", async () => {
    const { uri, printed } = await printer();
    expect(await ippWay(uri).send(paper(), AbortSignal.abort())).toMatchObject({ end: "away", trouble: "cancelled" });
    expect(printed()).toEqual([]);
  });

  test("that does not say how much it has of a document is found again, but not believed", async () => {
    const { uri } = await printer();
    const way = ippWay(uri);
    const job = paper();
    await way.send(job, still());
    expect(await way.find!(job.name, still())).toMatchObject({ end: "unsure", trouble: "line-lost" });
    expect(await way.find!(`${job.name}0`, still())).toBe("unknown");
    expect(await way.find!(job.name.slice(0, -1), still())).toBe("unknown");
  });

  test("whose line breaks in the middle of a document is asked: what it made of a part is not the paper, whatever it says", async () => {
    const { port, uri, log } = await printer();
    const line = await brokenLine(port);
    line.cutAfter(100_000);
    const job = paper();
    expect(await ippWay(line.uri).send(job, still())).toMatchObject({ end: "unsure", trouble: "line-lost" });
    expect(line.cuts()).toBe(1);
    expect(log()).toContain("Get-Jobs successful-ok");
    expect(log().match(/Print-Job document-format/g)).toHaveLength(1);
    expect(await ippWay(uri).find!(job.name, still())).toMatchObject({ end: "unsure", trouble: "line-lost" });
  });

  test("that has the whole document but could not say so is asked, and gets no other", async () => {
    const { port, printed, log } = await printer({ deed: "sleep 0.3" });
    const line = await brokenLine(port);
    line.cutAnswerAfter(PDF.length);
    expect(await ippWay(line.uri).send(paper(), still())).toMatchObject({ end: "unsure", trouble: "line-lost" });
    expect(line.cuts()).toBe(1);
    expect(log().match(/Print-Job document-format/g)).toHaveLength(1);
    expect(digests(printed())).toEqual(digests([PDF]));
  });

  test("nobody answers: nothing was sent", async () => {
    const port = await freePort();
    const way = ippWay(`ipp://127.0.0.1:${port}`);
    expect(await way.send(paper(), still())).toMatchObject({ end: "away", trouble: "refused" });
    expect(await way.state(still())).toEqual({ ready: false, troubles: ["refused"], asked: false });
    expect(await way.find!("talon", still())).toBe("unknown");
  });
});

/** Something at the address of a printer that answers every POST like this. */
async function pretender(answer: (response: ServerResponse, body: Buffer) => void): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => answer(response, Buffer.concat(chunks)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `ipp://127.0.0.1:${(server.address() as AddressInfo).port}/ipp/print`;
}

const ippType = { "content-type": "application/ipp" };

test.each<[string, (response: ServerResponse) => void, string]>([
  ["a web page", (response) => response.end("<html>"), "nonsense"],
  ["a web page that is not there", (response) => response.writeHead(404).end(), "not-found"],
  ["a locked door", (response) => response.writeHead(401).end(), "no-permission"],
  ["an overloaded printer", (response) => response.writeHead(503).end(), "busy"],
  ["noise", (response) => response.writeHead(200, ippType).end(Buffer.alloc(3000, 7)), "nonsense"],
  ["an empty answer", (response) => response.writeHead(200, ippType).end(), "nonsense"],
  ["an answer to another question", (response) => response.writeHead(200, ippType).end(Buffer.from("0101000000ffffff03", "hex")), "nonsense"],
  ["silence", () => {}, "no-answer"],
  ["half an answer", (response) => void response.writeHead(200, ippType).write("x"), "no-answer"],
  ["a line that breaks", (response) => response.destroy(), "line-lost"],
])("%s in the place of a printer: nothing is sent to it", async (_, answer, trouble) => {
  const way = ippWay(await pretender(answer), { stallMs: 300 });
  expect(await way.send(paper(), still())).toMatchObject({ end: "away", trouble });
  expect(await way.state(still())).toEqual({ ready: false, troubles: [trouble], asked: false });
});

test("an answer without an end is not read to its end", async () => {
  let written = 0;
  const uri = await pretender((response) => {
    response.writeHead(200, ippType);
    const flood = (): void => {
      while (!response.destroyed && written < 200_000_000) {
        written += 65_536;
        if (!response.write(Buffer.alloc(65_536))) return void response.once("drain", flood);
      }
    };
    flood();
  });
  expect(await ippWay(uri).send(paper(), still())).toMatchObject({ end: "away", trouble: "nonsense" });
  expect(written).toBeLessThan(100_000_000);
});

test("a raw printer at the address of a driverless one: nothing of the document is sent", async () => {
  const raw = await startRawPrinter({ stalls: true });
  stops.push(raw.stop);
  expect(await ippWay(`ipp://${raw.address}`, { stallMs: 200 }).send(paper(), still())).toMatchObject({ end: "away", trouble: "no-answer" });
  expect(await ippWay(`ipps://${raw.address}`, { connectMs: 200 }).send(paper(), still())).toMatchObject({ end: "away", trouble: "offline" });
});

/** A printer that takes the document of one job without a word and has it in its list afterwards. */
const forgetfulPrinter = (job: Shipment, state: number, kilobytes: number, reasons = "none"): Promise<string> =>
  pretender((response, body) => {
    const operation = body.readUInt16BE(2);
    if (operation === 0x02) return void response.destroy();
    const inList: readonly IppAttribute[] = [
      ["job-id", IPP.integer, 7],
      ["job-name", IPP.name, `${job.name} 293k`],
      ["job-state", IPP.enumeration, state],
      ["job-state-reasons", IPP.keyword, reasons],
      ["job-k-octets", IPP.integer, kilobytes],
    ];
    const attributes = operation === 0x0b ? [["document-format-supported", IPP.mime, "application/pdf"] as const] : inList;
    response.writeHead(200, ippType).end(encodeIppRequest(0, body.readInt32BE(4), [{ tag: operation === 0x0b ? IPP.printer : IPP.job, attributes }]));
  });

test.each<[string, number, number, string, object]>([
  ["is printed where the printer has all of it", 9, 293, "none", { end: "printed" }],
  ["is unsure where it has less", 9, 100, "none", { end: "unsure", trouble: "line-lost" }],
  ["is unsure where it was given up", 8, 293, "media-jam", { end: "unsure", trouble: "paper-jam" }],
  ["has failed where it cannot be printed", 8, 293, "document-format-error", { end: "failed", trouble: "wrong-format" }],
  ["is unsure where somebody cancelled it", 7, 293, "job-canceled-at-device", { end: "unsure", trouble: "cancelled" }],
  ["is unsure where it waits and waits", 3, 293, "none", { end: "unsure", trouble: "no-answer" }],
])("a document whose line was lost %s", async (_, state, kilobytes, reasons, end) => {
  const job = paper();
  const way = ippWay(await forgetfulPrinter(job, state, kilobytes, reasons), { jobMs: 200 });
  expect(await way.send(job, still())).toMatchObject(end);
  expect(await way.find!(job.name, still())).toMatchObject(end);
});

test.each([
  [0x0507, { end: "away", trouble: "busy" }],
  [0x0506, { end: "away", trouble: "stopped" }],
  [0x040a, { end: "failed", trouble: "wrong-format" }],
  [0x0403, { end: "failed", trouble: "no-permission" }],
  [0x0500, { end: "unsure", trouble: "refused" }],
])("a refusal with status %i", async (status, end) => {
  const uri = await pretender((response, body) =>
    response.writeHead(200, ippType).end(encodeIppRequest(body.readUInt16BE(2) === 0x02 ? status : 0, body.readInt32BE(4), [])),
  );
  expect(await ippWay(uri).send(paper(), still())).toMatchObject(end);
});

test("a stopped printer gets nothing, and says why", async () => {
  const operations: number[] = [];
  const uri = await pretender((response, body) => {
    operations.push(body.readUInt16BE(2));
    const attributes: readonly IppAttribute[] = [
      ["printer-state", IPP.enumeration, 5],
      ["printer-state-reasons", IPP.keyword, "media-jam-error", "toner-low-warning"],
    ];
    response.writeHead(200, ippType).end(encodeIppRequest(0, body.readInt32BE(4), [{ tag: IPP.printer, attributes }]));
  });
  const way = ippWay(uri);
  expect(await way.state(still())).toEqual({ ready: false, troubles: ["paper-jam"], asked: true });
  expect(await way.send(paper(), still())).toMatchObject({ end: "away", trouble: "paper-jam" });
  expect(operations).toEqual([0x0b, 0x0b]);
});

test("a printer that stops reading in the middle of a document leaves it unsure", async () => {
  const operations: number[] = [];
  const server = createServer((request, response) => {
    request.once("data", (bytes: Buffer) => {
      const operation = bytes.readUInt16BE(2);
      operations.push(operation);
      if (operation === 0x02) return void request.pause();
      response.writeHead(200, ippType).end(encodeIppRequest(0, bytes.readInt32BE(4), []));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const way = ippWay(`ipp://127.0.0.1:${(server.address() as AddressInfo).port}`, { stallMs: 300 });
  const long = paper({ bytes: Buffer.alloc(32_000_000, "talon ") });
  expect(await way.send(long, still())).toMatchObject({ end: "unsure", trouble: "no-answer" });
  // It was asked for the job, in vain, and the document was sent once.
  expect(operations.filter((operation) => operation === 0x02)).toHaveLength(1);
  expect(operations).toContain(0x0a);
});
