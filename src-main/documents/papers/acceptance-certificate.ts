import type { PaperData, PaperOrder } from "../../domain/papers/paper.ts";
import type { PageFormat, SlipPart } from "../../domain/shop/paper-layout.ts";
import type { ShopSettings } from "../../domain/shop/shop.ts";
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
import { coverageSentence, decisionOf, nextFacts, offerText, refusalText, toldToCustomer } from "./decision-words.ts";
import { lines } from "../labels/printable.ts";
import { columnsOf, inColumns, isLow } from "../labels/text-columns.ts";
import type { Reader } from "../engine/texts.ts";

type Section = { readonly title: string; readonly facts: readonly Fact[] };
type LongText = { readonly title: string; readonly lines: readonly string[] };

/** What the template `certificate.typ` shows, in the reader's language. */
export type CertificateContent = PaperContent &
  HeadContent & {
    readonly device: { readonly kind: string; readonly name: string };
    readonly fault: LongText;
    readonly customer: Section & { readonly name: string };
    readonly unit: Section;
    readonly condition: LongText | null;
    readonly accessories: { readonly title: string; readonly none: string; readonly names: readonly string[]; readonly columns: number };
    /** Whether condition and accessories are short enough to stand side by side. */
    readonly beside: boolean;
    /** The preliminary decision on the warranty, where a policy made one. */
    readonly warranty: { readonly title: string; readonly lines: readonly string[]; readonly facts: readonly Fact[] } | null;
    readonly agreed: readonly Fact[];
    /** `low`: they fit above signatures and slip. */
    readonly terms: { readonly title: string; readonly columns: readonly (readonly string[])[]; readonly low: boolean };
    readonly signatures: readonly { readonly label: string; readonly name: string }[];
    readonly slip: {
      readonly title: string;
      readonly shop: string;
      readonly claimLabel: string;
      readonly claimCode: string;
      readonly device: string;
      readonly show: string;
      readonly facts: readonly Fact[];
      readonly hours: readonly Fact[];
    };
  };

/**
 * Words of an acceptance certificate with its tear-off slip.
 * @param logo the logo's format, where there is one
 * @param second who reads the terms in another language beside the customer's
 */
export function certificateContent(paper: PaperData, reader: Reader, logo: string | null, second: Reader | null = null): CertificateContent {
  const { order, shop } = paper;
  const { text } = reader;
  const { format } = shop.papers.pages.certificate;
  const part = (name: SlipPart, facts: readonly Fact[]): readonly Fact[] => (shop.papers.slip.includes(name) ? facts : []);
  const acceptedAt = reader.instant(order.receivedAt);
  const phone = shop.statusPhone || shop.phone;
  const device = deviceTitle(order.device, reader);
  const customer = customerFacts(order, reader);
  return {
    ...paperContent(paper, reader, order.receivedAt),
    ...headContent(paper, reader, acceptedAt, logo),
    device,
    fault: longText(text(order.request === "repair" ? "paper.fault" : "paper.said"), order.fault),
    customer: { title: text("paper.customer"), ...customer },
    unit: { title: text("paper.device"), facts: unitFacts(order, reader) },
    condition: order.condition.trim() ? longText(text("paper.condition"), order.condition) : null,
    accessories: accessoriesContent(order, reader, format),
    beside: order.condition.trim() !== "" && order.condition.length <= (format === "a5" ? 160 : 300) && order.accessories.length <= 5,
    warranty: warrantyContent(paper, reader),
    agreed: agreedFacts(order, reader),
    terms: termsContent(shop, reader, second),
    signatures: [
      {
        label: text(order.correctedAt === null ? "paper.sign.customer" : "paper.sign.corrected"),
        name: order.customer.contact || order.customer.name,
      },
      { label: text("paper.sign.shop"), name: order.receivedBy ?? "" },
    ],
    slip: {
      title: text("paper.slip.title"),
      shop: shop.name || shop.legalName,
      claimLabel: text("paper.slip.claim-code"),
      claimCode: order.claimCode,
      device: shop.papers.slip.includes("device") ? device.name : "",
      show: text("paper.slip.show"),
      facts: [
        [text("paper.accepted"), acceptedAt],
        ...part("promised", promised(order, reader)),
        ...part("phone", fact(text("paper.slip.ask"), phone && reader.phone(phone))),
      ],
      hours: part("hours", fact(text("paper.slip.hours"), shop.openingHours)),
    },
  };
}

