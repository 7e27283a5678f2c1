import { stillAhead } from "../../domain/orders/order-policy.ts";
import type { PaperData, PaperOrder } from "../../domain/papers/paper.ts";
import { packText } from "../../domain/warranty/policy-text.ts";
import type { PolicyPack } from "../../domain/warranty/policy-pack.ts";
import type { Decision } from "../../domain/warranty/policy-decision.ts";
import type { DecisionStage, OrderDecision } from "../../domain/warranty/warranty.ts";
import { costFacts, coverageSentence, nextFacts, offerText, reasonRows, refusalText, toldToCustomer, type ReasonRow } from "./decision-words.ts";
import {
  customerFacts,
  deviceFacts,
  deviceTitle,
  enumeration,
  fact,
  headContent,
  paperContent,
  type Fact,
  type HeadContent,
  type PaperContent,
} from "./paper-content.ts";
import type { Reader } from "../engine/texts.ts";

type LongText = { readonly title: string; readonly lines: readonly string[] };

/** What the template `decision.typ` shows, in the reader's language. */
export type DecisionContent = PaperContent &
  HeadContent & {
    readonly device: { readonly kind: string; readonly name: string };
    readonly customer: { readonly title: string; readonly name: string; readonly facts: readonly Fact[] };
    readonly unit: { readonly title: string; readonly facts: readonly Fact[] };
    readonly result: LongText;
    readonly costs: readonly Fact[];
    readonly known: { readonly title: string; readonly facts: readonly Fact[] };
    readonly reasons: { readonly title: string; readonly rows: readonly ReasonRow[] };
    readonly next: { readonly title: string; readonly facts: readonly Fact[]; readonly lines: readonly string[] };
    readonly signatures: readonly { readonly label: string; readonly name: string }[];
  };

/** Words of a warranty decision: the facts, the rules applied, the result, and what the customer can do next. */
export function decisionContent(paper: PaperData, made: OrderDecision, pack: PolicyPack, reader: Reader, logo: string | null): DecisionContent {
  const { order } = paper;
  const decision = toldToCustomer(made.decision);
  const ahead = toldToCustomer(stillAhead(made.decision, order));
  const { text } = reader;
  const at = stageOf(made);
  const stage = text(at === "overruled" ? "paper.stage.overruled" : `policy.stage.${at}`);
  const policy = text("paper.decision.policy", { name: packText(pack.name, pack, reader.language, pack.id), version: decision.version });
  return {
    ...paperContent(paper, reader, made.at),
    ...headContent(paper, reader, reader.instant(made.at), logo),
    device: deviceTitle(order.device, reader),
    customer: { title: text("paper.customer"), ...customerFacts(order, reader) },
    unit: { title: text("paper.device"), facts: deviceFacts(order, reader) },
    result: {
      title: [stage, decision.class === null ? "" : text("policy.class", { class: decision.class })].filter(Boolean).join(" · "),
      lines: [
        coverageSentence(decision, pack, reader),
        ...[refusalText(decision, pack, reader), offerText(decision, reader)].filter(Boolean),
        ...(at === "overruled" ? [text("paper.decision.overruled")] : []),
      ],
    },
    costs: costFacts(decision, reader),
    known: { title: text("paper.decision.facts"), facts: knownFacts(order, pack, reader) },
    reasons: { title: `${text("paper.decision.rules")} · ${policy}`, rows: reasonRows(decision, pack, reader) },
    next: { title: text("paper.decision.next"), facts: nextFacts(ahead, pack, reader), lines: nextSteps(at, ahead, reader) },
    signatures: [
      { label: text("paper.sign.decision"), name: order.customer.contact || order.customer.name },
      { label: text("paper.sign.decided"), name: made.person ?? "" },
    ],
  };
}

/** Nothing is final of which it cannot be said yet what it is: that paper says so, and that the inspection decides. */
const stageOf = ({ stage, decision }: OrderDecision): DecisionStage =>
  stage === "final" && decision.coverage === "undetermined" ? "preliminary" : stage;

/** What the decision rests on, as it was told and found. */
function knownFacts(order: PaperOrder, pack: PolicyPack, reader: Reader): Fact[] {
  const { text } = reader;
  const { device, warranty } = order;
  const { facts } = warranty;
  const word = (kind: keyof PolicyPack["words"], id: string): string =>
    packText(pack.words[kind].find((entry) => entry.id === id)?.name, pack, reader.language, id);
  const day = (iso: string | null): string => (iso === null ? "" : reader.day(iso));
  const proofs = order.proofs.map((proof) => reader.term("proof", proof));
  return [
    ...fact(text("paper.request"), text(`request.${order.request}`)),
    ...fact(text("policy.fact.reason"), facts.reason && text(`policy.reason.${facts.reason}`)),
    ...fact(text("policy.fact.defect"), facts.defect && word("defects", facts.defect)),
    ...fact(text("policy.fact.findings"), enumeration(facts.findings.map((id) => word("findings", id)))),
    ...fact(text("policy.fact.product.part"), facts.part && word("parts", facts.part)),
    ...fact(text("paper.purchased"), day(device.purchasedOn)),
    ...fact(text("paper.received-on"), day(device.receivedOn)),
    ...fact(text("paper.manufactured"), day(device.manufacturedOn)),
    ...fact(text("paper.proofs"), enumeration(proofs)),
    ...fact(text("policy.fact.product.serialState"), facts.serialState && text(`policy.serial-state.${facts.serialState}`)),
    ...fact(text("paper.decision.attempts"), warranty.repairAttempts > 0 ? String(warranty.repairAttempts) : ""),
    ...fact(text("paper.decision.inspected"), day(warranty.inspectedOn)),
  ];
}

/** What the customer can do about it. */
function nextSteps(stage: DecisionStage, { requires, entitled }: Decision, { text }: Reader): readonly string[] {
  return [
    ...(stage === "preliminary" ? [text("paper.decision.preliminary")] : []),
    ...(requires.includes("customer-price-confirmation") && entitled[0] === "paid-repair" ? [text("paper.decision.confirm")] : []),
    text("paper.decision.disagree"),
  ];
}
