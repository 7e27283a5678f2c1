import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { REQUESTS } from "../../../src-main/domain/warranty/claim.ts";
import { REASONS, type PolicyCase } from "../../../src-main/domain/warranty/policy-case.ts";
import { factsAskedBy, reasonsOf } from "../../../src-main/domain/warranty/policy-fact.ts";
import type { PolicyPack } from "../../../src-main/domain/warranty/policy-pack.ts";
import { decide } from "../../../src-main/domain/warranty/policy.ts";

const packOf = (id: string): PolicyPack =>
  JSON.parse(readFileSync(join(import.meta.dirname, "..", "..", "..", "resources", "policies", `${id}.json`), "utf8")) as PolicyPack;
const IDS = ["paralight-lv", "dreame-kz", "jietai-en", "post-sale-en", "figures-en"] as const;

describe("a repair is asked only what its policy needs", () => {
  test.each([
    ["paralight-lv", ["findings", "product.model", "product.serialState", "purchase.receivedOn"]],
    ["dreame-kz", ["findings", "purchase.proof", "purchase.warrantyCardStamped", "purchase.complete", "purchase.purchasedOn"]],
    ["jietai-en", ["reason", "findings", "product.kind", "product.origin", "product.bodyCode"]],
    ["post-sale-en", ["place", "history.repairAttempts", "history.stillFailsRequirements", "purchase.purchasedOn"]],
    ["figures-en", ["defect", "purchase.purchasedOn"]],
  ])("%s", (id, facts) => {
    expect(factsAskedBy(packOf(id), "repair", "defect")).toEqual(facts);
  });
});

test("a return is asked for its reason first, and then what matters for it", () => {
  const pack = packOf("paralight-lv");
  expect(factsAskedBy(pack, "return", null)).toEqual(
    expect.arrayContaining(["reason", "product.madeToOrder", "purchase.unused", "purchase.documents", "history.damageReportedOn"]),
  );
  expect(factsAskedBy(pack, "return", "shipping-damage")).toContain("history.damageReportedOn");
  expect(factsAskedBy(pack, "return", "shipping-damage")).not.toContain("product.madeToOrder");
  expect(factsAskedBy(pack, "return", "changed-mind")).toContain("product.madeToOrder");
  expect(factsAskedBy(pack, "return", "changed-mind")).not.toContain("history.damageReportedOn");
  for (const reason of [null, ...REASONS]) expect(factsAskedBy(pack, "return", reason)).toContain("reason");
});

test("a visit is asked for where one is made only", () => {
  expect(factsAskedBy(packOf("post-sale-en"), "repair", null)).toContain("place");
  expect(factsAskedBy(packOf("post-sale-en"), "return", null)).not.toContain("place");
});

test("the day of manufacture is asked for where no body code tells it", () => {
  const pack = packOf("jietai-en");
  expect(factsAskedBy({ ...pack, bodyCodes: [] }, "repair", null)).toContain("product.manufacturedOn");
});

test("nobody has a thing repaired because they changed their mind", () => {
  expect(reasonsOf("repair")).not.toContain("changed-mind");
  expect(reasonsOf("return")).toEqual(REASONS);
});

describe.each(IDS)("under %s", (id) => {
  test.each(REQUESTS)("whatever a decision on %s lacks is something that is asked for", (request) => {
    const pack = packOf(id);
    for (const reason of [null, ...reasonsOf(request)]) {
      const asked: readonly string[] = factsAskedBy(pack, request, reason);
      const { missing } = decide(pack, { policy: id, today: "2026-11-22", request, reason } satisfies PolicyCase);
      const paper = (fact: string): string => fact.replace(/^(purchase\.(?:proof|documents))\..*/, "$1");
      expect(missing.map(paper).filter((fact) => !asked.includes(fact))).toEqual([]);
    }
  });
});
