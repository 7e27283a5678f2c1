import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PolicyPack } from "../domain/warranty/policy-pack.ts";

/** The policy packs that come with Talon; the tests see to it that each is whole. */
export function shippedPacks(resourcesDir: string): readonly PolicyPack[] {
  const folder = join(resourcesDir, "policies");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json") && !file.endsWith(".schema.json"))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as PolicyPack);
}
