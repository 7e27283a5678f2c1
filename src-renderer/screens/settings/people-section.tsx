import { Alert, Button, Group, PasswordInput, Switch, TextInput, UnstyledButton } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { PIN_PATTERN } from "../../../src-main/domain/people/pin-wait.ts";
import { SUPERVISOR, TECHNICIAN } from "../../../src-main/domain/ground/rights.ts";
import type { Person } from "../../../src-main/domain/shop/shop.ts";
import { api, client } from "../../client/client.ts";
import { FieldGrid, WIDE } from "../../components/field-grid.tsx";
import { KeyHint, useKeys } from "../../components/keys.tsx";
import { PinFields } from "../../components/pin-fields.tsx";
import { useText } from "../../components/text.tsx";
import type { FieldErrors } from "../../stores/explain.ts";
import { changePin, refreshWelcome, useMay, useSession } from "../../stores/session.ts";
import { RemovePin } from "./remove-pin.tsx";
import { SectionForm } from "./section-form.tsx";
import { changePerson, dropPerson, formOf, NEW, useSettingsDraft, type PersonForm } from "../../stores/settings-draft.ts";

const NOBODY: readonly Person[] = [];
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Who works here. Nobody is deleted: their names stand in what happened. */
export function PeopleSection(): ReactNode {
  const { t } = useText();
  const { data: people = NOBODY } = useQuery(api.shop.people.queryOptions());
  const me = useSession(({ person }) => person?.id);
  const may = useMay("people.change");
  const drafts = useSettingsDraft((draft) => draft.people);
  const wanted = useSettingsDraft(({ personId }) => personId);
  const chosen = (may ? wanted : null) ?? me ?? NEW;
  const page = useRef<HTMLDivElement>(null);
  const choose = (id: string): void => useSettingsDraft.setState({ personId: id });
  const add = (): void => {
    choose(NEW);
    requestAnimationFrame(() => page.current?.querySelector<HTMLElement>("form input")?.focus());
  };
  useKeys(may ? [{ combo: "N", label: t("settings.people.add"), run: add }] : []);
  const step = (event: KeyboardEvent<HTMLElement>): void => {
    const by = STEPS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const buttons = [...event.currentTarget.querySelectorAll("button")];
    buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + by]?.focus();
  };
  const shown = may ? people : people.filter(({ id }) => id === me);
  const rows = [...shown.filter(({ active }) => active), ...shown.filter(({ active }) => !active)];
  return (
    <div className="settings-people" ref={page}>
      <div className="settings-people-list" role="group" aria-label={t("settings.people")} onKeyDown={step}>
        {rows.map((person) => (
          <UnstyledButton key={person.id} aria-current={person.id === chosen} title={person.name} onClick={() => choose(person.id)}>
            <span className="settings-person-name">{person.name}</span>
            <small>{noteOf(person, person.id in drafts, t)}</small>
          </UnstyledButton>
        ))}
        {NEW in drafts && (
          <UnstyledButton aria-current={chosen === NEW} onClick={() => choose(NEW)}>
            <span className="settings-person-name">{drafts[NEW]?.name || t("settings.people.new")}</span>
            <small>{t("settings.not-saved")}</small>
          </UnstyledButton>
        )}
        {may && (
          <Button variant="default" onClick={add} rightSection={<KeyHint combo="N" />}>
            {t("settings.people.add")}
          </Button>
        )}
      </div>
      <PersonPage
        key={chosen}
        id={chosen}
        person={people.find(({ id }) => id === chosen)}
        last={people.filter(({ active }) => active).length === 1}
      />
    </div>
  );
}

function noteOf(person: Person, unsaved: boolean, t: (key: string) => string): string {
  if (unsaved) return t("settings.not-saved");
  if (!person.active) return t("settings.people.left");
  return person.hasPin ? "" : t("person.no-pin");
}

