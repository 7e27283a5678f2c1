import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { certificateContent } from "../../src-main/documents/papers/acceptance-certificate.ts";
import { handbackContent } from "../../src-main/documents/papers/handback-certificate.ts";
import { approvalContent } from "../../src-main/documents/papers/return-approval.ts";
import { openTexts } from "../../src-main/documents/engine/texts.ts";
import { decisionContent } from "../../src-main/documents/papers/warranty-decision.ts";
import { LANGUAGES } from "../../src-main/domain/ground/language.ts";
import type { Order } from "../../src-main/domain/orders/order.ts";
import type { PaperData } from "../../src-main/domain/papers/paper.ts";
import type { PaperKind } from "../../src-main/domain/shop/paper-layout.ts";
import { confirmPrice, inspectOrder, overruleDecision } from "../../src-main/usecases/orders/decide-order.ts";
import { readPolicy } from "../../src-main/usecases/warranty/keep-policies.ts";
import { approveReturn, receiveGoods, settleOrder } from "../../src-main/usecases/orders/return-goods.ts";
import { settingsOf } from "../../src-main/usecases/ground/shop.ts";
import { resourcesDir } from "../helpers/open-test-documents.ts";
import { openTestShop, type TestShop } from "../helpers/open-test-shop.ts";
import { moveThrough, SMALL, takeIn } from "../helpers/orders.ts";

const textsOf = openTexts(join(resourcesDir, "locales"));

let open: TestShop;
beforeEach(() => {
  open = openTestShop();
});
afterEach(() => open.cleanup());

const paperOf = (kind: PaperKind, order: Order): PaperData => ({
  kind,
  order,
  shop: settingsOf(open.shop),
  pack: readPolicy(open.shop, order.policy!, null),
  copy: false,
  part: null,
});
const reader = (language: (typeof LANGUAGES)[number] = "en") => textsOf(language, settingsOf(open.shop));
const target = ({ id, version }: Order) => ({ id, version });

const decisionPaper = (order: Order) => {
  const paper = paperOf("decision", order);
  return decisionContent(paper, order.warranty.decisions[0]!, paper.pack!, reader(), null);
};
const said = (value: unknown): string => JSON.stringify(value);
const inspected = (order: Order): Order =>
  inspectOrder(open.shop, { ...target(order), policy: order.policy, facts: order.warranty.facts, final: true }, open.caller);

const LENS = {
  ...SMALL,
  fault: "The buyer thought better of it",
  device: { category: "optics", brand: "Paralight", model: "PL-A", serial: "X1", receivedOn: "2026-11-13", proof: ["invoice", "packing-list"] },
  request: "return",
  warranty: { reason: "changed-mind", unused: true, complete: true, originalPackaging: true },
} as const;

const MIXER = {
  ...SMALL,
  device: { category: "audio-mixer", brand: "Jietai", model: "M-4", serial: "J1", bodyCode: "JT2406A0042" },
  warranty: { reason: "defect", origin: "own", kind: "finished" },
} as const;

test("a decision's paper asks for nothing that is done, and promises no day that is past its use", () => {
  const order = takeIn(open, LENS);
  const fresh = said(decisionPaper(order).next);
  expect(fresh).toContain(reader().text("paper.requirement.written-approval"));
  expect(fresh).toContain(reader().text("paper.deadline.request-return"));
  const { order: approved } = approveReturn(open.shop, { ...target(order), address: "Rīga", courierAccount: "", goodsHere: false }, open.caller);
  expect(said(decisionPaper(approved).next)).toContain(reader().text("paper.deadline.send-goods-back"));
  const refunding = moveThrough(open, inspected(receiveGoods(open.shop, target(approved), open.caller)), "refunding");
  const { order: closed } = settleOrder(
    open.shop,
    { ...target(refunding), kind: "refunded", price: "100", depreciation: "", method: "cash", newSerial: "" },
    open.caller,
  );
  expect(decisionPaper(closed).next.facts).toEqual([]);
});

