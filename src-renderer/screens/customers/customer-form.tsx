import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useState, type ReactNode } from "react";
import { formatInstant } from "../../../src-main/domain/ground/date.ts";
import { readCustomer } from "../../../src-main/domain/customers/customer-input.ts";
import type { FieldProblem } from "../../../src-main/domain/ground/field-problem.ts";
import type { KnownCustomer } from "../../../src-main/domain/customers/customer.ts";
import type { Language } from "../../../src-main/domain/ground/language.ts";
import { api, client } from "../../client/client.ts";
import { troubleOfCall } from "../../client/trouble.ts";
import { Corrections } from "../../components/corrections.tsx";
import { customerCorrections } from "../../components/customer-facts.ts";
import { CustomerFields, CustomerKindControl, type CustomerTextProps } from "../../components/customer-fields.tsx";
import { KeyHint } from "../../components/keys.tsx";
import { News } from "../../components/news.tsx";
import { ErrorsContext, useFieldProps } from "../../components/path-field.tsx";
import { PlacedForm, sendAgain } from "../../components/placed-form.tsx";
import { useText } from "../../components/text.tsx";
import { customerFormOf, customerInputOf, type CustomerForm as Typed } from "../../stores/customer-form.ts";
import { fieldErrorsOf, report, type FieldErrors } from "../../stores/explain.ts";
import { followed, saysTheSame } from "../../stores/kept-form.ts";
import { useSession, useTimeZone } from "../../stores/session.ts";

/** An open form: the customer as the writer saw them, what was typed, and who was faster with what, since the form was begun. */
export type KeptCustomer = {
  readonly seen: KnownCustomer;
  readonly form: Typed;
  /** What stood before a phone's extension when the form was begun. */
  readonly extensionWord: string;
  readonly news: readonly Faster[];
};

type Faster = { readonly before: KnownCustomer; readonly after: KnownCustomer; readonly by: string };

/** @param extensionWord what stands before a phone's extension */
export const begin = (customer: KnownCustomer, extensionWord: string): KeptCustomer => ({
  seen: customer,
  form: customerFormOf(customer, extensionWord),
  extensionWord,
  news: [],
});

/** Nothing was typed yet: closing loses nothing. */
export const isUntouched = ({ seen, form, extensionWord }: KeptCustomer): boolean => saysTheSame(customerFormOf(seen, extensionWord), form);

const NO_ERRORS: FieldErrors = {};
const NO_LANGUAGES: readonly Language[] = [];

type Typing = { readonly form: Typed; readonly set: (change: Partial<Typed>) => void };
const TypingContext = createContext<Typing | null>(null);

function Field({ name, inputMode, ...field }: CustomerTextProps): ReactNode {
  const typing = useContext(TypingContext);
  return (
    <TextInput
      {...useFieldProps(field)}
      withAsterisk={name === "name"}
      autoComplete="off"
      inputMode={inputMode}
      value={typing?.form[name] ?? ""}
      onChange={({ currentTarget }) => typing?.set({ [name]: currentTarget.value })}
    />
  );
}

/** What was wrong when the form was sent, and how it stood then. */
type Refused = { readonly errors: FieldErrors; readonly form: Typed };

type CustomerFormProps = {
  readonly id: string;
  readonly kept: KeptCustomer;
  readonly keep: (kept: KeptCustomer) => void;
  readonly onClose: () => void;
  readonly onLeave: () => void;
};

