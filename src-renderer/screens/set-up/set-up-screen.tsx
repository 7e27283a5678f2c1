import { Button, TextInput } from "@mantine/core";
import { useState, useRef, type ReactNode } from "react";
import { PIN_PATTERN } from "../../../src-main/domain/people/pin-wait.ts";
import type { ShopSettings } from "../../../src-main/domain/shop/shop.ts";
import { FieldGrid, WIDE } from "../../components/field-grid.tsx";
import { showWrong } from "../../components/first-wrong.ts";
import { KeyHint, useKeys } from "../../components/keys.tsx";
import { LanguageSwitch } from "../../components/language-switch.tsx";
import { LogoField } from "../../components/logo-field.tsx";
import { LanguagesField, PrefixField } from "../../components/paper-fields.tsx";
import { PinFields } from "../../components/pin-fields.tsx";
import { PlaceFields } from "../../components/place-fields.tsx";
import { ShopFields } from "../../components/shop-fields.tsx";
import { TermsField } from "../../components/terms-field.tsx";
import { useText } from "../../components/text.tsx";
import { fieldErrorsOf, report, type FieldErrors } from "../../stores/explain.ts";
import { storeLogo } from "../../client/picture.ts";
import { changePreferences, usePreferences } from "../../stores/preferences.ts";
import { setUp, useSession, type SessionState } from "../../stores/session.ts";
import "./set-up.css";

type Form = { readonly settings: ShopSettings; readonly name: string; readonly pin: string; readonly pinAgain: string; readonly bench: string };

/** The first start: one page, of which only the person's name is needed. */
export function SetUpScreen(): ReactNode {
  const welcome = useSession((state) => state.welcome);
  return welcome && <SetUpForm welcome={welcome} />;
}

