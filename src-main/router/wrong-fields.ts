import type { contract } from "../contract/contract.ts";
import { readPack } from "../contract/warranty/read-pack.ts";
import { DomainError } from "../domain/ground/error.ts";
import type { FieldProblem } from "../domain/ground/field-problem.ts";
import { NO_CHARGES } from "../domain/warranty/policy-decision.ts";
import { checkNewPin, checkPerson } from "../usecases/people/change-people.ts";
import { readCorrection } from "../usecases/orders/correct-intake.ts";
import { checkFacts, readPrice } from "../usecases/orders/decide-order.ts";
import { readEdit } from "../usecases/customers/edit-customer.ts";
import { readFacts, readLine, readNote, readPayment } from "../usecases/orders/edit-order.ts";
import { findOrder } from "../usecases/orders/find-orders.ts";
import { readPaid } from "../usecases/orders/hand-back-device.ts";
import { checkIntake } from "../usecases/orders/intake-device.ts";
import { checkPrinter, checkRoutes, checkSize } from "../usecases/printing/keep-printers.ts";
import { checkPlaces } from "../usecases/printing/print-label-sheet.ts";
import { checkApproval, readSettlement } from "../usecases/orders/return-goods.ts";
import { checkSettings, checkSetUp } from "../usecases/people/set-up-shop.ts";
import { settingsOf, type Shop } from "../usecases/ground/shop.ts";

type Contract = typeof contract;

/** What a procedure's use case gets. */
type InputOf<Procedure> = Procedure extends {
  readonly "~orpc": {
    readonly inputSchema?: { readonly "~standard": { readonly types?: { readonly output: infer Output } | undefined } } | undefined;
  };
}
  ? Output
  : never;

/** Reads the fields of an input as the use case does. @throws DomainError `input.invalid` with every wrong field */
type Reader<Input> = (shop: Shop, input: Input) => unknown;

type Readers = { readonly [Noun in keyof Contract]?: { readonly [Verb in keyof Contract[Noun]]?: Reader<InputOf<Contract[Noun][Verb]>> } };

/** The currency in which an order counts; the shop's where there is no such order. */
const currencyOf = (shop: Shop, orderId: string): string => (findOrder(shop, orderId) ?? settingsOf(shop)).currency;

/** What the policy of an order may take off a refund; anything where there is no such order. */
function chargesOf(shop: Shop, orderId: string): typeof NO_CHARGES | undefined {
  const order = findOrder(shop, orderId);
  return order ? order.warranty.decisions[0]?.decision.charges : { ...NO_CHARGES, depreciation: true };
}

/** Every procedure whose fields have to be right beyond what its schema can say. */
const READERS: Readers = {
  session: { setUp: checkSetUp, changePin: (_, { newPin }) => checkNewPin(newPin) },
  shop: { change: (shop, settings) => checkSettings(shop, settings, ""), storePerson: checkPerson },
  order: {
    intake: checkIntake,
    addNote: (_, input) => readNote(input),
    editFacts: (shop, input) => readFacts(input, currencyOf(shop, input.id)),
    correct: (shop, input) => readCorrection(shop, input, { accessories: [] }),
    storeLine: (shop, input) => readLine(input, currencyOf(shop, input.id)),
    notePayment: (shop, input) => readPayment(input, currencyOf(shop, input.id)),
    handBack: (shop, input) => readPaid(input, currencyOf(shop, input.id)),
    inspect: (_, { facts }) => checkFacts(facts),
    confirmPrice: (shop, { id, amount }) => readPrice(amount, currencyOf(shop, id)),
    approveReturn: checkApproval,
    settle: (shop, input) => readSettlement(input, currencyOf(shop, input.id), chargesOf(shop, input.id)),
  },
  customer: { edit: (shop, { customer }) => readEdit(shop, customer) },
  policy: {
    save: (_, { text }) => readPack(text),
    tryCase: (_, { text }) => readPack(text),
    compare: (_, { text }) => readPack(text),
  },
  printer: {
    keep: checkPrinter,
    test: checkPrinter,
    keepRoutes: (shop, { routes }) => checkRoutes(shop, routes),
    keepSize: checkSize,
  },
  paper: {
    sheet: checkPlaces,
    openSheet: checkPlaces,
    preview: (shop, { settings }) => checkSettings(shop, settings, "settings."),
  },
};

/**
 * What the rules of the trade have against the fields of an input, without doing anything.
 * @param path of the procedure, `["order", "intake"]`
 */
export function wrongFields(shop: Shop, path: readonly string[], input: unknown): readonly FieldProblem[] {
  const reader = readerAt(path);
  try {
    reader?.(shop, input as never);
  } catch (error) {
    // What is refused for another reason than a field is told once the fields are right.
    if (!(error instanceof DomainError)) throw error;
    if (error.code === "input.invalid") return error.data["problems"] as readonly FieldProblem[];
  }
  return [];
}

/** Procedures with such rules, for tests. */
export const PROCEDURES_WITH_RULES: readonly string[] = Object.entries(READERS).flatMap(([noun, verbs]) =>
  Object.keys(verbs).map((verb) => `${noun}.${verb}`),
);

function readerAt([noun = "", verb = ""]: readonly string[]): Reader<never> | undefined {
  const verbs: { readonly [verb: string]: Reader<never> | undefined } = (READERS as { readonly [noun: string]: object })[noun] as never;
  return verbs && Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
}