test("paid work is said to wait for the customer's word until that is there", () => {
  const order = takeIn(open, { ...MIXER, device: { ...MIXER.device, bodyCode: "JT2106A0042" } });
  const waits = reader().text("paper.decision.confirm");
  expect(decisionPaper(order).next.lines).toContain(waits);
  const confirmed = confirmPrice(open.shop, { ...target(order), amount: "300", how: "phone", by: "" }, open.caller);
  expect(decisionPaper(confirmed).next).toMatchObject({ facts: [], lines: expect.not.arrayContaining([waits]) as unknown });
});

test("the certificate says that a return is refused, and calls what the customer said no fault", () => {
  const order = takeIn(open, { ...MIXER, request: "return", warranty: { ...MIXER.warranty, reason: "performance-mismatch", origin: "oem" } });
  const certificate = certificateContent(paperOf("certificate", order), reader(), null);
  expect(certificate.warranty!.lines.join()).toContain(reader().text("policy.refused.return"));
  expect(said(decisionPaper(order).result)).toContain(reader().text("policy.refused.return"));
  expect(certificate.fault.title).toBe(reader().text("paper.said"));
  expect(certificateContent(paperOf("certificate", takeIn(open, MIXER)), reader(), null).fault.title).toBe(reader().text("paper.fault"));
});

test("goods that are here are not asked to be sent", () => {
  const approve = (goodsHere: boolean) => {
    const { order } = approveReturn(open.shop, { ...target(takeIn(open, LENS)), address: "Rīga 1", courierAccount: "", goodsHere }, open.caller);
    return approvalContent(paperOf("approval", order), order.warranty.approval!, reader(), null);
  };
  expect(said(approve(false).send)).toContain("Rīga 1");
  expect(approve(true)).toMatchObject({ send: null, until: [reader().text("paper.approval.here-since"), reader().day("2026-11-20")] });
});

test("the paper of a refund calls what the customer said no fault", () => {
  const order = takeIn(open, LENS);
  const handback = {
    at: 0,
    byName: null,
    slipShown: false,
    identityCheck: null,
    identityNote: "",
    outcome: "",
    warrantyUntil: null,
    paidMinor: 0,
    paidMethod: null,
    signature: null,
  };
  expect(handbackContent(paperOf("handback", order), handback, reader(), null).fault.title).toBe(reader().text("paper.said"));
});

test("where there is no service, nothing is said of fees and loans", () => {
  const order = takeIn(open, { ...MIXER, device: { ...MIXER.device, bodyCode: "" }, warranty: { ...MIXER.warranty, noBodyCode: true } });
  expect(order.warranty.decisions[0]!.decision.coverage).toBe("none");
  expect(decisionPaper(order).reasons.rows).toHaveLength(1);
  expect(decisionPaper(takeIn(open, MIXER)).reasons.rows.length).toBeGreaterThan(3);
});

test.each(LANGUAGES)(
  "a decision's paper in %s calls nothing final that cannot be said yet, and asks the customer for nothing of the bench's",
  (language) => {
    const order = inspected(takeIn(open, { ...MIXER, device: { ...MIXER.device, bodyCode: "" } }));
    const made = order.warranty.decisions[0]!;
    expect([made.stage, made.decision.coverage]).toEqual(["final", "undetermined"]);
    const paper = paperOf("decision", order);
    const words = reader(language);
    const content = decisionContent(paper, made, paper.pack!, words, null);
    const all = said(content);
    expect(content.result.title).toContain(words.text("policy.stage.preliminary"));
    expect(all).not.toContain(words.text("policy.stage.final"));
    expect(content.next.lines).toContain(words.text("paper.decision.preliminary"));
    for (const path of made.decision.missing.filter((one) => one.startsWith("product.") || one.startsWith("history.")))
      expect(all).not.toContain(words.term("policy.fact", path));
    expect(all).not.toContain(words.text("policy.deadline.first-reply"));
  },
);

test("why a supervisor overruled a policy is for the workshop, not for the paper", () => {
  const order = takeIn(open, MIXER);
  const overruled = overruleDecision(open.shop, { ...target(order), remedy: "free-repair", reason: "Nephew of the boss" }, open.caller);
  const all = said(decisionPaper(overruled));
  expect(all).not.toContain("Nephew");
  expect(all).toContain(reader().text("paper.stage.overruled"));
});