/** Corrects who a customer is and how they are reached, with the fields of the intake. */
export function CustomerForm({ id, kept, keep, onClose, onLeave }: CustomerFormProps): ReactNode {
  const texts = useText();
  const { t } = texts;
  const queries = useQueryClient();
  const settings = useSession(({ welcome }) => welcome?.settings);
  const [refused, setRefused] = useState<Refused>({ errors: NO_ERRORS, form: kept.form });
  const [busy, setBusy] = useState(false);
  const { seen, form, extensionWord } = kept;

  const set = (change: Partial<Typed>): void => keep({ ...kept, form: { ...form, ...change } });
  const setErrors = (errors: FieldErrors): void => setRefused({ errors, form });
  const problemsIn = (typed: Typed): readonly FieldProblem[] => {
    const read = settings ? readCustomer(customerInputOf(typed), settings) : [];
    return "name" in read ? [] : read;
  };
  // A field that was put right says so at once; what else is wrong is said at the next save.
  const wrong = refused.errors === NO_ERRORS || form === refused.form ? undefined : new Set(problemsIn(form).map(({ field }) => field));
  const shown = wrong ? Object.fromEntries(Object.entries(refused.errors).filter(([field]) => wrong.has(field))) : refused.errors;
  const fetchNow = async (): Promise<KnownCustomer> => {
    const now = await client.known.customer({ id: seen.id });
    queries.setQueryData(api.known.customer.queryKey({ input: { id: seen.id } }), now);
    return now.customer;
  };
  const save = async (): Promise<void> => {
    if (busy) return;
    const problems = problemsIn(form);
    if (problems.length > 0) return setErrors(Object.fromEntries(problems.map(({ field, problem }) => [field, t(`problem.${problem}`)])));
    setBusy(true);
    try {
      const customer = await client.customer.edit({ id: seen.id, updatedAt: seen.updatedAt, customer: customerInputOf(form) });
      queries.setQueryData(api.known.customer.queryKey({ input: { id: seen.id } }), (known) => known && { ...known, customer });
      onClose();
    } catch (error) {
      await explain(error).catch((failure: unknown) => report(failure, texts, sendAgain(id)));
    } finally {
      setBusy(false);
    }
  };
  const explain = async (error: unknown): Promise<void> => {
    const trouble = troubleOfCall(error);
    if (trouble.kind === "refused" && trouble.code === "customer.changed-elsewhere") {
      const after = await fetchNow();
      setErrors(NO_ERRORS);
      return keep({
        seen: after,
        extensionWord,
        form: followed(customerFormOf(seen, extensionWord), form, customerFormOf(after, extensionWord)),
        news: [...kept.news, { before: seen, after, by: String(trouble.data["by"] ?? "") }],
      });
    }
    if (trouble.kind === "invalid") return setErrors(fieldErrorsOf(error, texts));
    report(error, texts, sendAgain(id));
  };

  return (
    <PlacedForm id={id} label={t("customers.edit", { name: seen.name })} errors={refused.errors} onSend={() => void save()} onLeave={onLeave}>
      <CustomerNews news={kept.news} />
      <div>
        <CustomerKindControl kind={form.kind} onChange={(kind) => set({ kind })} />
      </div>
      <ErrorsContext value={shown}>
        <TypingContext value={{ form, set }}>
          <CustomerFields
            room="roomy"
            kind={form.kind}
            language={form.language}
            onLanguage={(language) => set({ language })}
            languages={settings?.languages ?? NO_LANGUAGES}
            Field={Field}
          />
        </TypingContext>
      </ErrorsContext>
      <div className="form-row">
        <Button type="submit" loading={busy} rightSection={<KeyHint combo="Ctrl+Enter" />}>
          {t("order.save")}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t("order.discard")}
        </Button>
      </div>
    </PlacedForm>
  );
}

function CustomerNews({ news }: { news: readonly Faster[] }): ReactNode {
  const texts = useText();
  const zone = useTimeZone();
  if (news.length === 0) return null;
  const lines = news.map(({ before, after, by }) => ({
    id: String(after.updatedAt),
    line: (
      <>
        {[formatInstant(after.updatedAt, texts.language, zone), by].filter(Boolean).join(" · ")}
        <Corrections facts={customerCorrections(before, after, texts)} />
      </>
    ),
  }));
  return <News lines={lines} hint={texts.t("customers.changed-hint")} />;
}
