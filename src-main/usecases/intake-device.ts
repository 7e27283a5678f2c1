import { findSameCustomer, getCustomer, insertCustomer, updateCustomer } from "../database/customer.ts";
import { findSameDevice, insertDevice, insertModelSeen, updateDevice } from "../database/device.ts";
import { deleteDraft } from "../database/draft.ts";
import { inTransaction } from "../database/open.ts";
import { findPicture, insertPhoto } from "../database/picture.ts";
import { getOrder, insertOrder, insertPasscode, insertPayment, listOrderIds, nextRunningNumber, updateSearchWords } from "../database/order.ts";
import { insertPaper, insertPrintJob } from "../database/print-job.ts";
import { claimCodeFromBytes, CLAIM_CODE_LENGTH } from "../domain/claim-code.ts";
import { isoDateAt } from "../domain/date.ts";
import { DomainError } from "../domain/error.ts";
import { readIntake, type IntakeInput } from "../domain/intake.ts";
import { MAX_TEXT, type Customer, type Device, type IntakeDraft, type Order } from "../domain/order.ts";
import { formatOrderNumber } from "../domain/order-number.ts";
import type { Caller } from "../domain/shop.ts";
import { record, settingsOf, type Shop } from "./shop.ts";

/** What an intake answers: the order with its claim code, and the print jobs of its papers. */
export type IntakeResult = { readonly order: Order; readonly certificateJob: string; readonly labelJob: string };

/**
 * Takes a device in, in one transaction: the order gets its number and claim code, customer and device are known from now on,
 * and certificate and label stand in the print queue, printer on or off.
 * @throws DomainError `input.invalid` with every wrong field; `customer.unknown`, `photo.unknown`, `order.unknown` for references
 */
export function intakeDevice(shop: Shop, input: IntakeInput, caller: Caller): IntakeResult {
  const settings = settingsOf(shop);
  const draft = readIntake(input, settings);
  if (!("fault" in draft)) throw new DomainError("input.invalid", { problems: draft });
  const result = inTransaction(shop.db, (): IntakeResult => {
    if (draft.sameFaultAs !== null) getOrder(shop.db, draft.sameFaultAs);
    const at = shop.clock();
    const id = shop.newId();
    const year = Number(isoDateAt(at, settings.timeZone).slice(2, 4));
    const number = formatOrderNumber({
      prefix: settings.numberPrefix,
      year,
      running: nextRunningNumber(shop.db, settings.numberPrefix, year),
    });
    insertOrder(
      shop.db,
      {
        id,
        number,
        claimCode: claimCodeFromBytes(shop.randomBytes(CLAIM_CODE_LENGTH)),
        customerId: storeCustomer(shop, draft, at),
        deviceId: storeDevice(shop, draft.device, at),
        at,
        receivedBy: caller.personId,
        benchId: caller.benchId,
        accessoryIds: draft.accessories.map(() => shop.newId()),
      },
      draft,
    );
    if (draft.passcode) insertPasscode(shop.db, id, shop.seal.close(JSON.stringify(draft.passcode), id));
    if (draft.prepaidMinor > 0)
      insertPayment(shop.db, id, { id: shop.newId(), method: draft.prepaidMethod, amountMinor: draft.prepaidMinor, note: "", at });
    for (const sha256 of draft.photos) {
      if (!findPicture(shop.db, sha256)) throw new DomainError("photo.unknown", { field: "photos" });
      insertPhoto(shop.db, id, sha256);
    }
    record(shop, id, "received", caller, { number, fault: draft.fault.slice(0, 200) });
    deleteDraft(shop.db, caller.benchId);
    const order = getOrder(shop.db, id);
    const paperId = shop.newId();
    insertPaper(shop.db, { id: paperId, order, shop: settings, at });
    const [certificateJob, labelJob] = (["certificate", "label"] as const).map((kind) => {
      const jobId = shop.newId();
      insertPrintJob(shop.db, { id: jobId, orderId: id, kind, copy: false, paperId, at });
      return jobId;
    }) as [string, string];
    return { order, certificateJob, labelJob };
  });
  shop.print(result.certificateJob);
  shop.print(result.labelJob);
  shop.publish({ kind: "order", orderId: result.order.id });
  return result;
}

function storeCustomer(shop: Shop, draft: IntakeDraft, at: number): string {
  const { customer } = draft;
  const phone = customer.phones[0];
  const known = draft.customerId ?? (phone ? findSameCustomer(shop.db, phone, customer.name) : undefined);
  if (known === undefined) {
    const id = shop.newId();
    insertCustomer(shop.db, id, customer, at);
    return id;
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
  const { id, orders: _orders, ...facts } = before;
  if (JSON.stringify(facts, Object.keys(merged).sort()) !== JSON.stringify(merged, Object.keys(merged).sort())) rewriteCustomer(shop, id, merged, at);
  return known;
}

/** Brings a customer up to date; their earlier orders are found by what they are called now. */
function rewriteCustomer(shop: Shop, id: string, customer: Customer, at: number): void {
  updateCustomer(shop.db, id, customer, at);
  for (const orderId of listOrderIds(shop.db, id)) updateSearchWords(shop.db, getOrder(shop.db, orderId));
}

function storeDevice(shop: Shop, device: Device, at: number): string {
  insertModelSeen(shop.db, device);
  const known = findSameDevice(shop.db, device);
  if (known === undefined) {
    const id = shop.newId();
    insertDevice(shop.db, id, device, at);
    return id;
  }
  const merged = Object.fromEntries(Object.entries(device).map(([key, value]) => [key, value || known.device[key as keyof Device]])) as Device;
  updateDevice(shop.db, known.id, merged, at);
  return known.id;
}
