import type { PrinterWay } from "./printer.ts";

/** Why an address cannot be used. `port`, `credentials` and `scheme` are told apart, for a form can say what to change. */
export type AddressProblem = "empty" | "host" | "port" | "scheme" | "credentials" | "uri" | "name" | "path";

export type CheckedAddress = { readonly address: string } | { readonly problem: AddressProblem };

/** Where printers listen for bytes as they are (AppSocket, JetDirect). */
export const RAW_PORT = 9100;

/** RFC 8010 §4. */
const IPP_PORT = 631;

/** The path that driverless printers print at (PWG 5100.14 §4.2). */
const IPP_PATH = "/ipp/print";

const isIpv4 = (text: string): boolean => /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text);

/** RFC 4291 §2.2, with a zone (RFC 4007 §11). */
function isIpv6(text: string): boolean {
  const [, body = "", zone] = /^([\da-f:.]+)(%[\w.-]{1,32})?$/i.exec(text) ?? [];
  if (body === "" || (zone !== undefined && !/^fe80:/i.test(body))) return false;
  const halves = body.split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const last = groups.at(-1) ?? "";
  const count = groups.length + (last.includes(".") ? 1 : 0);
  const plain = last.includes(".") ? groups.slice(0, -1) : groups;
  if (last.includes(".") && (!isIpv4(last) || body.endsWith("::"))) return false;
  return plain.every((group) => /^[\da-f]{1,4}$/i.test(group)) && (halves.length === 2 ? count < 8 : count === 8);
}

/** RFC 1123 §2.1: letters, digits and inner hyphens; a name of digits alone in its last part could only be a wrong IPv4 address. */
function isHostName(text: string): boolean {
  const labels = text.split(".");
  return (
    text.length <= 253 && labels.every((label) => /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i.test(label)) && !/^(?:\d+|0x[\da-f]*)$/i.test(labels.at(-1)!)
  );
}

const isHost = (text: string): boolean => isIpv4(text) || isHostName(text);

const readPort = (text: string): number | undefined => {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
};

/** Reads `host`, `host:port`, `[IPv6]:port` or an IPv6 address alone. */
function readHostPort(text: string, usualPort: number): { readonly host: string; readonly port: number } | { readonly problem: AddressProblem } {
  if (isIpv6(text)) return { host: text.toLowerCase(), port: usualPort };
  const [, six, rest, plain = ""] = /^\[([^\]]*)\](.*)$|^(.*)$/s.exec(text) ?? [];
  if (six !== undefined && !(isIpv6(six) && /^(?::.*)?$/s.test(rest!))) return { problem: "host" };
  const colon = plain.indexOf(":");
  const host = six ?? (colon < 0 ? plain : plain.slice(0, colon));
  const portText = six === undefined ? (colon < 0 ? undefined : plain.slice(colon + 1)) : rest === "" ? undefined : rest!.slice(1);
  if (six === undefined && !isHost(host.replace(/\.$/, ""))) return { problem: "host" };
  const port = portText === undefined ? usualPort : readPort(portText);
  return port === undefined ? { problem: "port" } : { host: host.toLowerCase().replace(/\.$/, ""), port };
}

const joinHostPort = (host: string, port: number): string => `${host.includes(":") ? `[${host}]` : host}:${port}`;

/** Host and port of a checked `tcp` address; the host of an IPv6 address stands without brackets. */
export function hostAndPort(address: string): { readonly host: string; readonly port: number } {
  const read = readHostPort(address, RAW_PORT);
  if ("problem" in read) throw new Error(`not a checked address: ${read.problem}`);
  return read;
}

function checkTcp(text: string): CheckedAddress {
  const read = readHostPort(text, RAW_PORT);
  return "problem" in read ? read : { address: joinHostPort(read.host, read.port) };
}

/** RFC 3510 and RFC 7472: `ipp:` and `ipps:`; a password in an address would stand in lists and logs. */
function checkIpp(text: string): CheckedAddress {
  const [, scheme, authority = "", path = ""] = /^([a-z][a-z\d+.-]*):\/\/([^/?#]*)(.*)$/is.exec(text) ?? [];
  if (scheme === undefined) return { problem: "uri" };
  if (!/^ipps?$/i.test(scheme)) return { problem: "scheme" };
  if (authority.includes("@")) return { problem: "credentials" };
  const read = readHostPort(authority, IPP_PORT);
  if ("problem" in read) return read;
  if (read.host.includes("%")) return { problem: "host" };
  if (!/^(?:\/(?:[\w\-.~!$&'()*+,;=:@/]|%[\da-f]{2})*)?(?:\?(?:[\w\-.~!$&'()*+,;=:@/?]|%[\da-f]{2})*)?$/i.test(path)) return { problem: "uri" };
  return { address: `${scheme.toLowerCase()}://${joinHostPort(read.host, read.port)}${path.startsWith("/") ? path : IPP_PATH + path}` };
}

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

/** A queue of CUPS: no blanks, `/` or `#`, at most 127 letters (lpadmin(8)); a hyphen in front would be read as an option. */
const checkCups = (text: string): CheckedAddress =>
  UNPRINTABLE.test(text) || /^-|[\s/#]/.test(text) || text.length > 127 ? { problem: "name" } : { address: text };

/** A printer of Windows, also one of another PC (`\\server\printer`); at most 220 letters. */
const checkWindows = (text: string): CheckedAddress =>
  UNPRINTABLE.test(text) || /^-|\//.test(text) || text.length > 220 ? { problem: "name" } : { address: text };

const checkDevice = (text: string): CheckedAddress =>
  /^\/dev(?:\/(?!\.{1,2}(?:\/|$))[\w.:+@-]+)+$/.test(text) ? { address: text } : { problem: "path" };

/** Absolute on Linux and macOS, or on Windows with a drive or a share; a name cannot end in a blank, for Windows drops it. */
function checkFolder(text: string): CheckedAddress {
  if (UNPRINTABLE.test(text) || text.split(/[\\/]/).includes("..")) return { problem: "path" };
  if (text.startsWith("/")) return { address: text.replace(/[/\s]+$/, "") || "/" };
  const windows = text.replaceAll("/", "\\");
  const [, root, rest = ""] = /^([a-z]:\\|\\\\[^\\\s][^\\]*\\[^\\\s][^\\]*(?=\\|$))(.*)$/is.exec(windows) ?? [];
  if (root === undefined || /[<>:"|?*]/.test(rest) || /[<>:"|?*]/.test(root.slice(2))) return { problem: "path" };
  return { address: (root + rest).replace(/(?<!:)[\\\s]+$/, "") };
}

const CHECKS: Readonly<Record<PrinterWay, (text: string) => CheckedAddress>> = {
  tcp: checkTcp,
  ipp: checkIpp,
  cups: checkCups,
  windows: checkWindows,
  device: checkDevice,
  folder: checkFolder,
};

/** Checks what was typed as the address of a printer. @returns how it is kept: with its port, without blanks around it */
export function checkAddress(way: PrinterWay, address: string): CheckedAddress {
  const text = address.trim();
  return text === "" ? { problem: "empty" } : CHECKS[way](text);
}
