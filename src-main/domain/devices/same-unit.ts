import type { Device } from "./device.ts";
import { isPlaceholder } from "./placeholder.ts";
import { foldCode } from "../ground/text.ts";

/** What tells one unit from another. */
export type UnitFacts = Pick<Device, "category" | "brand" | "model" | "serial" | "imei" | "imei2">;

/** A serial number as it is compared; empty where it identifies nothing. */
export const serialCodeOf = (serial: string): string => (isPlaceholder(serial) ? "" : foldCode(serial));

/** The IMEIs of a unit that stand in the fields for them and identify it. */
export const imeisOf = ({ imei, imei2 }: Pick<Device, "imei" | "imei2">): readonly string[] =>
  [imei, imei2].filter((each) => each !== "" && !isPlaceholder(each));

const nameOf = ({ brand, model }: UnitFacts): string => foldCode(`${brand} ${model}`);

/** A kind that nobody said. */
const NO_KIND = "other";

/** Facts in which two devices contradict each other. */
export type UnitFact = "category" | "brand" | "model" | "serial" | "imei";

/** Whether two devices bear the same serial number or IMEI. */
export function shareNumber(one: UnitFacts, other: UnitFacts): boolean {
  const serial = serialCodeOf(one.serial);
  const imeis = imeisOf(one);
  return (serial !== "" && serial === serialCodeOf(other.serial)) || imeisOf(other).some((imei) => imeis.includes(imei));
}

/**
 * In what two devices that share a number contradict each other, so that a person must say whether they are one. What one of them leaves out
 * is no wildcard for its brand, model and kind: the same number of another maker is another device. A kind that nobody said gives way to one
 * that was said where brand and model are known and the same; a number that one of them lacks contradicts nothing.
 */
export function contradictions(one: UnitFacts, other: UnitFacts): readonly UnitFact[] {
  const found: UnitFact[] = [];
  const sameName = nameOf(one) === nameOf(other);
  const known = sameName && one.brand !== "" && one.model !== "";
  if (one.category !== other.category && !(known && (one.category === NO_KIND || other.category === NO_KIND))) found.push("category");
  if (!sameName) {
    if (foldCode(one.brand) !== foldCode(other.brand)) found.push("brand");
    if (foldCode(one.model) !== foldCode(other.model)) found.push("model");
  }
  const [serials, imeis] = [[one, other].map(({ serial }) => serialCodeOf(serial)), [one, other].map(imeisOf)] as const;
  if (serials[0] !== "" && serials[1] !== "" && serials[0] !== serials[1]) found.push("serial");
  if (imeis[0]!.length > 0 && imeis[1]!.length > 0 && !imeis[0]!.some((imei) => imeis[1]!.includes(imei))) found.push("imei");
  return found;
}

/** Which of the known units a device is; those that share a number with it and yet are told apart are doubtful. */
export type UnitMatch<Known> = { readonly same: Known | undefined; readonly doubtful: readonly Known[] };

/**
 * The one rule for intake, import, correction and look-up. A device is a known unit where they share a serial number or IMEI and contradict
 * each other in nothing.
 * @param known units that may share a number with it, those that were seen last first
 */
export function matchUnit<Known extends { readonly device: UnitFacts }>(device: UnitFacts, known: readonly Known[]): UnitMatch<Known> {
  const sharing = known.filter((each) => shareNumber(device, each.device));
  const same = sharing.find((each) => contradictions(device, each.device).length === 0);
  // Others may bear a number of the same unit: that was settled when they came in. A number that is new to it may be theirs.
  const doubtful = same ? sharing.filter((each) => !shareNumber(same.device, each.device)) : sharing;
  return { same, doubtful };
}
