import { assignOrder } from "../../usecases/orders/assign-order.ts";
import { correctIntake } from "../../usecases/orders/correct-intake.ts";
import { confirmPrice, inspectOrder, meetClock, overruleDecision } from "../../usecases/orders/decide-order.ts";
import { addNote, addPhotos, editFacts, notePayment, removeLine, storeLine } from "../../usecases/orders/edit-order.ts";
import { findOrders, readCounts, readOrder, readQueue, resolveScan } from "../../usecases/orders/find-orders.ts";
import { handBackDevice } from "../../usecases/orders/hand-back-device.ts";
import { intakeDevice } from "../../usecases/orders/intake-device.ts";
import { confirmOrdersApart, readApart } from "../../usecases/orders/look-at-apart.ts";
import { moveOrder } from "../../usecases/orders/move-order.ts";
import { approveReturn, receiveGoods, settleOrder } from "../../usecases/orders/return-goods.ts";
import { revealPasscode } from "../../usecases/orders/reveal-passcode.ts";
import { signedIn } from "../context.ts";

const { order: on } = signedIn;

export const order = {
  intake: on.intake.handler(({ context, input }) => intakeDevice(context.shop, input, context.caller)),
  get: on.get.handler(({ context, input }) => readOrder(context.shop, input.id)),
  find: on.find.handler(({ context, input }) => findOrders(context.shop, input.text)),
  scan: on.scan.handler(({ context, input }) => resolveScan(context.shop, input.text)),
  queue: on.queue.handler(({ context, input }) => readQueue(context.shop, input)),
  counts: on.counts.handler(({ context }) => readCounts(context.shop, context.caller.personId)),
  move: on.move.handler(({ context, input }) => moveOrder(context.shop, input, context.caller)),
  assign: on.assign.handler(({ context, input }) => assignOrder(context.shop, input, context.caller)),
  addNote: on.addNote.handler(({ context, input }) => addNote(context.shop, input, context.caller)),
  editFacts: on.editFacts.handler(({ context, input }) => editFacts(context.shop, input, context.caller)),
  apart: on.apart.handler(({ context }) => readApart(context.shop)),
  confirmApart: on.confirmApart.handler(({ context, input }) => confirmOrdersApart(context.shop, input.orderIds, context.caller)),
  correct: on.correct.handler(({ context, input }) => correctIntake(context.shop, input, context.caller)),
  storeLine: on.storeLine.handler(({ context, input }) => storeLine(context.shop, input, context.caller)),
  removeLine: on.removeLine.handler(({ context, input }) => removeLine(context.shop, input, context.caller)),
  notePayment: on.notePayment.handler(({ context, input }) => notePayment(context.shop, input, context.caller)),
  addPhotos: on.addPhotos.handler(({ context, input }) => addPhotos(context.shop, input, context.caller)),
  revealPasscode: on.revealPasscode.handler(({ context, input }) => revealPasscode(context.shop, input.id, context.caller)),
  handBack: on.handBack.handler(({ context, input }) => handBackDevice(context.shop, input, context.caller)),
  inspect: on.inspect.handler(({ context, input }) => inspectOrder(context.shop, input, context.caller)),
  overrule: on.overrule.handler(({ context, input }) => overruleDecision(context.shop, input, context.caller)),
  confirmPrice: on.confirmPrice.handler(({ context, input }) => confirmPrice(context.shop, input, context.caller)),
  approveReturn: on.approveReturn.handler(({ context, input }) => approveReturn(context.shop, input, context.caller)),
  receiveGoods: on.receiveGoods.handler(({ context, input }) => receiveGoods(context.shop, input, context.caller)),
  settle: on.settle.handler(({ context, input }) => settleOrder(context.shop, input, context.caller)),
  meetClock: on.meetClock.handler(({ context, input }) => meetClock(context.shop, input, context.caller)),
};
