import { Autocomplete, Checkbox, Group, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { isoDateAt } from "../../../src-main/domain/ground/date.ts";
import { CHANNELS, type Channel, type Order, type OrderPage } from "../../../src-main/domain/orders/order.ts";
import { PROOFS, REQUESTS, type Proof, type RepairRequest } from "../../../src-main/domain/warranty/claim.ts";
import type { CorrectionInput, Target } from "../../../src-main/domain/orders/order-change.ts";
import { api, client } from "../../client/client.ts";
import { troubleOfCall } from "../../client/trouble.ts";
import { DateField } from "../../components/date-field.tsx";
import { doubtIn, DoubtQuestion, type Doubt } from "../../components/doubt-dialog.tsx";
import { wordOr } from "../../components/labels.ts";
import { TextArea } from "../../components/text-area.tsx";
import { useText, type Texts } from "../../components/text.tsx";
import type { FieldErrors } from "../../stores/explain.ts";
import { useSession, useTimeZone } from "../../stores/session.ts";
import { FormDialog } from "./form-dialog.tsx";

const TEXTS = ["brand", "model", "serial", "imei", "imei2", "bodyCode", "colour", "seller"] as const;
const DAYS = ["purchasedOn", "receivedOn", "manufacturedOn"] as const;
const DAY_LABELS = { purchasedOn: "intake.purchased", receivedOn: "intake.received", manufacturedOn: "intake.manufactured" } as const;
const TEXT_LABELS = {
  brand: "intake.brand",
  model: "intake.model",
  serial: "intake.serial",
  imei: "intake.imei",
  imei2: "intake.imei2",
  bodyCode: "intake.body-code",
  colour: "intake.colour",
  seller: "intake.seller",
} as const;
const NO_WORDS: readonly string[] = [];

/** What was written at intake, as it is typed; accessories one to a line. */
type IntakeText = Readonly<Record<(typeof TEXTS)[number] | (typeof DAYS)[number] | "category" | "accessories", string>> & {
  readonly proofs: readonly Proof[];
  readonly warrantyCardStamped: boolean;
  readonly request: RepairRequest;
  readonly channel: Channel;
  /** This order is about another device than its unit's other stays. */
  readonly another: boolean;
};

const textOf = ({ device, ...order }: Order, texts: Texts): IntakeText => ({
  category: device.category,
  brand: device.brand,
  model: device.model,
  serial: device.serial,
  imei: device.imei,
  imei2: device.imei2,
  bodyCode: device.bodyCode,
  colour: device.colour,
  seller: device.seller,
  purchasedOn: device.purchasedOn ?? "",
  receivedOn: device.receivedOn ?? "",
  manufacturedOn: device.manufacturedOn ?? "",
  proofs: order.proofs as readonly Proof[],
  warrantyCardStamped: order.warrantyCardStamped,
  request: order.request,
  channel: order.channel,
  accessories: order.accessories.map(({ name }) => wordOr(texts, "accessory", name)).join("\n"),
  another: false,
});

/** Accessories keep their ids by their names; a shipped one is kept by its word's id. */
function accessoriesOf(text: string, order: Order, usual: readonly string[], texts: Texts): CorrectionInput["accessories"] {
  const left = [...order.accessories];
  const idOf = (word: string): string =>
    [...order.accessories.map(({ name }) => name), ...usual].find((name) => wordOr(texts, "accessory", name) === word) ?? word;
  return text
    .split("\n")
    .map((line) => idOf(line.trim()))
    .filter((name) => name !== "")
    .map((name) => {
      const at = left.findIndex((known) => known.name === name);
      return { id: at < 0 ? null : left.splice(at, 1)[0]!.id, name };
    });
}

/** Undefined answers that nobody knows yet: the form is corrected further. */
type Asked = Doubt & { readonly answer: (deviceId: string | null | undefined) => void };

/** Corrects what was written at intake: the device, what came with it, what is wanted. Asks where it could be another device. */
export function CorrectDialog({ page, onClose }: { readonly page: OrderPage; readonly onClose: () => void }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const { order } = page;
  const usual = useSession(({ welcome }) => welcome?.settings.accessories ?? NO_WORDS);
  const { data: stays } = useQuery(api.known.stays.queryOptions({ input: { deviceId: order.deviceId } }));
  const [asked, setAsked] = useState<Asked | null>(null);

  async function send(target: Target, form: IntakeText): Promise<Order | null> {
    const { proofs, warrantyCardStamped, request, channel, accessories, another, ...device } = form;
    const input: CorrectionInput = {
      ...target,
      device,
      proofs,
      warrantyCardStamped: warrantyCardStamped && proofs.includes("warranty-card"),
      request,
      channel,
      accessories: accessoriesOf(accessories, order, usual, texts),
      ...(another && { deviceId: null }),
    };
    try {
      return await client.order.correct(input);
    } catch (error) {
      const trouble = troubleOfCall(error);
      if (trouble.kind !== "refused" || trouble.code !== "device.doubtful") throw error;
      const deviceId = await new Promise<string | null | undefined>((answer) => setAsked({ ...doubtIn(trouble.data), answer }));
      setAsked(null);
      return deviceId === undefined ? null : client.order.correct({ ...input, deviceId });
    }
  }

  return (
    <FormDialog<IntakeText>
      page={page}
      name="correct"
      title={t("order.correct.title", { number: order.number })}
      size="xl"
      fresh={(now) => textOf(now.order, texts)}
      fields={["category", ...TEXTS, ...DAYS].map((name) => `device.${name}`)}
      ways={() => (asked ? [] : [t("order.save")])}
      send={send}
      onBack={asked ? () => asked.answer(undefined) : undefined}
      onClose={onClose}
    >
      {(form, set, errors) => (
        <>
          {asked && <DoubtQuestion lead={t("order.correct.which")} doubt={asked} onChoose={asked.answer} />}
          <div className="correct-form" hidden={asked !== null}>
            <DeviceFields form={form} set={set} errors={errors} />
            {order.closedAt === null && <BesideFields form={form} set={set} />}
            {(stays?.length ?? 0) > 1 && (
              <Checkbox
                label={t("order.correct.another")}
                description={t("order.correct.another-hint")}
                checked={form.another}
                onChange={({ currentTarget }) => set({ another: currentTarget.checked })}
              />
            )}
          </div>
        </>
      )}
    </FormDialog>
  );
}

type FieldsProps = { readonly form: IntakeText; readonly set: (change: Partial<IntakeText>) => void };

function DeviceFields({ form, set, errors }: FieldsProps & { readonly errors: FieldErrors }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const today = isoDateAt(Date.now(), useTimeZone());
  const categories = useSession(({ welcome }) => welcome?.settings.categories ?? NO_WORDS);
  const byLabel = new Map(categories.map((id) => [wordOr(texts, "category", id), id]));
  return (
    <div className="correct-fields">
      <Autocomplete
        label={t("intake.category")}
        data-autofocus
        required
        openOnFocus={false}
        autoComplete="off"
        value={wordOr(texts, "category", form.category)}
        error={errors["device.category"]}
        onChange={(label) => set({ category: byLabel.get(label) ?? label })}
        data={[...byLabel.keys()]}
        limit={30}
        maxDropdownHeight={240}
      />
      {TEXTS.map((name) => (
        <TextInput
          key={name}
          label={t(TEXT_LABELS[name])}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={form[name]}
          error={errors[`device.${name}`]}
          onChange={({ currentTarget }) => set({ [name]: currentTarget.value })}
        />
      ))}
      {DAYS.map((name) => (
        <DateField
          key={name}
          label={t(DAY_LABELS[name])}
          today={today}
          value={form[name]}
          error={errors[`device.${name}`]}
          onChange={(day) => set({ [name]: day })}
        />
      ))}
    </div>
  );
}

/** What an open order's device came with, and what is wanted. */
function BesideFields({ form, set }: FieldsProps): ReactNode {
  const { t } = useText();
  const { proofs } = form;
  return (
    <>
      <div className="form-row form-even">
        <NativeSelect
          label={t("intake.request")}
          value={form.request}
          onChange={({ currentTarget }) => set({ request: currentTarget.value as RepairRequest })}
          data={REQUESTS.map((value) => ({ value, label: t(`request.${value}`) }))}
        />
        <NativeSelect
          label={t("intake.channel")}
          value={form.channel}
          onChange={({ currentTarget }) => set({ channel: currentTarget.value as Channel })}
          data={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))}
        />
      </div>
      <div role="group" aria-label={t("intake.proofs")}>
        <div className="field-label">{t("intake.proofs")}</div>
        <Group gap="md">
          {PROOFS.map((value) => (
            <Checkbox
              key={value}
              label={t(`proof.${value}`)}
              checked={proofs.includes(value)}
              onChange={({ currentTarget }) =>
                set({ proofs: currentTarget.checked ? [...proofs, value] : proofs.filter((other) => other !== value) })
              }
            />
          ))}
          {proofs.includes("warranty-card") && (
            <Checkbox
              label={t("intake.card-stamped")}
              checked={form.warrantyCardStamped}
              onChange={({ currentTarget }) => set({ warrantyCardStamped: currentTarget.checked })}
            />
          )}
        </Group>
      </div>
      <TextArea
        label={t("order.correct.accessories")}
        minRows={2}
        maxRows={8}
        value={form.accessories}
        onChange={({ currentTarget }) => set({ accessories: currentTarget.value })}
      />
    </>
  );
}
