import type { PrinterLanguage } from "../../domain/printing/printer.ts";
import type { Sent, Shipment, Way } from "../way.ts";
import { CANCELLED, ended, troubled, type Fault } from "./fault.ts";
import { IPP, type IppGroup, type IppResolution } from "./ipp-message.ts";
import { openIppPrinter } from "./ipp-printer.ts";
import { groupOf, isOk, numberOf, refusalOf, refused, stateOf, texts } from "./ipp-answer.ts";
import { encodePwgRaster, RASTER_TYPES } from "./pwg-raster.ts";
import { stateTimes, type WayOptions, type WayTimes } from "./way-options.ts";

/** Whose jobs these are, in the printer's list. */
const USER = "talon";

/** Dots per inch that rasters are made in, where the printer leaves a choice: fine enough for text, small enough for the line. */
const WISHED_DPI = 300;

/** Formats by which printers name a label language. */
const LANGUAGE_FORMATS: Readonly<Partial<Record<PrinterLanguage, readonly string[]>>> = {
  zpl: ["application/vnd.zebra-zpl", "application/vnd.zebra.zpl", "application/x-zpl"],
  epl: ["application/vnd.zebra-epl", "application/x-epl2"],
  tspl: ["application/x-tspl"],
};

type Document = { readonly format: string; readonly bytes: Uint8Array; readonly copies: number };

/** The printer's resolution nearest to what is wished for, if it has one of square dots. */
function rasterDpi(attributes: IppGroup["attributes"]): number | undefined {
  const square = (attributes.get("pwg-raster-document-resolution-supported") ?? []).filter(
    (value): value is IppResolution => value !== null && typeof value === "object" && "unit" in value && value.unit === "dpi" && value.x === value.y,
  );
  return square.map(({ x }) => x).toSorted((a, b) => Math.abs(a - WISHED_DPI) - Math.abs(b - WISHED_DPI))[0];
}

function mostCopies(attributes: IppGroup["attributes"]): number {
  const value = attributes.get("copies-supported")?.[0];
  return value !== null && typeof value === "object" && "to" in value ? value.to : 1;
}

/** The document in a format that the printer takes. */
async function documentFor(
  { bytes, mime, copies }: Shipment,
  language: PrinterLanguage,
  attributes: IppGroup["attributes"],
  rasterise: WayOptions["rasterise"],
): Promise<Document | Fault> {
  const formats = texts(attributes, "document-format-supported").map((format) => format.toLowerCase());
  const named = mime === "application/pdf" ? [mime] : [...(LANGUAGE_FORMATS[language] ?? []), mime];
  const format = formats.length === 0 ? mime : named.find((name) => formats.includes(name));
  if (format) return { format, bytes, copies };
  const refusal: Fault = { trouble: "wrong-format", detail: `${mime} is not among ${formats.join(", ")}` };
  const type = RASTER_TYPES.find((name) => texts(attributes, "pwg-raster-document-type-supported").includes(name));
  const dpi = rasterDpi(attributes);
  if (mime !== "application/pdf" || !formats.includes("image/pwg-raster") || !rasterise || !type || !dpi) return refusal;
  const pages = await rasterise(bytes, dpi);
  // A raster may hold its copies itself, where the printer cannot make them.
  const repeated = copies > mostCopies(attributes);
  const all = repeated ? Array.from({ length: copies }, () => pages).flat() : pages;
  return { format: "image/pwg-raster", bytes: encodePwgRaster(all, dpi, type), copies: repeated ? 1 : copies };
}

/**
 * Driverless printing over IPP (RFC 8010, RFC 8011; PWG 5100.14). The printer is asked what it takes and how it is; a job is followed to
 * its end; where the line is lost, the printer's list of jobs tells what became of it.
 * @param uri checked: `ipp:` or `ipps:` with port and path
 */
export function openIppWay(uri: string, language: PrinterLanguage, times: WayTimes, rasterise?: WayOptions["rasterise"]): Way {
  const printer = openIppPrinter(uri, times, USER);

  async function send(shipment: Shipment, signal: AbortSignal): Promise<Sent> {
    const asked = await printer.askPrinter(signal);
    if ("fault" in asked) return ended("away", asked.fault);
    const attributes = groupOf(asked.answer, IPP.printer);
    if (!isOk(asked.answer)) return refused(asked.answer, attributes);
    const refusal = refusalOf(attributes);
    if (refusal) return ended("away", refusal);
    const document = await documentFor(shipment, language, attributes, rasterise);
    if ("trouble" in document) return ended("failed", document);
    if (signal.aborted) return ended("away", CANCELLED);

    const unscaled = texts(attributes, "print-scaling-supported").includes("none");
    const posted = await printer.print({ ...document, name: shipment.name, unscaled }, signal);
    if ("fault" in posted) return posted.reached ? printer.lookUp(shipment.name, posted.fault, signal) : ended("away", posted.fault);
    if (!isOk(posted.answer)) return refused(posted.answer, attributes);
    const job = groupOf(posted.answer, IPP.job);
    const id = numberOf(job, "job-id");
    if (id === undefined) return printer.lookUp(shipment.name, { trouble: "nonsense", detail: "a job without a number" }, signal);
    return printer.follow(id, numberOf(job, "job-state"), signal);
  }

  return {
    send,
    state: async (signal) => {
      const posted = await openIppPrinter(uri, stateTimes(times), USER).askPrinter(signal);
      if ("fault" in posted) return troubled(posted.fault);
      return isOk(posted.answer) ? stateOf(groupOf(posted.answer, IPP.printer)) : troubled({ trouble: "nonsense", detail: "" });
    },
    find: printer.find,
  };
}
