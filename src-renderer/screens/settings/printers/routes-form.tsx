import { Button, Checkbox, NumberInput, Select, Switch } from "@mantine/core";
import { useState, type ReactNode } from "react";
import type { PaperKind } from "../../../../src-main/domain/shop/paper-layout.ts";
import { INTAKE_PAPERS, type PrintRoute, type PrintRoutes } from "../../../../src-main/domain/printing/print-job.ts";
import type { Printer } from "../../../../src-main/domain/printing/printer.ts";
import { client } from "../../../client/client.ts";
import { KeyHint } from "../../../components/keys.tsx";
import { PlacedForm, sendAgain } from "../../../components/placed-form.tsx";
import { useText } from "../../../components/text.tsx";
import { fieldErrorsOf, report, type FieldErrors } from "../../../stores/explain.ts";
import { saysTheSame } from "../../../stores/kept-form.ts";
import { useMay, useSession } from "../../../stores/session.ts";
import { useSettingsDraft, type RoutesForm as Typed } from "../../../stores/settings-draft.ts";
import { canPrint, routesEverywhere, routesHere } from "./printer-rules.ts";
import { useFreshPrinters, useRoutes } from "./use-printers.ts";

const NO_ERRORS: FieldErrors = {};
const FORM = "printers-routes";
const BY_HAND = "";

const storedForm = (routes: PrintRoutes): Typed => ({ own: routes.bench.length > 0, routes: routesHere(routes) });

const isAtIntake = (kind: PaperKind): boolean => (INTAKE_PAPERS as readonly PaperKind[]).includes(kind);

/** Which paper goes to which printer, how often, and what an intake prints by itself. */
export function RoutesForm({ printers }: { readonly printers: readonly Printer[] }): ReactNode {
  const stored = useRoutes();
  return stored && <Form printers={printers} stored={stored} />;
}

function Form({ printers, stored }: { readonly printers: readonly Printer[]; readonly stored: PrintRoutes }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const refresh = useFreshPrinters();
  const may = useMay("printer.change");
  const bench = useSession(({ welcome }) => welcome?.bench.name ?? "");
  const draft = useSettingsDraft(({ routes }) => routes);
  const [errors, setErrors] = useState(NO_ERRORS);
  const [busy, setBusy] = useState(false);
  const begun = storedForm(stored);
  const form = draft ?? begun;
  const keep = (next: Typed): void => useSettingsDraft.setState({ routes: saysTheSame(begun, next) ? null : next });
  const change = (kind: PaperKind, part: Partial<PrintRoute>): void => {
    setErrors(({ [`routes.${kind}`]: _, ...others }) => others);
    keep({ ...form, routes: form.routes.map((route) => (route.kind === kind ? { ...route, ...part } : route)) });
  };
  // Without settings of its own a bench prints like all; with them it goes on from what it had, else from what is shown.
  const setOwn = (own: boolean): void =>
    keep({ own, routes: own ? (stored.bench.length > 0 ? begun.routes : form.routes) : routesEverywhere(stored) });
  const save = async (): Promise<void> => {
    if (busy || !draft) return;
    setBusy(true);
    try {
      if (!form.own && begun.own) await client.printer.keepRoutes({ routes: [], everywhere: false });
      if (form.own || !saysTheSame(routesEverywhere(stored), form.routes))
        await client.printer.keepRoutes({ routes: form.routes, everywhere: !form.own });
      await refresh();
      useSettingsDraft.setState({ routes: null });
      setErrors(NO_ERRORS);
    } catch (error) {
      const refused = fieldErrorsOf(error, texts);
      setErrors(refused);
      if (Object.keys(refused).length === 0) report(error, texts, sendAgain(FORM));
    } finally {
      setBusy(false);
    }
  };
  const undo = (): void => {
    useSettingsDraft.setState({ routes: null });
    setErrors(NO_ERRORS);
  };
  return (
    <section className="printers-part" aria-labelledby="printers-routes-title">
      <h2 id="printers-routes-title">{t("printers.routes")}</h2>
      <PlacedForm id={FORM} label={t("printers.routes")} errors={errors} standing onSend={() => void save()} onLeave={() => leaveTo()}>
        <Switch
          label={t("printers.routes.own", { bench })}
          description={t(form.own ? "printers.routes.own-holds" : "printers.routes.all-hold")}
          checked={form.own}
          onChange={({ currentTarget }) => setOwn(currentTarget.checked)}
        />
        {/* What holds for every bench is not changed at one. */}
        <fieldset className="printers-held" disabled={!may && !form.own}>
          <table className="printers-table printers-routes">
            <thead>
              <tr>
                <th scope="col">{t("printers.routes.paper")}</th>
                <th scope="col">{t("printers.routes.printer")}</th>
                <th scope="col">{t("printers.routes.copies")}</th>
                <th scope="col">{t("printers.routes.at-intake")}</th>
              </tr>
            </thead>
            <tbody>
              {form.routes.map((route) => (
                <RouteRow
                  key={route.kind}
                  route={route}
                  printers={printers}
                  onChange={(part) => change(route.kind, part)}
                  error={errors[`routes.${route.kind}`]}
                />
              ))}
            </tbody>
          </table>
        </fieldset>
        <div className="printers-buttons">
          <Button type="submit" variant={draft ? "filled" : "default"} loading={busy} rightSection={<KeyHint combo="Ctrl+Enter" />}>
            {t("settings.save")}
          </Button>
          {draft && (
            <Button variant="subtle" disabled={busy} onClick={undo}>
              {t("settings.undo")}
            </Button>
          )}
          <span role="status">{t(draft ? "settings.not-saved" : "settings.all-saved")}</span>
        </div>
      </PlacedForm>
    </section>
  );
}

