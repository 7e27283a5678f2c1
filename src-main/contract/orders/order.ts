import { type } from "@orpc/contract";
import { z } from "zod";
import { CHANNELS, IDENTITY_CHECKS, PAYMENT_METHODS, PRIORITIES, type Order, type OrderPage } from "../../domain/orders/order.ts";
import { REQUESTS } from "../../domain/warranty/claim.ts";
import { MAX_TEXT } from "../../domain/ground/limits.ts";
import type {
  ApproveReturnInput,
  AssignInput,
  CorrectionInput,
  ConfirmPriceInput,
  FactsInput,
  HandbackInput,
  InspectInput,
  LineInput,
  MeetClockInput,
  MoveInput,
  NoteInput,
  OverruleInput,
  PaymentInput,
  SettleInput,
} from "../../domain/orders/order-change.ts";
import type { ApartList } from "../../domain/orders/known.ts";
import { ORDER_STATES } from "../../domain/orders/order-state.ts";
import type { Passcode } from "../../domain/orders/passcode.ts";
import { isCursor, QUEUE_SORTS, type OrderSummary, type QueueCounts, type QueuePage, type QueueRequest } from "../../domain/orders/queue.ts";
import type { Scanned } from "../../domain/orders/scan-code.ts";
import { DEADLINES, REMEDIES } from "../../domain/warranty/policy-pack.ts";
import { CONFIRMATIONS } from "../../domain/warranty/warranty.ts";
import { needs } from "../ground/base.ts";
import { deviceInput, intakeInput, proofs } from "./intake.ts";
import { warrantyFacts } from "../warranty/warranty-facts.ts";
import { sha256, line, text } from "../ground/text.ts";

const short = line(MAX_TEXT.short);
const long = text(MAX_TEXT.long);
const amount = line(40);
const target = { id: z.uuid(), version: z.int().min(1) };
const byId = z.strictObject({ id: z.uuid() });

