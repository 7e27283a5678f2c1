import "./intake.css";
import { Alert, Anchor, Button, Text, VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { formatTime, isoDateAt } from "../../../src-main/domain/ground/date.ts";
import { readIntake } from "../../../src-main/domain/orders/intake.ts";
import type { KnownCustomer } from "../../../src-main/domain/customers/customer.ts";
import { missingDetails } from "../../../src-main/domain/shop/shop.ts";
import { client } from "../../client/client.ts";
import { troubleOfCall } from "../../client/trouble.ts";
import { doubtIn, DoubtDialog, type Doubt } from "../../components/doubt-dialog.tsx";
import { KeyHint, useKeys } from "../../components/keys.tsx";
import { ErrorsContext } from "../../components/path-field.tsx";
import { leaveField } from "../../components/placed-form.tsx";
import { useText } from "../../components/text.tsx";
import { changeDraft, dropDraft, loadDraft, resetDraft, saveDraft, takeDraftIn, useDraft } from "../../stores/draft.ts";
import { customerFields, intakeOf } from "../../stores/intake-form.ts";
import { fieldErrorsOf, report, type FieldErrors } from "../../stores/explain.ts";
import { useSession } from "../../stores/session.ts";
import { AgreementPart } from "./agreement-part.tsx";
import { CustomerPart } from "./customer-part.tsx";
import { DevicePart } from "./device-part.tsx";
import { FaultPart } from "./fault-part.tsx";
import { KnownPanel } from "./known-panel.tsx";
import { ResultPanel, type Accepted } from "./result-panel.tsx";
import { useDeviceScans } from "./scan-dialog.tsx";
import { WarrantyPanel, WarrantyPart } from "./warranty-part.tsx";

const NONE: FieldErrors = {};

/** Takes a device in, in the order in which a conversation goes. @param customerId someone who was picked on another screen */
export function IntakeScreen({ customerId }: { readonly customerId: string | undefined }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const settings = useSession(({ welcome }) => welcome?.settings);
  const loaded = useDraft((state) => state.loaded);
  const [errors, setErrors] = useState<FieldErrors>(NONE);
  const [accepted, setAccepted] = useState<Accepted | null>(null);
  const [busy, setBusy] = useState(false);
  const [doubt, setDoubt] = useState<(Doubt & { readonly keepCustomer: boolean }) | null>(null);
  const form = useRef<HTMLDivElement>(null);
  const ownLanguage = settings?.languages[0] ?? "en";

  const complain = useEffectEvent((error: unknown) => report(error, texts));
  const load = useEffectEvent(() => void loadDraft(ownLanguage).catch(complain));
  useEffect(() => {
    load();
    const leave = (): void => void saveDraft();
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, []);

  // At once, not when the draft has come: whoever types already would be torn out of their field.
  useEffect(() => focusOn(customerId ? "device.category" : "customer.phone"), [customerId]);

  const takeCustomer = useEffectEvent((known: KnownCustomer) => changeDraft(customerFields(known, t("phone.extension"))));
  useEffect(() => {
    if (!customerId || !loaded) return;
    client.known.customer({ id: customerId }).then(({ customer }) => takeCustomer(customer), complain);
  }, [customerId, loaded]);

  const scanQuestion = useDeviceScans((field) => focusOn(`device.${field}`));

  // A field that was put right says so at once; what else is wrong is said at the next accept.
  const reread = useEffectEvent(() => {
    if (!settings || errors === NONE) return;
    const read = readIntake(intakeOf(useDraft.getState().form), settings, isoDateAt(Date.now(), settings.timeZone));
    const wrong = "fault" in read ? [] : read.map(({ field }) => field);
    const left = Object.entries(errors).filter(([field]) => wrong.includes(field));
    if (left.length < Object.keys(errors).length) setErrors(left.length === 0 ? NONE : Object.fromEntries(left));
  });
  useEffect(() => useDraft.subscribe(() => reread()), []);

  function focusOn(path: string): void {
    const found = form.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`);
    const field = found?.matches("input, textarea") ? found : found?.querySelector<HTMLElement>("input, textarea, button");
    field?.focus();
  }

  /** Leaves a day out that is not asked for any more: nobody could put it right. */
  function dropHidden(): void {
    const { warranty } = useDraft.getState().form;
    if (warranty.damageReportedOn !== null && !form.current?.querySelector('[data-path="warranty.damageReportedOn"]'))
      changeDraft({ warranty: { ...warranty, damageReportedOn: null } });
  }

  function refuse(refused: FieldErrors): void {
    flushSync(() => setErrors(refused));
    // The fields stand in the order of the conversation: the first wrong one on the screen gets the focus.
    const first = [...(form.current?.querySelectorAll<HTMLElement>("[data-path]") ?? [])].find((element) =>
      Object.keys(refused).some((path) => path === element.dataset["path"] || path.startsWith(`${element.dataset["path"]}.`)),
    );
    if (first) focusOn(first.dataset["path"]!);
    // The sentence below the field is to be seen as well.
    first?.closest(".mantine-InputWrapper-root")?.scrollIntoView({ block: "nearest" });
  }

  /** @param deviceId what a person said where it could not be told which device it is */
  async function accept(keepCustomer: boolean, deviceId?: string | null): Promise<void> {
    if (busy || !settings) return;
    leaveField(document.querySelector(".intake-warranty"));
    dropHidden();
    const read = readIntake(intakeOf(useDraft.getState().form), settings, isoDateAt(Date.now(), settings.timeZone));
    if (!("fault" in read)) return refuse(Object.fromEntries(read.map(({ field, problem }) => [field, t(`problem.${problem}`)])));
    setBusy(true);
    try {
      const result = await takeDraftIn((draft) => client.order.intake({ ...draft, deviceId }));
      setAccepted(result);
      setErrors(NONE);
      if (keepCustomer) changeDraft({ customerId: result.order.customerId });
      resetDraft(ownLanguage, keepCustomer);
      requestAnimationFrame(() => focusOn(keepCustomer ? "device.category" : "customer.phone"));
    } catch (error) {
      const trouble = troubleOfCall(error);
      if (trouble.kind === "refused" && trouble.code === "device.doubtful") return setDoubt({ ...doubtIn(trouble.data), keepCustomer });
      const refused = fieldErrorsOf(error, texts);
      if (Object.keys(refused).length > 0) refuse(refused);
      else report(error, texts, () => void accept(keepCustomer, deviceId));
    } finally {
      setBusy(false);
    }
  }

  /** After an intake the form is empty: its customer comes back for the next device. */
  function sameCustomer(): void {
    if (!accepted) return;
    const { customer, customerId: id } = accepted.order;
    changeDraft(customerFields({ ...customer, id }, t("phone.extension")));
    setAccepted(null);
    focusOn("device.category");
  }

  useKeys([
    { combo: "Ctrl+Enter", label: t("intake.accept"), run: () => void accept(false), inFields: true },
    { combo: "Ctrl+Shift+Enter", label: t("intake.accept-next"), run: () => void accept(true), inFields: true },
  ]);

  return (
    <div className="intake">
      <div className="intake-form" ref={form}>
        <VisuallyHidden component="h1">{t("rail.intake")}</VisuallyHidden>
        <ErrorsContext value={errors}>
          <CustomerPart />
          <DevicePart />
          <WarrantyPart />
          <FaultPart />
          <AgreementPart />
        </ErrorsContext>
      </div>
      <div className="intake-actions">
        <Button onClick={() => void accept(false)} loading={busy} rightSection={<KeyHint combo="Ctrl+Enter" />}>
          {t("intake.accept")}
        </Button>
        <Button variant="default" onClick={() => void accept(true)} disabled={busy} rightSection={<KeyHint combo="Ctrl+Shift+Enter" />}>
          {t("intake.accept-next")}
        </Button>
        <DraftState
          onClear={() => {
            setErrors(NONE);
            void dropDraft(ownLanguage).catch((error: unknown) => report(error, texts));
            focusOn("customer.phone");
          }}
        />
      </div>
      <aside className="intake-aside" aria-label={t("intake.aside")}>
        <NoDetails />
        <LostDraft />
        <KnownPanel quiet={accepted !== null} />
        <WarrantyPanel quiet={accepted !== null} onField={focusOn} />
        {scanQuestion}
        {doubt && (
          <DoubtDialog
            doubt={doubt}
            onClose={() => setDoubt(null)}
            onChoose={(id) => {
              setDoubt(null);
              void accept(doubt.keepCustomer, id);
            }}
          />
        )}
        {accepted && <ResultPanel key={accepted.order.id} accepted={accepted} onSameCustomer={sameCustomer} onDismiss={() => setAccepted(null)} />}
      </aside>
    </div>
  );
}

/** Before the first paper: papers of a shop without a name, address or phone do not say whose they are. */
function NoDetails(): ReactNode {
  const { t } = useText();
  const settings = useSession(({ welcome }) => welcome?.settings);
  const lacking = settings ? missingDetails(settings) : [];
  if (lacking.length === 0) return null;
  return (
    <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} role="status" mb="sm">
      {t("intake.no-details", { fields: lacking.map((field) => t(`shop.${field}`)).join(", ") })}{" "}
      <Anchor href="#/settings/shop">{t("intake.no-details.go")}</Anchor>
    </Alert>
  );
}

/** What of the draft was closed by a key that is not here; said until the form is emptied or the device taken in. */
function LostDraft(): ReactNode {
  const { t } = useText();
  const lost = useDraft((state) => state.lost);
  if (lost === null) return null;
  return (
    <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} role="status" mb="sm">
      {lost === "all" ? t("intake.draft-lost") : t("intake.draft-passcode-lost")}
    </Alert>
  );
}

/** Whether the draft is kept; by itself, so that a letter typed does not draw the whole form anew. */
function DraftState({ onClear }: { onClear: () => void }): ReactNode {
  const { t, language } = useText();
  const timeZone = useSession(({ welcome }) => welcome?.settings.timeZone ?? "UTC");
  const savedAt = useDraft((state) => state.savedAt);
  const failed = useDraft((state) => state.failed);
  return (
    <>
      <Text size="sm" className={failed ? undefined : "quiet"} c={failed ? "red" : undefined} ml="auto" role="status">
        {failed ? t("intake.draft-failed") : savedAt !== null && t("intake.draft-saved", { time: formatTime(savedAt, language, timeZone) })}
      </Text>
      {savedAt !== null && (
        <Button variant="subtle" onClick={onClear}>
          {t("intake.clear")}
        </Button>
      )}
    </>
  );
}
