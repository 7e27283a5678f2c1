import { findSameCustomer, getCustomer, insertCustomer } from "../../database/customers/customer.ts";
import { deleteDraft } from "../../database/orders/draft.ts";
import { insertModelCode } from "../../database/devices/model-code.ts";
import { inTransaction } from "../../database/ground/open.ts";
import { findPicture, insertPhoto } from "../../database/pictures/picture.ts";
import { getOrder, insertOrder } from "../../database/orders/order.ts";
import { nextRunningNumber } from "../../database/orders/order-number.ts";
import { insertPasscode } from "../../database/orders/passcode.ts";
import { insertPayment } from "../../database/orders/order-part.ts";
import { insertPaper } from "../../database/papers/paper.ts";
import { updateFaultKind } from "../../database/figures/shop-figures.ts";
import { isGs1Number } from "../../domain/devices/check-digit.ts";
import { claimCodeFromBytes, CLAIM_CODE_LENGTH } from "../../domain/orders/claim-code.ts";
import { isoDateAt } from "../../domain/ground/date.ts";
import { DomainError } from "../../domain/ground/error.ts";
import { faultKind } from "../../domain/orders/fault-kind.ts";
import { placeholderIn } from "../../domain/devices/device-input.ts";
import { readIntake, type IntakeInput } from "../../domain/orders/intake.ts";
import type { FieldProblem } from "../../domain/ground/field-problem.ts";
import type { IntakeDraft, Order } from "../../domain/orders/order.ts";
import type { PaperKind } from "../../domain/shop/paper-layout.ts";
import { MAX_TEXT } from "../../domain/ground/limits.ts";
import { formatOrderNumber } from "../../domain/orders/order-number.ts";
import type { Caller } from "../../domain/shop/shop.ts";
import { rewriteCustomer } from "../customers/edit-customer.ts";
import { openWarranty, policyOf } from "./decide-order.ts";
import { findBrandPolicy } from "../warranty/keep-policies.ts";
import { queuePaper, routeOf } from "../printing/queue-paper.ts";
import { yearOfSeries } from "../shop/read-clock.ts";
import { checkRight } from "../people/rights.ts";
import { record, settingsOf, type Shop } from "../ground/shop.ts";
import { storeUnit, type Doubt } from "./store-unit.ts";

/** What an intake answers: the order with its claim code, the print jobs of its papers, and what a person should know of the device. */
export type IntakeResult = {
  readonly order: Order;
  readonly certificateJob: string;
  readonly labelJob: string;
  readonly warnings: readonly FieldProblem[];
};

/** Reads an intake as of now. @throws DomainError `input.invalid` with every wrong field */
export function checkIntake(shop: Shop, input: IntakeInput, settings = settingsOf(shop)): IntakeDraft {
  const draft = readIntake(input, settings, isoDateAt(shop.clock(), settings.timeZone));
  if (!("fault" in draft)) throw new DomainError("input.invalid", { problems: draft });
  return draft;
}

/**
 * Takes a device in, in one transaction: the order gets its number and claim code, customer and device are known from now on,
 * and certificate and label stand in the print queue, printer on or off.
 * @param doubt whether a person is there who can be asked which device it is
 * @throws DomainError `input.invalid` with every wrong field; `device.doubtful`; `customer.unknown`, `device.unknown`, `photo.unknown`,
 *   `order.unknown` for references;
 *   `person.not-supervisor` for another policy than the brand's
 */
