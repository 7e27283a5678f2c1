import type { PaperData } from "../../domain/papers/paper.ts";
import { packText } from "../../domain/warranty/policy-text.ts";
import type { ReturnApproval } from "../../domain/warranty/warranty.ts";
import { costFacts, decisionOf } from "./decision-words.ts";
import {
  customerFacts,
  deviceFacts,
  deviceTitle,
  fact,
  headContent,
  paperContent,
  type Fact,
  type HeadContent,
  type PaperContent,
} from "./paper-content.ts";
import { lines } from "../labels/printable.ts";
import type { Reader } from "../engine/texts.ts";

/** What the template `approval.typ` shows, in the reader's language. */
export type ApprovalContent = PaperContent &
  HeadContent & {
    readonly device: { readonly kind: string; readonly name: string };
    readonly customer: { readonly title: string; readonly name: string; readonly facts: readonly Fact[] };
    readonly unit: { readonly title: string; readonly facts: readonly Fact[] };
    readonly approved: { readonly title: string; readonly lines: readonly string[] };
    readonly until: Fact;
    /** Where the goods go; null where they are here already. */
    readonly send: { readonly title: string; readonly facts: readonly Fact[] } | null;
    readonly costs: readonly Fact[];
    readonly terms: readonly string[];
    readonly signatures: readonly { readonly label: string; readonly name: string }[];
  };

/** Words of the written approval of a return: where the goods go, at whose cost, and until when they must be back. */
export function approvalContent(paper: PaperData, approval: ReturnApproval, reader: Reader, logo: string | null): ApprovalContent {
  const { order, shop } = paper;
  const { text } = reader;
  const known = decisionOf(paper);
  const decision = known?.made.decision;
  const sellerPays = decision?.charges.shipping === "seller";
  const hereSince = order.warranty.goodsReturnedOn;
  const address = approval.address || shop.address;
  // What the policy itself says of returns stands in its own words.
  const rules = known ? known.pack.grants.flatMap(({ approval: rule }) => (rule ? [rule.rule] : [])) : [];
  return {
    ...paperContent(paper, reader, order.stateSince),
    ...headContent(paper, reader, reader.day(approval.givenOn), logo),
    device: deviceTitle(order.device, reader),
    customer: { title: text("paper.customer"), ...customerFacts(order, reader) },
    unit: { title: text("paper.device"), facts: deviceFacts(order, reader) },
    approved: {
      title: text(`request.${order.request}`),
      lines: lines(
        hereSince === null
          ? text("paper.approval.approved", { number: order.number, day: reader.day(approval.goodsBackBy) })
          : text("paper.approval.here"),
      ),
    },
    until:
      hereSince === null
        ? [text("paper.approval.until"), reader.day(approval.goodsBackBy)]
        : [text("paper.approval.here-since"), reader.day(hereSince)],
    send:
      hereSince === null
        ? {
            title: text("paper.approval.send"),
            facts: [
              ...fact(text("paper.approval.to"), shop.name || shop.legalName),
              ...(address.trim() ? [[text("paper.address"), lines(address)] as const] : []),
              ...fact(text("paper.approval.courier"), sellerPays || decision === undefined ? approval.courierAccount : ""),
              [text("paper.approval.mark"), order.number],
            ],
          }
        : null,
    costs: decision ? costFacts(decision, reader) : [],
    terms: [...new Set(rules)].map((rule) => packText(known!.pack.texts[rule], known!.pack, reader.language, rule)),
    signatures: [
      { label: text("paper.sign.decision"), name: order.customer.contact || order.customer.name },
      { label: text("paper.sign.approved"), name: approval.person ?? "" },
    ],
  };
}