function SetUpForm({ welcome }: { welcome: NonNullable<SessionState["welcome"]> }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const page = useRef<HTMLFormElement>(null);
  const [form, setForm] = useState<Form>({ settings: welcome.settings, name: "", pin: "", pinAgain: "", bench: welcome.bench.name });
  const [logo, setLogo] = useState<File>();
  const [errors, setErrors] = useState<FieldErrors>({});
  const [busy, setBusy] = useState(false);

  const change = (part: Partial<Form>): void => {
    setForm((before) => ({ ...before, ...part }));
    setErrors((before) =>
      without(
        before,
        Object.keys(part).map((name) => `person.${name}`),
      ),
    );
  };
  const changeSettings = (part: Partial<ShopSettings>): void => {
    setForm((before) => ({ ...before, settings: { ...before.settings, ...part } }));
    setErrors((before) =>
      without(
        before,
        Object.keys(part).map((name) => `settings.${name}`),
      ),
    );
  };
  const refuse = (wrong: FieldErrors): void => showWrong(page.current, () => setErrors(wrong));
  const start = async (name: string): Promise<void> => {
    const wrong = wrongIn({ ...form, name }, t);
    refuse(wrong);
    if (busy || Object.keys(wrong).length > 0) return;
    setBusy(true);
    try {
      await setUp({ settings: form.settings, person: { name, pin: form.pin }, bench: form.bench });
      // Chosen before there was a person to keep it for.
      changePreferences({ language: usePreferences.getState().language });
    } catch (error) {
      setBusy(false);
      const refused = fieldErrorsOf(error, texts);
      if (Object.keys(refused).length > 0) refuse(refused);
      else report(error, texts, () => void start(name));
    }
  };
  // Skipping forgets nothing: whatever has been filled in is taken along.
  const skip = (): void => void start(form.name.trim() || t("set-up.owner"));
  const chooseLogo = async (file: File): Promise<void> => {
    try {
      const { sha256, picture } = await storeLogo(file);
      setLogo(picture);
      changeSettings({ logo: sha256 });
    } catch (error) {
      const [refused] = Object.values(fieldErrorsOf(error, texts));
      if (refused) setErrors((others) => ({ ...others, "settings.logo": refused }));
      else report(error, texts, () => void chooseLogo(file));
    }
  };
  useKeys([
    { combo: "Ctrl+Enter", label: t("set-up.start"), run: () => void start(form.name), inFields: true },
    { combo: "F9", label: t("set-up.skip"), run: skip, inFields: true },
  ]);

  const fields = { settings: form.settings, onChange: changeSettings, errors: under("settings.", errors) };
  return (
    <form className="set-up" ref={page} noValidate onSubmit={(event) => event.preventDefault()}>
      <header className="set-up-head">
        <div>
          <h1>{t("set-up.title")}</h1>
          <p className="quiet">{t("set-up.lead")}</p>
        </div>
        <LanguageSwitch onChange={(language) => changePreferences({ language })} />
      </header>
      <main className="set-up-body">
        <div className="set-up-column">
          <section aria-labelledby="set-up-you">
            <h2 id="set-up-you">{t("set-up.you")}</h2>
            <FieldGrid>
              <TextInput
                label={t("person.name")}
                required
                autoFocus
                autoComplete="off"
                value={form.name}
                onChange={({ currentTarget }) => change({ name: currentTarget.value })}
                error={errors["person.name"]}
              />
              <TextInput
                label={t("bench.name")}
                autoComplete="off"
                value={form.bench}
                onChange={({ currentTarget }) => change({ bench: currentTarget.value })}
                error={errors["bench"]}
              />
              <PinFields
                label={t("person.pin")}
                description={t("person.pin.why")}
                pin={form.pin}
                again={form.pinAgain}
                onChange={change}
                errors={under("person.", errors)}
              />
            </FieldGrid>
          </section>
          <section aria-labelledby="set-up-place">
            <h2 id="set-up-place">{t("set-up.place")}</h2>
            <FieldGrid>
              <PlaceFields {...fields} />
              <PrefixField {...fields} />
              <div style={WIDE}>
                <LanguagesField {...fields} />
              </div>
            </FieldGrid>
          </section>
        </div>
        <section className="set-up-column" aria-labelledby="set-up-shop">
          <h2 id="set-up-shop">{t("set-up.shop")}</h2>
          <FieldGrid>
            <ShopFields {...fields} />
            <div style={WIDE}>
              <LogoField
                chosen={form.settings.logo !== null}
                file={logo}
                onFile={(file) => void chooseLogo(file)}
                onRemove={() => changeSettings({ logo: null })}
                error={fields.errors["logo"]}
              />
            </div>
          </FieldGrid>
          <details className="set-up-terms">
            <summary>{t("shop.terms")}</summary>
            <TermsField {...fields} />
          </details>
        </section>
      </main>
      <footer className="set-up-foot">
        <Button loading={busy} onClick={() => void start(form.name)} rightSection={<KeyHint combo="Ctrl+Enter" />}>
          {t("set-up.start")}
        </Button>
        <Button variant="subtle" disabled={busy} onClick={skip} rightSection={<KeyHint combo="F9" />}>
          {t("set-up.skip")}
        </Button>
        <span className="quiet">{t("set-up.later")}</span>
      </footer>
    </form>
  );
}

/** What this page can see for itself; main judges the rest. */
function wrongIn({ name, pin, pinAgain }: Form, t: (key: string) => string): FieldErrors {
  const wrong: Record<string, string> = {};
  if (name.trim() === "") wrong["person.name"] = t("problem.required");
  if (pin !== "" && !PIN_PATTERN.test(pin)) wrong["person.pin"] = t("problem.pin");
  else if (pin !== pinAgain) wrong["person.pinAgain"] = t("person.pin-differs");
  return wrong;
}

const without = (errors: FieldErrors, fields: readonly string[]): FieldErrors =>
  Object.fromEntries(Object.entries(errors).filter(([field]) => !fields.includes(field)));

const under = (path: string, errors: FieldErrors): FieldErrors =>
  Object.fromEntries(Object.entries(errors).flatMap(([field, sentence]) => (field.startsWith(path) ? [[field.slice(path.length), sentence]] : [])));
