import { Alert, Anchor, Button, Checkbox, Group, SegmentedControl, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { parseAmount } from "../../../src-main/domain/ground/amount.ts";
import { amountText, formatMoney } from "../../../src-main/domain/ground/money.ts";
import {
  balance,
  IDENTITY_CHECKS,
  PAYMENT_METHODS,
  type IdentityCheck,
  type Order,
  type PaymentMethod,
} from "../../../src-main/domain/orders/order.ts";
import { deviceName } from "../../../src-main/domain/devices/device.ts";
import { client } from "../../client/client.ts";
import { Dialog } from "../../components/dialog.tsx";
import { KeyHint, useKeys } from "../../components/keys.tsx";
import { wordOr } from "../../components/labels.ts";
import { SignaturePad } from "../../components/signature-pad.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { useText } from "../../components/text.tsx";
import { fieldErrorsOf, report, type FieldErrors } from "../../stores/explain.ts";
import { useScanner } from "../../stores/scanner.ts";
import { useSession } from "../../stores/session.ts";

const DEVICE = "device";
const NONE: FieldErrors = {};

/** Who, what, settle: three steps on one page, one button closes. */
export function HandbackForm({ order, onDone }: { order: Order; onDone: (result: { order: Order; handbackJob: string }) => void }): ReactNode {
  const texts = useText();
  const { t, language } = texts;
  const slip = useScanner((state) => (state.slip?.orderId === order.id ? state.slip.claimCode : null));
  const days = useSession(({ welcome }) => welcome?.settings.repairWarrantyDays ?? 0);
  const page = useRef<HTMLDivElement>(null);
  const [way, setWay] = useState<"slip" | "identity">("slip");
  const [claimCode, setClaimCode] = useState("");
  const [identityCheck, setIdentityCheck] = useState<IdentityCheck | null>(null);
  const [identityNote, setIdentityNote] = useState("");
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [paid, setPaid] = useState("");
  const [paidMethod, setPaidMethod] = useState<PaymentMethod>("cash");
  const [outcome, setOutcome] = useState("");
  const [warrantyDays, setWarrantyDays] = useState(order.state === "ready" ? String(days) : "");
  const [signature, setSignature] = useState<string | null>(null);
  const [errors, setErrors] = useState(NONE);
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState(false);

  const { total, paid: before, owed } = balance(order);
  const refund = owed.minor < 0;
  const due = { ...owed, minor: Math.abs(owed.minor) };
  const now = parseAmount(paid.trim() || "0", order.currency) ?? 0;
  /** What stays owed once this is handed back. */
  const remaining = refund ? 0 : Math.max(0, due.minor - now);
  const things = [DEVICE, ...order.accessories.map(({ id }) => id)];
  const left = things.filter((id) => !ticked.includes(id)).length;
  const code = slip ?? claimCode;
  const tick = (id: string, on: boolean): void => setTicked(on ? [...ticked, id] : ticked.filter((other) => other !== id));

  useEffect(() => {
    if (slip !== null) page.current?.querySelector<HTMLElement>('[data-path="returned"] input')?.focus();
  }, [slip]);

  function refuse(refused: FieldErrors): void {
    setErrors(refused);
    const first = [...(page.current?.querySelectorAll<HTMLElement>("[data-path]") ?? [])].find(({ dataset }) => (dataset["path"] ?? "") in refused);
    (first?.matches("input, textarea") ? first : first?.querySelector<HTMLElement>("input:not(:checked)"))?.focus();
  }

  /** @param knowing that something stays owed, and that it is meant so */
  async function handBack(knowing = false): Promise<void> {
    if (busy) return;
    const length = warrantyDays.trim();
    const wrong = {
      ...(way === "slip" && code.trim() === "" && { claimCode: t("error.handback.identity-missing", { number: order.number }) }),
      ...(way === "identity" && identityCheck === null && { identityCheck: t("problem.required") }),
      ...(!ticked.includes(DEVICE) && { returned: t("handback.left", { count: left }) }),
      ...(!/^\d{0,4}$/.test(length) && { warrantyDays: t("handback.warranty-days") }),
    };
    if (Object.keys(wrong).length > 0) return refuse(wrong);
    setAsked(false);
    if (remaining > 0 && !knowing) return setAsked(true);
    setBusy(true);
    try {
      const result = await client.order.handBack({
        id: order.id,
        version: order.version,
        claimCode: way === "slip" ? code : null,
        identityCheck: way === "identity" ? identityCheck : null,
        identityNote,
        returned: ticked.filter((id) => id !== DEVICE),
        outcome,
        warrantyDays: length === "" ? null : Number(length),
        paid,
        paidMethod,
        signature,
      });
      onDone(result);
    } catch (error) {
      const refused = fieldErrorsOf(error, texts);
      setErrors(NONE);
      if (Object.keys(refused).length > 0) refuse(refused);
      else report(error, texts, () => void handBack());
    } finally {
      setBusy(false);
    }
  }
  useKeys([{ combo: "Ctrl+Enter", label: t("handback.close"), run: () => void handBack(), inFields: true }]);

  return (
    <div className="handback-page">
      <div className="handback" ref={page}>
        <div className="handback-head">
          <Title order={1} size={28} className="number">
            {order.number}
          </Title>
          <Text fw={600}>{deviceName(order.device, wordOr(texts, "category", order.device.category))}</Text>
          <Text>{order.customer.name}</Text>
          <Text>{t(`state.${order.state}`)}</Text>
          <Anchor href={`#/order/${order.id}`}>{t("handback.to-order")}</Anchor>
        </div>

        <Stack component="section" gap="sm" aria-labelledby="handback-who">
          <Title order={2} size="h5" id="handback-who">
            {t("handback.who")}
          </Title>
          {slip !== null ? (
            <Alert color="green" icon={<IconCheck aria-hidden />} role="status">
              {t("handback.slip-shown", { code: slip })}
            </Alert>
          ) : (
            <>
              <SegmentedControl
                aria-label={t("handback.how")}
                value={way}
                onChange={setWay}
                data={[
                  { value: "slip", label: t("handback.by-slip") },
                  { value: "identity", label: t("handback.by-identity") },
                ]}
              />
              {way === "slip" ? (
                <TextInput
                  data-path="claimCode"
                  data-code=""
                  autoFocus
                  label={t("handback.claim-code")}
                  error={errors["claimCode"]}
                  autoComplete="off"
                  value={claimCode}
                  onChange={({ currentTarget }) => setClaimCode(currentTarget.value)}
                />
              ) : (
                <>
                  <Select
                    data-path="identityCheck"
                    label={t("handback.identity")}
                    error={errors["identityCheck"]}
                    required
                    value={identityCheck}
                    onChange={setIdentityCheck}
                    data={IDENTITY_CHECKS.map((value) => ({ value, label: t(`identity-check.${value}`) }))}
                  />
                  <TextInput
                    label={t("handback.identity-note")}
                    value={identityNote}
                    onChange={({ currentTarget }) => setIdentityNote(currentTarget.value)}
                  />
                </>
              )}
            </>
          )}
          <SignaturePad label={t("handback.signature")} value={signature} onChange={setSignature} error={errors["signature"]} />
        </Stack>

        <Stack component="section" gap="xs" aria-labelledby="handback-what">
          <Title order={2} size="h5" id="handback-what">
            {t("handback.what")}
          </Title>
          <Text size="sm" className="quiet">
            {t("handback.tick")}
          </Text>
          <ul className="handback-things" data-path="returned">
            <li>
              <Checkbox
                size="md"
                label={
                  <strong>{t("handback.device", { device: deviceName(order.device, wordOr(texts, "category", order.device.category)) })}</strong>
                }
                checked={ticked.includes(DEVICE)}
                onChange={({ currentTarget }) => tick(DEVICE, currentTarget.checked)}
              />
            </li>
            {order.accessories.map(({ id, name }, index) => (
              <li key={id}>
                <Checkbox
                  size="md"
                  label={`${index + 1}. ${wordOr(texts, "accessory", name)}`}
                  checked={ticked.includes(id)}
                  onChange={({ currentTarget }) => tick(id, currentTarget.checked)}
                />
              </li>
            ))}
          </ul>
          <Text size="sm" role="status" c={errors["returned"] && left > 0 ? "red" : undefined} fw={left === 0 ? 600 : undefined}>
            {t("handback.left", { count: left })}
          </Text>
        </Stack>

        <Stack component="section" gap="sm" aria-labelledby="handback-settle">
          <Title order={2} size="h5" id="handback-settle">
            {t("handback.settle")}
          </Title>
          <div className="handback-sum">
            <span>{t("handback.total")}</span>
            <span>{formatMoney(total, language)}</span>
            <span>{t("handback.paid-before")}</span>
            <span>{formatMoney(before, language)}</span>
            <strong>{t(refund ? "handback.give-back" : "handback.owed")}</strong>
            <strong>{formatMoney(due, language)}</strong>
          </div>
          <Group gap="xs" align="end">
            <TextInput
              flex="1 1 7rem"
              data-path="paid"
              label={t(refund ? "handback.returned" : "handback.paid", { currency: order.currency })}
              error={errors["paid"]}
              inputMode="decimal"
              autoComplete="off"
              value={paid}
              onChange={({ currentTarget }) => setPaid(currentTarget.value)}
            />
            <Button variant="default" disabled={due.minor === 0} onClick={() => setPaid(amountText(due))}>
              {t("handback.in-full")}
            </Button>
            <Select
              flex="1 1 8.5rem"
              label={t("handback.method")}
              allowDeselect={false}
              value={paidMethod}
              onChange={(value) => value && setPaidMethod(value)}
              data={PAYMENT_METHODS.map((value) => ({ value, label: t(`payment-method.${value}`) }))}
            />
          </Group>
          {remaining > 0 && (
            <Text size="sm" style={{ color: "var(--due-today)" }}>
              {t("handback.unpaid", { amount: formatMoney({ ...due, minor: remaining }, language) })}
            </Text>
          )}
          <TextArea
            label={t("handback.outcome")}
            minRows={2}
            maxRows={6}
            value={outcome}
            onChange={({ currentTarget }) => setOutcome(currentTarget.value)}
          />
          {order.state === "ready" && (
            <TextInput
              w={220}
              data-path="warrantyDays"
              label={t("handback.warranty")}
              error={errors["warrantyDays"]}
              inputMode="numeric"
              value={warrantyDays}
              onChange={({ currentTarget }) => setWarrantyDays(currentTarget.value)}
            />
          )}
        </Stack>
      </div>
      <div className="handback-actions">
        <Button onClick={() => void handBack()} loading={busy} rightSection={<KeyHint combo="Ctrl+Enter" />}>
          {t("handback.close")}
        </Button>
      </div>
      {asked && (
        <AskOwed amount={formatMoney({ ...due, minor: remaining }, language)} onYes={() => void handBack(true)} onNo={() => setAsked(false)} />
      )}
    </div>
  );
}

/** A device that goes with a debt goes on purpose. */
function AskOwed({ amount, onYes, onNo }: { amount: string; onYes: () => void; onNo: () => void }): ReactNode {
  const { t } = useText();
  return (
    <Dialog title={t("handback.ask-owed", { amount })} onClose={onNo}>
      <Stack gap="sm">
        <Text>{t("handback.ask-owed.why")}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onNo} data-autofocus>
            {t("handback.ask-owed.no")}
          </Button>
          <Button onClick={onYes}>{t("handback.ask-owed.yes", { amount })}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
