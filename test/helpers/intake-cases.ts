import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { IntakeInput } from "../../src-main/domain/orders/intake.ts";

/** The four devices, as they lie in files. */
export const CASE_NAMES = ["lens-lv", "mixer-en", "phone-en", "robot-vacuum-ru"] as const;

export type CaseName = (typeof CASE_NAMES)[number];

/** Path of a device's file. */
export const caseFile = (name: CaseName): string => join(import.meta.dirname, "..", "fixtures", "intake", `${name}.json`);

/** The four devices, read. */
export const CASES = Object.fromEntries(
  CASE_NAMES.map((name) => [name, JSON.parse(readFileSync(caseFile(name), "utf8")) as IntakeInput]),
) as Readonly<Record<CaseName, IntakeInput>>;