/** Nothing is lost where these forms are left: what was chosen waits in Settings. */
function leaveTo(): void {
  document.querySelector<HTMLElement>(".settings-sections [aria-current]")?.focus();
}

type RouteRowProps = {
  readonly route: PrintRoute;
  readonly printers: readonly Printer[];
  readonly onChange: (part: Partial<PrintRoute>) => void;
  readonly error: string | undefined;
};

function RouteRow({ route: { kind, printerId, copies, atIntake }, printers, onChange, error }: RouteRowProps): ReactNode {
  const { t } = useText();
  const paper = t(`order.paper.${kind}`);
  // A printer that was given another language since may print this paper no more: it is shown, for main says why.
  const offered = printers.filter((printer) => canPrint(printer, kind) || printer.id === printerId);
  return (
    <tr>
      <th scope="row">{paper}</th>
      <td>
        <Select
          aria-label={t("printers.routes.printer-of", { paper })}
          openOnFocus={false}
          allowDeselect={false}
          data-path={`routes.${kind}`}
          data={[{ value: BY_HAND, label: t("printers.routes.by-hand") }, ...offered.map(({ id, name }) => ({ value: id, label: name }))]}
          value={printerId ?? BY_HAND}
          onChange={(chosen) => onChange(chosen === BY_HAND || chosen === null ? { printerId: null, copies: 1 } : { printerId: chosen })}
          error={error}
        />
      </td>
      <td>
        {printerId !== null && (
          <NumberInput
            aria-label={t("printers.routes.copies-of", { paper })}
            min={1}
            max={20}
            clampBehavior="strict"
            allowDecimal={false}
            allowNegative={false}
            data-path={`copies.${kind}`}
            value={copies}
            onChange={(typed) => onChange({ copies: Math.max(1, Number(typed)) })}
          />
        )}
      </td>
      <td>
        {isAtIntake(kind) && (
          <Checkbox
            aria-label={t("printers.routes.at-intake-of", { paper })}
            data-path={`at-intake.${kind}`}
            checked={atIntake}
            onChange={({ currentTarget }) => onChange({ atIntake: currentTarget.checked })}
          />
        )}
      </td>
    </tr>
  );
}