export function intakeDevice(shop: Shop, input: IntakeInput, caller: Caller, doubt: Doubt = "ask"): IntakeResult {
  const settings = settingsOf(shop);
  const draft = checkIntake(shop, input, settings);
  const { customerIsNews, others, ...result } = inTransaction(shop.db, () => {
    const ofBrand = findBrandPolicy(shop, draft.device.brand);
    const policyId = input.policy === undefined ? ofBrand : draft.policy;
    // A brand's policy holds for its devices; only who may overrule it puts them under another, or under none.
    if (ofBrand !== null && policyId !== ofBrand) checkRight(shop, caller, "order.overrule");
    const pack = policyId === null ? null : policyOf(shop, policyId);
    if (draft.sameFaultAs !== null) getOrder(shop.db, draft.sameFaultAs);
    const at = shop.clock();
    const id = shop.newId();
    const year = yearOfSeries(shop, at);
    const number = formatOrderNumber({
      prefix: settings.numberPrefix,
      year,
      running: nextRunningNumber(shop.db, settings.numberPrefix, year),
    });
    const customer = storeCustomer(shop, draft, caller, at);
    const unit = storeUnit(shop, draft.device, draft.deviceId, doubt, caller);
    if (input.gtin && isGs1Number(input.gtin)) insertModelCode(shop.db, input.gtin, draft.device, at);
    insertOrder(
      shop.db,
      {
        id,
        number,
        claimCode: claimCodeFromBytes(shop.randomBytes(CLAIM_CODE_LENGTH)),
        customerId: customer.id,
        deviceId: unit.id,
        at,
        receivedBy: caller.personId,
        benchId: caller.benchId,
        accessoryIds: draft.accessories.map(() => shop.newId()),
      },
      { ...draft, policy: policyId },
    );
    updateFaultKind(shop.db, id, faultKind(draft.fault));
    if (draft.passcode) insertPasscode(shop.db, id, shop.seal.close(JSON.stringify(draft.passcode), id));
    if (draft.prepaidMinor > 0)
      insertPayment(shop.db, id, { id: shop.newId(), method: draft.prepaidMethod, amountMinor: draft.prepaidMinor, note: "", at });
    for (const sha256 of draft.photos) {
      if (!findPicture(shop.db, sha256)) throw new DomainError("photo.unknown", { field: "photos" });
      insertPhoto(shop.db, id, sha256);
    }
    record(shop, id, "received", caller, { number, fault: draft.fault.slice(0, 200) });
    deleteDraft(shop.db, caller.benchId);
    if (pack) openWarranty(shop, getOrder(shop.db, id), pack, draft.warranty, caller);
    const order = getOrder(shop.db, id);
    const paperOrdinal = insertPaper(shop.db, { order, shop: settings, at });
    return {
      order,
      ...queueIntakePapers(shop, order, { paperOrdinal, at }, caller.benchId),
      customerIsNews: customer.rewritten,
      warnings: [...placeholderIn(input.device, draft.device), ...unit.warnings],
      others: unit.others,
    };
  });
  shop.print();
  for (const orderId of [result.order.id, ...others]) shop.publish({ kind: "order", orderId });
  if (customerIsNews) shop.publish({ kind: "customer", customerId: result.order.customerId });
  return result;
}

/**
 * Queues what an intake prints. Certificate and label are always made; what the bench does not print by itself is printed by hand.
 */
function queueIntakePapers(
  shop: Shop,
  { id: orderId, accessories }: Order,
  from: { readonly paperOrdinal: number; readonly at: number },
  benchId: string,
): Pick<IntakeResult, "certificateJob" | "labelJob"> {
  const queue = (kind: PaperKind, part?: number): string => {
    const byItself = routeOf(shop, benchId, kind).atIntake;
    return queuePaper(shop, { orderId, kind, part, copy: false, ...from, ...(byItself ? {} : { printerId: null }) }, benchId);
  };
  const [certificateJob, labelJob] = [queue("certificate"), queue("label")];
  if (routeOf(shop, benchId, "accessory").atIntake) accessories.forEach((_, index) => queue("accessory", index + 1));
  return { certificateJob, labelJob };
}

/** @returns the customer's id, and whether something known of them is another now */
function storeCustomer(shop: Shop, draft: IntakeDraft, caller: Caller, at: number): { readonly id: string; readonly rewritten: boolean } {
  const { customer } = draft;
  const phone = customer.phones[0];
  const known = draft.customerId ?? (phone ? findSameCustomer(shop.db, phone, customer.name) : undefined);
  if (known === undefined) {
    const id = shop.newId();
    insertCustomer(shop.db, id, customer, at);
    return { id, rewritten: false };
  }
  // What the counter left empty this time is kept from last time.
  const before = getCustomer(shop.db, known);
  const merged = {
    ...customer,
    contact: customer.contact || before.contact,
    registration: customer.registration || before.registration,
    email: customer.email || before.email,
    whatsapp: customer.whatsapp || before.whatsapp,
    address: customer.address || before.address,
    // Who was picked came with all their numbers in the form: one that is gone was taken out.
    phones:
      draft.customerId !== null && customer.phones.length > 0
        ? customer.phones
        : [...new Set([...customer.phones, ...before.phones])].slice(0, MAX_TEXT.phones),
  };
  return { id: known, rewritten: rewriteCustomer(shop, before, merged, caller) };
}
