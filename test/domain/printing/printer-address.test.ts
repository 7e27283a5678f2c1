import fc from "fast-check";
import { expect, test } from "vitest";
import { checkAddress, hostAndPort } from "../../../src-main/domain/printing/printer-address.ts";
import { PRINTER_WAYS, type PrinterWay } from "../../../src-main/domain/printing/printer.ts";

test.each<[PrinterWay, string, string]>([
  ["tcp", " 192.168.1.50 ", "192.168.1.50:9100"],
  ["tcp", "192.168.1.50:9101", "192.168.1.50:9101"],
  ["tcp", "Zebra-1.local", "zebra-1.local:9100"],
  ["tcp", "zebra.example.", "zebra.example:9100"],
  ["tcp", "::1", "[::1]:9100"],
  ["tcp", "[FE80::1%eth0]:65535", "[fe80::1%eth0]:65535"],
  ["tcp", "[2001:db8::192.0.2.1]", "[2001:db8::192.0.2.1]:9100"],
  ["tcp", "1:2:3:4:5:6:7:8", "[1:2:3:4:5:6:7:8]:9100"],
  ["tcp", "3com", "3com:9100"],
  ["ipp", "ipp://printer", "ipp://printer:631/ipp/print"],
  ["ipp", "IPPS://Printer:443/ipp/print/label", "ipps://printer:443/ipp/print/label"],
  ["ipp", "ipp://[::1]:8631/", "ipp://[::1]:8631/"],
  ["ipp", "ipp://cups.local/printers/Front%20Desk?waitjob=false", "ipp://cups.local:631/printers/Front%20Desk?waitjob=false"],
  ["cups", "Front_Desk", "Front_Desk"],
  ["cups", "Принтер", "Принтер"],
  ["windows", "ZDesigner ZD421-203dpi ZPL", "ZDesigner ZD421-203dpi ZPL"],
  ["windows", "\\\\server\\Label printer", "\\\\server\\Label printer"],
  ["device", "/dev/usb/lp0", "/dev/usb/lp0"],
  ["device", "/dev/serial/by-id/usb-Zebra_ZD421-if00", "/dev/serial/by-id/usb-Zebra_ZD421-if00"],
  ["folder", "/srv/print out/", "/srv/print out"],
  ["folder", "/", "/"],
  ["folder", "C:\\", "C:\\"],
  ["folder", "c:/Print/Labels/", "c:\\Print\\Labels"],
  ["folder", "/srv/labels/ /", "/srv/labels"],
  ["folder", "C:/ /", "C:\\"],
  ["folder", "\\\\server\\share /", "\\\\server\\share"],
  ["folder", "\\\\server\\share", "\\\\server\\share"],
  ["folder", "\\\\server\\share\\labels\\", "\\\\server\\share\\labels"],
])("%s %s is kept as %s", (way, typed, address) => expect(checkAddress(way, typed)).toEqual({ address }));

test.each<[PrinterWay, string, string]>([
  ["tcp", "  ", "empty"],
  ["tcp", "256.1.1.1", "host"],
  ["tcp", "1.2.3", "host"],
  ["tcp", "01.2.3.4", "host"],
  ["tcp", "0x7f.0x1", "host"],
  ["tcp", "-zebra", "host"],
  ["tcp", "zebra_1", "host"],
  ["tcp", "zebra..local", "host"],
  ["tcp", "a".repeat(64), "host"],
  ["tcp", `${"a.".repeat(130)}b`, "host"],
  ["tcp", "zebra/1", "host"],
  ["tcp", "принтер", "host"],
  ["tcp", "[::1", "host"],
  ["tcp", "[zebra]:9100", "host"],
  ["tcp", "1::2::3", "host"],
  ["tcp", "1:2:3:4:5:6:7:8:9", "host"],
  ["tcp", "::12345", "host"],
  ["tcp", "[::1]9100", "host"],
  ["tcp", ":9100", "host"],
  ["tcp", "zebra:", "port"],
  ["tcp", "zebra:0", "port"],
  ["tcp", "zebra:65536", "port"],
  ["tcp", "zebra:91x", "port"],
  ["tcp", "[::1]:-1", "port"],
  ["ipp", "printer", "uri"],
  ["ipp", "http://printer/ipp/print", "scheme"],
  ["ipp", "file:///etc/passwd", "scheme"],
  ["ipp", "ipp://admin:secret@printer/ipp/print", "credentials"],
  ["ipp", "ipp://admin@printer/", "credentials"],
  ["ipp", "ipp:///ipp/print", "host"],
  ["ipp", "ipp://printer:99999/", "port"],
  ["ipp", "ipp://printer/ipp print", "uri"],
  ["ipp", "ipp://printer/a#b", "uri"],
  ["ipp", "ipp://printer/%zz", "uri"],
  ["ipp", "ipp://[fe80::1%eth0]/", "host"],
  ["cups", "-o", "name"],
  ["cups", "a/b", "name"],
  ["cups", "a b", "name"],
  ["cups", "a#b", "name"],
  ["cups", "a\u0000b", "name"],
  ["cups", "a".repeat(128), "name"],
  ["windows", "-printer", "name"],
  ["windows", "a/b", "name"],
  ["windows", "a\nb", "name"],
  ["windows", "a\u202eb", "name"],
  ["device", "dev/usb/lp0", "path"],
  ["device", "/tmp/lp0", "path"],
  ["device", "/dev/../etc/passwd", "path"],
  ["device", "/dev/usb/..", "path"],
  ["device", "/dev//lp0", "path"],
  ["device", "/dev/", "path"],
  ["device", "/dev/lp 0", "path"],
  ["folder", "labels", "path"],
  ["folder", "./labels", "path"],
  ["folder", "C:labels", "path"],
  ["folder", "/srv/../etc", "path"],
  ["folder", "/srv/\u0000", "path"],
  ["folder", "C:\\a|b", "path"],
  ["folder", "\\\\server", "path"],
  ["folder", "\\\\ \\ /", "path"],
])("%s %j has a problem with its %s", (way, typed, problem) => expect(checkAddress(way, typed)).toEqual({ problem }));

test("whatever is typed, what is kept is kept again as it is", () => {
  const typed = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: "binary" }),
    fc.ipV4(),
    fc.ipV6(),
    fc.domain(),
    fc.webUrl().map((url) => url.replace("http", "ipp")),
    fc.stringMatching(/^\/dev\/[\w./-]{0,20}$/),
    fc.stringMatching(/^[A-Z]:[\\/][\w.\\/ -]{0,20}$/),
    fc.stringMatching(/^[\\/][\w.\\/ -]{0,20}$/),
  );
  fc.assert(
    fc.property(fc.constantFrom(...PRINTER_WAYS), typed, (way, text) => {
      const checked = checkAddress(way, text);
      if ("address" in checked) expect(checkAddress(way, checked.address)).toEqual(checked);
      else expect(checked.problem).not.toBe("");
    }),
  );
});

test("every IP address and host name can be a printer, at every port", () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain()), fc.integer({ min: 1, max: 65_535 }), (host, port) => {
      const checked = checkAddress("tcp", host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`);
      expect(checked).toHaveProperty("address");
      expect(hostAndPort((checked as { address: string }).address)).toEqual({ host: host.toLowerCase(), port });
    }),
  );
});
