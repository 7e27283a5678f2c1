import { networkInterfaces } from "node:os";
import openMulticastDns, { type MulticastDNS } from "multicast-dns";
import { checkAddress, RAW_PORT } from "../domain/printing/printer-address.ts";
import type { FoundPrinter, Printer, PrinterLanguage } from "../domain/printing/printer.ts";

/** A record of DNS as far as services are described by it (RFC 6763). */
export type ServiceRecord = { readonly name: string; readonly type: string; readonly data: unknown; readonly ttl?: number };

/** Services of printers, the better way first: encrypted before plain, and LPD only as a sign that there is a printer. */
const SERVICES = ["_ipps._tcp.local", "_ipp._tcp.local", "_pdl-datastream._tcp.local", "_printer._tcp.local"] as const;
type Service = (typeof SERVICES)[number];

/** Most records that are kept; a neighbour that floods the network costs no more than that. */
const RECORD_LIMIT = 4000;

const LANGUAGE_SIGNS: readonly (readonly [RegExp, PrinterLanguage])[] = [
  [/\bzpl|zebra[ _-]?zpl|vnd[.-]zebra/i, "zpl"],
  [/\btspl|\btsc\b/i, "tspl"],
  [/\bepl\d?\b|eltron/i, "epl"],
  [/esc[/_-]?pos|\bepson\b.*\btm-|\btm-[a-z]\d|receipt/i, "escpos"],
  [/\bbrother\b.*\b(ql|pt|td)-|^(ql|pt|td)-\d/i, "brother"],
  [/\bzebra\b|\bzdesigner\b/i, "zpl"],
];

const PAGE_SIGNS = /application\/pdf|image\/(pwg-raster|urf)|\bpdf\b|\burf\b/i;

type Text = ReadonlyMap<string, string>;

/** Key and value pairs (RFC 6763 §6); keys in lower case, the first of two alike counts. */
function readText(data: unknown): Text {
  const text = new Map<string, string>();
  for (const part of (Array.isArray(data) ? data : [data]) as readonly unknown[]) {
    if (!(part instanceof Uint8Array) && typeof part !== "string") continue;
    const pair = Buffer.from(part as string).toString("utf8");
    const split = pair.indexOf("=");
    const key = (split < 0 ? pair : pair.slice(0, split)).toLowerCase();
    if (key !== "" && !text.has(key)) text.set(key, split < 0 ? "" : pair.slice(split + 1));
  }
  return text;
}

/** Guesses what a printer understands by its formats, its IEEE 1284 command sets and its name. */
export function guessLanguage(text: Text): PrinterLanguage {
  const formats = `${text.get("pdl") ?? ""} ${text.get("usb_cmd") ?? ""}`;
  const model = `${text.get("usb_mfg") ?? ""} ${text.get("usb_mdl") ?? ""} ${text.get("ty") ?? ""} ${text.get("product") ?? ""}`.trim();
  const sign = (said: string): PrinterLanguage | undefined => LANGUAGE_SIGNS.find(([pattern]) => pattern.test(said))?.[1];
  return sign(formats) ?? (PAGE_SIGNS.test(formats) ? "pdf" : (sign(model) ?? "pdf"));
}

const plain = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ")
    .trim()
    .slice(0, 200);

function makeOf(text: Text): string {
  const parts = [text.get("usb_mfg"), text.get("usb_mdl")].filter(Boolean).join(" ");
  return plain(text.get("ty") || (text.get("product") ?? "").replace(/^\((.*)\)$/, "$1") || parts);
}

const isServer = (data: unknown): data is { readonly target: string; readonly port: number } =>
  typeof data === "object" && data !== null && "target" in data && "port" in data;

function addressOf(service: Service, host: string, port: number, text: Text): Pick<Printer, "way" | "address"> | undefined {
  const way = service.startsWith("_ipp") ? "ipp" : "tcp";
  const scheme = service.startsWith("_ipps") ? "ipps" : "ipp";
  const given =
    way === "ipp"
      ? `${scheme}://${host}:${port}/${(text.get("rp") ?? "").replace(/^\/+/, "")}`
      : `${host}:${service.startsWith("_printer") ? RAW_PORT : port}`;
  const checked = checkAddress(way, given);
  return "address" in checked ? { way, address: checked.address } : undefined;
}

/**
 * Printers among records of services (Bonjour Printing Specification 1.2.1). One that is known by several services is named once for each way,
 * the better service first. A numeric address is taken where it is known, for not every system finds names that end in `.local`.
 * A printer known by LPD alone is taken to listen at port 9100 as well, as nearly all do.
 */
