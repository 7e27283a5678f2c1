import { Button, Switch, TextInput, UnstyledButton } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { PIN_PATTERN, type Person } from "../../../src-main/domain/shop.ts";
import { api, client } from "../../client/client.ts";
import { FieldGrid, WIDE } from "../../components/field-grid.tsx";
import { KeyHint, useKeys } from "../../components/keys.tsx";
import { PinFields } from "../../components/pin-fields.tsx";
import { useText } from "../../components/text.tsx";
import type { FieldErrors } from "../../stores/explain.ts";
import { refreshWelcome, useSession } from "../../stores/session.ts";
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
  const drafts = useSettingsDraft((draft) => draft.people);
  const chosen = useSettingsDraft(({ personId }) => personId) ?? me ?? NEW;
  const page = useRef<HTMLDivElement>(null);
  const choose = (id: string): void => useSettingsDraft.setState({ personId: id });
  const add = (): void => {
    choose(NEW);
    requestAnimationFrame(() => page.current?.querySelector<HTMLElement>("form input")?.focus());
  };
  useKeys([{ combo: "N", label: t("settings.people.add"), run: add }]);
  const step = (event: KeyboardEvent<HTMLElement>): void => {
    const by = STEPS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const buttons = [...event.currentTarget.querySelectorAll("button")];
    buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + by]?.focus();
  };
  const rows = [...people.filter(({ active }) => active), ...people.filter(({ active }) => !active)];
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
        <Button variant="default" onClick={add} rightSection={<KeyHint combo="N" />}>
          {t("settings.people.add")}
        </Button>
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
  const mayAppoint = useSession((session) => session.person?.supervisor ?? false);
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
    const { name, pin, active, supervisor } = form;
    await client.shop.storePerson({ id: isNew ? null : id, name, pin: pin === "" ? null : pin, active, supervisor });
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
        check={() => ({ ...wrongIn(form, isNew, t), ...(last && person?.active && !form.active ? { active: t("error.person.last") } : {}) })}
        onSave={save}
        onUndo={undo}
      >
        {(errors) => (
          <FieldGrid>
            <TextInput
              label={t("person.name")}
              required
              autoComplete="off"
              value={form.name}
              onChange={({ currentTarget }) => change({ name: currentTarget.value })}
              error={errors["name"]}
              style={WIDE}
            />
            <PinFields
              label={isNew ? t("person.pin") : t("settings.people.new-pin")}
              description={t(isNew ? "settings.people.digits" : person?.hasPin ? "settings.people.pin-stays" : "person.pin.why")}
              pin={form.pin}
              again={form.pinAgain}
              onChange={change}
              errors={errors}
            />
            {person?.hasPin && (
              <Button ref={remover} variant="default" onClick={() => setRemoving(true)} style={{ justifySelf: "start" }}>
                {t("settings.people.remove-pin")}
              </Button>
            )}
            <Switch
              label={t("person.supervisor")}
              description={t("settings.people.supervisor.why")}
              checked={form.supervisor}
              disabled={!mayAppoint}
              onChange={({ currentTarget }) => change({ supervisor: currentTarget.checked })}
              style={WIDE}
            />
            {!isNew && (
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
function wrongIn({ name, pin, pinAgain }: PersonForm, isNew: boolean, t: (key: string) => string): FieldErrors {
  const wrong: Record<string, string> = {};
  if (name.trim() === "") wrong["name"] = t("problem.required");
  if (isNew && pin === "") wrong["pin"] = t("problem.required");
  else if (pin !== "" && !PIN_PATTERN.test(pin)) wrong["pin"] = t("problem.pin");
  else if (pin !== pinAgain) wrong["pinAgain"] = t("person.pin-differs");
  return wrong;
}