export const order = {
  intake: needs("order.intake").input(intakeInput).output(type<{ order: Order; certificateJob: string; labelJob: string }>()),
  get: needs("anyone").input(byId).output(type<OrderPage>()),
  find: needs("anyone")
    .input(z.strictObject({ text: short }))
    .output(type<readonly OrderSummary[]>()),
  scan: needs("anyone")
    .input(z.strictObject({ text: short }))
    .output(type<Scanned | null>()),
  queue: needs("anyone")
    .input(
      z
        .strictObject({
          ids: z.array(z.uuid()).max(500).readonly().optional(),
          states: z.array(z.enum(ORDER_STATES)).max(ORDER_STATES.length).readonly().optional(),
          technicianId: z.uuid().nullish(),
          priority: z.enum(PRIORITIES).optional(),
          due: z.enum(["overdue", "today"]).optional(),
          untaken: z.boolean().optional(),
          text: short.optional(),
          sort: z.enum(QUEUE_SORTS),
          after: z
            .array(z.union([z.string().max(40), z.number()]))
            .max(4)
            .readonly()
            .nullable(),
          limit: z.int().min(1).max(500),
        })
        .refine(({ sort, after }) => after === null || isCursor(sort, after), { path: ["after"], message: "type" }) satisfies z.ZodType<QueueRequest>,
    )
    .output(type<QueuePage>()),
  counts: needs("anyone").output(type<QueueCounts>()),
  move: needs("order.move")
    .input(z.strictObject({ ...target, to: z.enum(ORDER_STATES), note: long.optional() }) satisfies z.ZodType<MoveInput>)
    .output(type<Order>()),
  assign: needs("order.assign")
    .input(z.strictObject({ ...target, technicianId: z.uuid().nullable() }) satisfies z.ZodType<AssignInput>)
    .output(type<Order>()),
  addNote: needs("order.change")
    .input(z.strictObject({ id: z.uuid(), text: long, audience: z.enum(["internal", "customer"]) }) satisfies z.ZodType<NoteInput>)
    .output(type<void>()),
  editFacts: needs("order.change")
    .input(
      z.strictObject({
        ...target,
        fault: long,
        condition: long,
        priority: z.enum(PRIORITIES),
        promisedOn: short.nullable(),
        estimate: amount,
        limit: amount,
      }) satisfies z.ZodType<FactsInput>,
    )
    .output(type<Order>()),
  /** Orders whose device had been mixed up with another one, to be looked at. */
  apart: needs("anyone").output(type<ApartList>()),
  confirmApart: needs("order.change")
    .input(z.strictObject({ orderIds: z.array(z.uuid()).min(1).max(200).readonly() }))
    .output(type<ApartList>()),
  correct: needs("order.change")
    .input(
      z.strictObject({
        ...target,
        device: deviceInput,
        proofs,
        warrantyCardStamped: z.boolean(),
        request: z.enum(REQUESTS),
        channel: z.enum(CHANNELS),
        accessories: z
          .array(z.strictObject({ id: z.uuid().nullable(), name: line(MAX_TEXT.accessory) }))
          .max(MAX_TEXT.accessories)
          .readonly(),
        deviceId: z.uuid().nullish(),
      }) satisfies z.ZodType<CorrectionInput>,
    )
    .output(type<Order>()),
  storeLine: needs("order.change")
    .input(
      z.strictObject({
        ...target,
        lineId: z.uuid().nullable(),
        kind: z.enum(["work", "part"]),
        title: short,
        quantity: amount,
        price: amount,
      }) satisfies z.ZodType<LineInput>,
    )
    .output(type<Order>()),
  removeLine: needs("order.change")
    .input(z.strictObject({ ...target, lineId: z.uuid() }))
    .output(type<Order>()),
  notePayment: needs("payment.take")
    .input(z.strictObject({ ...target, amount, refund: z.boolean(), method: z.enum(PAYMENT_METHODS), note: short }) satisfies z.ZodType<PaymentInput>)
    .output(type<Order>()),
  addPhotos: needs("order.change")
    .input(z.strictObject({ ...target, photos: z.array(sha256).min(1).max(MAX_TEXT.photos).readonly() }))
    .output(type<Order>()),
  revealPasscode: needs("passcode.reveal").input(byId).output(type<Passcode>()),
  handBack: needs("order.hand-back")
    .input(
      z.strictObject({
        ...target,
        claimCode: short.nullable(),
        identityCheck: z.enum(IDENTITY_CHECKS).nullable(),
        identityNote: short,
        returned: z.array(z.uuid()).max(MAX_TEXT.accessories).readonly(),
        outcome: long,
        warrantyDays: z.int().min(0).max(3650).nullable(),
        paid: amount,
        paidMethod: z.enum(PAYMENT_METHODS),
        signature: z.string().max(60_000).nullable(),
      }) satisfies z.ZodType<HandbackInput>,
    )
    .output(type<{ order: Order; handbackJob: string }>()),
  inspect: needs("order.inspect")
    .input(z.strictObject({ ...target, policy: short.nullable(), facts: warrantyFacts, final: z.boolean() }) satisfies z.ZodType<InspectInput>)
    .output(type<Order>()),
  overrule: needs("order.overrule")
    .input(z.strictObject({ ...target, remedy: z.enum(REMEDIES), reason: long }) satisfies z.ZodType<OverruleInput>)
    .output(type<Order>()),
  confirmPrice: needs("order.confirm-price")
    .input(z.strictObject({ ...target, amount, how: z.enum(CONFIRMATIONS), by: short }) satisfies z.ZodType<ConfirmPriceInput>)
    .output(type<Order>()),
  approveReturn: needs("return.approve")
    .input(
      z.strictObject({
        ...target,
        address: text(500),
        courierAccount: short,
        goodsHere: z.boolean(),
      }) satisfies z.ZodType<ApproveReturnInput>,
    )
    .output(type<{ order: Order; approvalJob: string }>()),
  receiveGoods: needs("order.move").input(z.strictObject(target)).output(type<Order>()),
  settle: needs("payment.refund")
    .input(
      z.strictObject({
        ...target,
        kind: z.enum(["refunded", "replaced"]),
        price: amount,
        depreciation: amount,
        method: z.enum(PAYMENT_METHODS),
        newSerial: short,
      }) satisfies z.ZodType<SettleInput>,
    )
    .output(type<{ order: Order; handbackJob: string }>()),
  meetClock: needs("order.change")
    .input(z.strictObject({ ...target, what: z.enum(DEADLINES) }) satisfies z.ZodType<MeetClockInput>)
    .output(type<Order>()),
};