export function printersOf(records: readonly ServiceRecord[]): readonly FoundPrinter[] {
  const live = records.filter(({ ttl }) => ttl !== 0);
  const find = (type: string, name: string): unknown =>
    live.find((record) => record.type === type && record.name.toLowerCase() === name.toLowerCase())?.data;
  const found = new Map<string, FoundPrinter>();
  for (const service of SERVICES)
    for (const { data: instance } of live.filter(({ type, name }) => type === "PTR" && name.toLowerCase() === service)) {
      if (typeof instance !== "string" || !instance.toLowerCase().endsWith(`.${service}`)) continue;
      const name = plain(instance.slice(0, -service.length - 1));
      const server = find("SRV", instance);
      // Port 0 says that a name is only taken, the service is not there.
      if (name === "" || !isServer(server) || server.port === 0) continue;
      const text = readText(find("TXT", instance));
      const numeric = find("A", server.target);
      const address = addressOf(service, typeof numeric === "string" ? numeric : server.target, server.port, text);
      const known = found.has(`ipp ${name}`) || found.has(`tcp ${name}`);
      if (!address || found.has(`${address.way} ${name}`) || (service === "_printer._tcp.local" && known)) continue;
      found.set(`${address.way} ${name}`, { name, ...address, language: guessLanguage(text), make: makeOf(text) });
    }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** IPv4 addresses of this PC; its own loopback only where there is no other. */
function ownAddresses(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((infos) => infos ?? []);
  const outer = all.filter(({ family, internal }) => family === "IPv4" && !internal);
  return outer.length > 0 ? outer.map(({ address }) => address) : ["127.0.0.1"];
}

/** Asks for what is still missing of the services that are known. */
function askFor(mdns: MulticastDNS, records: readonly ServiceRecord[]): void {
  const has = (type: string, name: string): boolean => records.some((record) => record.type === type && record.name === name);
  const instances = records.flatMap(({ type, name, data }) =>
    type === "PTR" && typeof data === "string" && SERVICES.some((service) => service === name.toLowerCase()) ? [data] : [],
  );
  const targets = records.flatMap(({ type, data }) => (type === "SRV" && isServer(data) ? [data.target] : []));
  const questions = [
    ...instances.flatMap((name) => (["SRV", "TXT"] as const).filter((type) => !has(type, name)).map((type) => ({ name, type }))),
    ...targets.filter((name) => !has("A", name)).map((name) => ({ name, type: "A" as const })),
  ];
  if (questions.length > 0) mdns.query(questions.slice(0, 20));
}

/**
 * Looks for printers on the local network by multicast DNS, on every network that this PC is in. Never throws: where there is no network,
 * or multicast is not let through, there is nothing to find.
 * @param ms how long to listen
 * @param addresses of this PC's networks, all of them unless given
 */
export async function discoverPrinters(ms: number, signal?: AbortSignal, addresses = ownAddresses()): Promise<readonly FoundPrinter[]> {
  const records: ServiceRecord[] = [];
  const ears = addresses.flatMap((address) => {
    try {
      const mdns = openMulticastDns({ interface: address, bind: "0.0.0.0" });
      mdns.on("error", () => {});
      mdns.on("warning", () => {});
      mdns.on("response", ({ answers, additionals }) => {
        for (const { name, type, data, ttl } of [...answers, ...additionals] as readonly ServiceRecord[])
          if (records.length < RECORD_LIMIT && ["PTR", "SRV", "TXT", "A"].includes(type)) records.push({ name, type, data, ttl });
      });
      return [mdns];
    } catch {
      return [];
    }
  });
  const ask = (): void => {
    for (const mdns of ears) {
      mdns.query(SERVICES.map((name) => ({ name, type: "PTR" as const })));
      askFor(mdns, records);
    }
  };
  ask();
  // Datagrams get lost, and answers lead to further questions.
  const again = setInterval(ask, Math.max(ms / 4, 50));
  await new Promise<void>((resolve) => {
    const stop = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      resolve();
    };
    const timer = setTimeout(stop, ms);
    signal?.addEventListener("abort", stop);
    if (signal?.aborted) stop();
  });
  clearInterval(again);
  await Promise.all(ears.map((mdns) => new Promise<void>((resolve) => mdns.destroy(resolve))));
  return printersOf(records);
}