/** What the customer is told at the counter about the warranty, and what the inspection must confirm. */
function warrantyContent(paper: PaperData, reader: Reader): CertificateContent["warranty"] {
  const known = decisionOf(paper);
  if (!known) return null;
  const { decision, stage } = known.made;
  const { text } = reader;
  const sentences = [coverageSentence(decision, known.pack, reader), refusalText(decision, known.pack, reader), offerText(decision, reader)]
    .filter(Boolean)
    .join(". ");
  const confirm = decision.requires.includes("inspection") ? ` ${text("paper.warranty.confirm")}` : "";
  return {
    title: text("paper.warranty.decision", { stage: text(`policy.stage.${stage}`).toLocaleLowerCase(reader.language) }),
    lines: [`${sentences}.${confirm}`],
    facts: nextFacts(toldToCustomer(decision), known.pack, reader),
  };
}

const longText = (title: string, text: string): LongText => ({ title, lines: lines(text) });

const promised = (order: PaperOrder, reader: Reader): Fact[] => fact(reader.text("paper.promised"), order.promisedOn && reader.day(order.promisedOn));

const termsOf = (shop: ShopSettings, reader: Reader): string => shop.terms[reader.language].trim() || reader.text("paper.terms.default");

/** Terms in columns; in two languages each has its own. */
function termsContent(shop: ShopSettings, reader: Reader, second: Reader | null): CertificateContent["terms"] {
  const { format } = shop.papers.pages.certificate;
  const paragraphs = lines(termsOf(shop, reader));
  const columns = second ? [paragraphs, lines(termsOf(shop, second))] : inColumns(paragraphs, format);
  return { title: reader.text("paper.terms"), columns, low: columns.length > 1 && (second === null || isLow(columns, format)) };
}

function unitFacts(order: PaperOrder, reader: Reader): Fact[] {
  const { device } = order;
  const day = (iso: string | null): string => (iso === null ? "" : reader.day(iso));
  const proofs = order.proofs.map((proof) => {
    const name = reader.term("proof", proof);
    return proof === "warranty-card" && order.warrantyCardStamped ? reader.text("paper.proof.stamped", { proof: name }) : name;
  });
  return [
    ...deviceFacts(order, reader),
    ...fact(reader.text("paper.purchased"), day(device.purchasedOn)),
    ...fact(reader.text("paper.received-on"), day(device.receivedOn)),
    ...fact(reader.text("paper.manufactured"), day(device.manufacturedOn)),
    ...fact(reader.text("paper.seller"), device.seller),
    ...fact(reader.text("paper.proofs"), enumeration(proofs)),
    ...fact(reader.text("paper.passcode"), order.hasPasscode ? reader.text("paper.passcode.given") : ""),
  ];
}

function accessoriesContent(order: PaperOrder, reader: Reader, format: PageFormat): CertificateContent["accessories"] {
  const names = order.accessories.map(({ name }) => reader.term("accessory", name));
  return { title: reader.text("paper.accessories"), none: reader.text("paper.accessories.none"), names, columns: columnsOf(names, format) };
}

function agreedFacts(order: PaperOrder, reader: Reader): Fact[] {
  const money = (minor: number | null): string => (minor === null ? "" : reader.money(minor, order.currency));
  const prepaid = order.payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return [
    ...fact(reader.text("paper.request"), reader.text(`request.${order.request}`)),
    ...promised(order, reader),
    ...fact(reader.text("paper.priority"), order.priority === "normal" ? "" : reader.text(`priority.${order.priority}`)),
    ...fact(reader.text("paper.estimate"), money(order.estimateMinor)),
    ...fact(reader.text("paper.limit"), money(order.limitMinor)),
    ...fact(reader.text("paper.prepaid"), prepaid === 0 ? "" : money(prepaid)),
    ...fact(reader.text("paper.channel"), order.channel === "visit" ? "" : reader.text(`channel.${order.channel}`)),
    ...fact(reader.text("paper.same-fault"), order.sameFaultAs?.number),
    ...fact(reader.text("paper.corrected-facts"), correctedFacts(order, reader)),
  ];
}

/** What each fact that can be corrected is called on the certificate. */
const FACT_NAMES: Readonly<Record<string, string>> = {
  unit: "paper.device",
  category: "paper.device",
  brand: "paper.device",
  model: "paper.device",
  colour: "paper.colour",
  serial: "paper.serial",
  imei: "paper.imei",
  imei2: "paper.imei",
  bodyCode: "paper.body-code",
  purchasedOn: "paper.purchased",
  receivedOn: "paper.received-on",
  manufacturedOn: "paper.manufactured",
  seller: "paper.seller",
  proofs: "paper.proofs",
  warrantyCardStamped: "paper.proofs",
  request: "paper.request",
  channel: "paper.channel",
  accessories: "paper.accessories",
};

/** The names of what was corrected, as the certificate calls them. */
function correctedFacts(order: PaperOrder, reader: Reader): string {
  const keys = order.correctedFacts.flatMap((name) => FACT_NAMES[name] ?? []);
  return enumeration([...new Set(keys)].map((key) => reader.text(key)));
}