/** @param last whether only one person is left who can sign in */
function PersonPage({ id, person, last }: { id: string; person: Person | undefined; last: boolean }): ReactNode {
  const { t } = useText();
  const queries = useQueryClient();
  const draft = useSettingsDraft(({ people }) => people[id]);
  const form = draft ?? formOf(person);
  const isNew = id === NEW;
  const change = (part: Partial<PersonForm>): void => changePerson(id, person, part);
  const may = useMay("people.change");
  const me = useSession((session) => session.person);
  const own = id === me?.id;
  const [removing, setRemoving] = useState(false);
  const remover = useRef<HTMLButtonElement>(null);
  const removed = async (): Promise<void> => {
    const fields = remover.current?.form;
    await queries.fetchQuery({ ...api.shop.people.queryOptions(), staleTime: 0 });
    await refreshWelcome();
    setRemoving(false);
    // The button that led here is gone with the PIN.
    requestAnimationFrame(() => fields?.querySelector<HTMLElement>("input[type=password]")?.focus());
  };
  const save = async (): Promise<void> => {
    const { name, oldPin, pin, active, supervisor } = form;
    if (own && pin !== "") await changePin(oldPin, pin);
    const role = supervisor === (person?.role === SUPERVISOR) ? person?.role : supervisor ? SUPERVISOR : TECHNICIAN;
    if (may) await client.shop.storePerson({ id: isNew ? null : id, name, pin: own || pin === "" ? null : pin, active, role });
    const known = new Set((queries.getQueryData(api.shop.people.queryKey()) ?? NOBODY).map((one) => one.id));
    const people = await queries.fetchQuery({ ...api.shop.people.queryOptions(), staleTime: 0 });
    await refreshWelcome();
    dropPerson(id);
    if (isNew) useSettingsDraft.setState({ personId: people.find((one) => !known.has(one.id))?.id ?? null });
  };
  const undo = (): void => {
    dropPerson(id);
    if (isNew) useSettingsDraft.setState({ personId: null });
  };
  return (
    <>
      <SectionForm
        title={isNew ? t("settings.people.new") : (person?.name ?? "")}
        changed={isNew || draft !== undefined}
        check={() => ({
          ...wrongIn(form, { isNew, own, hasPin: person?.hasPin ?? false }, t),
          ...(last && person?.active && !form.active ? { active: t("error.person.last") } : {}),
        })}
        onSave={save}
        onUndo={undo}
      >
        {(errors) => (
          <FieldGrid>
            {isNew && me && !me.hasPin && (
              <Alert color="yellow" style={WIDE}>
                <Group gap="sm">
                  {t("settings.people.own-first")}
                  <Button size="xs" variant="default" onClick={() => useSettingsDraft.setState({ personId: me.id })}>
                    {t("settings.people.set-own")}
                  </Button>
                </Group>
              </Alert>
            )}
            <TextInput
              label={t("person.name")}
              required
              disabled={!may}
              autoComplete="off"
              value={form.name}
              onChange={({ currentTarget }) => change({ name: currentTarget.value })}
              error={errors["name"]}
              style={WIDE}
            />
            {own && person?.hasPin && (
              <PasswordInput
                label={t("settings.people.present-pin")}
                inputMode="numeric"
                autoComplete="off"
                maxLength={8}
                visibilityToggleButtonProps={{ "aria-label": t("person.pin-show") }}
                value={form.oldPin}
                onChange={({ currentTarget }) => change({ oldPin: currentTarget.value })}
                error={errors["oldPin"] ?? errors["pin"]}
                // Mantine marks every other input itself.
                aria-invalid={(errors["oldPin"] ?? errors["pin"]) ? true : undefined}
                style={WIDE}
              />
            )}
            <PinFields
              label={isNew ? t("person.pin") : t("settings.people.new-pin")}
              description={t(isNew ? "settings.people.digits" : person?.hasPin ? "settings.people.pin-stays" : "person.pin.why")}
              pin={form.pin}
              again={form.pinAgain}
              onChange={change}
              errors={own ? { ...errors, pin: errors["newPin"] ?? (person?.hasPin ? "" : (errors["pin"] ?? "")) } : errors}
            />
            {own && person?.hasPin && (
              <Button ref={remover} variant="default" onClick={() => setRemoving(true)} style={{ justifySelf: "start" }}>
                {t("settings.people.remove-pin")}
              </Button>
            )}
            {may && (
              <Switch
                label={t("person.supervisor")}
                description={t("settings.people.supervisor.why")}
                checked={form.supervisor}
                onChange={({ currentTarget }) => change({ supervisor: currentTarget.checked })}
                style={WIDE}
              />
            )}
            {may && !isNew && (
              <Switch
                label={t("settings.people.active")}
                description={t("settings.people.active.why")}
                checked={form.active}
                onChange={({ currentTarget }) => change({ active: currentTarget.checked })}
                error={errors["active"]}
                style={WIDE}
              />
            )}
          </FieldGrid>
        )}
      </SectionForm>
      {removing && person && <RemovePin person={person} onClose={() => setRemoving(false)} onRemoved={removed} />}
    </>
  );
}

/** What the form can see for itself; main judges the rest. */
function wrongIn(
  { name, oldPin, pin, pinAgain }: PersonForm,
  { isNew, own, hasPin }: { readonly isNew: boolean; readonly own: boolean; readonly hasPin: boolean },
  t: (key: string) => string,
): FieldErrors {
  const wrong: Record<string, string> = {};
  const newPin = own ? "newPin" : "pin";
  if (own && hasPin && oldPin === "" && pin !== "") wrong["oldPin"] = t("problem.required");
  if (name.trim() === "") wrong["name"] = t("problem.required");
  if (isNew && pin === "") wrong["pin"] = t("problem.required");
  else if (pin !== "" && !PIN_PATTERN.test(pin)) wrong[newPin] = t("problem.pin");
  else if (pin !== pinAgain) wrong["pinAgain"] = t("person.pin-differs");
  return wrong;
}
